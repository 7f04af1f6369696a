//! An app of a bare ONNX file: it runs, and says at every number that nobody validated it.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::path::Path;

use serde_json::{Value, json};
use support::manifests::{Folder, root, said};
use support::onnx::product;

/// `y = [x1 + 2 x2, 4 x1]`, as an app in a folder of its own.
fn app() -> Folder {
    let folder = Folder::new();
    std::fs::write(folder.path().join("net.onnx"), product("x", &[0, 2], &[1.0, 4.0, 2.0, 0.0], 2)).unwrap();
    let made = folder.run(&["new", "app", "--from", "net.onnx"]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    assert!(said(&made).contains("the model is unvalidated"), "{}", said(&made));
    folder
}

fn printed(folder: &Folder, arguments: &[&str]) -> String {
    let output = folder.run(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn change(path: &Path, changes: &[(&str, &str)]) {
    let mut text = std::fs::read_to_string(path).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}: {text}");
        text = text.replace(from, to);
    }
    std::fs::write(path, text).unwrap();
}

#[test]
fn numbers_are_shown_as_unvalidated_and_without_interval() {
    let folder = app();
    let text = printed(&folder, &["run", "app", "--set", "x_1=0.25"]);
    assert!(text.contains("y 1: 1.250 (unvalidated, no interval)"), "{text}");
    assert!(text.contains("y 2: 1.000 (unvalidated, no interval)"), "{text}");
    assert!(text.contains("Not validated:\n  “net” was never validated"), "{text}");
    let answer: Value = serde_json::from_str(&printed(&folder, &["run", "app", "--format", "json"])).unwrap();
    assert_eq!(answer["domain"]["state"], "caution");
    assert_eq!(answer["outputs"][0]["series"]["coverage"], 0.0);
    assert!(
        std::fs::read_to_string(folder.path().join("app/twin.yaml"))
            .unwrap()
            .contains("# ASSUMPTION: every range")
    );
}

#[test]
fn without_an_interval_no_limit_is_kept_for_sure() {
    let folder = app();
    let limit = "output: y_1, limit: { above: 100, text: rating } }";
    change(&folder.path().join("app/twin.yaml"), &[("output: y_1 }", limit)]);
    let text = printed(&folder, &["run", "app"]);
    assert!(text.contains("y 1: 1.500 (unvalidated, no interval) – perhaps above 100 (rating)"), "{text}");
}

/// A second model that is exact adds nothing to what is known.
#[test]
fn what_rests_on_it_has_no_interval_either() {
    let folder = app();
    let chain = "\n    second:\n      model: net\n      inputs:\n        x_1: { node: net, output: y_1 }\n        x_2: { value: 1 }\n\noutputs:\n  z: { node: second, output: y_2 }\n";
    change(&folder.path().join("app/twin.yaml"), &[("\noutputs:\n", chain)]);
    let answer: Value = serde_json::from_str(&printed(&folder, &["run", "app", "--format", "json"])).unwrap();
    let series = &answer["outputs"][0]["series"];
    assert_eq!((&series["values"][0], &series["coverage"]), (&json!(6.0), &json!(0.0)));
}

#[test]
fn readiness_names_what_is_missing() {
    let text = printed(&app(), &["check", "app", "--readiness"]);
    for question in ["validated", "intervals hold", "domain declared", "not expired", "reproduced here"] {
        assert!(text.contains(&format!("missing  model net, {question}")), "{text}");
    }
}

#[test]
fn other_programs_are_told_as_well() {
    let output = folder_predict(&app());
    assert!(said(&output).contains("was never validated"), "{}", said(&output));
    assert_eq!(output.status.code(), Some(0));
}

fn folder_predict(folder: &Folder) -> std::process::Output {
    let bundle = folder.path().join("app/models/net");
    support::twinlet(&["predict", bundle.to_str().unwrap()], "{\"x_1\": 0.5, \"x_2\": 0.5}\n")
}

/// Neither may an unvalidated bundle promise something, nor one without intervals hide it.
#[test]
fn the_contract_and_the_intervals_must_agree() {
    for (file, from, to, says) in [
        ("intervals.json", "\"coverage\": 0.0", "\"coverage\": 0.9", "its intervals promise something"),
        ("contract.json", "\"unvalidated\": true", "\"unvalidated\": false", "does not say `unvalidated`"),
    ] {
        let folder = app();
        change(&folder.path().join("app/models/net").join(file), &[(from, to)]);
        let packed = folder.run(&["model", "pack", "app/models/net"]);
        assert!(said(&packed).contains(says), "{}", said(&packed));
        assert_ne!(packed.status.code(), Some(0));
    }
}

#[test]
fn files_that_no_sliders_fit_are_refused() {
    let folder = Folder::new();
    let wide = product("x", &[0, 60], &[1.0; 60], 1);
    let sequence = product("u", &[0, 24, 3], &[1.0; 3], 1);
    for (name, bytes, says) in [
        ("wide.onnx", wide.as_slice(), "takes 60 numbers"),
        ("sequence.onnx", &sequence, "its input `u` has the shape any x 24 x 3"),
        ("text.onnx", b"nothing", "cannot be read as ONNX"),
        ("empty.onnx", b"", "cannot be read as ONNX"),
    ] {
        std::fs::write(folder.path().join(name), bytes).unwrap();
        let output = folder.run(&["new", "app", "--from", name]);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            said(&output).contains(says) && said(&output).contains("hint: "),
            "{name}: {}",
            said(&output)
        );
        assert!(!folder.path().join("app").exists(), "nothing is written");
    }
}

#[test]
fn a_station_does_not_decide_by_it() {
    let folder = Folder::new();
    let path = |name: &str| folder.path().join(name);
    for place in ["apps/pump-station", "models/pump-station/bundle", "models/pump-station/train/data"] {
        std::fs::create_dir_all(path(place)).unwrap();
        for entry in std::fs::read_dir(root().join(place)).unwrap().map(Result::unwrap) {
            std::fs::copy(entry.path(), path(place).join(entry.file_name())).unwrap();
        }
    }
    let edit = |name: &str, edit: &dyn Fn(&mut Value)| {
        let file = path("models/pump-station/bundle").join(name);
        let mut value: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        edit(&mut value);
        std::fs::write(file, value.to_string()).unwrap();
    };
    edit("contract.json", &|v| v["model"]["unvalidated"] = json!(true));
    edit("intervals.json", &|v| (v["method"], v["coverage"]) = (json!("unknown"), json!(0.0)));
    let _ = folder.run(&["model", "pack", "models/pump-station/bundle"]);
    let output = folder.run(&["run", "apps/pump-station", "--members", "10"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("never validated, and a station decides by its models"),
        "{}",
        said(&output)
    );
}
