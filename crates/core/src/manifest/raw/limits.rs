//! Limits on inputs: their bounds, their owners and their own test cases.

#[cfg(feature = "authoring")]
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::guardrail::Level;
use crate::manifest::expression::Expression;
#[cfg(feature = "authoring")]
use crate::protocol::InputValue;

/// A limit on one input, `above` or `below` a bound.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Stable id; records refer to it. Example: `id: load-with-heat`.
    pub id: String,
    /// The input, by id. Example: `input: load`.
    pub input: String,
    /// How strict it is. Example: `level: caution`.
    pub level: Level,
    /// Values above this bound cross the limit. Example: `above: "85 - 0.8 * max(ambient - 20, 0)"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<Bound>,
    /// Values below this bound cross the limit. Example: `below: 10`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<Bound>,
    /// What to tell the person. Example: `text: Above this the oil gets too hot.`.
    pub text: String,
    /// Who set it. Example: `owner: Asset management`.
    pub owner: String,
    /// Last day on which its owner stands by it, for example 2026-12-31; later it stays in force and says so.
    /// Example: `expires: 2026-12-31`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
    /// Where the bound comes from, a sentence; compiling writes it for a bound from a model's domain.
    /// Example: `source: Loading guide of the utility, 2024.`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What this limit says at given values; compiling checks it and leaves the cases out.
    /// Example: `cases: [{ values: { load: 86 }, expect: caution }]`.
    #[cfg(feature = "authoring")]
    #[serde(default, skip_serializing)]
    pub cases: Vec<LimitCase>,
}

/// A limit's own test case.
#[cfg(feature = "authoring")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitCase {
    /// Values of inputs; the others have their defaults. Example: `values: { load: 86, ambient: 10 }`.
    pub values: BTreeMap<String, InputValue>,
    /// What this limit says there, whatever others say. Example: `expect: caution`.
    pub expect: Expected,
}

/// What a limit says in a case.
#[cfg(feature = "authoring")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Expected {
    /// Nothing: the limit is not crossed.
    Ok,
    /// A note.
    Advise,
    /// A reason is needed.
    Caution,
    /// No run.
    Block,
}

/// A bound: a number, an expression over other inputs, or an end of what a model was validated on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Bound {
    /// A number in the input's unit.
    Number(f64),
    /// A CEL expression over other inputs, for example `46 - 0.02 * (inflow_mean - 400)`.
    Text(String),
    /// An end of a model's validated range, for example `{ domain: hydraulics, input: water_temperature, edge: max }`.
    #[cfg(feature = "authoring")]
    Domain(DomainBound),
    /// The compiled form of an expression; written by the command line, not by people.
    Compiled(Expression),
}

/// An end of the range on which a model was validated; compiling puts the number of its bundle there.
#[cfg(feature = "authoring")]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DomainBound {
    /// Id of the model. Example: `domain: thermal`.
    pub domain: String,
    /// Name of the model's input, in the unit of the input that is limited. Example: `input: ambient`.
    pub input: String,
    /// Which end. Example: `edge: max`.
    pub edge: Edge,
}

/// An end of a range.
#[cfg(feature = "authoring")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// The lowest value.
    Min,
    /// The highest value.
    Max,
}
