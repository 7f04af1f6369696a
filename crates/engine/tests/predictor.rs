//! The pump station's real bundle as a library: answers, refusals, digits.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::path::Path;

use twinlet_core::bundle::{INDEX, Index, REQUIRED, RESIDUALS, sha256_hex};
use twinlet_core::contract::Contract;
use twinlet_core::domain::DomainState;
use twinlet_core::predict::{Given, Query};
use twinlet_engine::Predictor;
use twinlet_engine::twin::Files;

fn files() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/pump-station/bundle");
    let names = [INDEX, RESIDUALS].into_iter().chain(REQUIRED);
    names.map(|n| (n.to_owned(), std::fs::read(folder.join(n)).unwrap())).collect()
}

/// Three pumps: the second runs; row `i` differs from every other.
fn query(i: usize) -> Query {
    let x = i as f64 / 1000.0;
    let values = [
        ("wet_well_level", 1.0 + x),
        ("head_tank_level", 2.0 + x),
        ("water_temperature", 12.0),
        ("run_1", (i % 2) as f64),
        ("run_2", 1.0),
        ("run_3", 0.0),
        ("wear_1", 0.02),
        ("wear_2", 0.05),
        ("wear_3", 0.0),
    ];
    values.map(|(name, x)| (name.to_owned(), Given::One(x))).into()
}

fn with(name: &str, given: Given) -> Query {
    let mut query = query(0);
    query.insert(name.to_owned(), given);
    query
}

#[test]
fn answers_carry_interval_unit_and_domain() {
    let predictor = Predictor::open(&files()).unwrap();
    let answer = predictor.predict(&[query(1)]).remove(0).unwrap();
    assert_eq!(answer.domain.state, DomainState::In);
    assert_eq!(answer.outputs.len(), 12);
    let flow = &answer.outputs["flow_2"];
    assert!(flow.low[0] < flow.values[0] && flow.values[0] < flow.high[0], "{flow:?}");
    assert_eq!((flow.unit.as_str(), flow.coverage), ("m3/h", 0.9));
}

#[test]
fn the_same_digits_alone_and_in_any_company() {
    let predictor = Predictor::open(&files()).unwrap();
    let queries: Vec<Query> = (0..300).map(query).collect();
    let together = predictor.predict(&queries);
    for (i, query) in queries.iter().enumerate() {
        assert_eq!(predictor.predict(std::slice::from_ref(query))[0], together[i], "row {i}");
    }
}

#[test]
fn each_query_is_judged_on_its_own() {
    let predictor = Predictor::open(&files()).unwrap();
    let mut missing = query(0);
    missing.remove("run_1");
    let cases = [
        (with("speed", Given::One(1.0)), "`speed` is no input"),
        (missing, "`run_1` is missing"),
        (with("wear_1", Given::Many(vec![0.1, 0.1])), "has 2 values, the model takes 1"),
        (with("wear_1", Given::One(f64::NAN)), "not a finite number"),
        (with("run_1", Given::One(0.5)), "it is on (1) or off (0)"),
    ];
    let mut queries: Vec<Query> = cases.iter().map(|(query, _)| query.clone()).collect();
    queries.extend([with("wear_1", Given::One(0.9)), with("wear_1", Given::One(1e300)), query(3)]);
    let answers = predictor.predict(&queries);
    for ((_, expected), answer) in cases.iter().zip(&answers) {
        let problems = answer.as_ref().unwrap_err().join("; ");
        assert!(problems.contains(expected), "{problems}");
    }
    for out in &answers[5..7] {
        let out = out.as_ref().unwrap();
        assert!(
            out.outputs.is_empty() && out.domain.state == DomainState::Out && !out.domain.reasons.is_empty()
        );
    }
    assert_eq!(answers[7], predictor.predict(&[query(3)])[0]);
    assert!(predictor.predict(&[]).is_empty());
}

/// Replaces a part and makes the index agree, as a careless owner would.
fn with_part(name: &str, bytes: Vec<u8>) -> Files {
    let mut files = files();
    let mut index = Index::parse(&files[INDEX]).unwrap();
    let entry = index.files.get_mut(name).unwrap();
    (entry.sha256, entry.bytes) = (sha256_hex(&bytes), bytes.len());
    files.insert(name.to_owned(), bytes);
    files.insert(INDEX.to_owned(), serde_json::to_vec(&index).unwrap());
    files
}

#[test]
fn an_implausible_answer_is_an_error() {
    let mut contract: Contract = serde_json::from_slice(&files()["contract.json"]).unwrap();
    contract.outputs[1].range.max = 1.0;
    let files = with_part("contract.json", serde_json::to_vec(&contract).unwrap());
    let problems = Predictor::open(&files).unwrap().predict(&[query(0)]).remove(0).unwrap_err();
    assert!(problems[0].contains("`flow_2`") && problems[0].contains("plausible"), "{problems:?}");
}

#[test]
fn a_bundle_that_is_altered_or_not_reproduced_is_refused() {
    for name in REQUIRED {
        let mut altered = files();
        altered.get_mut(name).unwrap().push(b' ');
        assert_eq!(Predictor::open(&altered).err().unwrap().code, "bundle_hash", "{name}");
        altered.remove(name);
        assert_eq!(Predictor::open(&altered).err().unwrap().code, "bundle_file", "{name}");
    }
    assert_eq!(Predictor::open(&Files::new()).err().unwrap().code, "bundle_file");
    assert_eq!(Predictor::open(&files()).unwrap().prove().unwrap().reproduced, 24);
    let mut reference: serde_json::Value = serde_json::from_slice(&files()["reference.json"]).unwrap();
    reference["experiments"][1]["expected"][0] = serde_json::json!(123.0);
    let files = with_part("reference.json", serde_json::to_vec(&reference).unwrap());
    assert_eq!(Predictor::open(&files).unwrap().prove().unwrap_err().code, "model_proof");
}
