//! What somebody found at an asset: it moves the probability of a defect, by Bayes' rule, at once and on the device.
//!
//! A finding is part of a scenario's inputs, so a result, a record and a link say which findings they rest on. Its text
//! form is `pump_2:no_defect`, `pump_2:defect:bearing`, `pump_2:repaired:seal` or `pump_2:grade:B`.

mod condition;
mod text;

use serde::{Deserialize, Serialize};

use crate::manifest::raw::ZoneLetter;

pub use condition::{Condition, ModeCondition};
pub use text::TextError;

/// What was found at one asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldFinding {
    /// Asset id.
    pub asset: String,
    /// What was found.
    pub found: Found,
}

/// The kinds of findings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// The asset was inspected for every detectable mode, and no defect was seen.
    NoDefect,
    /// A defect of this mode was seen.
    Defect(String),
    /// This mode was repaired.
    Repaired(String),
    /// The condition grade that was measured: the vibration zone. The latest one counts.
    Grade(ZoneLetter),
}

/// What findings of an app can name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inspectable {
    /// Ids of the assets.
    pub assets: Vec<String>,
    /// Ids of the modes whose defects can be detected.
    pub modes: Vec<String>,
}

impl Inspectable {
    /// Why a finding means nothing here, in a sentence; `None` when it does.
    pub fn problem(&self, finding: &FieldFinding) -> Option<String> {
        if !self.assets.contains(&finding.asset) {
            return Some(format!("This app has no asset `{}`.", finding.asset));
        }
        match &finding.found {
            Found::Defect(mode) | Found::Repaired(mode) if !self.modes.contains(mode) => {
                Some(format!("This app has no failure mode `{mode}` that an inspection can find."))
            }
            _ => None,
        }
    }
}
