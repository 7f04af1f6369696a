//! One line of JSON as a query, with words for what is wrong.

use std::fmt;

use serde::Deserializer as _;
use serde::de::{Error, MapAccess, Visitor};
use serde_json::Value;
use twinlet_core::predict::{Given, Query};

/// Reads `{"load": [0.8, 0.9], "ambient": 20.0}`.
///
/// # Errors
/// That it is no JSON object, that a name comes twice, or that a value is neither a number nor a list of numbers.
pub fn parse(line: &[u8]) -> Result<Query, String> {
    let mut json = serde_json::Deserializer::from_slice(line);
    let query = json.deserialize_map(Inputs).and_then(|query| json.end().map(|()| query));
    query.map_err(|e| format!("not a JSON object of inputs: {e}"))
}

struct Inputs;

impl<'de> Visitor<'de> for Inputs {
    type Value = Query;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("inputs by name, for example {\"ambient\": 20.0}")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Query, A::Error> {
        let mut query = Query::new();
        while let Some((name, value)) = map.next_entry::<String, Value>()? {
            let given = given(&name, &value).map_err(A::Error::custom)?;
            if query.insert(name.clone(), given).is_some() {
                return Err(A::Error::custom(format!("`{name}` is given twice")));
            }
        }
        Ok(query)
    }
}

fn given(name: &str, value: &Value) -> Result<Given, String> {
    let refuse = |value: &Value| format!("`{name}` is {}; give a number or a list of numbers", shown(value));
    match value {
        Value::Array(values) => {
            let number = |value: &Value| value.as_f64().ok_or_else(|| refuse(value));
            values.iter().map(number).collect::<Result<_, _>>().map(Given::Many)
        }
        value => value.as_f64().map(Given::One).ok_or_else(|| refuse(value)),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Array(_) => "a list within a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
        other => other.to_string().chars().take(40).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_queries() {
        let query = parse(br#" {"a": 1, "b": [1.5, 2e0], "c": []} "#).unwrap();
        let many = |values: &[f64]| Given::Many(values.to_vec());
        let pairs = [("a", Given::One(1.0)), ("b", many(&[1.5, 2.0])), ("c", many(&[]))];
        assert_eq!(query, pairs.map(|(name, given)| (name.to_owned(), given)).into());
    }

    #[test]
    fn what_is_no_query_is_named() {
        let deep = format!("{{\"a\": {}", "[".repeat(5000));
        for (line, expected) in [
            ("[1, 2]", "expected inputs by name"),
            ("{\"a\": 1", "EOF"),
            ("{\"a\": 1} {\"a\": 1}", "trailing characters"),
            ("{\"a\": \"NaN\"}", "`a` is \"NaN\"; give a number"),
            ("{\"a\": null}", "`a` is null"),
            ("{\"a\": true}", "`a` is true"),
            ("{\"a\": {}}", "`a` is an object"),
            ("{\"a\": [[1]]}", "a list within a list"),
            ("{\"a\": NaN}", "expected value"),
            ("{\"a\": 1e999}", "number out of range"),
            ("{\"a\": 1, \"a\": 2}", "`a` is given twice"),
            (&deep, "recursion limit"),
        ] {
            let problem = parse(line.as_bytes()).unwrap_err();
            assert!(problem.contains(expected), "{problem}");
        }
        assert!(parse(b"{\"a\xff\": 1}").is_err());
    }
}
