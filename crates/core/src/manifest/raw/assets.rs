//! Assets and what is known about their condition.

use serde::{Deserialize, Serialize};

use super::InputRef;

/// An asset and what is known about its condition.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Asset {
    /// Title on the screen. Example: `title: Pump 2`.
    pub title: String,
    /// Vibration zone of ISO 20816: a letter, or the input that gives it.
    /// Example: `vibration_zone: { input: zone_pump_2 }`.
    pub vibration_zone: ZoneBinding,
    /// Effective age in hours since the last renewal. Example: `effective_age_h: 9200`.
    pub effective_age_h: f64,
    /// Running hours since the last inspection without a finding. Example: `hours_since_inspection: 1400`.
    pub hours_since_inspection: f64,
    /// Where it is, the id of a site of `decision.planning`; the first when absent. Example: `site: north`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Hours until the parts are here without which the work does not begin; 0 when absent.
    /// Example: `part_lead_time_h: 20`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_lead_time_h: Option<f64>,
    /// Wear of the impeller, a share of the head. Example: `wear: { mean: 0.05, sd: 0.01 }`.
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
    /// Mean, a share of the head. Example: `mean: 0.05`.
    pub mean: f64,
    /// Standard deviation. Example: `sd: 0.01`.
    pub sd: f64,
}
