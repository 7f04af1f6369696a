//! The committed schemas are those of the types.

use std::path::Path;

use twinlet_core::contract::schema as bundle;
use twinlet_core::manifest::schema;

#[test]
fn manifest_schemas_are_current() {
    check("twin.schema.json", serde_json::to_string_pretty(&schema::full()).unwrap());
    check("twin.structure.json", serde_json::to_string(&schema::structure()).unwrap());
}

#[test]
fn bundle_schemas_are_current() {
    for (name, schema) in bundle::all() {
        check(&format!("bundle/{name}"), serde_json::to_string_pretty(&schema).unwrap());
    }
}

fn check(name: &str, mut generated: String) {
    generated.push('\n');
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas").join(name);
    if std::env::var_os("UPDATE_SCHEMAS").is_some() {
        std::fs::write(&path, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    let command = "UPDATE_SCHEMAS=1 cargo test -p twinlet-core --features authoring --test manifest";
    assert!(committed == generated, "schemas/{name} is not what the types say; run:\n\n    {command}\n");
}
