//! What people read about a bundle: validation, provenance, held-out runs.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Contract;

/// `validation.json`: figures on runs that took no part in training or calibration.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Validation {
    /// Held-out runs, or rows where an answer is one value.
    pub runs: u32,
    /// What it is compared with.
    pub baseline: Baseline,
    /// By output name.
    pub outputs: BTreeMap<String, OutputValidation>,
    /// How well the domain tells inside from outside.
    pub domain: DomainValidation,
    /// Where it must not be trusted.
    pub not_to_trust: Vec<String>,
    /// What the figures cover.
    pub covers: String,
}

/// The simplest model that does the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Baseline {
    /// Its name.
    pub name: String,
    /// How it is made.
    pub description: String,
}

/// Figures of one output, in its unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct OutputValidation {
    /// UCUM unit.
    pub unit: String,
    /// Root mean square error.
    pub rmse: f64,
    /// Worst error.
    pub worst: f64,
    /// The baseline's root mean square error.
    pub baseline_rmse: f64,
    /// By region.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub by_region: BTreeMap<String, RegionValidation>,
    /// Measured coverage of the intervals.
    pub coverage: Coverage,
    /// Pairs of expected and answered values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parity: Vec<[f64; 2]>,
}

/// Figures of one output in one region.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct RegionValidation {
    /// Values behind them.
    pub n: u64,
    /// Root mean square error.
    pub rmse: f64,
    /// The baseline's root mean square error.
    pub baseline_rmse: f64,
}

/// Measured coverage, shares between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Coverage {
    /// What was promised.
    pub nominal: f64,
    /// Share of single values inside.
    pub pointwise: f64,
    /// Share of whole runs inside the band for whole runs; absent where an answer is one value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub whole_curve: Option<f64>,
    /// Share of single values inside the wider interval at the edge of the domain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caution: Option<f64>,
}

/// How well the domain's alarm works.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct DomainValidation {
    /// Share of good runs that raise it.
    pub false_alarm_rate: f64,
    /// Share of extrapolated runs that raise it.
    pub extrapolation_recall: f64,
    /// What was tried.
    pub description: String,
}

/// `provenance.json`: the parts that people read; all of them may be absent.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Provenance {
    /// What it is.
    pub what: String,
    /// Its form.
    pub network: String,
    /// The full-order model, or where the data come from.
    pub engine: String,
    /// Assumptions in it.
    pub assumptions: Vec<String>,
    /// What took no part.
    pub not_measured: String,
    /// Bundles that it replaces or was trained from.
    pub lineage: Vec<Ancestor>,
}

/// A bundle that another came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Ancestor {
    /// Id.
    pub id: String,
    /// Semantic version.
    pub version: String,
    /// SHA-256 of its index.
    pub sha256: String,
}

/// `heldout.json`: whole runs that the model never saw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct HeldOut {
    /// Minutes between two values.
    pub step_min: u32,
    /// The runs.
    pub days: Vec<HeldOutRun>,
}

/// A held-out run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct HeldOutRun {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Series by input name.
    pub inputs: BTreeMap<String, Vec<f64>>,
    /// The full-order model's answer, by output name.
    pub full_order: BTreeMap<String, Vec<f64>>,
}

impl HeldOutRun {
    /// Rows of the model's inputs: one for each time, or one for the whole run where the model takes sequences.
    /// Empty when an input is missing.
    pub fn rows(&self, contract: &Contract) -> Vec<Vec<f64>> {
        let series = |name: &str| self.inputs.get(name).map_or(&[][..], Vec::as_slice);
        if contract.takes_runs() {
            let row: Vec<f64> =
                contract.inputs.iter().flat_map(|slot| series(&slot.name).iter().copied()).collect();
            return if row.len() == contract.input_columns() { vec![row] } else { Vec::new() };
        }
        let columns: Vec<&[f64]> = contract.inputs.iter().map(|slot| series(&slot.name)).collect();
        let length = columns.iter().map(|column| column.len()).min().unwrap_or(0);
        (0..length).map(|k| columns.iter().filter_map(|column| column.get(k).copied()).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(contract: &str, held_out: &str) -> Vec<usize> {
        let contract: Contract = serde_json::from_str(contract).unwrap();
        let held_out: HeldOut = serde_json::from_str(held_out).unwrap();
        let rows = held_out.days[0].rows(&contract);
        assert!(rows.iter().all(|row| row.len() == contract.input_columns()));
        vec![rows.len(), contract.input_columns()]
    }

    #[test]
    fn a_run_is_many_rows_or_one() {
        let pumps = include_str!("../../../../models/pump-station/bundle/contract.json");
        let pump_days = include_str!("../../../../models/pump-station/bundle/heldout.json");
        assert_eq!(rows(pumps, pump_days), [96, 9]);
        let transformer = include_str!("../../../../models/transformer/bundle/contract.json");
        let transformer_days = include_str!("../../../../models/transformer/bundle/heldout.json");
        assert_eq!(rows(transformer, transformer_days), [1, 49]);
    }
}
