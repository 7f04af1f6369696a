//! What a what-if app shows.

use serde::{Deserialize, Serialize};

use crate::contract::Statistic;

use super::{Formula, ShownLimit};

/// Something that is shown: an output of a `node`, an `expression`, or a question that asks the graph many times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Shown {
    /// An output of a node.
    Node(ShownNode),
    /// Arithmetic over single numbers.
    Derived(Derived),
    /// How far an input may go.
    Solve(ShownSolve),
    /// What drives a number.
    Sensitivity(ShownSensitivity),
    /// A number over two inputs.
    Sweep(ShownSweep),
    /// What each input is worth over the whole domain.
    GlobalSensitivity(ShownGlobal),
}

impl Shown {
    /// Its title; `None` for the contract's.
    pub fn title(&self) -> Option<&str> {
        match self {
            Self::Node(shown) => shown.title.as_deref(),
            Self::Derived(shown) => Some(&shown.title),
            Self::Solve(shown) => Some(&shown.title),
            Self::Sensitivity(shown) => Some(&shown.title),
            Self::Sweep(shown) => Some(&shown.title),
            Self::GlobalSensitivity(shown) => Some(&shown.title),
        }
    }
}

/// An output of a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShownNode {
    /// Title on the screen; the contract's when absent. Example: `title: Hot spot, highest`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The node, by id. Example: `node: temperatures`.
    pub node: String,
    /// The output, by its name in the contract of the node's model. Example: `output: hot_spot`.
    pub output: String,
    /// One number of a sequence: its highest, lowest, mean and so on. Example: `statistic: max`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub statistic: Option<Statistic>,
    /// Unit on the screen, UCUM; the contract's when absent. Example: `unit: Cel`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Values beyond it are marked; in the unit on the screen.
    /// Example: `limit: { above: 120, text: limit of normal loading }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<ShownLimit>,
}

/// Arithmetic over inputs and over outputs that are one number. Its interval spans all combinations of their ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// Title on the screen. Example: `title: Margin`.
    pub title: String,
    /// A CEL expression, for example `120 - hot_spot_max`. Example: `expression: "120 - hot_spot_max"`.
    pub expression: Formula,
    /// Unit of its value, UCUM. Example: `unit: K`.
    pub unit: String,
    /// Values beyond it are marked. Example: `limit: { above: 60, text: more than is needed }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<ShownLimit>,
}

/// The inverse question: how far an input may go until an output would cross a bound.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShownSolve {
    /// Title on the screen. Example: `title: Highest load`.
    pub title: String,
    /// The question. Example: `solve: { input: load, seek: highest, output: hot_spot_max, below: 120 }`.
    pub solve: Solve,
    /// How the value is shown: as a number with its unit when absent. Example: `format: clock`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub format: Option<NumberFormat>,
}

/// How a value is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NumberFormat {
    /// Hours after midnight as a clock time, for example 21:30.
    Clock,
}

/// The highest or lowest value of an input at which the whole interval of an output is on the right side of a bound.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Solve {
    /// The input whose value is sought, by id. Example: `input: load`.
    pub input: String,
    /// Which end is sought. Example: `seek: highest`.
    pub seek: Seek,
    /// The output that must keep to the bound, by id: one number. Example: `output: hot_spot_max`.
    pub output: String,
    /// It must stay at or below this, in the unit on the screen. Example: `below: 120`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub below: Option<f64>,
    /// It must stay at or above this, in the unit on the screen. Example: `above: 0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<f64>,
}

/// Which end is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Seek {
    /// The highest value, coming from the lowest.
    Highest,
    /// The lowest value, coming from the highest.
    Lowest,
}

/// What drives a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShownSensitivity {
    /// Title on the screen. Example: `title: What drives it`.
    pub title: String,
    /// The question. Example: `sensitivity: { output: hot_spot_max }`.
    pub sensitivity: Sensitivity,
}

/// An output at other values of each input, the others as they are: a lower and a higher one of a number, every one of a
/// choice or a switch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sensitivity {
    /// The output, by id: one number. Example: `output: hot_spot_max`.
    pub output: String,
    /// The inputs, by id; all numbers, choices and switches when absent. Example: `inputs: [load, ambient]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<String>,
}

/// A number over two inputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShownSweep {
    /// Title on the screen. Example: `title: Load and weather`.
    pub title: String,
    /// The question. Example: `sweep: { output: hot_spot_max, x: load, y: ambient }`.
    pub sweep: Sweep,
}

/// An output over the ranges of two inputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sweep {
    /// The output, by id: one number. Example: `output: hot_spot_max`.
    pub output: String,
    /// The input from left to right, by id. Example: `x: load`.
    pub x: String,
    /// The input from bottom to top, by id. Example: `y: ambient`.
    pub y: String,
}

/// What each input is worth over the whole domain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShownGlobal {
    /// Title on the screen. Example: `title: What matters over all days`.
    pub title: String,
    /// The question. Example: `global_sensitivity: { output: hot_spot_max }`.
    pub global_sensitivity: GlobalSensitivity,
}

/// Shares of an output's variance by input, while all of them vary over their ranges: Shapley effects, first-order and
/// total indices. What limits block and what no model was validated on is left out and counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GlobalSensitivity {
    /// The output, by id: one number. Example: `output: hot_spot_max`.
    pub output: String,
    /// The inputs that vary, by id, twelve at most; all numbers when absent. Example: `inputs: [load, ambient]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<String>,
    /// Points, 32 to 8192; 256 when absent. More of them make the intervals narrower, four times as many halve them.
    /// Example: `samples: 1024`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub samples: Option<u32>,
}
