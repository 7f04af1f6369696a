//! Studies of formula models whose inverse is known, and of the transformer's real bundles.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use twinlet_core::bundle::{INDEX, Index, MODEL_JSON};
use twinlet_core::domain::DomainState;
use twinlet_core::protocol::{InputValue, InputValues};
use twinlet_core::study::{Found, LimitedBy, Solved, Study, StudyAnswer};
use twinlet_engine::twin::Files;
use twinlet_engine::{Twin, ask, ask_many, study};

/// A bundle of one formula: `y` (K) from `x` and `w` (1), `±` half a kelvin, validated for `x` up to 8 and `w` up to 10.
fn bundle(kind: &str, model: &Value) -> Files {
    let slot = |name: &str, unit: &str, column: usize| {
        json!({ "name": name, "title": name, "tensor": if unit == "K" { "y" } else { "x" }, "slot": column,
                "length": 1, "unit": unit, "range": { "min": -1e4, "max": 1e4 } })
    };
    let card = json!({ "id": "m", "title": "m", "version": "1.0.0", "kind": kind, "valid_until": "2099-01-01",
        "owner": { "name": "m", "contact": "m" }, "intended_use": ["m"], "not_for": ["m"], "fidelity": "m" });
    let parts = [
        (MODEL_JSON, model.clone()),
        (
            "contract.json",
            json!({ "contract_version": "1.0.0", "model": card,
                "inputs": [slot("x", "1", 0), slot("w", "1", 1)], "outputs": [slot("y", "K", 0)] }),
        ),
        (
            "domain.json",
            json!({ "box": { "x": { "min": 0.0, "max": 8.0 }, "w": { "min": 0.0, "max": 10.0 } },
                "operating": { "features": [], "method": "nearest_neighbours", "caution_distance": 1.0,
                    "out_distance": 1.0, "points": [], "n_runs": 0 } }),
        ),
        (
            "intervals.json",
            json!({ "method": "split_conformal", "coverage": 0.9, "calibration_runs": 99,
                "outputs": { "y": { "pointwise": { "half_width": 0.5 } } } }),
        ),
        (
            "reference.json",
            json!({ "tolerance": { "relative": 1e-12, "description": "m" }, "scale": [1.0],
                "experiments": [{ "id": "r", "inputs": [2.0, 1.0], "expected": [5.0] }] }),
        ),
    ];
    let mut files: Files =
        parts.iter().map(|(name, part)| ((*name).to_owned(), serde_json::to_vec(part).unwrap())).collect();
    let index = Index::over("m", "1.0.0", &files);
    files.insert(INDEX.to_owned(), serde_json::to_vec(&index).unwrap());
    files
}

/// `y = x² + w`.
fn square() -> Value {
    let squared = json!({ "multiply": [{ "input": "x" }, { "input": "x" }] });
    json!({ "outputs": { "y": { "add": [squared, { "input": "w" }] } } })
}

fn number(id: &str, max: f64, step: f64, default: f64) -> Value {
    json!({ "id": id, "title": id, "unit": "1", "range": { "min": 0, "max": max }, "step": step, "default": default })
}

fn manifest(models: &Value) -> Value {
    json!({
        "twinlet": 1,
        "app": { "id": "a", "title": "a", "version": "1.0.0", "summary": "a" },
        "models": models,
        "inputs": [number("x", 10.0, 0.01, 3.0), number("w", 10.0, 0.1, 1.0)],
        "limits": [{ "id": "no-more", "input": "x", "level": "block", "above": 7.5, "text": "No more.", "owner": "o" }],
        "graph": { "nodes": [{ "id": "n", "model": "m", "inputs": { "x": { "input": "x" }, "w": { "input": "w" } } }] },
        "outputs": [{ "id": "y", "node": "n", "output": "y" }],
    })
}

fn twin() -> Twin {
    let models = json!([{ "id": "m", "bundle": "m", "version": "1.0.0" }]);
    let files = BTreeMap::from([("m".to_owned(), bundle("formula", &square()))]);
    Twin::load(&manifest(&models).to_string(), &files).unwrap()
}

fn asked(twin: &Twin, inputs: &[(&str, f64)], question: Value) -> StudyAnswer {
    study::answer(twin, &given(inputs), &serde_json::from_value::<Study>(question).unwrap()).unwrap()
}

fn given(inputs: &[(&str, f64)]) -> InputValues {
    let values = inputs.iter().map(|(id, x)| ((*id).to_owned(), InputValue::Number(*x))).collect();
    InputValues { values, ..InputValues::default() }
}

fn solved(twin: &Twin, inputs: &[(&str, f64)], question: Value) -> Solved {
    match asked(twin, inputs, question).found {
        Found::Solve(solved) => *solved,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_inverse_of_a_formula_is_found() {
    let twin = twin();
    for (w, above, value, by) in [
        // x² + 1 + 0.5 <= 20 up to sqrt(18.5) = 4.3012.
        (1.0, 20.0, Some(4.30), LimitedBy::Output),
        (0.0, 20.0, Some(4.41), LimitedBy::Output),
        (1.0, 99.0, Some(7.5), LimitedBy::Limit("no-more".into())),
        (1.0, 1.0, None, LimitedBy::Output),
    ] {
        let question = json!({ "solve": { "input": "x", "seek": "highest", "output": "y", "bound": { "above": above } } });
        let found = solved(&twin, &[("w", w)], question);
        assert_eq!((found.value, &found.limited_by), (value, &by), "w {w}, above {above}");
        if let Some(at) = found.at {
            assert!(at.series.unwrap().high[0] <= above, "w {w}, above {above}");
        }
    }
    // w has no effect on the domain of x; at x = 8.1 nothing is answered, whatever w is.
    let question =
        json!({ "solve": { "input": "w", "seek": "lowest", "output": "y", "bound": { "below": 12.0 } } });
    // 9 + w - 0.5 >= 12 from w = 3.5 on.
    assert_eq!(solved(&twin, &[], question).value, Some(3.5));
}

#[test]
fn many_are_answered_as_each_alone() {
    let twin = twin();
    let points: Vec<InputValues> = [0.5, 7.6, 3.0, 7.5].iter().map(|x| given(&[("x", *x)])).collect();
    let many = ask_many(&twin, &points);
    for (point, found) in points.iter().zip(many) {
        let alone = ask(&twin, point, &mut |_| Err(String::new()));
        assert_eq!(found, alone);
    }
}

#[test]
fn a_remote_model_is_not_asked_and_the_answer_says_so() {
    let remote = json!({ "model": "big", "protocol": "open_inference_v2" });
    let address = json!({ "url": "https://models.example.org" });
    let remote_ref = |fallback: Option<&str>| {
        let mut entry = json!({ "id": "m", "bundle": "m", "version": "1.0.0", "remote": address });
        if let Some(local) = fallback {
            entry["fallback"] = json!(local);
        }
        entry
    };
    let local = json!({ "id": "l", "bundle": "l", "version": "1.0.0" });
    let question = json!({ "sweep": { "output": "y", "x": "x", "y": "w", "nx": 2, "ny": 2 } });
    for (models, number, why) in [
        (json!([remote_ref(Some("l")), local]), true, "the local model `l` answered"),
        (json!([remote_ref(None)]), false, "is not asked for the many points of a study"),
    ] {
        let files = BTreeMap::from([
            ("m".to_owned(), bundle("remote", &remote)),
            ("l".to_owned(), bundle("formula", &square())),
        ]);
        let twin = Twin::load(&manifest(&models).to_string(), &files).unwrap();
        let answer = asked(&twin, &[], question.clone());
        let Found::Sweep(found) = answer.found else { panic!() };
        assert_eq!(found.cells[0].predicted.is_some(), number);
        assert!(answer.notices.len() == 1 && answer.notices[0].contains(why), "{:?}", answer.notices);
    }
}

/// Day shape of the load of apps/transformer, rounded.
const LOAD: [f64; 24] = [
    0.809, 0.681, 0.613, 0.588, 0.605, 0.699, 0.89, 1.077, 1.094, 0.945, 0.801, 0.758, 0.783, 0.825, 0.877,
    0.963, 1.11, 1.313, 1.52, 1.651, 1.643, 1.492, 1.254, 1.007,
];

/// The graph of apps/transformer over its bundles, with a plain day.
fn transformer() -> Twin {
    let profile = |normalisation: &str, shape: Vec<f64>| json!({ "normalisation": normalisation, "shape": shape, "source": "" });
    let input = |id: &str, unit: &str, min: f64, max: f64, step: f64, default: f64| json!({ "id": id, "title": id, "unit": unit, "range": { "min": min, "max": max }, "step": step, "default": default });
    let mut load = input("load", "%", 0.0, 100.0, 1.0, 55.0);
    load["profile"] = profile("mean", LOAD.map(|x| x * 24.0 / LOAD.iter().sum::<f64>()).to_vec());
    let mut ambient = input("ambient", "Cel", -10.0, 40.0, 0.5, 28.0);
    let day = |h: usize| -5.0 + 5.0 * (std::f64::consts::TAU * (h as f64 - 15.0) / 24.0).cos();
    ambient["profile"] = profile("peak_offset", (0..24).map(day).collect());
    let bundle = |id: &str, version: &str| json!({ "id": id, "bundle": id, "version": version });
    let manifest = json!({
        "twinlet": 1,
        "app": { "id": "a", "title": "a", "version": "1.0.0", "summary": "a" },
        "models": [bundle("thermal", "1.0.0"), bundle("ageing", "1.0.0")],
        "inputs": [load, ambient, input("top_oil_now", "Cel", -15.0, 115.0, 1.0, 50.0)],
        "graph": { "start": "01:00", "step_min": 60, "nodes": [
            { "id": "temperatures", "model": "thermal", "inputs": { "load": { "input": "load" },
                "ambient": { "input": "ambient" }, "initial_top_oil": { "input": "top_oil_now" } } },
            { "id": "insulation", "model": "ageing",
              "inputs": { "hot_spot": { "node": "temperatures", "output": "hot_spot" } } }] },
        "outputs": [{ "id": "hot_spot_max", "node": "temperatures", "output": "hot_spot", "statistic": "max" },
            { "id": "ageing_mean", "node": "insulation", "output": "ageing_rate", "statistic": "mean" }],
    });
    let files = [("thermal", "transformer"), ("ageing", "transformer-ageing")].map(|(id, folder)| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models").join(folder).join("bundle");
        let entries = std::fs::read_dir(folder).unwrap().map(Result::unwrap);
        let file =
            |e: std::fs::DirEntry| Some((e.file_name().into_string().ok()?, std::fs::read(e.path()).ok()?));
        (id.to_owned(), entries.filter_map(file).collect::<Files>())
    });
    Twin::load(&manifest.to_string(), &files.into()).unwrap()
}

#[test]
fn the_transformers_load_is_limited_by_its_hot_spot() {
    let twin = transformer();
    let hot = [("ambient", 35.0), ("top_oil_now", 60.0)];
    let question = json!({ "solve": { "input": "load", "seek": "highest", "output": "hot_spot_max", "bound": { "above": 98 } } });
    let found = solved(&twin, &hot, question);
    let at = |load: f64| {
        let inputs = given(&[hot[0], hot[1], ("load", load)]);
        ask(&twin, &inputs, &mut |_| Err(String::new())).unwrap().outputs.remove(0)
    };
    let load = found.value.unwrap_or_else(|| panic!("{found:?}"));
    let (here, next) = (at(load), at(found.beyond.unwrap()));
    assert!(here.series.unwrap().high[0] <= 98.0 && found.limited_by == LimitedBy::Output, "{load}");
    assert!(next.series.unwrap().high[0] > 98.0 && load > 20.0 && load < 80.0, "{load}");
}

#[test]
fn the_transformers_map_agrees_with_single_questions() {
    let twin = transformer();
    let question = json!({ "sweep": { "output": "ageing_mean", "x": "load", "y": "ambient" } });
    let answer = asked(&twin, &[], question);
    let Found::Sweep(found) = answer.found else { panic!() };
    assert_eq!((found.cells.len(), answer.asked), (117, 117));
    let mut states = BTreeMap::new();
    for (i, cell) in found.cells.iter().enumerate() {
        let (x, y) = (found.x.values[i % 13], found.y.values[i / 13]);
        *states.entry(cell.state).or_insert(0) += 1;
        assert_eq!(cell.predicted.is_none(), cell.state == Some(DomainState::Out), "{x} {y}");
        if i % 10 == 0 {
            let inputs = given(&[("load", x), ("ambient", y)]);
            let alone = ask(&twin, &inputs, &mut |_| Err(String::new())).unwrap();
            let output = alone.outputs.iter().find(|o| o.id == "ageing_mean").unwrap();
            let (value, single) =
                (cell.predicted.map(|p| p.shown().value), output.series.as_ref().map(|s| s.values[0]));
            let near = |(a, b): (f64, f64)| (a - b).abs() <= 1e-5 * b.abs();
            assert!(value.is_some() == single.is_some() && value.zip(single).is_none_or(near), "{x} {y}");
        }
    }
    assert!(states.len() > 1, "{states:?}");
}
