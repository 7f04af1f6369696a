//! A what-if app: a declared graph of models between what can be set and what is shown.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::contract::Statistic;

use super::{App, Entries, Input, InputRef, Limit, Model, Preset};

/// A what-if app: models joined to a graph, what can be set, and what is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIf {
    /// Version of the manifest format; 1.
    pub twinlet: u32,
    /// Identity and texts of the app.
    pub app: App,
    /// Model bundles by id.
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
    /// Evaluations of models, by id.
    pub nodes: Entries<Node>,
}

/// One evaluation of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// The model, by id.
    pub model: String,
    /// Where each input of the model comes from, by its name in the contract.
    pub inputs: BTreeMap<String, Binding>,
}

/// Where an input of a model comes from: an `input` of the app, an `output` of a `node`, or a fixed `value`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Binding {
    /// An input of the app; a sequence takes its profile, or the same value at every step.
    Input(InputRef),
    /// An output of another node, with its interval.
    Output(OutputRef),
    /// A fixed value, in the unit of the model's input.
    Value(FixedValue),
}

/// A fixed value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FixedValue {
    /// The value, in the unit of the model's input.
    pub value: f64,
}

/// An output of a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutputRef {
    /// The node, by id.
    pub node: String,
    /// The output, by its name in the contract of the node's model.
    pub output: String,
    /// One number of a sequence: its highest, lowest, mean and so on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistic: Option<Statistic>,
}

/// Something that is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// Title on the screen; the contract's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The node, by id.
    pub node: String,
    /// The output, by its name in the contract of the node's model.
    pub output: String,
    /// One number of a sequence: its highest, lowest, mean and so on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistic: Option<Statistic>,
    /// Unit on the screen, UCUM; the contract's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Values beyond it are marked; in the unit on the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<ShownLimit>,
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
