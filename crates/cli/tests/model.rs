//! `twinlet model` and `twinlet lock` as people use them: real bundles, real files.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::path::{Path, PathBuf};
use std::process::Command;

const BUNDLE: &str = "models/transformer/bundle";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Exit code, standard output and standard error of a call.
struct Said {
    code: i32,
    out: String,
    err: String,
}

fn twinlet(arguments: &[&str]) -> Said {
    let output =
        Command::new(env!("CARGO_BIN_EXE_twinlet")).args(arguments).current_dir(root()).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Said { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

fn ok(arguments: &[&str]) -> String {
    let said = twinlet(arguments);
    assert_eq!(said.code, 0, "twinlet {arguments:?}\n{}\n{}", said.out, said.err);
    said.out
}

fn refused(arguments: &[&str], why: &str) {
    let said = twinlet(arguments);
    assert!(
        said.code != 0 && said.err.contains(why),
        "twinlet {arguments:?} says not {why:?}:\n{}",
        said.err
    );
}

/// A copy of the bundle with a change to its contract, packed anew.
fn copy(folder: &Path, change: &dyn Fn(String) -> String) -> String {
    std::fs::create_dir_all(folder).unwrap();
    for entry in std::fs::read_dir(root().join(BUNDLE)).unwrap().flatten() {
        std::fs::copy(entry.path(), folder.join(entry.file_name())).unwrap();
    }
    let contract = folder.join("contract.json");
    let text = std::fs::read_to_string(&contract).unwrap();
    std::fs::write(&contract, change(text)).unwrap();
    let path = folder.to_string_lossy().into_owned();
    ok(&["model", "pack", &path]);
    path
}

fn version(text: String, to: &str) -> String {
    text.replacen("\"version\": \"1.0.0\"", &format!("\"version\": \"{to}\""), 1).replacen(
        "\"version\":\"1.0.0\"",
        &format!("\"version\":\"{to}\""),
        1,
    )
}

#[test]
fn the_archive_is_deterministic_and_checks_like_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let bundle = copy(&folder.path().join("b"), &|text| text);
    let (one, two) = (at("one.twin"), at("two.twin"));
    ok(&["model", "pack", &bundle, "--out", &one]);
    ok(&["model", "pack", &bundle, "--out", &two]);
    assert_eq!(std::fs::read(&one).unwrap(), std::fs::read(&two).unwrap());
    ok(&["model", "check", &one, "--strict"]);
    assert_eq!(ok(&["model", "show", &one]), ok(&["model", "show", &bundle]));
}

#[test]
fn the_sheet_is_one_page_without_scripts() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("sheet.html");
    ok(&["model", "show", BUNDLE, "--html", &page.to_string_lossy()]);
    let html = std::fs::read_to_string(page).unwrap();
    for part in ["Not for", "Do not trust it for", "not measurements of your asset", "By region", "<svg"] {
        assert!(html.contains(part), "the sheet lacks {part:?}");
    }
    assert!(!html.contains("<script") && !html.contains("NaN"));
}

#[test]
fn changes_ask_for_a_step() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let words = copy(&at("words"), &|t| version(t, "1.0.1").replacen("Elm Street", "Oak Street", 1));
    let unit = copy(&at("unit"), &|t| version(t, "1.0.1").replacen("\"Cel\"", "\"K\"", 1));
    ok(&["model", "diff", BUNDLE, &words]);
    refused(&["model", "diff", BUNDLE, &unit], "major step");
    refused(&["model", "diff", &words, BUNDLE], "patch step");
}

/// An app that follows a registry.
fn app(folder: &Path, range: &str) -> String {
    let text = std::fs::read_to_string(root().join("apps/pump-station/twin.yaml")).unwrap();
    let models = root().join("models").canonicalize().unwrap();
    let text = text
        .replace(
            "bundle: ../../models/pump-station/bundle",
            "registry: ../registry\n    model: pump-station-hydraulics",
        )
        .replace("version: 1.1.0", &format!("version: \"{range}\""))
        .replace("../../models", &models.to_string_lossy());
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join("twin.yaml"), text).unwrap();
    folder.to_string_lossy().into_owned()
}

#[test]
fn an_app_follows_a_registry_and_rolls_back_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let registry = folder.path().join("registry").to_string_lossy().into_owned();
    let app = app(&folder.path().join("app"), "^1.1");
    ok(&["model", "index", &registry, "models/pump-station/bundle", BUNDLE]);
    refused(&["check", &app], "there is no `twin.lock`");
    ok(&["lock", &app]);
    ok(&["check", &app]);
    let newer = folder.path().join("newer");
    let contract = std::fs::read_to_string(root().join("models/pump-station/bundle/contract.json")).unwrap();
    std::fs::create_dir_all(&newer).unwrap();
    for entry in std::fs::read_dir(root().join("models/pump-station/bundle")).unwrap().flatten() {
        std::fs::copy(entry.path(), newer.join(entry.file_name())).unwrap();
    }
    std::fs::write(newer.join("contract.json"), contract.replacen("\"1.1.0\"", "\"1.1.1\"", 1)).unwrap();
    let newer = newer.to_string_lossy().into_owned();
    ok(&["model", "pack", &newer]);
    ok(&["model", "index", &registry, &newer]);
    assert!(ok(&["lock", &app]).contains("1.1.1  (was 1.1.0)"));
    assert!(ok(&["lock", &app, "--take", "hydraulics@1.1.0"]).contains("1.1.0  (was 1.1.1)"));
    ok(&["check", &app]);
    ok(&["model", "index", &registry, "--withdraw", "pump-station-hydraulics@1.1.0=wrong tank"]);
    refused(&["check", &app], "was withdrawn: wrong tank");
    assert!(ok(&["lock", &app]).contains("1.1.1"));
}

#[test]
fn a_registry_that_went_back_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let registry = folder.path().join("registry");
    let place = registry.to_string_lossy().into_owned();
    let app = app(&folder.path().join("app"), "^1.1");
    ok(&["model", "index", &place, "models/pump-station/bundle"]);
    let old = std::fs::read(registry.join("index.json")).unwrap();
    ok(&["model", "index", &place, BUNDLE]);
    ok(&["lock", &app]);
    std::fs::write(registry.join("index.json"), old).unwrap();
    refused(&["check", &app], "went back from publication 2 to 1");
    refused(&["lock", &app], "went back from publication 2");
}

#[test]
fn only_the_signed_index_verifies() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let (registry, key) = (at("registry"), at("key"));
    let public = ok(&["model", "key", &key]).trim().to_owned();
    let stranger = ok(&["model", "key", &at("other")]).trim().to_owned();
    ok(&["model", "index", &registry, BUNDLE, "--key", &key]);
    ok(&["model", "index", &registry, "--verify", &public]);
    refused(&["model", "index", &registry, "--verify", &stranger], "not that key's");
    refused(&["model", "index", &registry, "models/pump-station/bundle"], "the registry is signed");
    let index = folder.path().join("registry/index.json");
    let text = std::fs::read_to_string(&index).unwrap();
    for (from, to) in [("\"serial\": 1", "\"serial\": 2"), ("1.0.0", "1.0.1"), ("{", " {")] {
        std::fs::write(&index, text.replacen(from, to, 1)).unwrap();
        refused(&["model", "index", &registry, "--verify", &public], "");
    }
    std::fs::write(&index, &text).unwrap();
    let model = folder.path().join("registry/distribution-transformer/1.0.0/model.onnx");
    let mut bytes = std::fs::read(&model).unwrap();
    bytes[1000] ^= 1;
    std::fs::write(&model, bytes).unwrap();
    refused(&["model", "index", &registry, "--verify", &public], "not the file that was approved");
}

#[test]
fn an_expired_index_is_marked() {
    let folder = tempfile::tempdir().unwrap();
    let registry = folder.path().join("registry").to_string_lossy().into_owned();
    let app = app(&folder.path().join("app"), "^1.1");
    refused(&["model", "index", &registry, BUNDLE, "--expires", "30.6.2020"], "write a date as");
    ok(&["model", "index", &registry, "models/pump-station/bundle", "--expires", "2020-06-30"]);
    refused(&["model", "index", &registry, "--verify"], "expired on 2020-06-30");
    let said = twinlet(&["lock", &app]);
    assert!(said.code == 0 && said.err.contains("expired on 2020-06-30"), "{}", said.err);
    ok(&["model", "index", &registry, "--expires", "9999-12-31"]);
    ok(&["model", "index", &registry, "--verify"]);
}

#[test]
fn the_same_version_with_other_content_is_not_published() {
    let folder = tempfile::tempdir().unwrap();
    let registry = folder.path().join("registry").to_string_lossy().into_owned();
    let same = copy(&folder.path().join("same"), &|t| t.replacen("Elm Street", "Oak Street", 1));
    let unit = copy(&folder.path().join("unit"), &|t| version(t, "1.1.0").replacen("\"Cel\"", "\"K\"", 1));
    ok(&["model", "index", &registry, BUNDLE]);
    ok(&["model", "index", &registry, BUNDLE]);
    refused(&["model", "index", &registry, &same], "published already with other content");
    refused(&["model", "index", &registry, &unit], "major step");
}

#[test]
fn a_formula_is_packed_once_it_fits() {
    let folder = tempfile::tempdir().unwrap();
    let ageing = root().join("models/transformer-ageing/bundle");
    for entry in std::fs::read_dir(ageing).unwrap().flatten() {
        std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
    }
    let (model, path) = (folder.path().join("model.json"), folder.path().to_string_lossy().into_owned());
    let packed = std::fs::read_to_string(&model).unwrap();
    let text = |rate: &str| {
        format!(
            r#"{{"outputs":{{"ageing_rate":"{rate}",
                "ageing_rate_upgraded":"exp(15000 / (110 + 273) - 15000 / (hot_spot + 273))"}}}}"#
        )
    };
    for (rate, why) in [("sin(hot_spot)", "`sin` is not a known function"), ("hotspot", "reads `hotspot`")] {
        std::fs::write(&model, text(rate)).unwrap();
        refused(&["model", "pack", &path], why);
        assert_eq!(std::fs::read_to_string(&model).unwrap(), text(rate), "the text is lost");
    }
    std::fs::write(&model, text("pow(2, (hot_spot - 98) / 6)")).unwrap();
    refused(&["model", "check", &path], "is not the file that was approved");
    ok(&["model", "pack", &path]);
    assert_eq!(std::fs::read_to_string(&model).unwrap(), packed);
    ok(&["model", "check", &path, "--strict"]);
}
