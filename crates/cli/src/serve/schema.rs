//! The schemas of the OpenAPI document.

use serde_json::{Value, json};
use twinlet_core::bundle::Bundle;
use twinlet_core::contract::Slot;

use super::metadata::PARTS;
use super::tensor::DATATYPES;

/// Every schema by name.
pub fn schemas(bundle: &Bundle) -> Value {
    json!({
        "error": object(json!({ "error": { "type": "string", "description": "what, where, what to do" } })),
        "server": object(json!({
            "name": text(), "version": text(), "extensions": { "type": "array", "items": text() },
        })),
        "live": object(json!({ "live": { "const": true } })),
        "ready": object(json!({ "ready": { "const": true } })),
        "model_ready": object(json!({ "name": text(), "ready": { "const": true } })),
        "model": model(),
        "metadata_tensor": object(json!({
            "name": text(), "datatype": { "const": "FP64" },
            "shape": { "type": "array", "items": { "type": "integer" }, "minItems": 2, "maxItems": 2 },
            "parameters": { "type": "object" },
        })),
        "infer_request": request(bundle),
        "input_tensor": input_tensor(bundle),
        "wanted_output": wanted(bundle),
        "infer_response": response(),
        "output_tensor": output_tensor(bundle),
    })
}

/// A reference to one of them.
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn text() -> Value {
    json!({ "type": "string" })
}

/// An object that has all of these properties.
fn object(properties: Value) -> Value {
    let required: Vec<String> = properties.as_object().into_iter().flat_map(|p| p.keys().cloned()).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn list(name: &str) -> Value {
    json!({ "type": "array", "items": reference(name) })
}

fn model() -> Value {
    object(json!({
        "name": text(), "versions": { "type": "array", "items": text() }, "platform": text(),
        "inputs": list("metadata_tensor"), "outputs": list("metadata_tensor"), "parameters": { "type": "object" },
    }))
}

fn request(bundle: &Bundle) -> Value {
    let inputs = bundle.contract.inputs.len();
    json!({
        "type": "object",
        "required": ["inputs"],
        "description": "One tensor per input, each with the same number of rows. What JSON Schema cannot say is \
            refused with 422: that shape and data agree, that each input comes once, that every row lies in the domain.",
        "properties": {
            "id": { "type": ["string", "null"], "description": "given back with the answer" },
            "parameters": {
                "type": ["object", "null"],
                "properties": { "allow_out_of_domain": { "type": "boolean", "default": false,
                    "description": "answer the other rows when some lie outside the domain; `parameters.rows` of the answer lists those that were answered" } },
            },
            "inputs": { "type": "array", "minItems": inputs, "maxItems": inputs, "items": reference("input_tensor") },
            "outputs": { "type": ["array", "null"], "items": reference("wanted_output"),
                "description": "outputs that are wanted, each with both ends of its interval; all when absent" },
        },
    })
}

fn input_tensor(bundle: &Bundle) -> Value {
    let lengths = bundle.contract.inputs.iter().map(|s| s.length).collect::<std::collections::BTreeSet<_>>();
    let columns = json!({ "type": "integer", "enum": lengths });
    let rows = json!({ "type": "integer", "minimum": 1 });
    let value = json!({ "type": ["number", "boolean"] });
    let row = json!({ "type": "array", "minItems": 1, "items": value });
    let mut shapes =
        vec![json!({ "type": "array", "prefixItems": [rows, columns], "minItems": 2, "maxItems": 2 })];
    if lengths.contains(&1) {
        shapes.push(json!({ "type": "array", "items": rows, "minItems": 1, "maxItems": 1 }));
    }
    json!({
        "type": "object",
        "required": ["name", "shape", "datatype", "data"],
        "properties": {
            "name": { "type": "string", "enum": names(bundle.contract.inputs.iter(), &[""]),
                "description": described(&bundle.contract.inputs) },
            "shape": { "anyOf": shapes, "description": "[rows, values per row], or [rows] for one value per row" },
            "datatype": { "type": "string", "enum": DATATYPES.map(|(name, _)| name) },
            "parameters": { "type": ["object", "null"] },
            "data": { "anyOf": [
                { "type": "array", "minItems": 1, "items": value },
                { "type": "array", "minItems": 1, "items": row },
            ] },
        },
    })
}

fn described(slots: &[Slot]) -> String {
    let line = |s: &Slot| format!("{}: {} [{}], {} to {}", s.name, s.title, s.unit, s.range.min, s.range.max);
    slots.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn names<'a>(slots: impl Iterator<Item = &'a Slot>, parts: &[&str]) -> Vec<String> {
    slots.flat_map(|slot| parts.iter().map(move |part| format!("{}{part}", slot.name))).collect()
}

fn output_names(bundle: &Bundle) -> Vec<String> {
    names(bundle.answers().map(|(slot, _)| slot), &PARTS)
}

fn wanted(bundle: &Bundle) -> Value {
    json!({
        "type": "object", "required": ["name"],
        "properties": {
            "name": { "type": "string", "enum": output_names(bundle) },
            "parameters": { "type": ["object", "null"] },
        },
    })
}

fn response() -> Value {
    let mut response = object(json!({
        "model_name": text(), "model_version": text(), "outputs": list("output_tensor"),
        "parameters": object(json!({
            "rows": { "type": "array", "items": { "type": "integer" },
                "description": "rows of the request that were answered, counted from 0, in the order of the tensors' rows" },
            "domain": { "type": "array", "items": { "enum": ["in", "caution", "out"] },
                "description": "state of every row of the request" },
            "reasons": { "type": "array", "items": { "type": "array", "items": text() },
                "description": "why, for every row of the request" },
        })),
    }));
    if let Some(properties) = response.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("id".into(), text());
    }
    response
}

fn output_tensor(bundle: &Bundle) -> Value {
    object(json!({
        "name": { "enum": output_names(bundle) }, "datatype": { "const": "FP64" },
        "shape": { "type": "array", "items": { "type": "integer" }, "minItems": 2, "maxItems": 2 },
        "parameters": { "type": "object", "required": ["unit", "coverage"], "properties": {
            "unit": text(), "coverage": { "type": "number" }, "interval": { "enum": ["pointwise", "whole_curve"] },
        } },
        "data": { "type": "array", "items": { "type": "number" } },
    }))
}
