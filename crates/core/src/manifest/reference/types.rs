//! The types of a schema, and in which order a reader meets them.

use serde_json::{Map, Value};

/// What a description says of a form that the command line writes.
const COMPILED: &str = "not by people";
/// Where a schema keeps its types.
const PLACE: &str = "#/$defs/";

/// The types of a schema by name.
pub(super) struct Types<'a>(pub &'a Map<String, Value>);

/// A key of a type.
pub(super) struct Key<'a> {
    pub name: &'a str,
    pub schema: &'a Value,
    pub needed: bool,
}

impl<'a> Types<'a> {
    /// A type.
    pub fn get(&self, name: &str) -> &'a Value {
        self.0.get(name).unwrap_or(&Value::Null)
    }

    /// A type and those that it leads to and that were not met before, depth first.
    pub fn collect(&self, name: &'a str, met: &mut Vec<&'a str>) -> Vec<&'a str> {
        if met.contains(&name) {
            return Vec::new();
        }
        met.push(name);
        [vec![name], self.collect_within(name, met)].concat()
    }

    /// Those that a type leads to.
    pub fn collect_within(&self, name: &str, met: &mut Vec<&'a str>) -> Vec<&'a str> {
        references(self.get(name)).into_iter().flat_map(|next| self.collect(next, met)).collect()
    }
}

/// The name of the type that a schema refers to.
pub(super) fn referred(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(PLACE)
}

/// What a schema says of itself.
pub(super) fn description(schema: &Value) -> &str {
    schema.get("description").and_then(Value::as_str).unwrap_or_default()
}

/// The keys of an object: the needed ones as they are written, then the others by name.
pub(super) fn keys(schema: &Value) -> Vec<Key<'_>> {
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else { return Vec::new() };
    let required: Vec<&str> = list(schema, "required").iter().filter_map(Value::as_str).collect();
    let others = properties.keys().map(String::as_str).filter(|name| !required.contains(name));
    let named = required.iter().copied().map(|name| (name, true)).chain(others.map(|name| (name, false)));
    let all = named.filter_map(|(name, needed)| {
        let (name, schema) = properties.get_key_value(name)?;
        Some(Key { name, schema, needed })
    });
    all.filter(|key| !is_compiled(key.schema)).collect()
}

/// The forms of a type that has several.
pub(super) fn forms<'a>(schema: &'a Value, of: &str) -> Vec<&'a Value> {
    list(schema, of).iter().filter(|form| !is_compiled(form)).collect()
}

fn list<'a>(schema: &'a Value, key: &str) -> &'a [Value] {
    schema.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

fn is_compiled(schema: &Value) -> bool {
    description(schema).contains(COMPILED)
}

/// Every type that a schema names, in the order of its keys.
fn references(schema: &Value) -> Vec<&str> {
    if is_compiled(schema) {
        return Vec::new();
    }
    if let Some(name) = referred(schema) {
        return vec![name];
    }
    let own = keys(schema).into_iter().map(|key| key.schema);
    let several = ["anyOf", "oneOf"].into_iter().flat_map(|of| list(schema, of));
    let inner = ["items", "additionalProperties"].into_iter().filter_map(|of| schema.get(of));
    own.chain(several).chain(inner).flat_map(references).collect()
}
