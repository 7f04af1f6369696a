//! The committed JSON Schema, read by a validator that is not ours, agrees with `twinlet check`.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::Value;
use support::manifests::root;
use twinlet_core::diag::Report;
use twinlet_core::manifest::{structure, yaml};

/// Broken manifests that have the right shape: their mistakes are semantic, or hidden from JSON by the reader.
const SHAPED: [&str; 19] = [
    "23-missing-models",
    "01-station-references",
    "02-station-values",
    "03-station-decision",
    "04-station-times",
    "05-station-limits",
    "06-station-limit-cases",
    "07-station-pumps",
    "08-station-profile",
    "09-station-profile-file",
    "10-whatif-names",
    "11-whatif-edges",
    "12-whatif-cycle",
    "13-whatif-remote",
    "14-text-syntax",
    "15-text-anchor",
    "16-text-not-finite",
    "17-text-repeated",
    "18-model-nowhere",
];

fn validator() -> Validator {
    let text = std::fs::read_to_string(root().join("schemas/twin.schema.json")).unwrap();
    jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap()
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// YAML as JSON; none where it is not YAML that a manifest may have.
fn json(text: &str) -> Option<Value> {
    let (tree, _) = yaml::read(text, "twin.yaml").ok()?;
    Some(serde_json::to_value(tree).unwrap())
}

fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|p| p.extension().is_some_and(|e| e == ending)).collect();
    files.sort();
    assert!(!files.is_empty(), "{folder}");
    files
}

#[test]
fn good_manifests_are_accepted() {
    let apps =
        std::fs::read_dir(root().join("apps")).unwrap().map(|app| app.unwrap().path().join("twin.yaml"));
    let validator = validator();
    for path in apps.filter(|path| path.exists()).chain(files("tests/suite/manifests/good", "yaml")) {
        let found = validator.validate(&json(&text(&path)).unwrap()).map_err(|e| e.to_string());
        assert_eq!(found, Ok(()), "{}", path.display());
    }
}

#[test]
fn manifests_of_the_wrong_shape_are_refused_by_the_schema_alone() {
    let (validator, mut refused) = (validator(), 0);
    for path in files("tests/suite/check", "yaml") {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let is_refused = json(&text(&path)).is_some_and(|value| !validator.is_valid(&value));
        assert_eq!(is_refused, !SHAPED.contains(&name.as_str()), "{name}");
        refused += usize::from(is_refused);
    }
    assert!(refused >= 30, "{refused}");
}

/// The walk of `twinlet check` and the validator agree on every manifest of the suite.
#[test]
fn the_schema_and_check_agree_on_every_manifest() {
    let (validator, mut seen) = (validator(), BTreeMap::new());
    let good = |name: &str| text(&root().join("tests/suite/manifests/good").join(name));
    let whole = files("tests/suite/check", "yaml").into_iter().map(|path| (text(&path), path));
    let of = |folder: &str, base: String| {
        files(folder, "case").into_iter().map(move |path| (changed(&base, &text(&path)), path))
    };
    let broken = of("tests/suite/manifests/broken", good("minimal.yaml"));
    for (text, path) in whole.chain(broken).chain(of("tests/suite/manifests/whatif", good("whatif.yaml"))) {
        let Some(value) = json(&text) else { continue };
        let says = is_structural(&text);
        assert_eq!(!validator.is_valid(&value), says, "{}", path.display());
        *seen.entry(says).or_insert(0) += 1;
    }
    assert!(seen.values().all(|count| *count > 20), "{seen:?}");
}

/// A manifest with the changes of a case.
fn changed(base: &str, case: &str) -> String {
    let (given, _) = case.split_once("--- diagnostics\n").unwrap();
    given.split("--- replace\n").skip(1).fold(base.to_owned(), |text, change| {
        let (from, to) = change.split_once("--- with\n").unwrap();
        text.replace(from, to)
    })
}

fn is_structural(text: &str) -> bool {
    let (tree, _) = yaml::read(text, "twin.yaml").unwrap();
    let mut report = Report::default();
    structure::check(&tree, &mut report);
    report.has_errors()
}
