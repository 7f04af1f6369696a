//! The manifest as people write it: every key of `twin.yaml`, and nothing about what is allowed together.
//!
//! The doc comments are the descriptions in `schemas/twin.schema.json`. Unknown keys are refused.

mod assets;
mod authority;
mod calendars;
mod decision;
mod entries;
mod exchange;
mod graph;
mod inputs;
mod limits;
mod modes;
mod nodes;
mod outputs;
mod pages;
mod planning;
mod question;
mod roles;
mod scenario;
mod whatif;
mod widgets;

use serde::{Deserialize, Serialize};

pub use assets::{Asset, Wear, ZoneBinding, ZoneLetter};
pub use authority::Authority;
pub use calendars::{Calendar, CalendarRule, Tide};
pub use decision::{Access, CostName, Crew, Decision, FlipPoint, Inspection, StationStudy, Windows};
pub use entries::Entries;
pub use exchange::{Action, ActionKind, Source, SourceKind, Strings};
pub use graph::{
    Bearing, Graph, Grid, HeadTank, Heat, HeatKind, InputRef, PumpControl, Station, StationKind,
    WaterTemperature, WetWell, Winding,
};
pub use inputs::{
    ChoiceInput, ForecastError, Input, ListInput, Mark, NumberInput, Profile, Range, Span, SpanInput,
    SwitchInput,
};
pub use limits::{Bound, Limit};
#[cfg(feature = "authoring")]
pub use limits::{DomainBound, Edge, Expected, LimitCase};
pub use modes::{Ageing, ByZone, Cavitation, Evidence, Life, Mode, ModeInspection, Node, TemperatureEffect};
pub use nodes::{
    Binding, During, FitLaw, FitNode, FixedValue, Formula, FromExpression, FromInput, ModelNode,
    Node as GraphNode, Operand, OutputRef, SpanEnd,
};
pub use outputs::{
    Derived, GlobalSensitivity, NumberFormat, Seek, Sensitivity, Shown, ShownGlobal, ShownNode,
    ShownSensitivity, ShownSolve, ShownSweep, Solve, Sweep,
};
pub use pages::{Condition, PageIcon, Theme, ThemeMode, WidgetPage};
pub use planning::{Leg, Planning, Site};
pub use question::{Question, Rule, Tone};
pub use roles::Role;
pub use scenario::{Preset, ReferenceScenario, Scenario};
pub use whatif::{ModelGraph, ShownLimit, WhatIf};
pub use widgets::{
    Custom, DiagramWidget, Group, ImageWidget, InspectionForm, Markdown, OfActions, OfInput, OfInputs,
    OfModel, OfOutput, OfOutputs, OfSource, OnScale, ShowWhen, Tabs, TextWidget, Titled, Widget,
};

/// Either form of a manifest, for the schema: told apart by what `graph` holds.
#[cfg(feature = "authoring")]
#[derive(schemars::JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, clippy::large_enum_variant)] // only its schema is used
pub enum AnyManifest {
    /// A station and its decision.
    Station(Manifest),
    /// A graph of models.
    WhatIf(WhatIf),
}

/// A twin app: what it decides, what can be set, what is simulated and how it fails.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Version of the manifest format; 1. Example: `twinlet: 1`.
    pub twinlet: u32,
    /// Identity and texts of the app.
    /// Example: `app: { id: elm-street, title: Elm Street, version: 1.0.0, summary: What it is about., currency: EUR }`.
    pub app: App,
    /// The decision that the app serves. Example: `decision: { question: Which pump?, ... }`.
    pub decision: Decision,
    /// Model bundles by id. Example: `models: { hydraulics: { bundle: models/pumps, version: 1.1.0 } }`.
    pub models: Entries<Model>,
    /// What a person can set, by id, in the order of the screen.
    /// Example: `inputs: { ambient: { title: Ambient, unit: Cel, range: { min: -20, max: 40 }, step: 0.5, default: 20 } }`.
    pub inputs: Entries<Input>,
    /// Limits on inputs.
    /// Example: `limits: [{ id: hot, input: ambient, level: caution, above: 35, text: Heat., owner: Safety }]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// What is run: time, members, reference scenario and presets.
    /// Example: `scenario: { start: "06:00", horizon_h: 24, ... }`.
    pub scenario: Scenario,
    /// Calendars by id: when something is open, or what an hour costs.
    /// Example: `calendars: { bridge: { title: The bridge road, rules: [{ closed: true, on: [2026-11-23] }] } }`.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub calendars: Entries<Calendar>,
    /// Assets by id, in the order of the screen; each has all failure modes.
    /// Example: `assets: { pump_1: { title: Pump 1, ... } }`.
    pub assets: Entries<Asset>,
    /// The system around the assets. Example: `graph: { station: {...}, heat: {...} }`.
    pub graph: Graph,
    /// Failure modes by id. Example: `modes: { bearing: { kind: ageing, ... } }`.
    pub modes: Entries<Mode>,
    /// Results that the app promises. Example: `outputs: [failure_probability, inspection_windows]`.
    pub outputs: Vec<Output>,
    /// What it takes to accept a recommendation; without it one tap does. Example: `authority: { level: confirm }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    /// Who uses the app, by id: `operator`, `planner`, `manager`, `engineer`, or some of them; the first is the one at the
    /// start. Example: `roles: { operator: { title: Shift }, planner: { title: Planner } }`.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub roles: Entries<Role>,
    /// Pages in the order of the navigation. Example: `pages: [{ id: decide, title: Decide }]`.
    pub pages: Vec<Page>,
}

/// Identity and texts of the app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct App {
    /// Stable id in kebab case; records refer to it. Example: `id: elm-street`.
    pub id: String,
    /// Title on the screen. Example: `title: Elm Street`.
    pub title: String,
    /// Semantic version of the app, for example 1.0.0. Example: `version: 1.0.0`.
    pub version: String,
    /// A sentence about it. Example: `summary: How hot the transformer gets over a day.`.
    pub summary: String,
    /// ISO 4217 code of the currency of all costs, for example EUR; needed where there are costs.
    /// Example: `currency: EUR`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub currency: String,
}

/// A model bundle that the app uses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Folder of the bundle, relative to the manifest; not together with `registry`.
    /// Example: `bundle: models/thermal`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<String>,
    /// Folder of a registry, relative to the manifest; `twinlet lock` resolves the version.
    /// Example: `registry: ../registry`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registry: Option<String>,
    /// Id of the model in the registry; the same as here when absent. Example: `model: transformer-thermal`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The version that the app was checked with, another one is refused; with a registry also a range such as ^1.2.
    /// Example: `version: 1.0.0`.
    pub version: String,
    /// SHA-256 of the bundle's index; another bundle is refused. Written when the app is compiled.
    /// Example: `sha256: "84631066..."`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
    /// Where a model of kind `remote` is asked; such a model needs it, and no other has it.
    /// Example: `remote: { url: "https://models.example.org", timeout_s: 5 }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remote: Option<RemoteAddress>,
    /// Id of another model with the same inputs and outputs, which answers here when the remote one does not.
    /// Example: `fallback: quick`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<String>,
}

/// Where a remote model is asked, and how long an answer is waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RemoteAddress {
    /// Base address of the server: https, or http on this machine; `/v2/models/…/infer` is appended.
    /// Example: `url: "https://models.example.org"`.
    pub url: String,
    /// Seconds until an answer comes too late, 1 to 60; 3 when absent. Example: `timeout_s: 5`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_s: Option<u32>,
}

/// A result that the app promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Output {
    /// Failure probability of each asset over time.
    FailureProbability,
    /// Recommended windows for an inspection.
    InspectionWindows,
    /// Temperature of each bearing over time.
    BearingTemperature,
    /// Level of the wet well over time.
    WetWellLevel,
}

impl Output {
    /// The name as written in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::FailureProbability => "failure_probability",
            Self::InspectionWindows => "inspection_windows",
            Self::BearingTemperature => "bearing_temperature",
            Self::WetWellLevel => "wet_well_level",
        }
    }
}

/// A page of the app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// What it shows. Example: `id: decide`.
    pub id: PageId,
    /// Title in the navigation. Example: `title: Decide`.
    pub title: String,
}

/// What a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PageId {
    /// The decision: inputs, curves, recommendation.
    Decide,
    /// The scenario beside the reference scenario.
    Compare,
    /// Planned work and what was found.
    Work,
    /// The model: contract, validity, proof on this device.
    Model,
}

impl PageId {
    /// The id as written in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Decide => "decide",
            Self::Compare => "compare",
            Self::Work => "work",
            Self::Model => "model",
        }
    }
}
