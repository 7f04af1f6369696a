//! Inputs and their profiles.

use serde::{Deserialize, Serialize};

use crate::profile::Normalisation;
use crate::protocol::Entry;

use super::NumberFormat;

/// What a person can set: a number, a choice when it has `options`, a switch, a span or a list by its `default`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Input {
    /// A number.
    Number(Box<NumberInput>),
    /// One of a few options.
    Choice(ChoiceInput),
    /// On or off; what-if apps only.
    Switch(SwitchInput),
    /// From a value to another; what-if apps only.
    Span(SpanInput),
    /// Numbers to type or paste; what-if apps only.
    List(ListInput),
}

impl Input {
    /// Its title.
    pub fn title(&self) -> &str {
        match self {
            Self::Number(input) => &input.title,
            Self::Choice(input) => &input.title,
            Self::Switch(input) => &input.title,
            Self::Span(input) => &input.title,
            Self::List(input) => &input.title,
        }
    }
}

/// A number that a person can set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NumberInput {
    /// Title on the screen. Example: `title: Load`.
    pub title: String,
    /// A few words under the title. Example: `subtitle: mean of the day`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Unit in UCUM, for example m3/h or Cel. Example: `unit: m3/h`.
    pub unit: String,
    /// Contract range: outside it nothing is run. Example: `range: { min: 0, max: 100 }`.
    pub range: Range,
    /// Step of the stepper. Example: `step: 1`.
    pub step: f64,
    /// Value at the start. Example: `default: 55`.
    pub default: f64,
    /// How the value is shown and typed: as a number with its unit when absent. Example: `format: clock`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<NumberFormat>,
    /// Labelled points on the track. Example: `marks: [{ label: rated, at: 100 }]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
    /// Shape over the day; without it the value holds all day.
    /// Example: `profile: { normalisation: mean, file: day.json }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// How wrong forecasts of it are; without it they are exact.
    /// Example: `forecast_error: { relative_sd: 0.1, correlation_h: 6 }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forecast_error: Option<ForecastError>,
}

/// One of a few options.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChoiceInput {
    /// Title on the screen. Example: `title: Cooling`.
    pub title: String,
    /// A few words under the title. Example: `subtitle: as the control room says`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// The options. Example: `options: [ONAN, ONAF]`.
    pub options: Vec<String>,
    /// The option at the start. Example: `default: ONAN`.
    pub default: String,
}

/// On or off: 1 or 0 to a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SwitchInput {
    /// Title on the screen. Example: `title: Fans`.
    pub title: String,
    /// A few words under the title. Example: `subtitle: of the radiators`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// On or off at the start. Example: `default: true`.
    pub default: bool,
}

/// From a value to another, for example the hours of a crew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SpanInput {
    /// Title on the screen. Example: `title: Crew hours`.
    pub title: String,
    /// A few words under the title. Example: `subtitle: of today`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Unit in UCUM of both ends. Example: `unit: h`.
    pub unit: String,
    /// Contract range of both ends. Example: `range: { min: 0, max: 24 }`.
    pub range: Range,
    /// Step of both ends. Example: `step: 0.5`.
    pub step: f64,
    /// The span at the start. Example: `default: { from: 7, to: 15 }`.
    pub default: Span,
}

/// Both ends of a span.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// Where it begins. Example: `from: 7`.
    pub from: f64,
    /// Where it ends; not below its beginning. Example: `to: 15`.
    pub to: f64,
}

/// Numbers to type or paste, for example times to failure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ListInput {
    /// Title on the screen. Example: `title: Times to failure`.
    pub title: String,
    /// A few words under the title. Example: `subtitle: of all units`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// Unit in UCUM of all entries. Example: `unit: h`.
    pub unit: String,
    /// Contract range of each entry. Example: `range: { min: 0, max: 100000 }`.
    pub range: Range,
    /// The entries at the start; `"120+"` is a unit that was still running at 120.
    /// Example: `default: [96, 257, "498+"]`.
    pub default: Vec<Entry>,
}

/// A range with both ends included.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// Lowest value. Example: `min: 0`.
    pub min: f64,
    /// Highest value. Example: `max: 100`.
    pub max: f64,
}

/// A labelled point on a slider's track.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The label. Example: `label: rated`.
    pub label: String,
    /// The value. Example: `at: 100`.
    pub at: f64,
}

/// Shape of an input over the day: from a `file`, or a `shape` with its `source`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// How the input's value and the shape combine. Example: `normalisation: mean`.
    pub normalisation: Normalisation,
    /// JSON file with 24 hourly `values` and their `source`, relative to the manifest.
    /// Example: `file: day.json`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// 24 hourly values, the first at midnight; compiling normalises them.
    /// Example: `shape: [0.8, 0.7, 0.6, 0.6, 0.6, 0.7, 0.9, 1.1, 1.1, 0.9, 0.8, 0.8, 0.8, 0.8, 0.9, 1, 1.1, 1.3, 1.5, 1.6, 1.6, 1.5, 1.3, 1]`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Vec<f64>>,
    /// Where the shape comes from. Example: `source: Meter of the station, 2025.`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// Standard deviation of the forecast error and how long it lasts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ForecastError {
    /// Relative part of the standard deviation. Example: `relative_sd: 0.1`.
    #[serde(default)]
    pub relative_sd: f64,
    /// Absolute part of the standard deviation, in the input's unit. Example: `absolute_sd: 1.5`.
    #[serde(default)]
    pub absolute_sd: f64,
    /// Correlation time in hours. Example: `correlation_h: 6`.
    pub correlation_h: f64,
}
