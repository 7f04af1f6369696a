//! What a name in a rule or a text is worth: an input, an output, an inverse question, a state of the app.
//!
//! Who asks says where values come from and how numbers are written ([`Names`]); what counts is decided here, once for
//! the screen and the command line. Values are in the app's own units, so that rules mean the same for everybody; words
//! are in the units that their reader prefers.

use crate::clock;
use crate::graph::OutputAnswer;
use crate::manifest::raw::Span;
use crate::protocol::InputValue;
use crate::study::Solved;

use super::Known;

/// In place of a value that there is none of.
const NOTHING: &str = "–";

/// How far an answer to the present inputs is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It is on its way.
    Pending,
    /// There is none, and none is on its way.
    Failed,
    /// It is here.
    Here,
}

/// Values by name, and how numbers are written.
pub trait Names {
    /// The value of an input; `None` where there is no such input.
    fn input(&self, id: &str) -> Option<InputValue>;
    /// A state of the app, `app.online`; `None` where there is no such state.
    fn state(&self, name: &str) -> Option<bool>;
    /// How far the answer of the graph is.
    fn answered(&self) -> Progress;
    /// The latest answer of an output, be it of earlier inputs; in the app's own unit.
    fn output(&self, id: &str) -> Option<OutputAnswer>;
    /// How far a study is; `None` where there is no such study.
    fn studied(&self, id: &str) -> Option<Progress>;
    /// What an inverse question found last, be it at earlier inputs.
    fn solved(&self, id: &str) -> Option<Solved>;
    /// What an inverse question finds is shown as a clock time.
    fn is_clock(&self, study: &str) -> bool;
    /// A number of an input with its unit.
    fn number_words(&self, input: &str, value: f64) -> String;
    /// The same for the value that a person chose, where it is written otherwise.
    fn chosen_words(&self, input: &str, value: f64) -> String {
        self.number_words(input, value)
    }
    /// A span of an input with its unit.
    fn span_words(&self, input: &str, span: Span) -> String;
    /// An output, given in its own unit, with the unit that is read, and with its interval where that is asked for;
    /// `None` where there is no number.
    fn output_words(&self, output: &OutputAnswer, with_interval: bool) -> Option<String>;
}

/// What conditions know of a name: `load`, `fans=on`, `app.online`.
pub fn known(names: &impl Names, name: &str) -> Known {
    if let Some((input, option)) = name.split_once('=') {
        return flag(names.input(input) == Some(InputValue::Choice(option.to_owned())));
    }
    if name.starts_with("app.") {
        return names.state(name).map_or(Known::Nothing, flag);
    }
    match names.input(name) {
        Some(InputValue::Number(value)) => Known::exactly(value),
        Some(InputValue::Switch(on)) => flag(on),
        Some(_) => Known::Nothing,
        None => answered(names, name),
    }
}

/// A value that was answered at the present inputs. What an inverse question finds has no interval: it was already
/// sought over the whole one.
fn answered(names: &impl Names, name: &str) -> Known {
    let progress = match (names.answered(), names.studied(name)) {
        (Progress::Here, Some(study)) => study,
        (progress, _) => progress,
    };
    match progress {
        Progress::Pending => Known::Pending,
        Progress::Failed => Known::Nothing,
        Progress::Here if names.studied(name).is_some() => {
            names.solved(name).and_then(|solved| solved.value).map_or(Known::Nothing, Known::exactly)
        }
        Progress::Here => {
            names.output(name).and_then(|output| output.first()).map_or(Known::Nothing, |first| {
                let shown = first.shown();
                Known::Number { value: shown.value, low: shown.interval.low, high: shown.interval.high }
            })
        }
    }
}

fn flag(is: bool) -> Known {
    Known::exactly(if is { 1.0 } else { 0.0 })
}

/// A name's value in words; `–` where there is none.
pub fn words(names: &impl Names, name: &str, with_interval: bool) -> String {
    if let Some(value) = names.input(name) {
        return input_words(names, name, &value);
    }
    if let Some(output) = names.output(name) {
        return names.output_words(&output, with_interval).unwrap_or_else(|| NOTHING.to_owned());
    }
    names.solved(name).map_or_else(|| NOTHING.to_owned(), |solved| solved_words(names, name, &solved))
}

fn input_words(names: &impl Names, id: &str, value: &InputValue) -> String {
    match value {
        InputValue::Number(x) => names.chosen_words(id, *x),
        InputValue::Choice(option) => option.clone(),
        InputValue::Switch(on) => if *on { "on" } else { "off" }.to_owned(),
        InputValue::Span(span) => names.span_words(id, *span),
        InputValue::List(entries) => [&entries.len().to_string(), " values"].concat(),
    }
}

/// The end that an inverse question found, in the input's unit or as a clock time.
pub fn solved_words(names: &impl Names, study: &str, solved: &Solved) -> String {
    match solved.value {
        None => NOTHING.to_owned(),
        Some(value) if names.is_clock(study) => clock::time_of_day(value),
        Some(value) => names.number_words(&solved.input, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::DomainState;
    use crate::predict::Series;
    use crate::predicted::IntervalKind;
    use crate::study::LimitedBy;

    /// An app with an input of each kind, the output `hot`, and the inverse question `until`.
    #[derive(Clone, Copy)]
    struct Fake {
        answered: Progress,
        studied: Progress,
        until: Option<f64>,
    }

    impl Names for Fake {
        fn input(&self, id: &str) -> Option<InputValue> {
            match id {
                "load" => Some(InputValue::Number(80.0)),
                "fans" => Some(InputValue::Switch(true)),
                "site" => Some(InputValue::Choice("north".into())),
                "times" => Some(InputValue::List(Vec::new())),
                _ => None,
            }
        }
        fn state(&self, name: &str) -> Option<bool> {
            (name == "app.online").then_some(false)
        }
        fn answered(&self) -> Progress {
            self.answered
        }
        fn output(&self, id: &str) -> Option<OutputAnswer> {
            let series = Series {
                values: vec![90.0],
                low: vec![88.0],
                high: vec![93.0],
                coverage: 0.9,
                kind: IntervalKind::Pointwise,
                unit: "Cel".into(),
            };
            (id == "hot").then(|| OutputAnswer {
                id: id.into(),
                title: "Hot spot".into(),
                length: 1,
                axis: None,
                lives: None,
                series: Some(series),
                state: DomainState::In,
                limit: None,
            })
        }
        fn studied(&self, id: &str) -> Option<Progress> {
            (id == "until").then_some(self.studied)
        }
        fn solved(&self, id: &str) -> Option<Solved> {
            (id == "until").then(|| Solved {
                input: "load".into(),
                from: None,
                value: self.until,
                limited_by: LimitedBy::Range,
                reasons: Vec::new(),
                beyond: None,
                at: None,
                state: None,
            })
        }
        fn is_clock(&self, study: &str) -> bool {
            study == "until"
        }
        fn number_words(&self, input: &str, value: f64) -> String {
            format!("{input} {value}")
        }
        fn span_words(&self, input: &str, _: Span) -> String {
            input.into()
        }
        fn output_words(&self, output: &OutputAnswer, with_interval: bool) -> Option<String> {
            output.first().map(|_| if with_interval { "90 (88 to 93)" } else { "90" }.into())
        }
    }

    const HERE: Fake = Fake { answered: Progress::Here, studied: Progress::Here, until: Some(18.75) };

    #[test]
    fn what_conditions_know() {
        let number = Known::exactly;
        let behind = Fake { answered: Progress::Pending, ..HERE };
        let failed = Fake { answered: Progress::Failed, ..HERE };
        let studying = Fake { studied: Progress::Pending, ..HERE };
        let nowhere = Fake { until: None, ..HERE };
        for (names, name, expected) in [
            (HERE, "load", number(80.0)),
            (HERE, "fans", number(1.0)),
            (HERE, "site", Known::Nothing),
            (HERE, "site=north", number(1.0)),
            (HERE, "site=south", number(0.0)),
            (HERE, "app.online", number(0.0)),
            (HERE, "app.weather", Known::Nothing),
            (HERE, "hot", Known::Number { value: 90.0, low: 88.0, high: 93.0 }),
            (HERE, "until", number(18.75)),
            (HERE, "cold", Known::Nothing),
            (behind, "hot", Known::Pending),
            (behind, "until", Known::Pending),
            (behind, "load", number(80.0)),
            (failed, "hot", Known::Nothing),
            (failed, "until", Known::Nothing),
            (studying, "until", Known::Pending),
            (studying, "hot", Known::Number { value: 90.0, low: 88.0, high: 93.0 }),
            (nowhere, "until", Known::Nothing),
        ] {
            assert_eq!(known(&names, name), expected, "{name}");
        }
    }

    #[test]
    fn what_texts_show() {
        let nowhere = Fake { until: None, ..HERE };
        for (names, name, expected) in [
            (HERE, "load", "load 80"),
            (HERE, "fans", "on"),
            (HERE, "site", "north"),
            (HERE, "times", "0 values"),
            (HERE, "hot", "90 (88 to 93)"),
            (HERE, "until", "18:45"),
            (nowhere, "until", "–"),
            (HERE, "cold", "–"),
        ] {
            assert_eq!(words(&names, name, true), expected, "{name}");
        }
        assert_eq!(words(&HERE, "hot", false), "90");
    }
}
