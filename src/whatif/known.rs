//! Where the rules and texts of an app find their values on the screen; what a value is worth is core's.

use leptos::prelude::*;
use twinlet_components::format;
use twinlet_core::advice::{self, Known, Names, Progress, surely};
use twinlet_core::domain::DomainState;
use twinlet_core::graph::OutputAnswer;
use twinlet_core::manifest::raw::{Condition, Span};
use twinlet_core::manifest::resolved::InputKind;
use twinlet_core::protocol::InputValue;
use twinlet_core::standing::Standing;
use twinlet_core::study::{Found, Solved};
use twinlet_core::template;
use twinlet_core::units;

use super::WhatIf;
use crate::views::studies;

/// Width of a wide screen, CSS pixels.
const WIDE: f64 = 900.0;

impl WhatIf {
    /// What conditions know of a name.
    pub(super) fn known(self, name: &str) -> Known {
        advice::known(&self, name)
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
        advice::words(&self, name, with_interval)
    }

    /// The end that was found, in the input's unit or as a clock time.
    pub(super) fn solved_words(self, id: &str, solved: &Solved) -> String {
        advice::solved_words(&self, id, solved)
    }

    /// A number that is known exactly, with the unit that the person prefers.
    fn in_unit(self, value: f64, own: &str) -> String {
        let readout = self.base.readout(own);
        format::with_unit(&format::plain(readout.exact(value)), readout.unit())
    }

    /// A number of an input with its unit.
    pub(super) fn number_words(self, input: &str, value: f64) -> String {
        studies::number_words(self.base, input, value)
    }
}

impl Names for WhatIf {
    fn input(&self, id: &str) -> Option<InputValue> {
        self.base.scenario.value(id)
    }

    fn state(&self, name: &str) -> Option<bool> {
        let width = || window().inner_width().ok().and_then(|width| width.as_f64());
        match name {
            "app.in_range" => Some(self.domain().state == DomainState::In),
            "app.blocked" => Some(self.base.scenario.is_blocked()),
            "app.online" => Some(self.base.online.get()),
            "app.expired" => Some(self.base.standing().0 != Standing::Decide),
            "app.wide" => Some(width().is_some_and(|width| width >= WIDE)),
            _ => None,
        }
    }

    fn answered(&self) -> Progress {
        match self.base.scenario.is_blocked() || self.failure.read().is_some() {
            true => Progress::Failed,
            false if self.is_behind() => Progress::Pending,
            false => Progress::Here,
        }
    }

    fn output(&self, id: &str) -> Option<OutputAnswer> {
        self.answered_output(id)
    }

    fn studied(&self, id: &str) -> Option<Progress> {
        self.with_manifest(|m| m.studies.iter().any(|study| study.id == id)).then(|| {
            let inputs = self.base.scenario.inputs();
            match self.studies.read().get(id) {
                Some((of, Some(_))) if *of == inputs => Progress::Here,
                Some((of, None)) if *of == inputs => Progress::Failed,
                _ => Progress::Pending,
            }
        })
    }

    fn solved(&self, id: &str) -> Option<Solved> {
        solved(&self.study(id)?.found).cloned()
    }

    fn is_clock(&self, study: &str) -> bool {
        self.with_manifest(|m| m.studies.iter().any(|other| other.id == study && other.is_clock))
    }

    fn number_words(&self, input: &str, value: f64) -> String {
        WhatIf::number_words(*self, input, value)
    }

    /// As its slider shows it.
    fn chosen_words(&self, id: &str, value: f64) -> String {
        match self.base.with_controls(|c| c.number_input(id).cloned()).filter(|number| !number.is_clock) {
            Some(n) => {
                let scale = self.base.scale(&n.unit, (n.min, n.max), n.step);
                format::with_unit(&format::plain(scale.shown(value)), scale.readout().unit())
            }
            None => WhatIf::number_words(*self, id, value),
        }
    }

    fn span_words(&self, input: &str, span: Span) -> String {
        let unit = self.base.with_controls(|c| match c.input(input).map(|input| &input.kind) {
            Some(InputKind::Span(span)) => span.unit.clone(),
            _ => String::new(),
        });
        let from = self.base.readout(&unit).exact(span.from);
        [&format::plain(from), " to ", &self.in_unit(span.to, &unit)].concat()
    }

    fn output_words(&self, output: &OutputAnswer, with_interval: bool) -> Option<String> {
        let output = output.shown_in(&self.base.units.read());
        let (shown, unit) = (output.first()?.shown(), units::display(unit_of(&output)));
        let value = format::with_unit(&format::number(shown.value, shown.interval), unit);
        let is_certain = shown.interval.low == shown.interval.high;
        Some(match !with_interval || is_certain {
            true => value,
            false => [&value, " (", &format::range(shown.interval), ")"].concat(),
        })
    }
}

/// What an inverse question found.
pub(super) fn solved(found: &Found) -> Option<&Solved> {
    match found {
        Found::Solve(solved) => Some(solved),
        Found::Sensitivity(_) | Found::Sweep(_) | Found::Global(_) => None,
    }
}

/// Unit of an output, UCUM.
pub(super) fn unit_of(output: &OutputAnswer) -> &str {
    output.series.as_ref().map_or("", |series| series.unit.as_str())
}
