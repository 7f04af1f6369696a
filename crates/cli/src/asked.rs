//! What a what-if app recommends and what its studies find, beside its answer.

use twinlet_core::advice::{Advice, Known, advise};
use twinlet_core::clock;

use twinlet_core::graph::{GraphAnswer, OutputAnswer};
use twinlet_core::manifest::WhatIf;
use twinlet_core::manifest::resolved::InputKind;
use twinlet_core::protocol::{InputValue, InputValues};
use twinlet_core::study::{Found, LimitedBy, Solved, StudyAnswer};
use twinlet_core::{link, template, units};

/// Answers of studies, by their id.
pub type Studied = Vec<(String, StudyAnswer)>;

/// What is shown of an answer, its inputs and its studies.
pub struct Asked<'a> {
    /// The app.
    pub app: &'a WhatIf,
    /// Values of all inputs.
    pub inputs: InputValues,
    /// The answer.
    pub answer: &'a GraphAnswer,
    /// What the studies found.
    pub studied: &'a Studied,
}

impl Asked<'_> {
    /// Recommendation and findings, a line each.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for study in &self.app.studies {
            let Some((_, answer)) = self.studied.iter().find(|(id, _)| *id == study.id) else { continue };
            out += &format!("  {}: {}\n", study.title, self.found(&study.id, answer));
        }
        if let Some(question) = &self.app.decision {
            let known = |name: &str| self.known(name);
            let (say, because) = match advise(question, &known) {
                Advice::Rule(at) => {
                    let rule = question.rules.get(at);
                    (rule.map(|rule| rule.say.clone()), rule.and_then(|rule| rule.because.clone()))
                }
                Advice::Pending | Advice::Nothing => (None, None),
            };
            let fill = |text: String| template::fill(&text, &|name| self.words(name));
            out += &format!("\n{}\n", fill(question.question.clone()));
            out += &format!(
                "  {}\n",
                say.map_or_else(|| "No recommendation: a number is missing.".into(), fill)
            );
            out += &because.map(|because| format!("  {}\n", fill(because))).unwrap_or_default();
        }
        out
    }

    fn found(&self, id: &str, answer: &StudyAnswer) -> String {
        match &answer.found {
            Found::Solve(solved) => {
                let why = match &solved.limited_by {
                    LimitedBy::Output => "then its bound is crossed".to_owned(),
                    LimitedBy::Domain => "then outside what the models were validated on".into(),
                    LimitedBy::Limit(limit) => format!("then the limit `{limit}`"),
                    LimitedBy::NoAnswer => "then there is no answer".into(),
                    LimitedBy::Range => "the end of its range".into(),
                };
                format!("{} ({why})", self.solved(id, solved))
            }
            Found::Sensitivity(found) => {
                let bar = found.bars.first();
                bar.map_or_else(String::new, |bar| {
                    format!("most by {}; {} inputs", bar.input, found.bars.len())
                })
            }
            Found::Sweep(found) => {
                format!("{} x {} cells; see `--format json`", found.x.values.len(), found.y.values.len())
            }
        }
    }

    fn solved(&self, id: &str, solved: &Solved) -> String {
        let Some(value) = solved.value else { return "none".into() };
        let is_clock = self.app.studies.iter().any(|study| study.id == id && study.is_clock);
        if is_clock { clock::label(0, value) } else { self.number(&solved.input, value) }
    }

    fn number(&self, input: &str, value: f64) -> String {
        match self.app.controls.number_input(input) {
            Some(number) if number.is_clock => clock::label(0, value),
            Some(number) => units::with_unit(value, &number.unit),
            None => value.to_string(),
        }
    }

    fn output(&self, name: &str) -> Option<&OutputAnswer> {
        self.answer.outputs.iter().find(|output| output.id == name)
    }

    fn solved_by(&self, name: &str) -> Option<&Solved> {
        let (_, answer) = self.studied.iter().find(|(id, _)| id == name)?;
        match &answer.found {
            Found::Solve(solved) => Some(solved),
            Found::Sensitivity(_) | Found::Sweep(_) => None,
        }
    }

    fn known(&self, name: &str) -> Known {
        if let Some((input, option)) = name.split_once('=') {
            let is =
                matches!(self.inputs.values.get(input), Some(InputValue::Choice(chosen)) if chosen == option);
            return Known::exactly(if is { 1.0 } else { 0.0 });
        }
        match self.inputs.values.get(name) {
            Some(InputValue::Number(value)) => return Known::exactly(*value),
            Some(InputValue::Switch(on)) => return Known::exactly(f64::from(u8::from(*on))),
            _ => {}
        }
        if let Some(solved) = self.solved_by(name) {
            return solved.value.map_or(Known::Nothing, Known::exactly);
        }
        let series = self.output(name).and_then(|output| output.series.as_ref());
        let ends = series.and_then(|s| Some((*s.values.first()?, *s.low.first()?, *s.high.first()?)));
        ends.map_or(Known::Nothing, |(value, low, high)| Known::Number { value, low, high })
    }

    fn words(&self, name: &str) -> String {
        match (self.inputs.values.get(name), self.app.controls.input(name).map(|input| &input.kind)) {
            (Some(InputValue::Number(x)), _) => return self.number(name, *x),
            (Some(value), Some(InputKind::Span(_) | InputKind::Switch { .. } | InputKind::Choice { .. })) => {
                return link::written(value);
            }
            _ => {}
        }
        if let Some(solved) = self.solved_by(name) {
            return self.solved(name, solved);
        }
        match (self.known(name), self.output(name).and_then(|output| output.series.as_ref())) {
            (Known::Number { value, low, high }, Some(series)) => {
                let value = format!("{value:.1} {}", units::display(&series.unit));
                format!("{value} ({low:.1} to {high:.1})")
            }
            _ => "–".into(),
        }
    }
}
