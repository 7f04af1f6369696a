//! What the app may still do here and now, from the proof, the models' validity and how it was used.

use leptos::prelude::*;
use twinlet_core::date::Date;
use twinlet_core::domain::DomainState;
use twinlet_core::standing::{Cause, Circumstances, RECENT_RUNS, Standing};

use super::Base;
use crate::browser::clock;

impl Base {
    /// The standing with every cause that lowers it, the gravest first.
    pub fn standing(self) -> (Standing, Vec<Cause>) {
        let days_expired = self.days_expired();
        let circumstances = Circumstances {
            proof_failed: self.trust.has_failed(),
            unvalidated: self.sheets.read().iter().any(|s| s.contract.model.unvalidated),
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

    /// A complete run counts for how the app is used.
    pub fn count_run(self, state: DomainState) {
        self.trust.recent.update(|recent| {
            recent.push(state);
            let surplus = recent.len().saturating_sub(RECENT_RUNS);
            drop(recent.drain(..surplus));
        });
        self.keep_recent();
    }
}
