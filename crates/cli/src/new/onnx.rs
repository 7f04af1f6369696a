//! A bundle of a bare ONNX file. It says of itself that nobody validated it, and claims nothing more than the file does.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use serde_json::{Value, json};
use twinlet_core::bundle::{Bundle, INDEX, Index, MODEL};
use twinlet_engine::surrogate::{Surrogate, signature};
use twinlet_engine::twin::Files;

use crate::bundle::in_words;

/// Version of the bundle that is made.
const VERSION: &str = "0.1.0";
/// Most inputs that become sliders; nobody sets more by hand.
const MOST_INPUTS: usize = 40;
/// Most outputs that become tiles.
const MOST_OUTPUTS: usize = 40;
/// End of the ranges in the contract: they say nothing, because the file says nothing.
const ANY: f64 = 1e9;

/// Whether the path names a bare ONNX file.
pub fn is_one(path: &Path) -> bool {
    path.is_file() && path.extension().is_some_and(|e| e == "onnx")
}

/// Makes the bundle and makes sure that its model runs.
///
/// # Errors
/// Why no app can be made of the file, and what to do.
pub fn bundle(path: &Path) -> anyhow::Result<(Bundle, Files)> {
    let model = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let of_file = |why: anyhow::Error| anyhow!("no app can be made of `{}`: {why}", path.display());
    let signature = signature::of(&model).map_err(|f| of_file(in_words(&f)))?;
    if signature.inputs > MOST_INPUTS || signature.outputs > MOST_OUTPUTS {
        bail!(
            "`{}` takes {} numbers and answers {}; an app of sliders has at most {MOST_INPUTS} and {MOST_OUTPUTS}\nhint: make a bundle with `twinlet.export`, which can name sequences",
            path.display(),
            signature.inputs,
            signature.outputs
        );
    }
    let id = id(path);
    let (inputs, outputs) =
        (names(&signature.input, signature.inputs), names(&signature.output, signature.outputs));
    let parts = [
        ("contract.json", contract(&id, &signature, &inputs, &outputs)),
        ("intervals.json", intervals(&outputs)),
        ("domain.json", domain(&inputs)),
        ("reference.json", reference(outputs.len())),
        ("provenance.json", provenance(path)),
    ];
    let mut files: Files = [(MODEL.to_owned(), model)].into();
    for (name, part) in parts {
        files.insert(name.to_owned(), (serde_json::to_string_pretty(&part)? + "\n").into_bytes());
    }
    let index = serde_json::to_string_pretty(&Index::over(&id, VERSION, &files))? + "\n";
    files.insert(INDEX.to_owned(), index.into_bytes());
    let bundle = Bundle::open(&files, VERSION).map_err(|f| in_words(&f))?;
    Surrogate::load(&bundle.model, &bundle.contract).map_err(|f| of_file(in_words(&f)))?;
    Ok((bundle, files))
}

fn contract(id: &str, signature: &signature::Signature, inputs: &[String], outputs: &[String]) -> Value {
    let slots = |names: &[String], tensor: &str| -> Vec<Value> {
        let slot = |(i, name): (usize, &String)| {
            json!({
                "name": name, "title": name.replace('_', " "), "tensor": tensor, "slot": i, "unit": "1",
                "kind": "continuous", "range": { "min": -ANY, "max": ANY },
            })
        };
        names.iter().enumerate().map(slot).collect()
    };
    json!({
        "contract_version": "1.0.0",
        "model": {
            "id": id, "title": id, "version": VERSION, "kind": "onnx", "unvalidated": true,
            "owner": { "name": "Nobody yet", "contact": "Nobody yet" },
            "valid_until": "9999-12-31",
            "intended_use": ["Looking at what the model answers"],
            "not_for": ["Any decision: nobody measured how wrong its numbers are"],
            "fidelity": "Unknown. The bundle was made of a bare ONNX file, which says nothing about it.",
        },
        "inputs": slots(inputs, &signature.input),
        "outputs": slots(outputs, &signature.output),
    })
}

fn intervals(outputs: &[String]) -> Value {
    let none = |name: &String| (name.clone(), json!({ "pointwise": { "half_width": 0.0 } }));
    let outputs: serde_json::Map<String, Value> = outputs.iter().map(none).collect();
    json!({ "method": "unknown", "coverage": 0.0, "calibration_runs": 0, "outputs": outputs })
}

fn domain(inputs: &[String]) -> Value {
    let any = |name: &String| (name.clone(), json!({ "min": -ANY, "max": ANY }));
    let bounds: serde_json::Map<String, Value> = inputs.iter().map(any).collect();
    let operating = json!({
        "features": [], "method": "nearest_neighbours", "caution_distance": 1.0, "out_distance": 1.0, "points": [],
        "n_runs": 0,
    });
    json!({ "box": bounds, "operating": operating })
}

fn reference(outputs: usize) -> Value {
    let tolerance = json!({ "relative": 1e-3, "description": "there is no experiment to compare with" });
    json!({ "tolerance": tolerance, "scale": vec![1.0; outputs], "experiments": [] })
}

fn provenance(path: &Path) -> Value {
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    json!({ "what": format!("Made of the bare file {file} by `twinlet new`."), "not_measured": "Everything." })
}

/// An id from the file's name, in kebab case.
fn id(path: &Path) -> String {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().to_lowercase()).unwrap_or_default();
    let id: String = stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let id = id.trim_matches(|c: char| c == '-' || c.is_ascii_digit());
    if id.is_empty() { "model".into() } else { id.into() }
}

/// Names of the columns of a tensor: its own, with a number where there are several.
fn names(tensor: &str, n: usize) -> Vec<String> {
    let name: String =
        tensor.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let name = name.trim_matches('_');
    let name =
        if name.starts_with(|c: char| c.is_ascii_lowercase()) { name.to_owned() } else { format!("x{name}") };
    if n == 1 { vec![name] } else { (1..=n).map(|i| format!("{name}_{i}")).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_and_files_have_names_that_manifests_allow() {
        assert_eq!(names("Input.0", 2), ["input_0_1", "input_0_2"]);
        assert_eq!(names("/y", 1), ["y"]);
        assert_eq!(names("12", 1), ["x12"]);
        for (file, expected) in [("a/My Net 2.onnx", "my-net"), ("model.onnx", "model"), ("7.onnx", "model")]
        {
            assert_eq!(id(Path::new(file)), expected);
        }
    }
}
