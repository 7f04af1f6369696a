//! Who uses the app, and what stands first for them.

use serde::{Deserialize, Serialize};

/// Who uses the app. A view, not a protection: everybody can choose every role, and every role has the same numbers.
///
/// In a what-if app ids are free. A station knows `operator`, `planner`, `manager` and `engineer`, and what stands first
/// for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Title in the choice of roles. Example: `title: Planner`.
    pub title: String,
    /// Id of the page that is opened at the start; the first when absent. Example: `opens: day`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<String>,
}
