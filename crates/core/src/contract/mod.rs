//! The parts of a bundle as data: contract, intervals, domain, residuals, reference.
//!
//! Every number is in the unit that the contract names for its slot. `docs/bundle.md` describes the form.

#[cfg(feature = "authoring")]
pub mod compare;
mod domain;
mod feature;
mod forest;
mod intervals;
mod joint;
mod reference;
mod residuals;
#[cfg(feature = "authoring")]
pub mod schema;
mod validation;
mod wording;

pub use domain::{Domain, OperatingDomain};
pub use feature::{Feature, FeatureSource, Statistic};
pub use forest::TreeNode;
pub use intervals::{
    HeadIntervals, IntervalMethod, Intervals, OutputIntervals, PointwiseWidth, SpreadIntervals,
    WholeCurveWidth,
};
pub use joint::Method;
pub use reference::{Experiment, Reference, Tolerance};
pub use residuals::Residuals;
pub use validation::{
    Ancestor, Baseline, Coverage, DomainValidation, HeldOut, HeldOutRun, OutputValidation, Provenance,
    RegionValidation, Validation,
};

use serde::{Deserialize, Serialize};

/// `contract.json`: what goes in, what comes out, what it is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Contract {
    /// Version of the contract's form.
    pub contract_version: String,
    /// The model's identity and intended use.
    pub model: ModelCard,
    /// Inputs.
    pub inputs: Vec<Slot>,
    /// Outputs.
    pub outputs: Vec<Slot>,
}

/// Identity, owner, validity and use of a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct ModelCard {
    /// Stable id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Semantic version.
    pub version: String,
    /// Kind of model: `onnx`, one that is declared (`formula`, `table`, `first_order`, `life`), or `remote`.
    pub kind: String,
    /// Who answers for it.
    pub owner: Owner,
    /// Last day of validity, ISO 8601.
    pub valid_until: String,
    /// What it is for.
    pub intended_use: Vec<String>,
    /// What it is not for.
    pub not_for: Vec<String>,
    /// Fidelity statement.
    pub fidelity: String,
    /// What the validation rests on.
    #[serde(default)]
    pub evidence: Evidence,
    /// Nobody measured how wrong it is: there are no intervals, no references, and its ranges are assumptions. The app
    /// monitors and recommends nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unvalidated: bool,
}

/// What the validation of a model rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A simulation: it covers the physical model, not measurements of an asset.
    #[default]
    PhysicalModel,
    /// Measurements of the asset or of its kind.
    Measurements,
}

/// Who answers for a model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Owner {
    /// Name.
    pub name: String,
    /// How to reach them.
    pub contact: String,
}

/// One number of a tensor, or one sequence of numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Slot {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// Tensor's name in the model.
    pub tensor: String,
    /// First column in that tensor.
    pub slot: usize,
    /// Number of columns: a sequence of so many values at equal steps; one when absent.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub length: usize,
    /// UCUM unit.
    pub unit: String,
    /// `continuous`, `integer` or `binary`; empty for outputs.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// Range of validity (inputs) or plausibility (outputs).
    pub range: Range,
}

/// A closed range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Range {
    /// Lowest.
    pub min: f64,
    /// Highest.
    pub max: f64,
}

/// Columns of a slot, which follow each other in the contract's order.
fn values<'a>(slots: &[Slot], name: &str, row: &'a [f64]) -> &'a [f64] {
    let Some(i) = slots.iter().position(|s| s.name == name) else { return &[] };
    let first: usize = slots.iter().take(i).map(|s| s.length).sum();
    slots.get(i).and_then(|slot| row.get(first..first + slot.length)).unwrap_or(&[])
}

fn one() -> usize {
    1
}

fn is_one(length: &usize) -> bool {
    *length == 1
}

impl Range {
    /// Whether the value lies within; NaN does not.
    pub fn contains(self, x: f64) -> bool {
        x >= self.min && x <= self.max
    }
}

impl Contract {
    /// Columns of the input tensor.
    pub fn input_columns(&self) -> usize {
        self.inputs.iter().map(|s| s.length).sum()
    }

    /// Columns of the output tensor.
    pub fn output_columns(&self) -> usize {
        self.outputs.iter().map(|s| s.length).sum()
    }

    /// A query is a whole run: at least one slot is a sequence.
    pub fn takes_runs(&self) -> bool {
        self.inputs.iter().chain(&self.outputs).any(|slot| slot.length > 1)
    }

    /// The values of an input in a row of the input tensor; empty when there is no such input or the row is short.
    pub fn input_values<'a>(&self, name: &str, row: &'a [f64]) -> &'a [f64] {
        values(&self.inputs, name, row)
    }

    /// The values of an output in a row of the output tensor; empty when there is no such output.
    pub fn output_values<'a>(&self, name: &str, row: &'a [f64]) -> &'a [f64] {
        values(&self.outputs, name, row)
    }

    /// Position of an input by name.
    pub fn input(&self, name: &str) -> Option<usize> {
        self.inputs.iter().position(|s| s.name == name)
    }

    /// Position of an output by name.
    pub fn output(&self, name: &str) -> Option<usize> {
        self.outputs.iter().position(|s| s.name == name)
    }
}
