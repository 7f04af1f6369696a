//! The committed schemas and the reference are those of the types.

use std::path::Path;

use twinlet_core::contract::schema as bundle;
use twinlet_core::manifest::{reference, schema};

#[test]
fn manifest_schemas_are_current() {
    check("schemas/twin.schema.json", serde_json::to_string_pretty(&schema::full()).unwrap() + "\n");
    check("schemas/twin.structure.json", serde_json::to_string(&schema::structure()).unwrap() + "\n");
}

#[test]
fn the_reference_is_current() {
    check("docs/reference.md", reference::markdown());
}

#[test]
fn bundle_schemas_are_current() {
    for (name, schema) in bundle::all() {
        check(&format!("schemas/bundle/{name}"), serde_json::to_string_pretty(&schema).unwrap() + "\n");
    }
}

fn check(name: &str, generated: String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name);
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let command = "UPDATE_SCHEMAS=1 cargo test -p twinlet-core --features authoring --test manifest";
    assert!(committed == generated, "{name} is not what the types say; run:\n\n    {command}\n");
}
