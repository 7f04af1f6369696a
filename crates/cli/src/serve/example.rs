//! Requests that the loaded model answers, from its own reference experiments.

use serde_json::{Value, json};
use twinlet_core::contract::{Contract, Slot};
use twinlet_core::domain::DomainState;
use twinlet_core::predict::{Given, Query};
use twinlet_engine::Predictor;

/// Rows of the larger example.
const ROWS: usize = 2;

/// Examples by name: one row, and two rows with values in rows. None when no reference experiment is in the domain.
pub fn requests(predictor: &Predictor) -> Value {
    let rows = answered(predictor);
    let (Some(one), contract) = (rows.get(..1), &predictor.bundle().contract) else { return json!({}) };
    json!({
        "one_row": { "summary": "One row", "value": request(contract, one, false) },
        "rows": { "summary": "Values row by row", "value": request(contract, &rows, true) },
    })
}

/// Rows of reference inputs that the model answers.
fn answered(predictor: &Predictor) -> Vec<Vec<f64>> {
    let bundle = predictor.bundle();
    let query = |row: &[f64]| -> Query {
        let given =
            |s: &Slot| (s.name.clone(), Given::Many(bundle.contract.input_values(&s.name, row).to_vec()));
        bundle.contract.inputs.iter().map(given).collect()
    };
    let is_answered = |row: &&Vec<f64>| {
        let answer = predictor.predict(&[query(row)]).into_iter().next();
        answer.and_then(Result::ok).is_some_and(|a| a.domain.state != DomainState::Out)
    };
    let rows = bundle.reference.experiments.iter().map(|e| &e.inputs);
    rows.filter(is_answered).take(ROWS).cloned().collect()
}

fn request(contract: &Contract, rows: &[Vec<f64>], nested: bool) -> Value {
    let tensor = |slot: &Slot| {
        let rows_of_slot: Vec<&[f64]> =
            rows.iter().map(|row| contract.input_values(&slot.name, row)).collect();
        let data = if nested { json!(rows_of_slot) } else { json!(rows_of_slot.concat()) };
        json!({ "name": slot.name, "shape": [rows.len(), slot.length], "datatype": "FP64", "data": data })
    };
    json!({ "id": "example", "inputs": contract.inputs.iter().map(tensor).collect::<Vec<_>>() })
}
