//! Declared models: what a bundle's `model.json` states is evaluated as it stands, without weights.
//!
//! `contract.model.kind` names the kind. Every kind is checked against the contract when it is read and is total
//! when it is evaluated: where it has no value, the answer is NaN, which is never shown. Transcendental functions
//! come from `libm`, so the digits are the same on every device. `docs/bundle.md` describes the files.

mod check;
mod first_order;
mod formula;
mod life;
#[cfg(feature = "authoring")]
mod pack;
mod remote;
mod table;
mod written;

pub use first_order::{FirstOrder, FirstOrderFile, StateFile, Step, TimeUnit};
pub use formula::{Formula, FormulaFile};
pub use life::{Distribution, Life, LifeFile};
#[cfg(feature = "authoring")]
pub use pack::packed;
pub use remote::{Datatype, Protocol, Remote};
pub use table::{Axis, Table, TableFile};
pub use written::{DEEPEST, Written};

use serde::de::DeserializeOwned;

use crate::contract::Contract;

/// The kind of a model whose file is `model.onnx`.
pub const ONNX: &str = "onnx";
/// The kinds whose file is `model.json`.
pub const DECLARED: [&str; 4] = ["formula", "table", "first_order", "life"];
/// The kind of a model that another computer evaluates; `model.json` says what it is called there.
pub const REMOTE: &str = "remote";

/// Whether a kind is declared in `model.json` and evaluated here.
pub fn is_declared(kind: &str) -> bool {
    DECLARED.contains(&kind)
}

/// Why a kind cannot be used: neither ONNX nor one of the declared ones nor remote.
pub fn unknown(kind: &str) -> String {
    let declared = DECLARED.join("`, `");
    format!("models of kind `{kind}` are not known here; there are `{ONNX}`, `{declared}`, `{REMOTE}`")
}

/// A declared model, checked against its contract.
#[derive(Debug, Clone, PartialEq)]
pub enum Declared {
    /// An expression for each output.
    Formula(Formula),
    /// Values on a regular grid.
    Table(Table),
    /// First-order lags towards a steady state.
    FirstOrder(FirstOrder),
    /// A distribution of lives.
    Life(Life),
}

impl Declared {
    /// Reads `model.json` and checks it against the contract.
    ///
    /// # Errors
    /// That the kind is unknown or the file is not of its form, or everything that does not fit the contract.
    #[inline]
    pub fn parse(kind: &str, bytes: &[u8], contract: &Contract) -> Result<Self, String> {
        match kind {
            "formula" => Formula::new(read(bytes)?, contract).map(Self::Formula),
            "table" => Table::new(read(bytes)?, contract).map(Self::Table),
            "first_order" => FirstOrder::new(read(bytes)?, contract).map(Self::FirstOrder),
            "life" => Life::new(read(bytes)?, contract).map(Self::Life),
            _ => Err(unknown(kind)),
        }
    }

    /// The outputs to one row of inputs, both in the contract's order of columns and in its units. NaN where the
    /// model has no value: outside a table, or where an intermediate result of a formula is not finite.
    ///
    /// # Errors
    /// That the row has another length than the contract says.
    pub fn evaluate(&self, contract: &Contract, row: &[f64]) -> Result<Vec<f64>, String> {
        let columns = contract.input_columns();
        if row.len() != columns {
            return Err(format!("a row has {} values, the model takes {columns}", row.len()));
        }
        let given = Given { contract, row };
        let mut answer = Vec::with_capacity(contract.output_columns());
        match self {
            Self::Formula(model) => model.evaluate(&given, &mut answer),
            Self::Table(model) => model.evaluate(&given, &mut answer),
            Self::FirstOrder(model) => model.evaluate(&given, &mut answer),
            Self::Life(model) => model.evaluate(&given, &mut answer),
        }
        Ok(answer)
    }
}

/// One row of inputs, by name.
struct Given<'a> {
    contract: &'a Contract,
    row: &'a [f64],
}

impl Given<'_> {
    /// Value k of an input; an input of length 1 has the same value at every k.
    fn at(&self, name: &str, k: usize) -> Option<f64> {
        let values = self.contract.input_values(name, self.row);
        if let [one] = values { Some(*one) } else { values.get(k).copied() }
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    serde_json::from_slice(bytes).map_err(|e| format!("`model.json` cannot be read: {e}"))
}

#[cfg(test)]
mod testing;
