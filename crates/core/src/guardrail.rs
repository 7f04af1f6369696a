//! One engine for limits: the same verdict for a slider, a link, a file and an optimiser.
//!
//! Nothing is clamped: a value stays as it was chosen, and the verdict stands beside it. A value that is missing
//! or no finite number is unknown, never zero: the limits that need it ask for caution.

mod checks;
mod rule;
mod zones;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use checks::{RANGE, SHAPE, UNKNOWN_INPUT, check, check_on, shown_in};
#[cfg(feature = "authoring")]
pub(crate) use rule::{bound_at, finding};
pub use zones::zones;

/// How strict a limit is. Ordered from mild to strict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A note; nothing changes.
    Advise,
    /// Needs a reason from the person, kept in the record.
    Caution,
    /// No run and no recommendation while it holds.
    Block,
}

/// A limit that an input has crossed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The limit's id in the manifest, or [`RANGE`], [`SHAPE`], [`UNKNOWN_INPUT`].
    pub limit: String,
    /// The input it concerns.
    pub input: String,
    /// How strict it is.
    pub level: Level,
    /// The bound in force at these inputs, in the input's unit; 0 where a finding has no bound.
    pub bound: f64,
    /// What to tell the person.
    pub text: String,
}

/// All findings for one set of inputs, the strictest first. The raw values stay as the person chose them.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Verdict {
    /// Limits crossed.
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// The strictest level, `None` when no limit is crossed.
    pub fn level(&self) -> Option<Level> {
        self.findings.iter().map(|f| f.level).max()
    }

    /// Findings about one input.
    pub fn of<'a>(&'a self, input: &'a str) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().filter(move |f| f.input == input)
    }
}

/// A stretch of a slider's track with one level; `None` is the comfortable part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zone {
    /// Start, in the input's unit.
    pub from: f64,
    /// End, in the input's unit.
    pub to: f64,
    /// Level in force there.
    pub level: Option<Level>,
}

/// Limits of level *caution* that still need a reason, in the verdict's order. A blank reason is none.
pub fn missing_reasons(verdict: &Verdict, reasons: &BTreeMap<String, String>) -> Vec<String> {
    let given = |limit: &str| reasons.get(limit).is_some_and(|reason| !reason.trim().is_empty());
    let cautions = verdict.findings.iter().filter(|finding| finding.level == Level::Caution);
    cautions.map(|finding| finding.limit.clone()).filter(|limit| !given(limit)).collect()
}
