//! The pump station's real bundle in the real engine: proof, refusals, answers that are not numbers.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::BTreeMap;
use std::path::Path;

use twinlet_core::bundle::{INDEX, Index, REQUIRED, RESIDUALS, sha256_hex};
use twinlet_core::contract::Contract;
use twinlet_core::protocol::{Context, InputValue, InputValues, RunPlan};
use twinlet_engine::twin::Files;
use twinlet_engine::{Run, Twin, proof};

const MANIFEST: &str = include_str!("../../../tests/suite/pump-station.compiled.json");

fn files() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/pump-station/bundle");
    [INDEX, RESIDUALS]
        .into_iter()
        .chain(REQUIRED)
        .map(|n| (n.to_owned(), std::fs::read(folder.join(n)).unwrap()))
        .collect()
}

/// Without the hash that the app's build locks: what the bundle itself refuses.
fn load(files: Files) -> Result<Twin, twinlet_core::protocol::EngineFailure> {
    let mut manifest: serde_json::Value = serde_json::from_str(MANIFEST).unwrap();
    for model in manifest["models"].as_array_mut().unwrap() {
        model.as_object_mut().unwrap().remove("sha256").unwrap();
    }
    Twin::load(&manifest.to_string(), &BTreeMap::from([("hydraulics".to_owned(), files)]))
}

#[test]
fn another_bundle_than_the_locked_one_is_refused() {
    let intervals = String::from_utf8(files()["intervals.json"].clone()).unwrap().replace("0.9", "0.8");
    let changed = with_part(files(), "intervals.json", intervals.into_bytes());
    load(changed.clone()).unwrap();
    let locked = |files| Twin::load(MANIFEST, &BTreeMap::from([("hydraulics".to_owned(), files)]));
    locked(files()).unwrap();
    let failure = locked(changed).err().unwrap();
    assert_eq!(failure.code, "bundle_lock", "{failure:?}");
}

/// Alters the bytes of a part.
type Change<'a> = &'a dyn Fn(&mut Vec<u8>);

/// Replaces a part and makes the index agree, as a careless owner would.
fn with_part(mut files: Files, name: &str, bytes: Vec<u8>) -> Files {
    let mut index = Index::parse(&files[INDEX]).unwrap();
    let entry = index.files.get_mut(name).unwrap();
    (entry.sha256, entry.bytes) = (sha256_hex(&bytes), bytes.len());
    files.insert(name.to_owned(), bytes);
    files.insert(INDEX.to_owned(), serde_json::to_vec(&index).unwrap());
    files
}

fn plan(members: u32) -> RunPlan {
    let values = [("zone_pump_2", "D"), ("zone_pump_3", "C")];
    let values = values.map(|(k, v)| (k.to_owned(), InputValue::Choice(v.to_owned())));
    RunPlan {
        seed: 7,
        members,
        stop: None,
        inputs: InputValues { values: values.into(), ..Default::default() },
        flips: true,
        context: Context::default(),
    }
}

#[test]
fn all_reference_experiments_are_reproduced() {
    let proofs = proof::prove(&load(files()).unwrap()).unwrap();
    assert_eq!((proofs[0].reproduced, proofs[0].of), (24, 24), "worst error {}", proofs[0].worst);
}

#[test]
fn any_batch_gives_the_same_answers() {
    let twin = load(files()).unwrap();
    let model = twin.hydraulics().unwrap();
    let row = model.bundle.reference.experiments[3].inputs.clone();
    let one = proof::evaluate(model, std::slice::from_ref(&row)).unwrap().remove(0);
    for batch in [1, 7, 256] {
        let answers = proof::evaluate(model, &vec![row.clone(); batch]).unwrap();
        assert_eq!(answers.len(), batch);
        let worst = answers.iter().map(|a| model.bundle.reference.error(&one, a)).fold(0.0, f64::max);
        assert!(worst <= 1e-6, "batch {batch}: {worst}");
    }
}

#[test]
fn what_is_not_the_approved_bundle_is_refused() {
    let changed = |name: &str, change: Change<'_>| {
        let mut files = files();
        change(files.get_mut(name).unwrap());
        load(files).err().map(|e| e.code).unwrap_or_default()
    };
    let cases: [(&str, Change<'_>, &str); 5] = [
        ("model.onnx", &|b| b[100] ^= 1, "bundle_hash"),
        ("model.onnx", &|b| b.truncate(4000), "bundle_hash"),
        ("contract.json", &|b| b.push(b' '), "bundle_hash"),
        (INDEX, &|b| b.truncate(100), "bundle_index"),
        (
            INDEX,
            &|b| *b = String::from_utf8_lossy(b).replace("\"1.1.0\"", "\"1.2.0\"").into_bytes(),
            "bundle_pin",
        ),
    ];
    for (name, change, code) in cases {
        assert_eq!(changed(name, change), code, "{name}");
    }
    for name in REQUIRED.into_iter().chain([RESIDUALS]) {
        let mut files = files();
        files.remove(name);
        assert_eq!(load(files).err().map(|e| e.code).unwrap_or_default(), "bundle_file", "{name}");
    }
}

#[test]
fn a_model_that_is_none_is_an_error_not_a_panic() {
    for bytes in [vec![], vec![0], b"<!doctype html>".to_vec(), vec![0xff; 4096]] {
        let error = load(with_part(files(), "model.onnx", bytes)).err().unwrap();
        assert_eq!(error.code, "model_load", "{error}");
    }
}

#[test]
fn answers_outside_the_contract_are_never_shown() {
    let mut contract: Contract = serde_json::from_slice(&files()["contract.json"]).unwrap();
    contract.outputs[0].range.max = 100.0;
    let twin = load(with_part(files(), "contract.json", serde_json::to_vec(&contract).unwrap())).unwrap();
    assert_eq!(Run::start(&twin, plan(1)).err().unwrap().code, "model_output");
}

#[test]
fn a_blocked_input_gives_no_run() {
    let mut plan = plan(1);
    plan.inputs.values.insert("inflow_mean".into(), InputValue::Number(900.0));
    let error = Run::start(&load(files()).unwrap(), plan).err().unwrap();
    assert_eq!(error.code, "blocked", "{error}");
}

#[test]
fn the_same_plan_gives_the_same_outlook() {
    let twin = load(files()).unwrap();
    let run = || Run::start(&twin, plan(12)).unwrap().complete(&twin, |_| ()).unwrap();
    let outlook = run();
    assert_eq!(outlook, run());
    let told: Vec<&str> = outlook.decision.flips.iter().map(|flip| flip.quantity.as_str()).collect();
    assert_eq!(
        told,
        ["ambient_max", "inflow_mean", "inspection_cost", "highest ambient_max", "highest inflow_mean"]
    );
    assert!(outlook.decision.headline.starts_with("Inspect pump 2"), "{}", outlook.decision.headline);
}
