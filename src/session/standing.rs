//! What the app may still do here and now, from the proof, the models' validity and how it was used.

use leptos::prelude::*;
use twinlet_core::date::Date;
use twinlet_core::decision::{Decision, Status};
use twinlet_core::domain::DomainState;
use twinlet_core::standing::{Cause, Circumstances, RECENT_RUNS, Standing};

use super::Session;
use super::picture::withheld;
use crate::browser::clock;

impl Session {
    /// The standing with every cause that lowers it, the gravest first.
    pub fn standing(self) -> (Standing, Vec<Cause>) {
        let days_expired = self.days_expired();
        let circumstances = Circumstances {
            proof_failed: self.trust.has_failed(),
            days_expired,
            recent: self.trust.recent.get(),
        };
        circumstances.judge()
    }

    /// Days since the first of the models' validities ended.
    fn days_expired(self) -> Option<u32> {
        let today = clock::today()?;
        let sheets = self.sheets.read();
        let ends = sheets.iter().filter_map(|s| Date::parse(&s.contract.model.valid_until));
        let days = ends.map(|end| end.days_until(today)).max()?;
        u32::try_from(days).ok().filter(|days| *days > 0)
    }

    /// The decision as far as the standing allows it.
    pub(super) fn as_far_as_allowed(self, decision: Option<Decision>) -> Option<Decision> {
        let (standing, causes) = self.standing();
        let why = causes.iter().map(|cause| [cause.sentence(), cause.remedy().to_owned()].join(" "));
        match standing {
            Standing::Decide => decision,
            Standing::Monitor => Some(withheld("Monitoring only: nothing is recommended", why.collect())),
            Standing::Advise => decision.map(|decision| advised(decision, why.collect())),
        }
    }

    /// A complete run counts for how the app is used.
    pub(super) fn count_run(self, state: DomainState) {
        self.trust.recent.update(|recent| {
            recent.push(state);
            let surplus = recent.len().saturating_sub(RECENT_RUNS);
            drop(recent.drain(..surplus));
        });
        self.keep_recent();
    }
}

/// What would be recommended, as advice: the reason for that comes first.
fn advised(decision: Decision, why: Vec<String>) -> Decision {
    let headline = match decision.status {
        Status::Act => ["Consider: ", &lower(&decision.headline)].concat(),
        Status::Nothing | Status::Withheld | Status::NoWindow => decision.headline,
    };
    let reasons = why.into_iter().chain(decision.reasons).collect();
    Decision { headline, reasons, ..decision }
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
