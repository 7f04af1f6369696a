//! The examples of keys in the schema are values of their keys.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use serde_json::{Value, json};
use twinlet_core::manifest::reference::example;
use twinlet_core::manifest::{schema, yaml};

/// A type of one key and two kinds of values: its example is that of the first.
const GENERIC: &str = "ByZone2";

/// The value that an example gives to a key.
fn value(key: &str, example: &str) -> Value {
    let (tree, _) = yaml::read(example, "example").unwrap_or_else(|found| panic!("`{example}`: {found}"));
    let mut map = serde_json::to_value(tree).unwrap();
    map.get_mut(key).unwrap_or_else(|| panic!("`{example}` is not about `{key}`")).take()
}

/// Keys with their schema and example, of one object.
fn examples(of: &Value) -> impl Iterator<Item = (&String, &Value, &str)> {
    of["properties"].as_object().into_iter().flatten().filter_map(|(key, property)| {
        let example = example(property["description"].as_str()?)?;
        (!example.contains("...")).then_some((key, property, example))
    })
}

#[test]
fn every_example_is_a_value_of_its_key() {
    let schema = schema::full();
    let mut seen = 0;
    for (name, of) in schema["$defs"].as_object().unwrap().iter().filter(|(name, _)| *name != GENERIC) {
        let forms = of["oneOf"].as_array().into_iter().flatten();
        for (key, property, example) in forms.chain([of]).flat_map(examples) {
            let one = json!({ "$defs": schema["$defs"], "allOf": [property] });
            let validator = jsonschema::validator_for(&one).unwrap();
            let found = validator.validate(&value(key, example)).err().map(|e| e.to_string());
            assert_eq!(found, None, "{name}.{key}: `{example}`");
            seen += 1;
        }
    }
    assert!(seen > 250, "{seen}");
}
