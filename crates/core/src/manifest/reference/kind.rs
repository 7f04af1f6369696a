//! What a value may be, in words.

use serde_json::Value;

use super::types::{forms, referred};
use super::words::link;

/// `number`, `list of texts`, or a link to a type.
pub(super) fn kind(schema: &Value) -> String {
    if let Some(name) = referred(schema) {
        return link(name);
    }
    let several = forms(schema, "anyOf");
    if !several.is_empty() {
        let not_null = several.iter().filter(|form| form.get("type") != Some(&Value::from("null")));
        return not_null.map(|form| kind(form)).collect::<Vec<_>>().join(" or ");
    }
    match name(schema) {
        "array" => format!("list of {}{}", count(schema), plural(inner(schema, "items"))),
        "object" => format!("map by id of {}", plural(inner(schema, "additionalProperties"))),
        "integer" => "whole number".to_owned(),
        "boolean" => "`true` or `false`".to_owned(),
        "string" => "text".to_owned(),
        other => other.to_owned(),
    }
}

/// The type of a schema; a key that may be absent has `null` beside it.
fn name(schema: &Value) -> &str {
    match schema.get("type") {
        Some(Value::String(name)) => name,
        Some(Value::Array(names)) => {
            names.iter().filter_map(Value::as_str).find(|name| *name != "null").unwrap_or_default()
        }
        _ => "",
    }
}

fn inner(schema: &Value, key: &str) -> String {
    schema.get(key).map(kind).unwrap_or_default()
}

/// Of several; links stay as they are.
fn plural(kind: String) -> String {
    if kind.ends_with(|c: char| c.is_ascii_alphabetic()) { kind + "s" } else { kind }
}

fn count(schema: &Value) -> String {
    let exactly = schema.get("minItems").filter(|least| schema.get("maxItems") == Some(least));
    exactly.map(|count| format!("{count} ")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn kinds_in_words() {
        for (schema, expected) in [
            (json!({ "type": "number" }), "number"),
            (json!({ "type": ["string", "null"] }), "text"),
            (
                json!({ "anyOf": [{ "$ref": "#/$defs/OneRange" }, { "type": "null" }] }),
                "[one range](#one-range)",
            ),
            (json!({ "type": "array", "items": { "type": "boolean" } }), "list of `true` or `false`"),
            (
                json!({ "type": "object", "additionalProperties": { "type": "integer" } }),
                "map by id of whole numbers",
            ),
        ] {
            assert_eq!(kind(&schema), expected);
        }
    }
}
