//! `twinlet check` as it is installed: what it prints about the broken manifests of `tests/suite/check`, in each form.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::path::PathBuf;

use serde_json::Value;
use support::manifests::{Folder, root, said};
use twinlet_core::diag::Code;

/// Names and texts of the broken manifests.
fn broken() -> Vec<(PathBuf, String)> {
    let entries = std::fs::read_dir(root().join("tests/suite/check")).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "yaml"));
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// `UPDATE_EXPECT=1` rewrites what is expected.
#[test]
fn broken_manifests_are_refused_as_expected() {
    let (folder, mut all) = (Folder::new(), String::new());
    for (path, text) in broken() {
        let output = folder.check(&text, &[]);
        let (found, expected) = (said(&output), path.with_extension("txt"));
        assert_eq!(output.status.code(), Some(1), "{}: {found}", path.display());
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&expected, &found).unwrap();
        }
        let expected = std::fs::read_to_string(expected).unwrap_or_default();
        let command = "UPDATE_EXPECT=1 cargo test -p twinlet --test check";
        assert_eq!(found, expected, "{}; to accept it: {command}", path.display());
        all += &found;
    }
    let codes = Code::ALL.iter().filter(|code| all.contains(&format!("[{}]", code.name()))).count();
    assert!(codes >= 25, "only {codes} different codes");
}

/// Both forms say the same.
#[test]
fn findings_as_json_are_those_of_the_terminal() {
    let folder = Folder::new();
    for (path, text) in broken() {
        let (output, words) = (folder.check(&text, &["--format", "json"]), said(&folder.check(&text, &[])));
        assert_eq!((output.status.code(), said(&output).as_str()), (Some(1), ""));
        let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        let heads = words.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning["));
        assert_eq!(found.len(), heads.count(), "{}", path.display());
        for finding in found {
            let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            let head = format!("{}[{}]: ", text("severity"), text("code"));
            assert!(words.contains(&head), "{}: {head}", path.display());
            if finding["line"].is_number() {
                let at = format!("  at {}:{}:{}", text("file"), finding["line"], finding["column"]);
                assert!(words.contains(&at), "{}: {at}", path.display());
            }
        }
    }
}

#[test]
fn exit_codes_say_how_it_went() {
    let folder = Folder::new();
    let good = std::fs::read_to_string(folder.path().join("minimal.yaml")).unwrap();
    let warned = good
        .replace("above: 640", "above: 1000")
        .replace("{ inflow: 641 }, expect: caution", "{}, expect: ok");
    for (text, arguments, status, stdout) in [
        (good.as_str(), &[][..], 0, ""),
        (&good, &["--format", "json"], 0, "[]\n"),
        (&warned, &[], 0, ""),
        (&warned, &["--strict"], 1, ""),
        ("twinlet: 1", &[], 1, ""),
        (&good, &["--format", "yaml"], 2, ""),
    ] {
        let output = folder.check(text, arguments);
        let found = (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned());
        assert_eq!(found, (Some(status), stdout.to_owned()), "{arguments:?}: {}", said(&output));
    }
    let nowhere = folder.run(&["check", "nowhere"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(said(&nowhere).contains("cannot read the manifest"), "{}", said(&nowhere));
}
