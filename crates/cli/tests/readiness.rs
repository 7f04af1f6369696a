//! `twinlet check --readiness` of the example apps.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use serde_json::Value;
use support::manifests::{Folder, root, said};

fn report(app: &str, arguments: &[&str]) -> (Option<i32>, Vec<Value>) {
    let path = root().join("apps").join(app);
    let fixed = ["check", path.to_str().unwrap(), "--readiness", "--format", "json"];
    let output = Folder::new().run(&[&fixed, arguments].concat());
    let value: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
    assert_eq!(value["findings"].as_array().unwrap().len(), 0, "{value}");
    (output.status.code(), value["readiness"].as_array().unwrap().clone())
}

/// Questions that have an answer, as `about, question`. Whether the machine is fast is not this test's to say.
fn with(lines: &[Value], state: &str) -> Vec<String> {
    let lines = lines.iter().filter(|line| line["state"] == state && line["question"] != "fast enough");
    lines
        .map(|line| format!("{}, {}", line["about"].as_str().unwrap(), line["question"].as_str().unwrap()))
        .collect()
}

#[test]
fn a_station_owns_its_decision_and_a_whatif_app_does_not() {
    let (_, station) = report("pump-station", &["--today", "2026-06-01"]);
    assert_eq!(with(&station, "missing"), Vec::<String>::new());
    assert!(with(&station, "ok").contains(&"decision, current practice".to_owned()));
    let (status, whatif) = report("transformer", &["--today", "2026-06-01"]);
    let decision = ["question", "owner", "current practice", "measure"].map(|q| format!("decision, {q}"));
    assert_eq!((status, with(&whatif, "missing")), (Some(0), decision.to_vec()));
    assert!(whatif.iter().all(|line| (line["state"] == "missing") == line["todo"].is_string()));
}

#[test]
fn only_strict_fails_and_years_later_the_models_have_expired() {
    let (status, whatif) = report("transformer", &["--today", "2126-01-01", "--strict"]);
    assert_eq!(status, Some(1));
    for model in ["thermal", "ageing"] {
        assert!(with(&whatif, "missing").contains(&format!("model {model}, not expired")), "{whatif:?}");
    }
}

#[test]
fn what_has_mistakes_is_not_asked_further() {
    let output = Folder::new().check("twinlet: 1", &["--readiness", "--format", "json"]);
    let value: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), value["readiness"].as_array().map(Vec::len)), (Some(1), Some(0)));
}
