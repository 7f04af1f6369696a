//! The manifest as the program uses it: names resolved, defaults filled in, every rule checked.
//!
//! No serde here: the only way to a [`Manifest`] is [`super::lower`], which has looked at everything.

mod assets;
mod controls;
mod decision;
mod heat;
mod inputs;
mod modes;
mod planning;
mod scenario;
mod station;
mod whatif;

use crate::calendar::Calendar;

pub use assets::{Asset, ByZone, Zone, ZoneSource};
pub use controls::Controls;
pub use decision::{AccessSpan, CrewSpan, DecisionSpec, FlipQuantity, Inspection, WindowRules, ZoneLimits};
pub use heat::{Heat, ThermalNode};
pub use inputs::{
    ForecastError, Input, InputKind, Limit, ListInput, NumberInput, ProfileSpec, Side, SpanInput,
};
pub use modes::{Ageing, DelayTime, HeatNode, Life, Mode, ModeKind};
pub use planning::{Planning, Site};
pub use scenario::{Preset, ScenarioSpec};
pub use station::{GridSpec, HeadTank, PumpControl, Station, WetWell};
pub use whatif::{Page as WidgetPage, Study, WhatIf};

/// A checked app.
#[derive(Debug, Clone, PartialEq)]
pub struct Manifest {
    /// Identity and texts.
    pub app: App,
    /// The decision the app serves.
    pub decision: DecisionSpec,
    /// Models by id.
    pub models: Vec<ModelRef>,
    /// What a person can set, and the limits on it.
    pub controls: Controls,
    /// Horizon, seed, reference scenario, presets.
    pub scenario: ScenarioSpec,
    /// Calendars in the order of the manifest.
    pub calendars: Vec<Calendar>,
    /// Assets in the order of the manifest.
    pub assets: Vec<Asset>,
    /// The station's hydraulic part.
    pub station: Station,
    /// The thermal part.
    pub heat: Heat,
    /// Failure modes; each asset has all of them.
    pub modes: Vec<Mode>,
    /// What it takes to accept a recommendation; one tap when `None`.
    pub authority: Option<super::raw::Authority>,
    /// Who uses the app, by id.
    pub roles: Vec<(String, super::raw::Role)>,
    /// Pages in the order of the manifest.
    pub pages: Vec<Page>,
}

/// Identity and texts.
#[derive(Debug, Clone, PartialEq)]
pub struct App {
    /// Stable id, kebab case.
    pub id: String,
    /// Title on the screen.
    pub title: String,
    /// Semantic version of the app.
    pub version: String,
    /// A sentence about it.
    pub summary: String,
    /// ISO 4217 currency code of all costs.
    pub currency: String,
}

/// A bundle that the app uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelRef {
    /// Id within the manifest.
    pub id: String,
    /// Path of the bundle: relative to the manifest for the command line, to the app for the browser.
    pub bundle: String,
    /// Pinned version.
    pub version: String,
    /// SHA-256 of the bundle's index; `None` where the app was not compiled beside its bundle.
    pub sha256: Option<String>,
    /// Where it is asked; `None` for a model that is evaluated here.
    pub remote: Option<RemoteAddress>,
    /// Id of the local model that answers in its place when it does not.
    pub fallback: Option<String>,
}

/// Where a remote model is asked, and how long an answer is waited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteAddress {
    /// Base address of the server: https, or http on this machine.
    pub url: String,
    /// Seconds until an answer comes too late.
    pub timeout_s: u32,
}

/// A page of the app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// What it shows.
    pub id: String,
    /// Title in the navigation.
    pub title: String,
}
