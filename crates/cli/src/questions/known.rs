//! What is known of a name: as a number with its interval for rules, as words for texts.

use twinlet_core::advice;
use twinlet_core::date::Date;
use twinlet_core::domain::DomainState;
use twinlet_core::graph::{GraphAnswer, OutputAnswer};
use twinlet_core::manifest::WhatIf;
use twinlet_core::protocol::{InputValue, InputValues};
use twinlet_core::study::{Found, Solved, StudyAnswer};
use twinlet_core::units::Preference;
use twinlet_engine::Twin;

use crate::{report, today};

use super::studies;

/// In place of a value that there is none of.
const NOTHING: &str = "–";

/// An answer with everything that was asked beside it.
pub(super) struct Known<'a> {
    pub twin: &'a Twin,
    pub app: &'a WhatIf,
    /// Complete, with defaults.
    pub inputs: &'a InputValues,
    pub answer: &'a GraphAnswer,
    /// In the order of the app's studies.
    pub found: &'a [StudyAnswer],
    pub is_online: bool,
    /// For texts; rules know the app's own units.
    pub units: &'a Preference,
}

impl Known<'_> {
    /// What rules know of a name.
    pub fn known(&self, name: &str) -> advice::Known {
        if let Some((input, option)) = name.split_once('=') {
            return flag(self.inputs.values.get(input) == Some(&InputValue::Choice(option.to_owned())));
        }
        match self.inputs.values.get(name) {
            Some(InputValue::Number(value)) => advice::Known::exactly(*value),
            Some(InputValue::Switch(on)) => flag(*on),
            Some(_) => advice::Known::Nothing,
            None if name.starts_with("app.") => self.state(name),
            None => self.answered(name),
        }
    }

    /// There is no screen here, and what a limit blocks is not answered at all.
    fn state(&self, name: &str) -> advice::Known {
        let is_over = |until: &str| Date::parse(until).is_some_and(|day| day < today::utc());
        flag(match name {
            "app.in_range" => self.answer.domain.state == DomainState::In,
            "app.online" => self.is_online,
            "app.expired" => {
                self.twin.models.values().any(|model| is_over(&model.bundle.contract.model.valid_until))
            }
            _ => false,
        })
    }

    fn answered(&self, name: &str) -> advice::Known {
        if let Some(value) = self.solved(name).and_then(|(_, solved)| solved.value) {
            return advice::Known::exactly(value);
        }
        let series = self.output(name).and_then(|output| output.series.as_ref());
        let value = series.and_then(|series| Some((*series.values.first()?, series.interval(0)?)));
        value.map_or(advice::Known::Nothing, |(value, interval)| advice::Known::Number {
            value,
            low: interval.low,
            high: interval.high,
        })
    }

    fn output(&self, name: &str) -> Option<&OutputAnswer> {
        self.answer.outputs.iter().find(|output| output.id == name)
    }

    fn solved(&self, name: &str) -> Option<(usize, &Solved)> {
        let at = self.app.studies.iter().position(|study| study.id == name)?;
        match self.found.get(at).map(|answer| &answer.found) {
            Some(Found::Solve(solved)) => Some((at, solved)),
            _ => None,
        }
    }

    /// A name's value in words.
    pub fn words(&self, name: &str, with_interval: bool) -> String {
        if let Some(value) = self.inputs.values.get(name) {
            return input_words(self.app, self.units, name, value);
        }
        if let Some((at, solved)) = self.solved(name) {
            let study = self.app.studies.get(at);
            return study.zip(solved.value).map_or(NOTHING.to_owned(), |(study, value)| {
                studies::value(self.app, self.units, study, &solved.input, value)
            });
        }
        let series = self.output(name).and_then(|output| output.shown_in(self.units).series);
        series.map_or(NOTHING.to_owned(), |series| report::one(&series, 0, with_interval))
    }
}

fn input_words(app: &WhatIf, units: &Preference, id: &str, value: &InputValue) -> String {
    match value {
        InputValue::Number(x) => studies::number(app, units, id, *x),
        InputValue::Choice(option) => option.clone(),
        InputValue::Switch(on) => if *on { "on" } else { "off" }.to_owned(),
        InputValue::Span(span) => format!("{} to {}", span.from, span.to),
        InputValue::List(entries) => format!("{} values", entries.len()),
    }
}

fn flag(is: bool) -> advice::Known {
    advice::Known::exactly(f64::from(u8::from(is)))
}
