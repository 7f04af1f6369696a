//! Where the rules and texts of an app find their values on the command line; what a value is worth is core's.

use twinlet_core::advice::{Names, Progress};
use twinlet_core::date::Date;
use twinlet_core::domain::DomainState;
use twinlet_core::graph::{GraphAnswer, OutputAnswer};
use twinlet_core::manifest::WhatIf;
use twinlet_core::manifest::raw::Span;
use twinlet_core::protocol::{InputValue, InputValues};
use twinlet_core::study::{Found, Solved, StudyAnswer};
use twinlet_core::units::Preference;
use twinlet_engine::Twin;

use crate::{report, today};

use super::studies;

/// An answer with everything that was asked beside it.
pub(super) struct Known<'a> {
    pub twin: &'a Twin,
    pub app: &'a WhatIf,
    /// Complete, with defaults.
    pub inputs: InputValues,
    pub answer: &'a GraphAnswer,
    /// In the order of the app's studies.
    pub found: Vec<StudyAnswer>,
    pub is_online: bool,
}

/// The same with the units in which texts are written; rules know the app's own units.
pub(super) struct Read<'a> {
    pub known: &'a Known<'a>,
    pub units: &'a Preference,
}

impl Known<'_> {
    fn study(&self, id: &str) -> Option<usize> {
        self.app.studies.iter().position(|study| study.id == id)
    }
}

impl Names for Read<'_> {
    fn input(&self, id: &str) -> Option<InputValue> {
        self.known.inputs.values.get(id).cloned()
    }

    /// There is no screen here, and what a limit blocks is not answered at all.
    fn state(&self, name: &str) -> Option<bool> {
        let is_over = |until: &str| Date::parse(until).is_some_and(|day| day < today::utc());
        Some(match name {
            "app.in_range" => self.known.answer.domain.state == DomainState::In,
            "app.online" => self.known.is_online,
            "app.expired" => {
                self.known.twin.models.values().any(|model| is_over(&model.bundle.contract.model.valid_until))
            }
            _ => false,
        })
    }

    fn answered(&self) -> Progress {
        Progress::Here
    }

    fn output(&self, id: &str) -> Option<OutputAnswer> {
        self.known.answer.outputs.iter().find(|output| output.id == id).cloned()
    }

    fn studied(&self, id: &str) -> Option<Progress> {
        self.known.study(id).map(|_| Progress::Here)
    }

    fn solved(&self, id: &str) -> Option<Solved> {
        match &self.known.found.get(self.known.study(id)?)?.found {
            Found::Solve(solved) => Some(Solved::clone(solved)),
            Found::Sensitivity(_) | Found::Sweep(_) | Found::Global(_) => None,
        }
    }

    fn is_clock(&self, study: &str) -> bool {
        self.known.app.studies.iter().any(|other| other.id == study && other.is_clock)
    }

    fn number_words(&self, input: &str, value: f64) -> String {
        studies::number(&self.known.app.controls, self.units, input, value)
    }

    fn span_words(&self, input: &str, span: Span) -> String {
        studies::span(&self.known.app.controls, self.units, input, span)
    }

    fn output_words(&self, output: &OutputAnswer, with_interval: bool) -> Option<String> {
        output.shown_in(self.units).series.map(|series| report::one(&series, 0, with_interval))
    }
}
