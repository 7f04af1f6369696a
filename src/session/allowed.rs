//! The decision as far as the app's standing allows it.

use twinlet_core::decision::{Decision, Status};
use twinlet_core::standing::Standing;

use super::Session;
use super::picture::withheld;

impl Session {
    /// The decision as far as the standing allows it.
    pub(super) fn as_far_as_allowed(self, decision: Option<Decision>) -> Option<Decision> {
        let (standing, causes) = self.base.standing();
        let why = causes.iter().map(|cause| [cause.sentence(), cause.remedy().to_owned()].join(" "));
        match standing {
            Standing::Decide => decision,
            Standing::Monitor => Some(withheld("Monitoring only: nothing is recommended", why.collect())),
            Standing::Advise => decision.map(|decision| advised(decision, why.collect())),
        }
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
