//! Assets and what is known about their condition.

use serde::{Deserialize, Serialize};

use super::InputRef;

/// An asset and what is known about its condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Asset {
    /// Title on the screen.
    pub title: String,
    /// Vibration zone of ISO 20816: a letter, or the input that gives it.
    pub vibration_zone: ZoneBinding,
    /// Effective age in hours since the last renewal.
    pub effective_age_h: f64,
    /// Running hours since the last inspection without a finding.
    pub hours_since_inspection: f64,
    /// Wear of the impeller, a share of the head.
    pub wear: Wear,
}

/// A vibration zone, or the input that gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ZoneBinding {
    /// A fixed zone.
    Fixed(ZoneLetter),
    /// From an input with the options A to D.
    Bound(InputRef),
}

/// Vibration zone of ISO 20816.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum ZoneLetter {
    /// Newly commissioned.
    A,
    /// Acceptable for long-term operation.
    B,
    /// Unsatisfactory for long-term operation.
    C,
    /// Severe enough to cause damage.
    D,
}

/// Mean and spread of the wear.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Wear {
    /// Mean, a share of the head.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
}
