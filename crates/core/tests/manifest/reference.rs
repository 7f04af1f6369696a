//! What the reference says: every key and widget is described, has an example, and the examples compile.

use serde_json::Value;
use twinlet_core::diag::Severity;
use twinlet_core::manifest::reference::example;
use twinlet_core::manifest::{compile_app, schema};

use crate::common::{shown, suite};

/// Types that only the compiled form has.
const COMPILED: [&str; 4] = ["Expression", "Block", "Inline", "Shape"];

fn text<'a>(schema: &'a Value, key: &str) -> &'a str {
    schema[key].as_str().unwrap_or_default()
}

/// Every object of the schema with its name, those of several forms too.
fn objects(schema: &Value) -> Vec<(&str, &Value)> {
    let types = schema["$defs"].as_object().unwrap().iter();
    let types = types.filter(|(name, _)| !COMPILED.contains(&name.as_str()));
    types
        .flat_map(|(name, of)| {
            let forms = of["oneOf"].as_array().into_iter().flatten();
            forms.chain([of]).map(move |of| (name.as_str(), of))
        })
        .collect()
}

#[test]
fn every_key_is_described_and_has_an_example() {
    let schema = schema::full();
    let mut missing = Vec::new();
    for (name, of) in objects(&schema) {
        for (key, property) in of["properties"].as_object().into_iter().flatten() {
            // A key that says which form it is takes its words from the form.
            let words = if text(property, "description").is_empty() { of } else { property };
            let words = text(words, "description");
            let is_told = words.contains("not by people") || property.get("const").is_some();
            if words.is_empty() || (!is_told && name != "FlipPoint" && example(words).is_none()) {
                missing.push(format!("{name}.{key}"));
            }
        }
    }
    assert!(missing.is_empty(), "no description, or no `Example: `...`` in it: {missing:#?}");
}

/// Files that the examples name.
fn read(name: &str) -> Result<Vec<u8>, String> {
    match name {
        "plate.png" | "my-dial.js" => Ok(vec![0x89, b'P', b'N', b'G', 0xff]),
        "one-line.svg" => {
            Ok(r#"<svg viewBox="0 0 9 9"><text data-value="hot_spot_max">-</text></svg>"#.into())
        }
        "widgets.yaml" => std::fs::read(suite().join("examples").join(name)).map_err(|e| e.to_string()),
        _ => std::fs::read(suite().join("good").join(name)).map_err(|e| e.to_string()),
    }
}

#[test]
fn every_example_of_a_widget_compiles() {
    let app = String::from_utf8(read("widgets.yaml").unwrap()).unwrap();
    let schema = schema::full();
    let widgets = schema["$defs"]["Widget"]["oneOf"].as_array().unwrap();
    for widget in widgets {
        let example = example(text(widget, "description")).unwrap_or_else(|| panic!("no example: {widget}"));
        let example = example.replace("[...]", "[{ value: { output: hot_spot_max } }]");
        let app = app.replace("WIDGET", &format!("{{ {example} }}"));
        let compiled = compile_app(&app, "twin.yaml", &read);
        let found = compiled.map_or_else(|found| found, |compiled| compiled.warnings);
        let wrong: Vec<_> = found.into_iter().filter(|d| d.severity == Severity::Error).collect();
        assert!(wrong.is_empty(), "`{example}`\n{}", shown(&wrong));
    }
}
