//! Named calendars.

use serde::{Deserialize, Serialize};

/// When something is open, or what an hour costs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// What it is called in a sentence. Example: `title: The bridge road`.
    pub title: String,
    /// Its rules: open in the spans of those without `closed` and `cost_factor` (always, when there are none), less
    /// the closed ones. Example: `rules: [{ from: "08:00", to: "16:00", repeat: "FREQ=WEEKLY;BYDAY=MO,TH" }]`.
    pub rules: Vec<CalendarRule>,
}

/// One rule of a calendar: spans by the clock, or around each tide.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CalendarRule {
    /// Clock time of its start, HH:MM; 00:00 when absent. Example: `from: "08:00"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Clock time of its end, HH:MM, up to 24:00; not after `from` means on the next day; 24:00 when absent.
    /// Example: `to: "16:00"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// On which days, a recurrence rule of RFC 5545; every day when neither this nor `on` is there.
    /// Example: `repeat: "FREQ=WEEKLY;BYDAY=MO,TH"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat: Option<String>,
    /// The day from which `repeat` counts; needed with INTERVAL and COUNT. Example: `starting: 2026-11-02`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starting: Option<String>,
    /// Days that `repeat` leaves out. Example: `except: [2026-12-24]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<String>,
    /// On these days only; not together with `repeat`. Example: `on: [2026-11-23]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<String>,
    /// Around each tide, in place of clock times and days.
    /// Example: `tide: { first: 2026-11-23, at: "03:10", period_h: 12.42, before_h: 2, after_h: 2 }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tide: Option<Tide>,
    /// Closed in these spans, whatever other rules say. Example: `closed: true`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closed: bool,
    /// What costs are multiplied by in these spans; of two rules the later one counts. Example: `cost_factor: 1.5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost_factor: Option<f64>,
    /// Why, in a few words. Example: `label: resurfacing`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
}

/// Spans around a tide that returns after a mean period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Tide {
    /// Day of one tide. Example: `first: 2026-11-23`.
    pub first: String,
    /// Its clock time, HH:MM. Example: `at: "03:10"`.
    pub at: String,
    /// Hours from one to the next; 12.42 where there are two a day. Example: `period_h: 12.42`.
    pub period_h: f64,
    /// Hours before each. Example: `before_h: 2`.
    pub before_h: f64,
    /// Hours after each. Example: `after_h: 2`.
    pub after_h: f64,
}
