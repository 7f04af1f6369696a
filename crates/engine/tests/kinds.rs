//! Bundles of every declared kind, from their files to an answer.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::path::Path;

use serde_json::{Value, json};
use twinlet_core::bundle::{INDEX, Index, MODEL, MODEL_JSON};
use twinlet_core::kinds::DECLARED;
use twinlet_core::predict::{Given, Query};
use twinlet_engine::Predictor;
use twinlet_engine::twin::Files;

/// Kind, model, inputs and outputs (name, unit, length), a row of inputs and its answer.
struct Case {
    kind: &'static str,
    model: Value,
    inputs: &'static [(&'static str, &'static str, usize)],
    outputs: &'static [(&'static str, &'static str, usize)],
    row: &'static [f64],
    expected: &'static [f64],
}

fn cases() -> [Case; 4] {
    [
        Case {
            kind: "formula",
            model: json!({ "outputs": { "z": { "divide": [{ "input": "x" }, { "input": "y" }] } } }),
            inputs: &[("x", "1", 2), ("y", "1", 1)],
            outputs: &[("z", "1", 2)],
            row: &[6.0, 9.0, 3.0],
            expected: &[2.0, 3.0],
        },
        Case {
            kind: "table",
            model: json!({ "axes": [{ "input": "x", "at": [0.0, 50.0, 100.0] }], "outputs": { "z": [0.0, 1.0, 3.0] } }),
            inputs: &[("x", "1", 3)],
            outputs: &[("z", "1", 3)],
            row: &[25.0, 50.0, 75.0],
            expected: &[0.5, 1.0, 2.0],
        },
        Case {
            kind: "first_order",
            model: json!({ "step": { "value": 1, "unit": "h" }, "states": { "oil": {
                "steady_state": { "input": "load" }, "initial": "oil_now", "time_constant_h": 1e-3 } } }),
            inputs: &[("load", "1", 2), ("oil_now", "Cel", 1)],
            outputs: &[("oil", "Cel", 2)],
            row: &[7.0, 8.0, 90.0],
            expected: &[7.0, 8.0],
        },
        Case {
            kind: "life",
            model: json!({ "distribution": { "weibull": { "scale_h": 10, "shape": 1 } } }),
            inputs: &[("age", "h", 1), ("ahead", "h", 1)],
            outputs: &[("failure_probability", "1", 1), ("hazard", "/h", 1)],
            row: &[50.0, 10.0],
            expected: &[0.632_120_558_828_557_7, 0.1],
        },
    ]
}

fn slots(slots: &[(&str, &str, usize)]) -> Value {
    let mut first = 0;
    let mut slot = |(name, unit, length): &(&str, &str, usize)| {
        first += length;
        json!({ "name": name, "title": name, "tensor": "t", "slot": first - length, "length": length, "unit": unit,
                "range": { "min": 0.0, "max": 100.0 } })
    };
    slots.iter().map(&mut slot).collect::<Vec<_>>().into()
}

/// The files of a bundle, indexed; `change` sees them before.
fn files(case: &Case, change: &dyn Fn(&mut Files)) -> Files {
    let card = json!({ "id": "m", "title": "m", "version": "1.0.0", "kind": case.kind, "valid_until": "2030-01-01",
        "owner": { "name": "m", "contact": "m" }, "intended_use": ["m"], "not_for": ["m"], "fidelity": "m" });
    let boxed = |(name, ..): &(&str, &str, usize)| ((*name).to_owned(), json!({ "min": 0.0, "max": 1e3 }));
    let exact = |(name, ..): &(&str, &str, usize)| {
        ((*name).to_owned(), json!({ "pointwise": { "half_width": 0.0 } }))
    };
    let parts = [
        (MODEL_JSON, case.model.clone()),
        (
            "contract.json",
            json!({ "contract_version": "1.0.0", "model": card, "inputs": slots(case.inputs),
            "outputs": slots(case.outputs) }),
        ),
        (
            "domain.json",
            json!({ "box": case.inputs.iter().map(boxed).collect::<serde_json::Map<_, _>>(),
            "operating": { "features": [], "method": "nearest_neighbours", "caution_distance": 1.0,
                "out_distance": 1.0, "points": [], "n_runs": 0 } }),
        ),
        (
            "intervals.json",
            json!({ "method": "exact", "coverage": 1.0, "calibration_runs": 0,
            "outputs": case.outputs.iter().map(exact).collect::<serde_json::Map<_, _>>() }),
        ),
        (
            "reference.json",
            json!({ "tolerance": { "relative": 1e-12, "description": "m" },
            "scale": vec![1e-3; case.expected.len()],
            "experiments": [{ "id": "r0", "inputs": case.row, "expected": case.expected }] }),
        ),
    ];
    let mut files: Files =
        parts.iter().map(|(name, part)| ((*name).to_owned(), serde_json::to_vec(part).unwrap())).collect();
    change(&mut files);
    let index = Index::over("m", "1.0.0", &files);
    files.insert(INDEX.to_owned(), serde_json::to_vec(&index).unwrap());
    files
}

/// The answer to one row: all columns of all outputs, or what is said instead.
fn answered(case: &Case, row: &[f64]) -> Result<Vec<f64>, String> {
    let predictor = Predictor::open(&files(case, &|_| ())).unwrap();
    let mut rest = row;
    let mut query = Query::new();
    for (name, _, length) in case.inputs {
        let (values, after) = rest.split_at(*length);
        query.insert((*name).to_owned(), Given::Many(values.to_vec()));
        rest = after;
    }
    let answer = predictor.predict(&[query]).remove(0).map_err(|problems| problems.join("; "))?;
    let of = |(name, ..): &(&str, &str, usize)| {
        let series = &answer.outputs[*name];
        assert!(series.low == series.values && series.high == series.values && series.coverage == 1.0);
        series.values.clone()
    };
    Ok(case.outputs.iter().flat_map(of).collect())
}

#[test]
fn every_kind_proves_itself_and_answers_in_64_bits() {
    for case in cases() {
        let proof = Predictor::open(&files(&case, &|_| ())).unwrap().prove().unwrap();
        assert_eq!((proof.reproduced, proof.of), (1, 1), "{}", case.kind);
        let found = answered(&case, case.row).unwrap();
        let near = |(a, b): (&f64, &f64)| (a - b).abs() <= 1e-14 * b.abs();
        assert!(found.iter().zip(case.expected).all(near), "{}: {found:?}", case.kind);
    }
}

#[test]
fn what_has_no_value_is_not_shown() {
    let [formula, table, ..] = cases();
    for (case, row) in [(formula, &[6.0, 9.0, 0.0][..]), (table, &[25.0, 50.0, 100.5])] {
        let said = answered(&case, row).unwrap_err();
        assert!(said.contains("`z` is NaN"), "{said}");
    }
}

/// Why a changed bundle is refused.
fn refusal(kind: &str, change: &dyn Fn(&mut Files)) -> (String, String) {
    let case = cases().into_iter().find(|case| case.kind == kind).unwrap();
    let failure = Predictor::open(&files(&case, change)).err().unwrap();
    (failure.code, failure.message)
}

/// Replaces a text in a part.
fn replaced(files: &mut Files, name: &str, from: &str, to: &str) {
    let text = String::from_utf8(files[name].clone()).unwrap();
    assert!(text.contains(from), "{text}");
    files.insert(name.to_owned(), text.replace(from, to).into_bytes());
}

#[test]
fn another_kind_than_the_files_is_refused() {
    let kind = |to: &'static str| {
        move |files: &mut Files| {
            replaced(files, "contract.json", r#""kind":"formula""#, &format!(r#""kind":"{to}""#));
        }
    };
    type Change<'a> = &'a dyn Fn(&mut Files);
    let cases: [(Change<'_>, &str, &str); 6] = [
        (&kind("onnx"), "bundle_file", "`model.onnx` of model `m` is missing"),
        (
            &kind("oracle"),
            "model_kind",
            "models of kind `oracle` are not known here; there are `onnx`, `formula`",
        ),
        (
            &kind("table"),
            "model_load",
            "the model of kind `table` cannot be used: `model.json` cannot be read",
        ),
        (&|f| drop(f.remove(MODEL_JSON)), "bundle_file", "`model.onnx` of model `m` is missing"),
        (
            &|f| drop(f.insert(MODEL.into(), vec![1])),
            "bundle_file",
            "is of kind `formula`, but also has `model.onnx`",
        ),
        (
            &|f| replaced(f, MODEL_JSON, r#"{"divide":[{"input":"x"},{"input":"y"}]}"#, r#""x / y""#),
            "model_load",
            "`x / y` is a text; `twinlet model pack` makes the tree of it",
        ),
    ];
    for (change, code, why) in cases {
        let (found, message) = refusal("formula", change);
        assert!(found == code && message.contains(why), "{found}: {message}");
    }
}

#[test]
fn an_altered_model_is_refused() {
    for kind in DECLARED {
        let case = cases().into_iter().find(|case| case.kind == kind).unwrap();
        let mut files = files(&case, &|_| ());
        assert!(Index::parse(&files[INDEX]).unwrap().needed().any(|name| name == MODEL_JSON));
        for at in 0..files[MODEL_JSON].len() {
            files.get_mut(MODEL_JSON).unwrap()[at] ^= 1;
            assert_eq!(Predictor::open(&files).err().unwrap().code, "bundle_hash", "{kind}, byte {at}");
            files.get_mut(MODEL_JSON).unwrap()[at] ^= 1;
        }
    }
}

#[test]
fn the_transformers_ageing_follows_its_formulas() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/transformer-ageing/bundle");
    let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
    let files: Files = entries
        .map(|e| (e.file_name().to_string_lossy().into_owned(), std::fs::read(e.path()).unwrap()))
        .collect();
    let predictor = Predictor::open(&files).unwrap();
    assert_eq!(predictor.prove().unwrap().reproduced, 256);
    // By hand from the formulas: 1 at 98 Cel and 2 at 104 Cel without upgrading; 1 at 110 Cel and 17.2 at 140 Cel with it.
    let hot_spot: Vec<f64> = [98.0, 104.0, 110.0, 140.0].into_iter().cycle().take(24).collect();
    let query = Query::from([("hot_spot".to_owned(), Given::Many(hot_spot))]);
    let answer = predictor.predict(&[query]).remove(0).unwrap();
    let rounded =
        |name: &str| answer.outputs[name].values[..4].iter().map(|x| format!("{x:.2e}")).collect::<Vec<_>>();
    assert_eq!(rounded("ageing_rate"), ["1.00e0", "2.00e0", "4.00e0", "1.28e2"]);
    assert_eq!(rounded("ageing_rate_upgraded"), ["2.82e-1", "5.36e-1", "1.00e0", "1.72e1"]);
}
