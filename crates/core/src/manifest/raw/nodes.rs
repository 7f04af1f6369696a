//! Steps of a graph of models, and where what they read comes from.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::contract::Statistic;
use crate::life_data::Law;
use crate::manifest::expression::Expression;

/// A step of the graph: an evaluation of a `model`, or a `fit` of a life distribution to times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema), schemars(rename = "GraphNode"))]
#[serde(untagged)]
pub enum Node {
    /// One evaluation of a model.
    Model(ModelNode),
    /// A life distribution fitted to failure times.
    Fit(FitNode),
}

/// One evaluation of a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ModelNode {
    /// The model, by id. Example: `model: thermal`.
    pub model: String,
    /// Where each input of the model comes from, by its name in the contract.
    /// Example: `inputs: { load: { input: load }, initial_top_oil: { value: 40 } }`.
    pub inputs: BTreeMap<String, Binding>,
}

/// A life distribution fitted by maximum likelihood to the times of a list. Its outputs: `failure_probability` (a
/// curve from 0 to `until`), `next_failure_probability`, `mean_life`, `b10_life`, and of a Weibull `shape` and `scale`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FitNode {
    /// The distribution. Example: `fit: weibull`.
    pub fit: FitLaw,
    /// The input with the times, a list; entries marked with `+` are units that had not failed yet.
    /// Example: `times: failure_times`.
    pub times: String,
    /// Where the curve ends, in the unit of the times: a number or the id of an input; the longest time when absent.
    /// Example: `until: 20000`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Operand>,
    /// Age of the unit in question, in the unit of the times; 0 when absent. Example: `age: age_now`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<Operand>,
    /// How far `next_failure_probability` looks ahead, in the unit of the times; a tenth of the longest when absent.
    /// Example: `ahead: 720`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ahead: Option<Operand>,
}

/// A life distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FitLaw {
    /// Two parameters, shape and scale.
    Weibull,
    /// The logarithm of the time is normal.
    Lognormal,
    /// A constant rate of failure.
    Exponential,
    /// The logarithm of the time is logistic.
    Loglogistic,
}

impl From<FitLaw> for Law {
    fn from(law: FitLaw) -> Self {
        match law {
            FitLaw::Weibull => Self::Weibull,
            FitLaw::Lognormal => Self::Lognormal,
            FitLaw::Exponential => Self::Exponential,
            FitLaw::Loglogistic => Self::Loglogistic,
        }
    }
}

/// A number, or the id of an input that has one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Operand {
    /// A number.
    Number(f64),
    /// Id of an input.
    Input(String),
}

/// Where an input of a model comes from: an `input` of the app, an `output` of a `node`, an `expression`, or a fixed `value`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Binding {
    /// An input of the app; a sequence takes its profile, or the same value at every step.
    Input(FromInput),
    /// An output of another node, with its interval.
    Output(OutputRef),
    /// Arithmetic over inputs.
    Expression(FromExpression),
    /// A fixed value, in the unit of the model's input.
    Value(FixedValue),
}

/// What an input of the app gives to a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FromInput {
    /// The input, by id. Example: `input: load`.
    pub input: String,
    /// The number that each option of a choice stands for, in the unit of the model's input.
    /// Example: `values: { ONAN: 0, ONAF: 1 }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<BTreeMap<String, f64>>,
    /// Which end of a span. Example: `end: from`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<SpanEnd>,
    /// Another value during a part of the day. Example: `during: { from: 22, to: 30, set: load_at_night }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub during: Option<During>,
}

impl FromInput {
    /// An input of the app as it is.
    pub fn of(id: &str) -> Self {
        Self { input: id.to_owned(), values: None, end: None, during: None }
    }
}

/// Which end of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SpanEnd {
    /// Where it begins.
    From,
    /// Where it ends.
    To,
}

/// Another value during a part of the day, in place of the input's own; a step that is partly within takes its share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct During {
    /// From this clock hour on: a number of hours after midnight, or the id of an input in hours.
    /// Example: `from: 22`.
    pub from: Operand,
    /// To this clock hour; above 24 it goes on after midnight. Example: `to: 30`.
    pub to: Operand,
    /// The value, in the unit of the input: a number or the id of an input. Example: `set: load_at_night`.
    pub set: Operand,
}

/// Arithmetic over inputs of the app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FromExpression {
    /// A CEL expression over numeric inputs, for example `load * 1.1`. Example: `expression: "load * 1.1"`.
    pub expression: Formula,
    /// Unit of its value, UCUM; that of the model's input when absent. Example: `unit: "%"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// An expression with a number as its value: as written, or as compiled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Formula {
    /// A CEL expression.
    Text(String),
    /// The compiled form; written by the command line, not by people.
    Compiled(Expression),
}

/// A fixed value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FixedValue {
    /// The value, in the unit of the model's input. Example: `value: 40`.
    pub value: f64,
}

/// An output of a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OutputRef {
    /// The node, by id. Example: `node: temperatures`.
    pub node: String,
    /// The output, by its name in the contract of the node's model. Example: `output: hot_spot`.
    pub output: String,
    /// One number of a sequence: its highest, lowest, mean and so on. Example: `statistic: max`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistic: Option<Statistic>,
}
