//! The Open Inference Protocol v2, from the asking side and without a network: what is sent, and what may come back.
//!
//! Whoever asks (the command line, the app) sends [`request`] as a POST to [`endpoint`], with
//! `content-type: application/json`, gives up after the manifest's time or [`MAX_ANSWER_BYTES`], follows no redirect,
//! and hands the text of an answer with status 200 to the engine, which reads it with [`read`]; for any other status
//! it hands over [`refusal`] as the reason why there is none.

mod address;
mod answer;
mod data;
mod request;

pub use address::{check as check_url, endpoint};
pub use answer::{read, refusal};
pub use request::request;

use std::ops::Range;

use crate::contract::Slot;

/// Longest answer that is read, bytes.
pub const MAX_ANSWER_BYTES: usize = 4 << 20;

/// A tensor `[rows, columns]` of a contract: one for all slots, or one for each.
#[derive(Debug, Clone, PartialEq)]
pub struct Tensor<'a> {
    /// Its name on the server.
    pub name: &'a str,
    /// For each of its slots, in the order of its columns: where the values are in a row in the contract's order.
    pub parts: Vec<Range<usize>>,
    /// Values per row.
    pub columns: usize,
}

/// The tensors of a contract's inputs or outputs, in the order in which they are first named.
///
/// # Errors
/// The first slot that does not follow those before it in its tensor.
pub fn tensors(slots: &[Slot]) -> Result<Vec<Tensor<'_>>, String> {
    let mut tensors: Vec<Tensor<'_>> = Vec::new();
    let mut first = 0;
    for slot in slots {
        let at = tensors.iter().position(|tensor| tensor.name == slot.tensor).unwrap_or(tensors.len());
        if at == tensors.len() {
            tensors.push(Tensor { name: &slot.tensor, parts: Vec::new(), columns: 0 });
        }
        let Some(tensor) = tensors.get_mut(at) else { continue };
        if slot.slot != tensor.columns || slot.length == 0 || slot.tensor.is_empty() {
            return Err(format!(
                "`{}` of the contract is in column {} of `{}`, not in column {}, where the slots before it end",
                slot.name, slot.slot, slot.tensor, tensor.columns
            ));
        }
        tensor.parts.push(first..first + slot.length);
        tensor.columns += slot.length;
        first += slot.length;
    }
    Ok(tensors)
}

/// A text from a server, fit to be shown: short and without control characters.
fn shown(text: &str) -> String {
    const LONGEST: usize = 200;
    let mut shown: String = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    if text.chars().count() > LONGEST {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod testing {
    use serde_json::{Value, json};

    use crate::contract::Contract;

    /// A contract of slots written as `name tensor column length`.
    pub fn contract(inputs: &[&str], outputs: &[&str]) -> Contract {
        let slot = |text: &&str| -> Value {
            let mut parts = text.split(' ');
            let mut next = || parts.next().unwrap().to_owned();
            let (name, tensor) = (next(), next());
            let mut number = || next().parse::<usize>().unwrap();
            json!({ "name": name, "title": "", "tensor": tensor, "slot": number(), "length": number(), "unit": "1",
                    "range": { "min": 0.0, "max": 1.0 } })
        };
        let side = |slots: &[&str]| slots.iter().map(slot).collect::<Vec<_>>();
        serde_json::from_value(json!({
            "contract_version": "1.0.0",
            "model": { "id": "m", "title": "", "version": "1.0.0", "kind": "remote", "valid_until": "",
                       "owner": { "name": "", "contact": "" }, "intended_use": [], "not_for": [], "fidelity": "" },
            "inputs": side(inputs), "outputs": side(outputs),
        }))
        .unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::contract;
    use super::*;

    #[test]
    fn slots_are_grouped_by_tensor() {
        let contract = contract(&["a x 0 2", "b y 0 1", "c x 2 3", "d y 1 1"], &["e z 0 1"]);
        let found = tensors(&contract.inputs).unwrap();
        let expected = [
            Tensor { name: "x", parts: vec![0..2, 3..6], columns: 5 },
            Tensor { name: "y", parts: vec![2..3, 6..7], columns: 2 },
        ];
        assert_eq!(found, expected);
        for (slots, why) in [
            (["a x 1 2", "b y 0 1"], "`a` of the contract is in column 1 of `x`"),
            (["a x 0 2", "b x 1 1"], "`b` of the contract is in column 1 of `x`, not in column 2"),
            (["a x 0 0", "b y 0 1"], "`a` of the contract"),
            (["a  0 1", "b y 0 1"], "`a` of the contract"),
        ] {
            let contract = super::testing::contract(&slots, &[]);
            let said = tensors(&contract.inputs).unwrap_err();
            assert!(said.starts_with(why), "{said}");
        }
    }
}
