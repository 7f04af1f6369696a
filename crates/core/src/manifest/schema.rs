//! The JSON Schema of a manifest, generated from [`super::raw`]; only for authoring.
//!
//! Two files are committed: `schemas/twin.schema.json` with all descriptions, for editors and people, and
//! `schemas/twin.structure.json` without them, which [`super::structure`] carries into the browser.

use serde_json::Value;

/// The schema with all descriptions.
pub fn full() -> Value {
    let mut schema = schemars::schema_for!(super::raw::AnyManifest).to_value();
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), "Twinlet manifest".into());
    }
    schema
}

/// The schema without texts: what the structural check needs.
pub fn structure() -> Value {
    let mut schema = full();
    strip(&mut schema);
    schema
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(object) => {
            let is_text = |key: &str, value: &Value| {
                matches!(key, "description" | "title" | "$schema" | "format")
                    && value.is_string()
                    && value != "uint32"
            };
            object.retain(|key, value| !is_text(key, value));
            object.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        _ => {}
    }
}
