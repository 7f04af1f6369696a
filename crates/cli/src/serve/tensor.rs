//! The tensors of a request against the contract's slots.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use twinlet_core::contract::{Contract, Slot};
use twinlet_core::predict::{Given, Query};

use super::refusal::Refusal;
use super::request::{InputTensor, Object};

/// Types of values that are taken: name, lowest and highest whole number (none for fractions).
pub const DATATYPES: [(&str, Option<(f64, f64)>); 11] = [
    ("FP64", None),
    ("FP32", None),
    ("BOOL", Some((0.0, 1.0))),
    ("INT8", Some((-128.0, 127.0))),
    ("INT16", Some((-32_768.0, 32_767.0))),
    ("INT32", Some((-2_147_483_648.0, 2_147_483_647.0))),
    ("INT64", Some((-9_223_372_036_854_775_808.0, 9_223_372_036_854_775_807.0))),
    ("UINT8", Some((0.0, 255.0))),
    ("UINT16", Some((0.0, 65_535.0))),
    ("UINT32", Some((0.0, 4_294_967_295.0))),
    ("UINT64", Some((0.0, 18_446_744_073_709_551_615.0))),
];

/// The inputs of all rows: per input its values, row by row.
pub struct Rows<'a> {
    columns: Vec<(&'a Slot, Vec<f64>)>,
    /// How many rows.
    pub n: usize,
}

impl<'a> Rows<'a> {
    /// Matches tensors and slots by name.
    ///
    /// # Errors
    /// 422 with the first tensor that does not fit, 400 for an unknown datatype, 413 for too many rows.
    pub fn new(
        contract: &'a Contract,
        tensors: Vec<Object<InputTensor>>,
        most: usize,
    ) -> Result<Self, Refusal> {
        let mut by_name = by_name(contract, tensors)?;
        let mut columns: Vec<(&Slot, Vec<f64>)> = Vec::with_capacity(contract.inputs.len());
        let mut first: Option<(&str, usize)> = None;
        for slot in &contract.inputs {
            let missing =
                || Refusal::contract(format!("`{}` is missing; give it in `{}`", slot.name, slot.unit));
            let tensor = by_name.remove(&slot.name).ok_or_else(missing)?;
            let rows = checked_rows(slot, &tensor)?;
            let (other, n) = *first.get_or_insert((&slot.name, rows));
            if n != rows {
                return Err(Refusal::contract(format!(
                    "`{other}` has {n} rows and `{}` has {rows}; give every input the same rows",
                    slot.name
                )));
            }
            columns.push((slot, values(tensor)?));
        }
        let n = first.map_or(0, |(_, n)| n);
        if n > most {
            let text = format!("the request has {n} rows, more than the {most} taken at once; split it");
            return Err(Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, text));
        }
        Ok(Self { columns, n })
    }

    /// Row `i` as a query.
    pub fn query(&self, i: usize) -> Query {
        let given = |(slot, values): &(&Slot, Vec<f64>)| {
            let row = values.get(i * slot.length..(i + 1) * slot.length).unwrap_or(&[]);
            (slot.name.clone(), Given::Many(row.to_vec()))
        };
        self.columns.iter().map(given).collect()
    }
}

fn by_name(
    contract: &Contract,
    tensors: Vec<Object<InputTensor>>,
) -> Result<BTreeMap<String, InputTensor>, Refusal> {
    let mut by_name = BTreeMap::new();
    for Object(tensor) in tensors {
        let name = tensor.name.clone();
        if contract.input(&name).is_none() {
            let names = contract.inputs.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ");
            return Err(Refusal::contract(format!("`{name}` is no input of this model; it has {names}")));
        }
        if by_name.insert(name.clone(), tensor).is_some() {
            return Err(Refusal::contract(format!("`{name}` is given twice; give it once")));
        }
    }
    Ok(by_name)
}

/// Number of rows, after shape, slot and data were found to agree.
fn checked_rows(slot: &Slot, tensor: &InputTensor) -> Result<usize, Refusal> {
    let shape: Vec<u64> = tensor.shape.iter().map(|n| n.0).collect();
    let data = &tensor.data;
    let refuse = |why: String| Refusal::contract(format!("`{}` has shape {shape:?}, but {why}", slot.name));
    let expected = format!("[rows, {}]{}", slot.length, if slot.length == 1 { " or [rows]" } else { "" });
    let (n, length) = match *shape {
        [n] if slot.length == 1 => (n, 1),
        [n, length] => (n, length),
        _ => return Err(refuse(format!("the model takes {expected}"))),
    };
    if length != slot.length as u64 || n == 0 {
        return Err(refuse(format!("the model takes {expected} with at least one row")));
    }
    if n.checked_mul(length) != Some(data.values.len() as u64) {
        return Err(refuse(format!("{} values", data.values.len())));
    }
    match data.widths.iter().find(|width| **width != slot.length) {
        Some(width) => Err(refuse(format!("a row of {width} values"))),
        None => Ok(data.values.len() / slot.length),
    }
}

/// Values after they were found to be of their type.
fn values(tensor: InputTensor) -> Result<Vec<f64>, Refusal> {
    let InputTensor { name, datatype, data, .. } = tensor;
    let Some((_, whole)) = DATATYPES.iter().find(|(known, _)| *known == datatype) else {
        let known = DATATYPES.map(|(name, _)| name).join(", ");
        return Err(Refusal::malformed(format!("`{name}` has datatype `{datatype}`; send one of {known}")));
    };
    if data.has_bools && (datatype != "BOOL" || data.has_numbers) {
        return Err(Refusal::contract(format!("`{name}` mixes true or false with {datatype}; send BOOL")));
    }
    let fits = |x: &f64| match whole {
        Some((min, max)) => x.fract() == 0.0 && x >= min && x <= max,
        None => datatype != "FP32" || (*x as f32).is_finite(),
    };
    match data.values.iter().find(|x| !fits(x)) {
        Some(x) => Err(Refusal::contract(format!("`{name}` is {x}, which is no {datatype}; send FP64"))),
        None if datatype == "FP32" => Ok(data.values.into_iter().map(shortest).collect()),
        None => Ok(data.values),
    }
}

/// The shortest number that is this FP32 value: 0.2 and not 0.20000000298, which would lie above a limit of 0.2.
/// The model sees the same digits either way.
fn shortest(x: f64) -> f64 {
    (x as f32).to_string().parse().unwrap_or(x)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A sequence of three and one number.
    fn contract() -> Contract {
        let slot = |name: &str, length: usize| {
            json!({ "name": name, "title": name, "tensor": "x", "slot": 0, "length": length, "unit": "1",
                    "kind": "continuous", "range": { "min": 0.0, "max": 9.0 } })
        };
        let model = json!({ "id": "m", "title": "m", "version": "1.0.0", "kind": "onnx", "valid_until": "2030-01-01",
            "owner": { "name": "o", "contact": "c" }, "intended_use": [], "not_for": [], "fidelity": "" });
        let inputs = [slot("load", 3), slot("ambient", 1)];
        let contract =
            json!({ "contract_version": "1.0.0", "model": model, "inputs": inputs, "outputs": [] });
        serde_json::from_value(contract).unwrap()
    }

    fn second_row(shape: Value, data: Value) -> Result<Query, String> {
        let tensors = json!([
            { "name": "ambient", "shape": [2], "datatype": "FP64", "data": [7, 8] },
            { "name": "load", "shape": shape, "datatype": "FP64", "data": data },
        ]);
        let contract = contract();
        let rows = Rows::new(&contract, serde_json::from_value(tensors).unwrap(), 9).map_err(|r| r.text)?;
        Ok(rows.query(1))
    }

    #[test]
    fn sequences_come_flat_or_row_by_row() {
        let pairs = [("load", Given::Many(vec![4.0, 5.0, 6.0])), ("ambient", Given::Many(vec![8.0]))];
        let expected: Query = pairs.map(|(name, given)| (name.to_owned(), given)).into();
        let (flat, nested) = (json!([1, 2, 3, 4, 5, 6]), json!([[1, 2, 3], [4, 5, 6]]));
        assert_eq!(second_row(json!([2, 3]), flat.clone()), Ok(expected.clone()));
        assert_eq!(second_row(json!([2, 3]), nested), Ok(expected));
        for (shape, data) in [
            (json!([6]), flat.clone()),
            (json!([3, 2]), flat.clone()),
            (json!([2, 3, 1]), flat),
            (json!([2, 3]), json!([[1, 2], [3, 4], [5, 6]])),
            (json!([1, 3]), json!([1, 2, 3])),
        ] {
            assert!(second_row(shape.clone(), data).is_err(), "{shape}");
        }
    }
}
