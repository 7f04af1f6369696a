//! What helps to write a manifest: schema, completions, migration, a new app that an editor understands.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use serde_json::Value;
use support::manifests::{Folder, root, said};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_schema_is_printed_and_written_where_editors_look() {
    let folder = Folder::new();
    let committed = std::fs::read_to_string(root().join("schemas/twin.schema.json")).unwrap();
    assert_eq!(text(&folder.run(&["schema"]).stdout), committed);
    assert!(said(&folder.run(&["schema", "--write"])).contains("# yaml-language-server: $schema="));
    let written = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(written(".twinlet/twin.schema.json"), committed);
    let settings: Value = serde_json::from_str(&written(".vscode/settings.json")).unwrap();
    assert_eq!(settings["yaml.schemas"][".twinlet/twin.schema.json"], "twin.yaml");
    std::fs::write(folder.path().join(".vscode/settings.json"), "{}").unwrap();
    assert!(said(&folder.run(&["schema", "--write", "."])).contains("is there already"));
    assert_eq!(written(".vscode/settings.json"), "{}", "settings of a person stay");
}

#[test]
fn a_new_app_brings_its_schema() {
    let (folder, bundle) = (Folder::new(), root().join("models/transformer/bundle"));
    let made = folder.run(&["new", "hot", "--from", bundle.to_str().unwrap()]);
    assert_eq!(made.status.code(), Some(0), "{}", said(&made));
    let manifest = std::fs::read_to_string(folder.path().join("hot/twin.yaml")).unwrap();
    let place = manifest.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
    assert!(folder.path().join("hot").join(place).is_file(), "{place}");
}

#[test]
fn shells_complete_every_command() {
    let folder = Folder::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = text(&folder.run(&["completions", shell]).stdout);
        assert!(["check", "explain", "migrate", "schema"].iter().all(|c| script.contains(c)), "{shell}");
    }
}

#[test]
fn a_manifest_of_this_version_needs_no_migration() {
    let folder = Folder::new();
    for (file, status, says) in [
        ("minimal.yaml", 0, "nothing to do: this is version 1"),
        ("future.yaml", 2, "newer than this program reads (1)"),
        ("past.yaml", 2, "version 0 of the format is not known"),
    ] {
        for (name, version) in [("future.yaml", "twinlet: 2\n"), ("past.yaml", "twinlet: 0\n")] {
            std::fs::write(folder.path().join(name), version).unwrap();
        }
        let output = folder.run(&["migrate", file, "--write"]);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(status), String::new()));
        assert!(said(&output).contains(says), "{}", said(&output));
    }
}
