//! Where the numbers on the screen come from.

use leptos::prelude::*;
use twinlet_core::advice::{Advice, advise};
use twinlet_core::contract::Contract;
use twinlet_core::trace::{Trace, whatif};

use super::WhatIf;
use crate::browser::clock;

/// The name of the recommendation; an output of the same name gives way to it.
pub(super) const DECISION: &str = "decision";

impl WhatIf {
    /// The trace of the number that is asked about, at the inputs that its answer is of.
    pub(super) fn trace(self) -> Option<Trace> {
        let name = self.base.tracing.get()?;
        let answer = self.answer.get()?;
        let sheets = self.base.sheets.get();
        let contracts: Vec<(&str, &Contract)> =
            sheets.iter().map(|sheet| (sheet.id.as_str(), &sheet.contract)).collect();
        let versions = self.base.versions();
        self.with_manifest(|app| {
            let of = whatif::Answered {
                app,
                inputs: &answer.inputs,
                answer: &answer.answer,
                contracts: &contracts,
                versions: &versions,
                today: clock::today(),
            };
            if let Some(study) = self.study(&name) {
                return whatif::study(&of, &name, &study);
            }
            match name == DECISION {
                true => self.trace_decision(&of),
                false => whatif::output(&of, &name),
            }
        })
    }

    fn trace_decision(self, of: &whatif::Answered<'_>) -> Option<Trace> {
        let question = of.app.decision.as_ref()?;
        let Advice::Rule(at) = advise(question, &|name| self.known(name)) else { return None };
        let said = self.filled(&question.rules.get(at)?.say, false);
        whatif::decision(of, at, &said, &|id| self.study(id).map(|found| (*found).clone()))
    }
}
