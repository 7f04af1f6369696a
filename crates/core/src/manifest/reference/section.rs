//! The section of one type: its keys, its values or its forms.

use serde_json::Value;

use super::kind::kind;
use super::types::{Types, description, forms, keys, referred};
use super::words::{cell, code, example, heading, link, meaning};

const KEYS: &str = "| key | value | needed | meaning | example |\n|---|---|---|---|---|\n";
const VALUES: &str = "| value | meaning |\n|---|---|\n";
const WIDGETS: &str = "| widget | keys | what it shows | example |\n|---|---|---|---|\n";

/// Heading, description, and what it is made of.
pub(super) fn section(name: &str, schema: &Value) -> String {
    format!("### {}\n\n{}\n\n{}\n", heading(name), meaning(description(schema)), body(schema))
}

fn body(schema: &Value) -> String {
    let one_of = forms(schema, "oneOf");
    if one_of.iter().any(|form| form.get("const").is_some()) {
        return VALUES.to_owned() + &one_of.into_iter().map(value).collect::<String>();
    }
    if !one_of.is_empty() {
        return one_of.into_iter().map(alternative).collect::<Vec<_>>().join("\n");
    }
    match forms(schema, "anyOf") {
        any_of if any_of.is_empty() => table(schema),
        any_of => any_of.into_iter().map(form).collect(),
    }
}

/// A row for each key.
fn table(schema: &Value) -> String {
    let rows = keys(schema).into_iter().filter(|key| key.schema.get("const").is_none()).map(|key| {
        let text = description(key.schema);
        let needed = if key.needed { "yes".to_owned() } else { otherwise(key.schema) };
        let (kind, meaning) = (cell(&kind(key.schema)), cell(&meaning(text)));
        format!("| `{}` | {kind} | {needed} | {meaning} | {} |\n", key.name, code(example(text)))
    });
    KEYS.to_owned() + &rows.collect::<String>()
}

/// What holds where a key is absent, where that is a number.
fn otherwise(schema: &Value) -> String {
    match schema.get("default").filter(|default| default.is_number()) {
        Some(default) => format!("no; {default}"),
        None => "no".to_owned(),
    }
}

fn value(schema: &Value) -> String {
    let name = schema.get("const").and_then(Value::as_str).unwrap_or_default();
    format!("| `{name}` | {} |\n", cell(&meaning(description(schema))))
}

fn form(schema: &Value) -> String {
    let what = kind(schema);
    let example = example(description(schema)).map(|text| format!(" Example: `{text}`.")).unwrap_or_default();
    format!("* {what}: {}{example}\n", meaning(description(schema)))
}

/// One of several objects: told apart by a constant, or by their only key.
fn alternative(schema: &Value) -> String {
    let tag = keys(schema).into_iter().find_map(|key| Some((key.name, key.schema.get("const")?.as_str()?)));
    let text = meaning(description(schema));
    match tag {
        Some((key, value)) => format!("`{key}: {value}`: {text}\n\n{}", table(schema)),
        None => keys(schema)
            .into_iter()
            .map(|key| format!("* `{}`, {}: {text}", key.name, kind(key.schema)))
            .collect(),
    }
}

/// All widgets in one table.
pub(super) fn widgets(types: &Types<'_>) -> String {
    let all = forms(types.get("Widget"), "oneOf").into_iter();
    let row = |schema| {
        let key = keys(schema).into_iter().next()?;
        let text = description(schema);
        let bound = referred(key.schema).map(|of| bound(types, of)).unwrap_or_default();
        Some(format!("| `{}` | {bound} | {} | {} |\n", key.name, cell(&meaning(text)), code(example(text))))
    };
    WIDGETS.to_owned() + &all.filter_map(row).collect::<String>()
}

/// The keys of a widget, those that may be absent in parentheses, and where they are described.
fn bound(types: &Types<'_>, of: &str) -> String {
    let name = |key: super::types::Key<'_>| match key.needed {
        true => format!("`{}`", key.name),
        false => format!("(`{}`)", key.name),
    };
    let names: Vec<_> = keys(types.get(of)).into_iter().map(name).collect();
    format!("{}: {}", names.join(", "), link(of))
}
