//! A what-if app: a declared graph of models between what can be set and what is shown.

use serde::{Deserialize, Serialize};

use super::{
    Action, App, Entries, GraphNode, Input, Limit, Model, Preset, Question, Role, Shown, Source, Strings,
    Theme, WidgetPage,
};

/// A what-if app: models joined to a graph, what can be set, and what is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// Version of the manifest format; 1.
    pub twinlet: u32,
    /// Identity and texts of the app.
    pub app: App,
    /// The decision that the app serves; without it the app shows and does not recommend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Question>,
    /// Model bundles by id; an app that only fits or computes has none.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub models: Entries<Model>,
    /// What a person can set, by id, in the order of the screen.
    pub inputs: Entries<Input>,
    /// Limits on inputs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<Limit>,
    /// Named sets of values, by id, in the order of the screen.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub scenarios: Entries<Preset>,
    /// The models and what flows between them.
    pub graph: ModelGraph,
    /// What is shown, by id, in the order of the screen.
    pub outputs: Entries<Shown>,
    /// Files that can be opened into inputs, by id.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub sources: Entries<Source>,
    /// What can be done beside setting inputs, by id.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub actions: Entries<Action>,
    /// Who uses the app, by id; the first is the one at the start.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub roles: Entries<Role>,
    /// Pages by id, in the order of the navigation; when absent, one page with everything and one about the models.
    #[serde(default, skip_serializing_if = "Entries::is_empty")]
    pub pages: Entries<WidgetPage>,
    /// How the app looks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
    /// Words on the screen in place of the app's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strings: Option<Strings>,
}

/// Models and what flows between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ModelGraph {
    /// Clock time of the first value of every sequence, HH:MM; midnight when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Minutes between the values of a sequence; 60 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step_min: Option<u32>,
    /// Evaluations of models and fits, by id.
    pub nodes: Entries<GraphNode>,
}

/// A line that values should not cross.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShownLimit {
    /// Values above it are beyond the limit.
    pub above: f64,
    /// What it is, in a few words.
    pub text: String,
}
