//! What the page calls.

use js_sys::{Array, BigInt64Array, Float32Array, Float64Array, Int32Array, Object, Uint8Array, WebAssembly};
use twinlet_engine::sandbox::{self, Sandbox};
use twinlet_onnx::{Data, Kind, Limits, Model, Refusal, Value};
use twinlet_reference::{Folder, report};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}

/// A panic ends in a trap without a word: the page reads the word from the console.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|panic| console_error(&panic.to_string())));
}

/// Hands over the compiled runtime for what is more than plain layers.
#[wasm_bindgen]
pub fn provide(module: WebAssembly::Module) {
    sandbox::provide(module);
}

/// Linear memory of the models' instances.
#[wasm_bindgen]
pub fn sandbox_bytes() -> f64 {
    sandbox::memory_bytes() as f64
}

fn open(bytes: &[u8]) -> twinlet_onnx::Result<Model> {
    Model::open_with(bytes, &Limits::default(), &Sandbox)
}

/// Runs a model on its references: an object from file names to `Uint8Array`s in, a report as JSON out.
#[wasm_bindgen]
pub fn check(name: &str, files: &Object) -> String {
    serde_json::to_string(&report(name, &folder(files), &open)).unwrap_or_default()
}

/// The stored inputs of the largest batch: a shape and elements for each.
#[wasm_bindgen]
pub fn inputs(files: &Object) -> Result<Array, JsError> {
    let folder = folder(files);
    let rows = folder.batches().last().copied().unwrap_or_default();
    let stored = folder.inputs(rows).map_err(|error| JsError::new(&error.to_string()))?;
    Ok(stored.iter().map(|value| given(value).into_iter().collect::<Array>()).collect())
}

fn folder(files: &Object) -> Folder {
    let entry = |entry: JsValue| {
        let pair = Array::from(&entry);
        Some((pair.get(0).as_string()?, Uint8Array::new(&pair.get(1)).to_vec()))
    };
    Folder::of(Object::entries(files).iter().filter_map(entry).collect())
}

/// A model that is open.
#[wasm_bindgen]
pub struct Surrogate {
    model: Model,
}

#[wasm_bindgen]
impl Surrogate {
    /// Opens a file; throws the reason why it cannot be.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8]) -> Result<Surrogate, JsError> {
        Ok(Self { model: open(bytes).map_err(thrown)? })
    }

    /// How it is run, in words.
    pub fn plan(&self) -> String {
        self.model.plan()
    }

    /// Evaluates one made-up row; throws the reason why it cannot.
    pub fn try_one_row(&self) -> Result<(), JsError> {
        let row = self.model.inputs().iter().map(|port| port.sample(1)).collect();
        self.model.run(row).map(drop).map_err(thrown)
    }

    /// Evaluates a batch. For each input its shape and its elements, for each output the same: numbers in typed arrays, texts
    /// in an array.
    pub fn run(&self, shapes: &Array, elements: &Array) -> Result<Array, JsError> {
        let ports = self.model.inputs().iter().enumerate();
        let inputs = ports.map(|(k, port)| {
            let shape = shapes.get(k as u32).unchecked_into::<Array>().into_iter();
            let shape = shape.map(|length| length.as_f64().unwrap_or_default() as usize).collect();
            Value::new(shape, taken(elements.get(k as u32), port.kind.unwrap_or(Kind::F32)))
        });
        let inputs = inputs.collect::<Result<Vec<_>, _>>().map_err(thrown)?;
        let answers = self.model.run(inputs).map_err(thrown)?;
        Ok(answers.iter().flat_map(given).collect())
    }
}

fn thrown(refusal: Refusal) -> JsError {
    JsError::new(&refusal.to_string())
}

fn taken(elements: JsValue, kind: Kind) -> Data {
    match kind {
        Kind::F32 => Data::F32(elements.unchecked_into::<Float32Array>().to_vec()),
        Kind::F64 => Data::F64(elements.unchecked_into::<Float64Array>().to_vec()),
        Kind::I32 => Data::I32(elements.unchecked_into::<Int32Array>().to_vec()),
        Kind::I64 => Data::I64(elements.unchecked_into::<BigInt64Array>().to_vec()),
        Kind::Bool => Data::Bool(Uint8Array::new(&elements).to_vec().into_iter().map(|x| x != 0).collect()),
        Kind::Text => Data::Text(
            Array::from(&elements).iter().map(|text| text.as_string().unwrap_or_default()).collect(),
        ),
    }
}

fn given(value: &Value) -> [JsValue; 2] {
    let shape = value.shape().iter().map(|length| JsValue::from(*length as f64)).collect::<Array>();
    let elements: JsValue = match value.data() {
        Data::F32(x) => Float32Array::from(&x[..]).into(),
        Data::F64(x) => Float64Array::from(&x[..]).into(),
        Data::I32(x) => Int32Array::from(&x[..]).into(),
        Data::I64(x) => BigInt64Array::from(&x[..]).into(),
        Data::Bool(x) => x.iter().map(|x| JsValue::from(*x)).collect::<Array>().into(),
        Data::Text(x) => x.iter().map(|x| JsValue::from_str(x)).collect::<Array>().into(),
    };
    [shape.into(), elements]
}
