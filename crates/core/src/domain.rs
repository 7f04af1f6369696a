//! Whether a model may be believed here: three states, each with its reason.

use serde::{Deserialize, Serialize};

/// How far a query lies from what the model was validated on. Ordered from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DomainState {
    /// Inside the validated region.
    #[default]
    In,
    /// At its edge: usable, with wider bands.
    Caution,
    /// Outside: extrapolation, never shown as a prediction.
    Out,
}

/// A state and why, in sentences for the person.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DomainVerdict {
    /// The worst state of all tests.
    pub state: DomainState,
    /// One sentence per test that is not `In`, the worst first.
    pub reasons: Vec<String>,
}

impl DomainVerdict {
    /// Adds the finding of one test.
    pub fn note(&mut self, state: DomainState, reason: impl Into<String>) {
        if state == DomainState::In {
            return;
        }
        if state > self.state {
            self.state = state;
            self.reasons.insert(0, reason.into());
        } else {
            self.reasons.push(reason.into());
        }
    }
}
