//! Who confirms a recommendation.

use serde::{Deserialize, Serialize};

use crate::authority::Level;

/// What it takes to accept a recommendation. Names are typed and not verified: a record of who answered, not a protection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Authority {
    /// `advise`: noted as read; `confirm`: one named person; `two_person`: two of different names.
    /// Example: `level: two_person`.
    pub level: Level,
    /// Who is asked, in order, one entry for each person; the decision's owner when absent.
    /// Example: `who: [Shift engineer, Duty manager]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub who: Vec<String>,
}
