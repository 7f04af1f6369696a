//! Is a tree shaped like a manifest? Says everything that is not, at once.
//!
//! Walks the tree along the JSON Schema that [`super::schema`] generates from the types. When it finds
//! nothing, serde accepts the tree. It knows what `schemars` emits and no more of JSON Schema.

mod alternatives;
mod similar;

use serde_json::Value;

use similar::quoted;
pub use similar::{did_you_mean, suggest};

use crate::diag::{Code, Report};

use super::tree::{Tree, element, member};

/// The schema without descriptions; the browser carries it.
const SCHEMA: &str = include_str!("../../../../schemas/twin.structure.json");

/// Notes every structural mistake, against the form that is meant.
pub fn check(tree: &Tree, report: &mut Report) {
    match serde_json::from_str::<Value>(SCHEMA) {
        Ok(root) => {
            let form = if super::is_whatif(tree) { "/$defs/WhatIf" } else { "/$defs/Manifest" };
            Walker { root: &root }.check(root.pointer(form).unwrap_or(&root), tree, "", report);
        }
        Err(error) => {
            report.error(Code::Syntax, "", format!("the embedded schema is broken: {error}"));
        }
    }
}

struct Walker<'s> {
    root: &'s Value,
}

impl<'s> Walker<'s> {
    fn check(&self, schema: &'s Value, tree: &Tree, path: &str, report: &mut Report) {
        let schema = self.resolve(schema);
        if let Some(options) = alternatives(schema) {
            return self.check_alternatives(options, tree, path, report);
        }
        if !self.accepts_type(schema, tree) {
            return wrong_type(&self.expected(schema), tree, path, report);
        }
        match tree {
            Tree::Map(entries) => self.check_map(schema, entries, path, report),
            Tree::List(items) => self.check_list(schema, items, path, report),
            Tree::Text(text) => check_text(&allowed_texts(schema), text, path, report),
            Tree::Number(number) => check_bounds(schema, number.as_f64(), path, report),
            Tree::Null | Tree::Bool(_) => {}
        }
    }

    /// Follows `$ref`s.
    fn resolve(&self, schema: &'s Value) -> &'s Value {
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix('#'));
        target.and_then(|path| self.root.pointer(path)).map_or(schema, |schema| self.resolve(schema))
    }

    fn check_map(&self, schema: &'s Value, entries: &[(String, Tree)], path: &str, report: &mut Report) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties").filter(|others| others.is_object());
        for (key, value) in entries {
            match properties.and_then(|known| known.get(key)).or(others) {
                Some(schema) => self.check(schema, value, &member(path, key), report),
                None => unknown_key(
                    key,
                    properties.into_iter().flat_map(|known| known.keys()).map(String::as_str),
                    path,
                    report,
                ),
            }
        }
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        for key in required.filter_map(Value::as_str).filter(|key| !entries.iter().any(|(k, _)| k == key)) {
            let missing =
                report.error(Code::MissingKey, path, format!("missing key `{key}`{}", inside(path)));
            if let Some(schema) = properties.and_then(|known| known.get(key)) {
                missing.expect(self.words_for(schema));
            }
        }
    }

    /// What a value looks like that the schema accepts.
    fn words_for(&self, schema: &'s Value) -> String {
        let schema = self.resolve(schema);
        let options = alternatives(schema).unwrap_or(std::slice::from_ref(schema));
        let texts = options.iter().map(|option| allowed_texts(self.resolve(option)));
        if texts.clone().all(|texts| !texts.is_empty()) {
            return one_of(&texts.flatten().collect::<Vec<_>>());
        }
        self.expected_of(options)
    }

    fn check_list(&self, schema: &'s Value, items: &[Tree], path: &str, report: &mut Report) {
        let bound = |key: &str| schema.get(key).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        let (min, max) = (bound("minItems").unwrap_or(0), bound("maxItems").unwrap_or(usize::MAX));
        if items.len() < min || items.len() > max {
            let message = format!("`{path}` has {} entries instead of {min}", items.len());
            report.error(Code::WrongType, path, message).expect(format!("{min} entries"));
        }
        let Some(of) = schema.get("items").filter(|of| of.is_object()) else { return };
        items.iter().enumerate().for_each(|(i, item)| self.check(of, item, &element(path, i), report));
    }

    /// The tree's own type is right, whatever is inside.
    fn accepts_type(&self, schema: &'s Value, tree: &Tree) -> bool {
        let accepts = |name: &str| match (name, tree) {
            ("integer", Tree::Number(number)) => number.is_u64() || number.is_i64(),
            ("number", Tree::Number(_)) | ("string", Tree::Text(_)) | ("boolean", Tree::Bool(_)) => true,
            ("array", Tree::List(_)) | ("object", Tree::Map(_)) | ("null", Tree::Null) => true,
            _ => false,
        };
        match self.resolve(schema).get("type") {
            Some(Value::String(name)) => accepts(name),
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(accepts),
            _ => true,
        }
    }

    /// What the schema asks for, in words.
    fn expected(&self, schema: &'s Value) -> String {
        let schema = self.resolve(schema);
        let names = match schema.get("type") {
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(in_words).collect(),
            Some(Value::String(name)) => vec![in_words(name)],
            _ => vec!["another value"],
        };
        names.into_iter().find(|name| *name != "nothing").unwrap_or("nothing").to_owned()
    }
}

/// The alternatives of `oneOf` or `anyOf`.
fn alternatives(schema: &Value) -> Option<&[Value]> {
    let options = schema.get("oneOf").or_else(|| schema.get("anyOf"));
    options.and_then(Value::as_array).map(Vec::as_slice)
}

/// The texts of `const` or `enum`; empty when any text will do.
fn allowed_texts(schema: &Value) -> Vec<&str> {
    let one = schema.get("const").and_then(Value::as_str);
    let several = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    one.into_iter().chain(several.filter_map(Value::as_str)).collect()
}

fn check_text(allowed: &[&str], text: &str, path: &str, report: &mut Report) {
    if !allowed.is_empty() && !allowed.contains(&text) {
        let message = format!("`{text}` is not one of {}", quoted(allowed));
        let diagnostic = report.error(Code::NotAllowed, path, message).expect(one_of(allowed));
        suggest(diagnostic, text, allowed.iter().copied());
    }
}

fn one_of(texts: &[&str]) -> String {
    format!("{}{}", if texts.len() > 1 { "one of " } else { "" }, quoted(texts))
}

fn check_bounds(schema: &Value, number: Option<f64>, path: &str, report: &mut Report) {
    let is_uint32 = schema.get("format").and_then(Value::as_str) == Some("uint32");
    let lowest = schema.get("minimum").and_then(Value::as_f64).unwrap_or(f64::NEG_INFINITY);
    let highest =
        if is_uint32 { Some(f64::from(u32::MAX)) } else { schema.get("maximum").and_then(Value::as_f64) };
    let highest = highest.unwrap_or(f64::INFINITY);
    let Some(number) = number.filter(|number| !(lowest..=highest).contains(number)) else { return };
    let bound = if number < lowest { format!("at least {lowest}") } else { format!("at most {highest}") };
    let message = format!("`{path}` is {number}, it must be {bound}");
    report.error(Code::OutOfBounds, path, message).expect(bound);
}

fn unknown_key<'k>(key: &str, known: impl Iterator<Item = &'k str>, path: &str, report: &mut Report) {
    let message = format!("unknown key `{key}`{}", inside(path));
    let diagnostic = report.error(Code::UnknownKey, member(path, key), message);
    suggest(diagnostic, key, known);
}

fn wrong_type(expected: &str, tree: &Tree, path: &str, report: &mut Report) {
    let place = if path.is_empty() { "the manifest".to_owned() } else { format!("`{path}`") };
    let found = match tree {
        Tree::Number(number) => format!("the number {number}"),
        _ => tree.kind().to_owned(),
    };
    let diagnostic = report.error(Code::WrongType, path, format!("{place} is {found} instead of {expected}"));
    diagnostic.expect(expected);
    if expected == in_words("string") && matches!(tree, Tree::Number(_) | Tree::Bool(_)) {
        diagnostic.hint("put it in quotes");
    }
}

fn in_words(name: &str) -> &'static str {
    match name {
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "a text",
        "boolean" => "`true` or `false`",
        "array" => "a list",
        "object" => "a map",
        _ => "nothing",
    }
}

fn inside(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!(" in `{path}`") }
}
