//! The names that JavaScript sees. Types for TypeScript are beside them, in `types.ts`.

use js_sys::{Array, JSON, Object, Uint8Array};
use twinlet_engine::Predictor;
use twinlet_engine::twin::Files;
use wasm_bindgen::prelude::*;

use crate::json;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.ts");

#[wasm_bindgen(start)]
fn start() {
    twinlet_engine::start();
}

/// A verified bundle that answers queries on this device.
#[wasm_bindgen]
pub struct Model {
    predictor: Predictor,
}

#[wasm_bindgen]
impl Model {
    /// Opens a bundle from its files: an object from file names to `Uint8Array`s. Throws a `Refusal`.
    #[wasm_bindgen(constructor)]
    pub fn new(
        #[wasm_bindgen(unchecked_param_type = "Record<string, Uint8Array>")] files: &Object,
    ) -> Result<Model, JsValue> {
        let predictor = json::open(&files_of(files)).map_err(|e| parsed(&e))?;
        Ok(Self { predictor })
    }

    /// Identity, intended use, inputs and outputs.
    #[wasm_bindgen(getter, unchecked_return_type = "Contract")]
    pub fn contract(&self) -> JsValue {
        parsed(&json::contract(&self.predictor))
    }

    /// Runs the reference experiments again. Throws a `Refusal` when they do not come out.
    #[wasm_bindgen(unchecked_return_type = "Proof")]
    pub fn prove(&self) -> Result<JsValue, JsValue> {
        json::proof(&self.predictor).map(|text| parsed(&text)).map_err(|e| parsed(&e))
    }

    /// One answer for each query, in order. Throws a `Refusal` when these are no queries.
    #[wasm_bindgen(unchecked_return_type = "Answer[]")]
    pub fn predict(
        &self,
        #[wasm_bindgen(unchecked_param_type = "Query[]")] queries: &JsValue,
    ) -> Result<JsValue, JsValue> {
        let text = JSON::stringify(queries).ok().and_then(|text| text.as_string()).unwrap_or_default();
        json::predict(&self.predictor, &text).map(|text| parsed(&text)).map_err(|e| parsed(&e))
    }
}

fn files_of(files: &Object) -> Files {
    let entry = |entry: JsValue| {
        let pair = Array::from(&entry);
        Some((pair.get(0).as_string()?, Uint8Array::new(&pair.get(1)).to_vec()))
    };
    Object::entries(files).iter().filter_map(entry).collect()
}

fn parsed(text: &str) -> JsValue {
    JSON::parse(text).unwrap_or_else(|_| JsValue::from_str(text))
}
