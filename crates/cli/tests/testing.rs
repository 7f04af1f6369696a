//! `twinlet test` on apps of one formula: what holds, and what it says about what does not.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::path::Path;

use serde_json::{Value, json};
use support::twinlet;
use twinlet_core::bundle::{INDEX, Index, MODEL_JSON};

const MANIFEST: &str = "
twinlet: 1
app: { id: a, title: A, version: 1.0.0, summary: A formula. }
models: { m: { bundle: m, version: 1.0.0 } }
inputs:
  x: { title: X, unit: '1', range: { min: 0, max: 10 }, step: 0.5, default: 2 }
  w: { title: W, unit: '1', range: { min: 0, max: 10 }, step: 0.5, default: 3 }
limits:
  - id: x-high
    input: x
    level: block
    above: 9
    text: No more.
    owner: Somebody
    cases: [{ values: { x: 9 }, expect: ok }, { values: { x: 9.5 }, expect: block }]
scenarios: { high: { title: High, note: A lot., values: { x: 8 } } }
graph: { nodes: { n: { model: m, inputs: { x: { input: x }, w: { input: w } } } } }
outputs: { y: { node: n, output: y } }
";

const TESTS: &str = "
cases:
  - { name: high, scenario: high, output: y, between: [10, 12], state: in }
  - { values: { x: 9.5 }, output: y, state: blocked }
  - { values: { w: 9 }, output: y, state: out }
monotone:
  - { output: y, input: x, rising: true }
";

/// The files of a bundle of one formula, validated for `w` up to 8.
fn bundle(folder: &Path, formula: &Value, at_2_and_3: f64) {
    let slot = |name: &str, column: usize, tensor: &str| {
        json!({ "name": name, "title": name, "tensor": tensor, "slot": column, "length": 1, "unit": "1",
                "range": { "min": -1e3, "max": 1e3 } })
    };
    let card = json!({ "id": "m", "title": "m", "version": "1.0.0", "kind": "formula", "valid_until": "2099-01-01",
        "owner": { "name": "m", "contact": "m" }, "intended_use": ["m"], "not_for": ["m"], "fidelity": "m" });
    let parts = [
        (MODEL_JSON, json!({ "outputs": { "y": formula } })),
        (
            "contract.json",
            json!({ "contract_version": "1.0.0", "model": card,
                "inputs": [slot("x", 0, "x"), slot("w", 1, "x")], "outputs": [slot("y", 0, "y")] }),
        ),
        (
            "domain.json",
            json!({ "box": { "x": { "min": 0.0, "max": 10.0 }, "w": { "min": 0.0, "max": 8.0 } },
                "operating": { "features": [], "method": "nearest_neighbours", "caution_distance": 1.0,
                    "out_distance": 1.0, "points": [], "n_runs": 0 } }),
        ),
        (
            "intervals.json",
            json!({ "method": "exact", "coverage": 1.0, "calibration_runs": 0,
                "outputs": { "y": { "pointwise": { "half_width": 0.0 } } } }),
        ),
        (
            "reference.json",
            json!({ "tolerance": { "relative": 1e-12, "description": "m" }, "scale": [1.0],
                "experiments": [{ "id": "r", "inputs": [2.0, 3.0], "expected": [at_2_and_3] }] }),
        ),
    ];
    let parts = parts.map(|(name, part)| (name.to_owned(), serde_json::to_vec(&part).unwrap()));
    let index = Index::over("m", "1.0.0", &parts.clone().into());
    std::fs::create_dir_all(folder).unwrap();
    for (name, bytes) in parts {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    std::fs::write(folder.join(INDEX), serde_json::to_vec(&index).unwrap()).unwrap();
}

/// Writes an app and tests it: the exit code and what is printed.
fn tested(manifest: &str, tests: &str, formula: &Value, arguments: &[&str]) -> (i32, String) {
    let app = tempfile::tempdir().unwrap();
    let at_2_and_3 = if formula.get("add").is_some() { 5.0 } else { 2.0 };
    bundle(&app.path().join("m"), formula, at_2_and_3);
    std::fs::write(app.path().join("twin.yaml"), manifest).unwrap();
    std::fs::create_dir(app.path().join("tests")).unwrap();
    std::fs::write(app.path().join("tests/physics.yaml"), tests).unwrap();
    let folder = app.path().to_str().unwrap();
    let output = twinlet(&[&["test", folder, "--points", "300"], arguments].concat(), "");
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap(), String::from_utf8(printed).unwrap().replace(folder, "APP"))
}

fn sum() -> Value {
    json!({ "add": [{ "input": "x" }, { "input": "w" }] })
}

#[test]
fn an_app_that_keeps_its_promises() {
    let (code, printed) = tested(MANIFEST, TESTS, &sum(), &[]);
    for line in [
        "test limit x-high ... ok (2 cases)",
        "test references of m ... ok (1 of 1 reproduced",
        "test tests/physics: high ... ok",
        "test tests/physics: case 3 ... ok",
        "test search: `y` rises with `x` ... ok",
        "test result: ok. 10 passed; 0 failed",
    ] {
        assert!(printed.contains(line), "{line}: {printed}");
    }
    assert_eq!(code, 0);
}

/// Rises with `x` while `w` is at most 5, and falls with it above.
fn wrong() -> Value {
    json!({ "if_at_most": [{ "input": "w" }, { "number": 5 }, { "input": "x" }, { "negate": { "input": "x" } }] })
}

#[test]
fn a_formula_that_falls_where_it_should_rise_is_found() {
    let tests = "monotone: [{ output: y, input: x, rising: true }]";
    let (code, printed) = tested(MANIFEST, tests, &wrong(), &[]);
    for line in [
        "test search: `y` rises with `x` ... FAILED",
        "`y` goes from ",
        // Nothing but `w` just above 5, and the two values of `x` between which it falls.
        "twinlet run APP --set w=5.5 --set x=",
        "test result: FAILED. 6 passed; 1 failed",
    ] {
        assert!(printed.contains(line), "{line}: {printed}");
    }
    assert_eq!(code, 1);
    let (code, printed) = tested(MANIFEST, tests, &wrong(), &["--format", "json"]);
    let json: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((code, &json["failed"], &json["passed"]), (1, &json!(1), &json!(6)));
}

#[test]
fn what_does_not_hold_is_said() {
    let case = |case: &str| format!("cases: [{case}]");
    for (manifest, tests, expected) in [
        (MANIFEST, case("{ output: y, between: [6, 7] }"), "`y` is 5 1, and is expected from 6 to 7"),
        (MANIFEST, case("{ output: y, state: caution }"), "`y` is expected to be Caution, and is In"),
        (MANIFEST, case("{ output: z }"), "there is no output `z`"),
        (MANIFEST, case("{ scenario: low, output: y }"), "there is no scenario `low`"),
        (MANIFEST, case("{ values: { x: 9.5 }, output: y }"), "the inputs are refused: No more."),
        (MANIFEST, case("{ values: { w: 9 }, output: y, between: [0, 99] }"), "`y` has no number"),
        (&MANIFEST.replace("expect: block", "expect: ok"), String::new(), "the limit `x-high` says `block`"),
    ] {
        let tests = if tests.is_empty() { "cases: []".to_owned() } else { tests };
        let (code, printed) = tested(manifest, &tests, &sum(), &[]);
        assert!(code == 1 && printed.contains(expected), "{expected}: {printed}");
    }
    let (code, printed) = tested(MANIFEST, "expect: []", &sum(), &[]);
    assert!(code == 2 && printed.contains("other keys than `cases` and `monotone`"), "{printed}");
}
