//! Manifests from files: the app compiles, both ways lead to the same manifest, mistakes are said as expected.

use crate::common::{compile, compile_any, minimal_text, root, shown, suite, whatif_text};
use twinlet_core::diag::Code;
use twinlet_core::manifest::resolved::InputKind;
use twinlet_core::manifest::{App, ForScreen, app_from_json, from_json};

#[test]
fn both_ways_lead_to_the_same_manifest() {
    for path in ["apps/pump-station/twin.yaml", "tests/suite/manifests/good/minimal.yaml"] {
        let path = root().join(path);
        let compiled = compile(&std::fs::read_to_string(&path).unwrap(), path.parent().unwrap());
        let compiled = compiled.unwrap_or_else(|found| panic!("{}", shown(&found)));
        assert_eq!(compiled.warnings, []);
        let screen = ForScreen::read(&compiled.json).unwrap();
        assert!(!screen.is_whatif() && screen.mistakes().is_empty());
        assert_eq!(screen.station().as_ref(), Ok(&compiled.manifest));
        assert_eq!(from_json(&compiled.json), Ok(compiled.manifest));
    }
}

#[test]
fn a_whatif_app_is_the_same_on_both_ways() {
    let compiled = compile_any(&whatif_text(), &suite().join("good"));
    let compiled = compiled.unwrap_or_else(|found| panic!("{}", shown(&found)));
    assert_eq!(compiled.warnings, []);
    assert_eq!(app_from_json(&compiled.json).as_ref(), Ok(&compiled.app));
    let screen = ForScreen::read(&compiled.json).unwrap();
    assert!(screen.is_whatif() && screen.station().is_err());
    assert_eq!(screen.whatif().map(|app| App::WhatIf(Box::new(app))).as_ref(), Ok(&compiled.app));
    let App::WhatIf(app) = compiled.app else { panic!("a what-if app") };
    let nodes: Vec<_> = app.graph.nodes.iter().map(|node| node.id.as_str()).collect();
    assert_eq!(nodes, ["winding", "wear"], "each after what it reads");
    assert_eq!((app.graph.start_min, app.graph.step_min), (1080, 30));
    let refused = from_json(&compiled.json).unwrap_err();
    assert_eq!(refused[0].code, Code::WrongKind);
}

#[test]
fn order_and_shapes_are_those_of_the_text() {
    let path = root().join("apps/pump-station/twin.yaml");
    let manifest =
        compile(&std::fs::read_to_string(&path).unwrap(), path.parent().unwrap()).unwrap().manifest;
    let ids: Vec<_> = manifest.controls.inputs.iter().map(|input| input.id.as_str()).collect();
    assert_eq!(ids, ["inflow_mean", "ambient_max", "zone_pump_1", "zone_pump_2", "zone_pump_3"]);
    let modes: Vec<_> = manifest.modes.iter().map(|mode| mode.id.as_str()).collect();
    assert_eq!(modes, ["bearing", "seal", "winding", "starting"]);
    let shapes = manifest.controls.inputs.iter().filter_map(|input| match &input.kind {
        InputKind::Number(number) => number.profile.as_ref().map(|profile| &profile.shape),
        _ => None,
    });
    let [inflow, ambient] = shapes.collect::<Vec<_>>()[..] else { panic!("two profiles") };
    assert!((inflow.iter().sum::<f64>() / 24.0 - 1.0).abs() < 1e-12);
    assert_eq!(ambient.iter().copied().fold(f64::MIN, f64::max), 0.0);
}

/// Each case of `broken/` changes the minimal manifest, each of `whatif/` the what-if app; `UPDATE_EXPECT=1` rewrites what is expected.
#[test]
fn mistakes_are_said_as_expected() {
    for (folder, text) in [("broken", minimal_text()), ("whatif", whatif_text())] {
        let mut paths: Vec<_> =
            std::fs::read_dir(suite().join(folder)).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        assert!(!paths.is_empty());
        for path in paths {
            check_case(&path, text.clone());
        }
    }
}

fn check_case(path: &std::path::Path, mut text: String) {
    let case = std::fs::read_to_string(path).unwrap();
    let (given, expected) = case.split_once("--- diagnostics\n").unwrap();
    for change in given.split("--- replace\n").skip(1) {
        let (from, to) = change.split_once("--- with\n").unwrap();
        assert_eq!(text.matches(from).count(), 1, "{}: once\n{from}", path.display());
        text = text.replace(from, to);
    }
    let found = match compile_any(&text, &suite().join("good")) {
        Ok(compiled) => shown(&compiled.warnings),
        Err(diagnostics) => shown(&diagnostics),
    };
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, format!("{given}--- diagnostics\n{found}")).unwrap();
    } else {
        let command = "UPDATE_EXPECT=1 cargo test -p twinlet-core --features authoring --test manifest";
        assert_eq!(found, expected, "{}; to accept it: {command}", path.display());
    }
}

#[test]
fn compiled_json_obeys_the_limits() {
    let json = compile(&minimal_text(), &suite().join("good")).unwrap().json;
    let inputs = json.split_once("\"inputs\":[").unwrap().1.split_once("],\"limits\"").unwrap().0;
    let cases: [(&str, String, Code); 9] = [
        ("size", format!("{json}{}", " ".repeat(256 * 1024)), Code::TooLarge),
        ("syntax", json.replace("\"twinlet\":1,", "\"twinlet\":1"), Code::Syntax),
        ("number", json.replace("\"seed\":7", "\"seed\":1e999"), Code::Syntax),
        (
            "depth",
            json.replace("\"seed\":7", &format!("\"seed\":{}{}", "[".repeat(40), "]".repeat(40))),
            Code::TooDeep,
        ),
        ("stack", format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)), Code::Syntax),
        ("key", json.replace("\"seed\":7", "\"seed\":7,\"seed\":8"), Code::DuplicateKey),
        ("order", json.replace(&format!("[{inputs}]"), "{}"), Code::WrongType),
        ("expression", json.replace("\"above\":640.0", "\"above\":\"600 + 40\""), Code::BadExpression),
        (
            "profile",
            json.replace("\"normalisation\":\"mean\"", "\"normalisation\":\"peak_offset\""),
            Code::ProfileNormalisation,
        ),
    ];
    for (name, text, code) in cases {
        assert_ne!(text, json, "{name}");
        let codes: Vec<_> = from_json(&text).unwrap_err().iter().map(|d| d.code).collect();
        assert!(codes.contains(&code), "{name}: {codes:?}");
    }
}

/// Single characters taken out or replaced, and ends cut off: a diagnosis or a manifest, never a panic.
#[test]
fn damaged_yaml_never_panics() {
    let text = minimal_text();
    assert!(text.is_ascii());
    for at in (0..text.len()).step_by(41) {
        let (before, after) = (&text[..at], &text[at + 1..]);
        for with in ["", "[", "{", ":", "-", "&", "*", "\"", "|", "\n", "\t", "é"] {
            let _ = compile(&format!("{before}{with}{after}"), &suite().join("good"));
        }
        let _ = compile(before, &suite().join("good"));
    }
}

#[test]
fn truncated_json_never_panics() {
    let json = compile(&minimal_text(), &suite().join("good")).unwrap().json;
    for end in (0..json.len()).step_by(97).filter(|end| json.is_char_boundary(*end)) {
        assert!(from_json(&json[..end]).is_err());
    }
}
