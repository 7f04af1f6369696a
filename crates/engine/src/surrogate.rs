//! A surrogate: a bundle's model behind a function from rows to rows, whatever its kind.

mod network;
pub mod signature;

use twinlet_core::contract::{Contract, Slot};
use twinlet_core::kinds::{self, Declared, Remote};
use twinlet_core::protocol::EngineFailure;

use crate::failure::failure;
use network::Network;

/// A loaded model: rows of inputs in, rows of outputs out, both in the contract's order.
pub struct Surrogate(Kind);

enum Kind {
    /// An ONNX file, run by tract in its own precision.
    Network(Box<Network>),
    /// A model that is stated in `model.json`, in 64 bits.
    Declared(Box<(Declared, Contract)>),
    /// A model that another computer evaluates: here is only what it is called there.
    Remote(Remote),
}

impl Surrogate {
    /// Reads a model of the contract's kind and makes sure that it runs.
    ///
    /// # Errors
    /// `model_load` with the reason when it cannot be run, `model_shape` when it does not fit its contract.
    pub fn load(bytes: &[u8], contract: &Contract) -> Result<Self, EngineFailure> {
        let kind = contract.model.kind.as_str();
        if kind == kinds::REMOTE {
            let remote = Remote::parse(bytes, contract).map_err(|e| refusal(kind, &e))?;
            return Ok(Self(Kind::Remote(remote)));
        }
        check_slots(contract)?;
        if kind == kinds::ONNX {
            return Network::load(bytes, contract).map(|network| Self(Kind::Network(Box::new(network))));
        }
        let declared = Declared::parse(kind, bytes, contract).map_err(|e| refusal(kind, &e))?;
        Ok(Self(Kind::Declared(Box::new((declared, contract.clone())))))
    }

    /// What a remote model is called where it runs; `None` for every other kind.
    pub fn remote(&self) -> Option<&Remote> {
        match &self.0 {
            Kind::Remote(remote) => Some(remote),
            Kind::Network(_) | Kind::Declared(_) => None,
        }
    }

    /// Evaluates rows (contract order) and returns all outputs, row by row. A declared model answers NaN where it
    /// has no value.
    ///
    /// # Errors
    /// The engine's reason, that a row has the wrong length, or that the model is remote.
    pub fn evaluate(&self, rows: &[Vec<f64>]) -> Result<Vec<f64>, String> {
        match &self.0 {
            Kind::Network(network) => network.evaluate(rows),
            Kind::Remote(remote) => Err(format!(
                "`{}` is a remote model: it is asked where it runs, not evaluated here",
                remote.model
            )),
            Kind::Declared(model) => {
                let (declared, contract) = &**model;
                let mut answers = Vec::with_capacity(rows.len() * contract.output_columns());
                for row in rows {
                    answers.extend(declared.evaluate(contract, row)?);
                }
                Ok(answers)
            }
        }
    }
}

/// Why the model of a `model.json` cannot be used.
fn refusal(kind: &str, why: &str) -> EngineFailure {
    failure(
        "model_load",
        format!("the model of kind `{kind}` cannot be used: {why}"),
        "correct `model.json` or `contract.json`, then pack the bundle again with `twinlet model pack`",
    )
}

/// The columns of each tensor are the contract's slots in order, tensor by tensor.
fn check_slots(contract: &Contract) -> Result<(), EngineFailure> {
    match out_of_order(&contract.inputs).or_else(|| out_of_order(&contract.outputs)) {
        None => Ok(()),
        Some(slot) => Err(failure(
            "model_shape",
            format!(
                "`{}` of the contract is in column {} of `{}`, which does not follow the slots before it",
                slot.name, slot.slot, slot.tensor
            ),
            "list the contract's slots in the order of each tensor's columns, tensor by tensor",
        )),
    }
}

fn out_of_order(slots: &[Slot]) -> Option<&Slot> {
    slots.chunk_by(|a, b| a.tensor == b.tensor).find_map(|tensor| {
        let mut next = 0;
        tensor.iter().find(|slot| {
            let first = std::mem::replace(&mut next, slot.slot + slot.length);
            slot.slot != first || slot.length == 0
        })
    })
}
