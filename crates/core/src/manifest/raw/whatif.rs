//! A what-if app: a declared graph of models between what can be set and what is shown.

use serde::{Deserialize, Serialize};

use super::{
    Action, App, Authority, Entries, GraphNode, Input, Limit, Model, Preset, Question, Role, Shown, Source,
    Strings, Theme, WidgetPage,
};

/// A what-if app: models joined to a graph, what can be set, and what is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// Version of the manifest format; 1. Example: `twinlet: 1`.
    pub twinlet: u32,
    /// Identity and texts of the app.
    /// Example: `app: { id: elm-street, title: Elm Street, version: 1.0.0, summary: What it is about. }`.
    pub app: App,
    /// The decision that the app serves; without it the app shows and does not recommend.
    /// Example: `decision: { question: May we?, owner: Shift, current_practice: By feel., measure: Overloads., rules: [{ say: Ask. }] }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Question>,
    /// Model bundles by id; an app that only fits or computes has none.
    /// Example: `models: { thermal: { bundle: models/thermal, version: 1.0.0 } }`.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub models: Entries<Model>,
    /// What a person can set, by id, in the order of the screen.
    /// Example: `inputs: { load: { title: Load, unit: "%", range: { min: 0, max: 100 }, step: 1, default: 55 } }`.
    pub inputs: Entries<Input>,
    /// Limits on inputs.
    /// Example: `limits: [{ id: peak, input: load, level: advise, above: 62, text: The peak., owner: Asset management }]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// Named sets of values, by id, in the order of the screen.
    /// Example: `scenarios: { summer: { title: Hot day, note: Cooling all afternoon., values: { load: 62 } } }`.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub scenarios: Entries<Preset>,
    /// The models and what flows between them.
    /// Example: `graph: { nodes: { temperatures: { model: thermal, inputs: { load: { input: load } } } } }`.
    pub graph: ModelGraph,
    /// What is shown, by id, in the order of the screen.
    /// Example: `outputs: { hot_spot: { node: temperatures, output: hot_spot } }`.
    pub outputs: Entries<Shown>,
    /// Files that can be opened into inputs, by id.
    /// Example: `sources: { logger: { title: Open the logger's file, kind: csv, columns: { load: load_percent } } }`.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub sources: Entries<Source>,
    /// What can be done beside setting inputs, by id. Example: `actions: { share: { kind: share } }`.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub actions: Entries<Action>,
    /// What it takes to accept what the decision recommends; without it nothing is confirmed on the screen.
    /// Example: `authority: { level: two_person, who: [Operator, Shift lead] }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Authority>,
    /// Who uses the app, by id; the first is the one at the start.
    /// Example: `roles: { planner: { title: Planner } }`.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub roles: Entries<Role>,
    /// Pages by id, in the order of the navigation; when absent, one page with everything and one about the models.
    /// Example: `pages: { day: { title: Day, widgets: [{ numbers: {} }, { inputs: {} }] } }`.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub pages: Entries<WidgetPage>,
    /// How the app looks. Example: `theme: { accent: "#0b6e4f", mode: light }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    /// Words on the screen in place of the app's own. Example: `strings: { ask: What if }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strings: Option<Strings>,
}

/// Models and what flows between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ModelGraph {
    /// Clock time of the first value of every sequence, HH:MM; midnight when absent.
    /// Example: `start: "01:00"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Minutes between the values of a sequence; 60 when absent. Example: `step_min: 60`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_min: Option<u32>,
    /// Evaluations of models and fits, by id.
    /// Example: `nodes: { temperatures: { model: thermal, inputs: { load: { input: load } } } }`.
    pub nodes: Entries<GraphNode>,
}

/// A line that values should not cross.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShownLimit {
    /// Values above it are beyond the limit. Example: `above: 120`.
    pub above: f64,
    /// What it is, in a few words. Example: `text: limit of normal loading`.
    pub text: String,
}
