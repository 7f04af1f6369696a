//! Contracts in one line, for tests: `x*3 y:Cel -> z*3` has inputs `x` of three values and `y` in degrees Celsius.

use serde_json::{Value, json};

use super::Declared;
use crate::contract::Contract;

pub fn contract(slots: &str) -> Contract {
    let (inputs, outputs) = slots.split_once(" -> ").unwrap();
    let side = |text: &str| text.split_whitespace().map(slot).collect::<Vec<_>>();
    serde_json::from_value(json!({
        "contract_version": "1.0.0",
        "model": {"id": "m", "title": "", "version": "1.0.0", "kind": "", "owner": {"name": "", "contact": ""},
                  "valid_until": "", "intended_use": [], "not_for": [], "fidelity": ""},
        "inputs": side(inputs), "outputs": side(outputs),
    }))
    .unwrap()
}

fn slot(text: &str) -> Value {
    let (name, unit) = text.split_once(':').unwrap_or((text, "1"));
    let (name, length) = name.split_once('*').unwrap_or((name, "1"));
    let range = json!({"min": 0.0, "max": 100.0});
    json!({"name": name, "title": "", "tensor": "t", "slot": 0, "length": length.parse::<usize>().unwrap(),
           "unit": unit, "range": range})
}

pub fn answered(kind: &str, model: &str, slots: &str, row: &[f64]) -> Vec<f64> {
    let contract = contract(slots);
    let model = Declared::parse(kind, model.as_bytes(), &contract).unwrap();
    assert!(model.evaluate(&contract, &row[1..]).is_err(), "a short row is answered");
    model.evaluate(&contract, row).unwrap()
}

pub fn refused(kind: &str, model: &str, slots: &str, why: &str) {
    let said = Declared::parse(kind, model.as_bytes(), &contract(slots)).unwrap_err();
    assert!(said.contains(why), "{kind} {model}: {said}");
}

/// The same numbers to 1e-12 of their size; NaN is like NaN.
pub fn same(found: &[f64], expected: &[f64]) {
    let near = |(a, b): (&f64, &f64)| (a.is_nan() && b.is_nan()) || (a - b).abs() <= 1e-12 * b.abs();
    assert!(
        found.len() == expected.len() && found.iter().zip(expected).all(near),
        "{found:?} instead of {expected:?}"
    );
}
