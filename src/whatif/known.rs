//! What is known of a name: as a number with its interval for conditions, as words for texts.

use leptos::prelude::*;
use twinlet_components::format;
use twinlet_core::advice::{Known, surely};
use twinlet_core::domain::DomainState;
use twinlet_core::graph::OutputAnswer;
use twinlet_core::manifest::raw::Condition;
use twinlet_core::manifest::resolved::InputKind;
use twinlet_core::predicted::Predicted;
use twinlet_core::protocol::InputValue;
use twinlet_core::study::{Found, Solved};
use twinlet_core::template;
use twinlet_core::units;

use super::WhatIf;

/// In place of a value that there is none of.
const NOTHING: &str = "–";

impl WhatIf {
    /// What conditions know of a name.
    pub(super) fn known(self, name: &str) -> Known {
        match name.split_once('=') {
            Some((input, option)) => return flag(self.base.scenario.choice(input) == option),
            None if name.starts_with("app.") => return self.state(name),
            None => {}
        }
        match self.base.scenario.value(name) {
            Some(InputValue::Number(value)) => Known::exactly(value),
            Some(InputValue::Switch(on)) => flag(on),
            Some(_) => Known::Nothing,
            None => self.answered(name),
        }
    }

    /// A value that was answered; one of earlier inputs is on its way.
    fn answered(self, name: &str) -> Known {
        let is_study = self.with_manifest(|m| m.studies.iter().any(|study| study.id == name));
        if self.base.scenario.is_blocked() || self.failure.read().is_some() {
            return Known::Nothing;
        }
        if self.is_behind() {
            return Known::Pending;
        }
        if !is_study {
            return self.answered_output(name).as_ref().and_then(single).map_or(Known::Nothing, |shown| {
                let interval = shown.shown().interval;
                Known::Number { value: shown.shown().value, low: interval.low, high: interval.high }
            });
        }
        let inputs = self.base.scenario.inputs();
        match self.studies.read().get(name) {
            Some((of, found)) if *of == inputs => {
                let value = found.as_ref().and_then(|found| solved(&found.found)?.value);
                value.map_or(Known::Nothing, Known::exactly)
            }
            _ => Known::Pending,
        }
    }

    fn state(self, name: &str) -> Known {
        let (standing, _) = self.base.standing();
        match name {
            "app.in_range" => flag(self.domain().state == DomainState::In),
            "app.blocked" => flag(self.base.scenario.is_blocked()),
            "app.online" => flag(self.base.online.get()),
            "app.expired" => flag(standing != twinlet_core::standing::Standing::Decide),
            "app.wide" => {
                flag(window().inner_width().ok().and_then(|w| w.as_f64()).is_some_and(|w| w >= 900.0))
            }
            _ => Known::Nothing,
        }
    }

    /// Whether a condition surely holds.
    pub(super) fn holds(self, condition: &Condition) -> bool {
        surely(condition, &|name| self.known(name))
    }

    /// A text with its values; with their intervals where they have one and `with_interval` says so.
    pub(super) fn filled(self, text: &str, with_interval: bool) -> String {
        template::fill(text, &|name| self.words(name, with_interval))
    }

    /// A name's value in words.
    pub(super) fn words(self, name: &str, with_interval: bool) -> String {
        if let Some(value) = self.base.scenario.value(name) {
            return self.input_words(name, &value);
        }
        if let Some(output) = self.output(name) {
            return single(&output).map_or(NOTHING.to_owned(), |shown| {
                let (shown, unit) = (shown.shown(), units::display(unit_of(&output)));
                let value = format::with_unit(&format::number(shown.value, shown.interval), unit);
                let is_certain = shown.interval.low == shown.interval.high;
                if !with_interval || is_certain {
                    value
                } else {
                    [&value, " (", &format::range(shown.interval), ")"].concat()
                }
            });
        }
        let found = self.study(name);
        let solved = found.as_ref().and_then(|found| solved(&found.found));
        solved.map_or(NOTHING.to_owned(), |solved| self.solved_words(name, solved))
    }

    /// The end that was found, in the input's unit or as a clock time.
    pub(super) fn solved_words(self, id: &str, solved: &Solved) -> String {
        let Some(value) = solved.value else { return NOTHING.to_owned() };
        let is_clock = self.with_manifest(|m| m.studies.iter().any(|study| study.id == id && study.is_clock));
        if is_clock { format::time_of_day(value) } else { self.number_words(&solved.input, value) }
    }

    /// A number that is known exactly, with the unit that the person prefers.
    pub(super) fn in_unit(self, value: f64, own: &str) -> String {
        let readout = self.base.readout(own);
        format::with_unit(&format::plain(readout.exact(value)), readout.unit())
    }

    /// A number of an input with its unit.
    pub(super) fn number_words(self, input: &str, value: f64) -> String {
        let known = self.base.with_controls(|c| c.number_input(input).map(|n| (n.unit.clone(), n.is_clock)));
        let (unit, is_clock) = known.unzip();
        if is_clock == Some(true) {
            return format::time_of_day(value);
        }
        self.in_unit(value, &unit.unwrap_or_default())
    }

    /// A number that a person chose, as its slider shows it.
    fn chosen_words(self, id: &str, value: f64) -> String {
        match self.base.with_controls(|c| c.number_input(id).cloned()).filter(|number| !number.is_clock) {
            Some(n) => {
                let scale = self.base.scale(&n.unit, (n.min, n.max), n.step);
                format::with_unit(&format::plain(scale.shown(value)), scale.readout().unit())
            }
            None => self.number_words(id, value),
        }
    }

    fn input_words(self, id: &str, value: &InputValue) -> String {
        let unit = self.base.with_controls(|c| match c.input(id).map(|input| &input.kind) {
            Some(InputKind::Span(span)) => span.unit.clone(),
            _ => String::new(),
        });
        match value {
            InputValue::Number(x) => self.chosen_words(id, *x),
            InputValue::Choice(option) => option.clone(),
            InputValue::Switch(on) => if *on { "on" } else { "off" }.to_owned(),
            InputValue::Span(span) => {
                let from = self.base.readout(&unit).exact(span.from);
                [&format::plain(from), " to ", &self.in_unit(span.to, &unit)].concat()
            }
            InputValue::List(entries) => [&entries.len().to_string(), " values"].concat(),
        }
    }
}

fn flag(is: bool) -> Known {
    Known::exactly(if is { 1.0 } else { 0.0 })
}

/// What an inverse question found.
pub(super) fn solved(found: &Found) -> Option<&Solved> {
    match found {
        Found::Solve(solved) => Some(solved),
        Found::Sensitivity(_) | Found::Sweep(_) => None,
    }
}

/// The first value of an output with its interval and state; `None` where there is no number.
pub(super) fn single(output: &OutputAnswer) -> Option<Predicted<f64>> {
    let series = output.series.as_ref()?;
    Some(Predicted::new(*series.values.first()?, series.interval(0)?, output.state))
}

/// Unit of an output, UCUM.
pub(super) fn unit_of(output: &OutputAnswer) -> &str {
    output.series.as_ref().map_or("", |series| series.unit.as_str())
}
