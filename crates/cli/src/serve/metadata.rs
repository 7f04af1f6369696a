//! What the service is and what its model takes and gives.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};
use twinlet_core::contract::Slot;

use super::api::{Api, ThisModel};
use super::refusal::json_response;

/// The tensors of one output: the value and the ends of its interval, by the ending of their names.
pub const PARTS: [&str; 3] = ["", ".low", ".high"];

fn ok(value: &Value) -> Response {
    json_response(StatusCode::OK, value.to_string())
}

/// `GET /v2`
pub async fn server() -> Response {
    ok(&json!({ "name": "twinlet", "version": env!("CARGO_PKG_VERSION"), "extensions": [] }))
}

/// `GET /v2/health/live`
pub async fn live() -> Response {
    ok(&json!({ "live": true }))
}

/// `GET /v2/health/ready`: the service only starts after the model reproduced its reference experiments.
pub async fn ready() -> Response {
    ok(&json!({ "ready": true }))
}

/// `GET /v2/models/{name}/ready`
pub async fn model_ready(_: ThisModel, State(api): State<Arc<Api>>) -> Response {
    ok(&json!({ "name": api.predictor.bundle().index.id, "ready": true }))
}

/// `GET /v2/models/{name}`: one tensor per slot of the contract.
pub async fn model(_: ThisModel, State(api): State<Arc<Api>>) -> Response {
    let bundle = api.predictor.bundle();
    let card = &bundle.contract.model;
    let inputs: Vec<Value> = bundle.contract.inputs.iter().map(input).collect();
    let outputs: Vec<Value> =
        bundle.answers().flat_map(|(slot, _)| PARTS.map(|part| tensor(slot, part))).collect();
    ok(&json!({
        "name": card.id,
        "versions": [card.version],
        "platform": format!("twinlet_{}", card.kind),
        "inputs": inputs,
        "outputs": outputs,
        "parameters": {
            "title": card.title,
            "owner": card.owner.name,
            "valid_until": card.valid_until,
            "fidelity": card.fidelity,
            "coverage": bundle.intervals.coverage,
            "bundle_sha256": bundle.index_sha256,
        },
    }))
}

fn input(slot: &Slot) -> Value {
    let mut tensor = tensor(slot, "");
    if let Some(parameters) = tensor.get_mut("parameters").and_then(Value::as_object_mut) {
        parameters.insert("kind".into(), json!(slot.kind));
        parameters.insert("minimum".into(), json!(slot.range.min));
        parameters.insert("maximum".into(), json!(slot.range.max));
    }
    tensor
}

fn tensor(slot: &Slot, part: &str) -> Value {
    json!({
        "name": format!("{}{part}", slot.name),
        "datatype": "FP64",
        "shape": [-1, slot.length],
        "parameters": { "title": slot.title, "unit": slot.unit },
    })
}
