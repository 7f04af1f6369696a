//! Questions with a remote model, message by message.

use serde_json::{Value, json};
use twinlet_core::bundle::{INDEX, Index, MODEL_JSON};
use twinlet_core::graph::GraphAnswer;
use twinlet_core::protocol::{InputValue, InputValues};

use super::*;

/// A bundle with the input `x`, which is its output `z` as well.
fn bundle(kind: &str, model: &Value) -> Files {
    let slot = |name: &str| {
        json!({ "name": name, "title": name, "tensor": name, "slot": 0, "unit": "1",
                "range": { "min": 0.0, "max": 100.0 } })
    };
    let card = json!({ "id": "m", "title": "m", "version": "1.0.0", "kind": kind, "valid_until": "2030-01-01",
        "owner": { "name": "m", "contact": "m" }, "intended_use": [], "not_for": [], "fidelity": "" });
    let parts = [
        (MODEL_JSON, model.clone()),
        (
            "contract.json",
            json!({ "contract_version": "1.0.0", "model": card, "inputs": [slot("x")],
            "outputs": [slot("z")] }),
        ),
        (
            "domain.json",
            json!({ "box": { "x": { "min": 0.0, "max": 100.0 } }, "operating": { "features": [],
            "method": "nearest_neighbours", "caution_distance": 1.0, "out_distance": 1.0, "points": [], "n_runs": 0 } }),
        ),
        (
            "intervals.json",
            json!({ "method": "split_conformal", "coverage": 0.9, "calibration_runs": 1,
            "outputs": { "z": { "pointwise": { "half_width": 1.0 } } } }),
        ),
        (
            "reference.json",
            json!({ "tolerance": { "relative": 1e-12, "description": "" }, "scale": [1.0],
            "experiments": [{ "id": "r", "inputs": [1.0], "expected": [1.0] }] }),
        ),
    ];
    let mut files: Files =
        parts.map(|(name, part)| (name.to_owned(), serde_json::to_vec(&part).unwrap())).into();
    let index = Index::over("m", "1.0.0", &files);
    files.insert(INDEX.to_owned(), serde_json::to_vec(&index).unwrap());
    files
}

fn manifest(remote: &Value) -> String {
    let mut far = json!({ "id": "far", "bundle": "far", "version": "1.0.0" });
    far.as_object_mut().unwrap().extend(remote.as_object().unwrap().clone());
    json!({ "twinlet": 1,
        "app": { "id": "a", "title": "A", "version": "1.0.0", "summary": "s" },
        "models": [far, { "id": "near", "bundle": "near", "version": "1.0.0" }],
        "inputs": [{ "id": "x", "title": "X", "unit": "1", "range": { "min": 0, "max": 1000 }, "step": 1, "default": 3 }],
        "graph": { "nodes": [{ "id": "n", "model": "far", "inputs": { "x": { "input": "x" } } }] },
        "outputs": [{ "id": "z", "node": "n", "output": "z" }] })
    .to_string()
}

fn files() -> BTreeMap<String, Files> {
    let far = bundle("remote", &json!({ "protocol": "open_inference_v2", "model": "f", "datatype": "FP32" }));
    let near = bundle("formula", &json!({ "outputs": { "z": { "input": "x" } } }));
    BTreeMap::from([("far".to_owned(), far), ("near".to_owned(), near)])
}

fn task() -> Task {
    let mut task = Task::default();
    let loaded = task
        .load(&manifest(&json!({ "remote": { "url": "http://localhost:1/" }, "fallback": "near" })), files());
    let FromEngine::Loaded { models } = loaded else { panic!("{loaded:?}") };
    assert_eq!(models.len(), 2, "a remote bundle is loaded like any other");
    task
}

fn ask(run: u64, x: f64) -> ToEngine {
    let values = [("x".to_owned(), InputValue::Number(x))].into();
    ToEngine::Ask { run: RunId(run), inputs: InputValues { values, ..InputValues::default() } }
}

fn call(run: u64, x: &str) -> FromEngine {
    let body = format!(
        r#"{{"inputs":[{{"name":"x","shape":[1,1],"datatype":"FP32","data":[{x}]}}],"outputs":[{{"name":"z"}}]}}"#
    );
    let url = "http://localhost:1/v2/models/f/infer".to_owned();
    FromEngine::Call { run: RunId(run), model: "far".into(), url, timeout_s: 3, body }
}

fn back(run: u64, text: Result<&str, &str>) -> ToEngine {
    ToEngine::CallAnswered { run: RunId(run), text: text.map(str::to_owned).map_err(str::to_owned) }
}

fn answer(said: Vec<FromEngine>) -> GraphAnswer {
    match <[FromEngine; 1]>::try_from(said) {
        Ok([FromEngine::Answered { answer, .. }]) => *answer,
        other => panic!("{other:?}"),
    }
}

const GOOD: &str =
    r#"{"model_name":"f","outputs":[{"name":"z","shape":[1,1],"datatype":"FP32","data":[41.5]}]}"#;

#[test]
fn a_call_and_its_answer() {
    let mut task = task();
    assert_eq!(task.handle(ask(1, 40.0)), [call(1, "40.0")]);
    assert!(!task.is_busy(), "it waits, and does not work");
    let answer = answer(task.handle(back(1, Ok(GOOD))));
    let series = answer.outputs[0].series.as_ref().unwrap();
    assert_eq!((&series.low, &series.values, &series.high), (&vec![40.5], &vec![41.5], &vec![42.5]));
    assert_eq!((answer.nodes[0].model.as_str(), &answer.nodes[0].notice), ("far", &None));
    assert_eq!(task.handle(back(1, Ok(GOOD))), [], "an answer twice");
}

#[test]
fn the_local_model_answers_instead() {
    for (text, why) in [
        (Err("timed out after 3 s"), "`far` did not answer (timed out after 3 s)"),
        (Ok("{}"), "`far` gave no usable answer (the answer does not name its model)"),
    ] {
        let mut task = task();
        task.handle(ask(1, 40.0));
        let answer = answer(task.handle(back(1, text)));
        assert_eq!(answer.outputs[0].series.as_ref().unwrap().values, [40.0]);
        let notice = format!("{why}; the local model `near` answered");
        assert_eq!((answer.nodes[0].model.as_str(), &answer.nodes[0].notice), ("near", &Some(notice)));
    }
}

#[test]
fn the_latest_question_wins() {
    let mut task = task();
    let cancelled = |run| FromEngine::Cancelled { run: RunId(run) };
    task.handle(ask(1, 1.0));
    assert_eq!(task.handle(ask(2, 2.0)), [cancelled(1), call(2, "2.0")]);
    assert_eq!(task.handle(back(1, Ok(GOOD))), [], "of the one that was replaced");
    assert_eq!(task.handle(ToEngine::Cancel { run: RunId(1) }), []);
    assert_eq!(task.handle(ToEngine::Cancel { run: RunId(2) }), [cancelled(2)]);
    assert_eq!(task.handle(back(2, Ok(GOOD))), [], "of the one that was cancelled");
}

#[test]
fn outside_the_domain_nothing_is_sent() {
    let answer = answer(task().handle(ask(1, 101.0)));
    assert_eq!((&answer.outputs[0].series, answer.nodes[0].model.as_str()), (&None, "far"));
    assert_eq!((&answer.nodes[0].problem, &answer.nodes[0].notice), (&None, &None));
}

#[test]
fn only_local_models_are_proved_here() {
    let proved = task().handle(ToEngine::Prove { run: RunId(1) });
    let [FromEngine::Proved { proofs, .. }] = &proved[..] else { panic!("{proved:?}") };
    assert_eq!(proofs.iter().map(|proof| proof.model.as_str()).collect::<Vec<_>>(), ["near"]);
}

#[test]
fn what_does_not_fit_is_not_loaded() {
    let url = json!({ "url": "http://localhost:1" });
    for (remote, why) in [
        (json!({}), "nothing says where it is asked"),
        (json!({ "remote": url, "fallback": "far" }), "is remote itself"),
        (json!({ "remote": { "url": "http://a.example" } }), "another machine"),
    ] {
        let said = Task::default().load(&manifest(&remote), files());
        assert!(matches!(&said, FromEngine::Failed { error, .. } if error.message.contains(why)), "{said:?}");
    }
}

mod studies;
