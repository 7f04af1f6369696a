//! Each leaf of what is expected beside the same leaf of what was found.

use super::Value;
use super::value::plain;

/// A leaf of an expected value.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// Where it is, such as `beta` or `[2].time`; empty for a bare number.
    pub path: String,
    /// What was found there; absent where there is no such leaf.
    pub found: Option<Value>,
    /// What is expected.
    pub expected: Value,
    /// Error relative to what is expected; where that is zero, the error. Infinite where the leaves cannot be compared.
    pub error: f64,
    /// Error in the leaf's own unit.
    pub absolute: f64,
}

/// All leaves of an expected value. What was found besides is not looked at.
pub fn compare(found: &Value, expected: &Value) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    walk(String::new(), Some(found), expected, &mut leaves);
    leaves
}

fn walk(path: String, found: Option<&Value>, expected: &Value, leaves: &mut Vec<Leaf>) {
    match (expected, found) {
        (Value::Object(entries), _) => {
            for (name, expected) in entries {
                let part = part(found, name, expected);
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                walk(path, part.as_ref(), expected, leaves);
            }
        }
        // A figure with bounds where a number is expected.
        (Value::Number(_), Some(Value::Object(figure))) if figure.contains_key("value") => {
            leaves.push(leaf(path, figure.get("value"), expected));
        }
        (Value::List(list), Some(Value::List(found))) if list.len() == found.len() => {
            for (i, (expected, found)) in list.iter().zip(found).enumerate() {
                walk(format!("{path}[{i}]"), Some(found), expected, leaves);
            }
        }
        _ => leaves.push(leaf(path, found, expected)),
    }
}

/// The part of what was found that has a name. Where a pair or an object is expected and there is a bare number, its
/// bounds: `alpha_lower` and `alpha_upper` for `alpha`.
fn part(found: Option<&Value>, name: &str, expected: &Value) -> Option<Value> {
    let Some(Value::Object(found)) = found else { return None };
    let named = |name: &str| {
        let exact = found.get(name);
        exact
            .or_else(|| found.iter().find(|(known, _)| plain(known) == plain(name)).map(|(_, value)| value))
            .cloned()
    };
    let [low, high] = ["lower", "upper"].map(|end| named(&format!("{name}_{end}")));
    match (expected, named(name), low, high) {
        (Value::List(_), Some(Value::Number(_)), Some(low), Some(high)) => Some(Value::List(vec![low, high])),
        (Value::Object(_), Some(Value::Number(x)), Some(low), Some(high)) => Some(Value::object([
            ("value", x.into()),
            ("estimate", x.into()),
            ("lower", low.clone()),
            ("low", low),
            ("upper", high.clone()),
            ("high", high),
        ])),
        (_, value, _, _) => value,
    }
}

fn leaf(path: String, found: Option<&Value>, expected: &Value) -> Leaf {
    let (error, absolute) = match (expected, found) {
        (Value::Number(expected), Some(Value::Number(found))) => errors(*found, *expected),
        // A number without end has no JSON.
        (Value::Null(()), Some(Value::Number(found))) if !found.is_finite() => (0.0, 0.0),
        (Value::Text(a), Some(Value::Text(b))) if plain(a) == plain(b) => (0.0, 0.0),
        (a, Some(b)) if a == b => (0.0, 0.0),
        _ => (f64::INFINITY, f64::INFINITY),
    };
    Leaf { path, found: found.cloned(), expected: expected.clone(), error, absolute }
}

fn errors(found: f64, expected: f64) -> (f64, f64) {
    if found == expected {
        return (0.0, 0.0);
    }
    let absolute = libm::fabs(found - expected);
    let relative = if expected == 0.0 { absolute } else { absolute / libm::fabs(expected) };
    if relative.is_nan() { (f64::INFINITY, f64::INFINITY) } else { (relative, absolute) }
}
