//! The decision record: content-addressed, so that it can be kept, compared and replayed to the same digits.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::authority::{Confirmation, State};
use crate::bundle::sha256_hex;
use crate::decision::{Decision, Window};
use crate::ensemble::stop::Stopped;
use crate::outlook::Outlook;
use crate::predicted::Predicted;
use crate::protocol::{LoadedModel, RunPlan};

/// Relative tolerance within which a native replay must reproduce a browser's numbers.
///
/// The surrogate runs in 32 bits with another order of additions on each target; its answers differ by
/// some 1e-6, and a pump may start a minute earlier in a member.
pub const REPLAY_TOLERANCE: f64 = 1e-3;

/// An accepted recommendation with everything needed to reproduce it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Version of the record's form: 1.
    pub record_version: u32,
    /// App id.
    pub app: String,
    /// App version.
    pub app_version: String,
    /// SHA-256 of the compiled manifest.
    pub manifest_sha256: String,
    /// Build id of the engine that answered.
    pub build: String,
    /// Models with the hash of their index.
    pub models: Vec<LoadedModel>,
    /// What was computed.
    pub plan: RunPlan,
    /// Reasons that the person gave, by limit id.
    pub reasons: BTreeMap<String, String>,
    /// What came out.
    pub outcome: Outcome,
    /// What the person accepted; where there is `authority`, it counts as accepted when that says so.
    pub accepted: Accepted,
    /// Who answered, at which level; `None` where the manifest asks nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authority: Option<Confirmation>,
    /// The person's remark.
    pub remark: String,
}

/// The numbers that the decision rested on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Failure probability within the horizon by asset id.
    pub risks: BTreeMap<String, Predicted<f64>>,
    /// How the ensemble ended, when a rule ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
    /// The decision.
    pub decision: Decision,
}

/// The accepted recommendation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// Asset id.
    pub asset: String,
    /// The window, hours from "now".
    pub window: Window,
    /// The person chose the window by hand; it is not the recommended one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_hand: bool,
    /// Start as scheduled, local time, ISO 8601 without offset.
    pub scheduled_start: String,
    /// When it was accepted, UTC, ISO 8601.
    pub accepted_at: String,
}

impl Outcome {
    /// The part of an outlook that a record keeps.
    pub fn of(outlook: &Outlook) -> Self {
        Self {
            risks: outlook.assets.iter().map(|a| (a.id.clone(), a.risk)).collect(),
            stopped: outlook.stopped,
            decision: outlook.decision.clone(),
        }
    }

    /// How far another outcome is from this one: the worst relative difference of the numbers, or the
    /// first difference that is not a number.
    ///
    /// # Errors
    /// The place and both values where the outcomes differ in kind.
    pub fn compare(&self, other: &Self) -> Result<f64, String> {
        let value = |o: &Self| serde_json::to_value(o).map_err(|e| e.to_string());
        let mut worst = 0.0;
        difference("outcome", &value(self)?, &value(other)?, &mut worst)?;
        Ok(worst)
    }
}

/// Numbers this small count as equal to zero: probabilities and costs far below any digit shown.
const NEGLIGIBLE: f64 = 1e-6;

fn difference(path: &str, a: &Value, b: &Value, worst: &mut f64) -> Result<(), String> {
    match (a, b) {
        (Value::Number(x), Value::Number(y)) => {
            let (x, y) = (x.as_f64().unwrap_or(f64::NAN), y.as_f64().unwrap_or(f64::NAN));
            let d = (x - y).abs() / x.abs().max(y.abs()).max(NEGLIGIBLE);
            *worst = if d > *worst { d } else { *worst };
            Ok(())
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => x
            .iter()
            .zip(y)
            .enumerate()
            .try_for_each(|(i, (x, y))| difference(&format!("{path}[{i}]"), x, y, worst)),
        (Value::Object(x), Value::Object(y)) if x.keys().eq(y.keys()) => x
            .iter()
            .zip(y.values())
            .try_for_each(|((key, x), y)| difference(&format!("{path}.{key}"), x, y, worst)),
        // Sentences repeat the numbers in rounded form: a last digit may differ where the numbers agree.
        (Value::String(_), Value::String(_))
            if path.ends_with("note") || path.contains("reason") || path.contains("sentence") =>
        {
            Ok(())
        }
        _ if a == b => Ok(()),
        _ => Err(format!("`{path}` was {a} and is {b}")),
    }
}

/// JSON with sorted keys and no white space; numbers in their shortest form that reads back exactly.
///
/// # Errors
/// When the value has no JSON form.
pub fn canonical_json(value: &impl Serialize) -> Result<String, serde_json::Error> {
    let mut out = String::new();
    write_canonical(&serde_json::to_value(value)?, &mut out);
    Ok(out)
}

fn write_canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            // Collecting would sort first, which is twice the code of inserting.
            let mut sorted = BTreeMap::<&String, &Value>::new();
            sorted.extend(map);
            write_list(out, ('{', '}'), sorted.into_iter(), |out, (key, value)| {
                let _ = write!(out, "{}:", Value::String(key.clone()));
                write_canonical(value, out);
            });
        }
        Value::Array(items) => {
            write_list(out, ('[', ']'), items.iter(), |out, item| write_canonical(item, out))
        }
        other => {
            let _ = write!(out, "{other}");
        }
    }
}

fn write_list<T>(
    out: &mut String,
    (open, close): (char, char),
    items: impl Iterator<Item = T>,
    mut write: impl FnMut(&mut String, T),
) {
    out.push(open);
    for (i, item) in items.enumerate() {
        if i > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(close);
}

impl Record {
    /// How far the recommendation has come; without authority one tap accepts it.
    pub fn state(&self) -> State {
        self.authority.as_ref().map_or(State::Accepted, Confirmation::state)
    }

    /// The record's address: SHA-256 of its canonical JSON.
    ///
    /// # Errors
    /// When a number is not finite.
    pub fn id(&self) -> Result<String, serde_json::Error> {
        Ok(sha256_hex(canonical_json(self)?.as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn canonical_json_sorts_keys_and_keeps_digits() {
        let value = json!({"b": [1.5, 1e-7, null], "a": {"z": "ü\n", "y": true}});
        assert_eq!(canonical_json(&value).unwrap(), r#"{"a":{"y":true,"z":"ü\n"},"b":[1.5,1e-7,null]}"#);
    }

    #[test]
    fn differences_are_named() {
        let mut worst = 0.0;
        difference("x", &json!({"a": [1.0, 2.0]}), &json!({"a": [1.0, 2.002]}), &mut worst).unwrap();
        assert!((worst - 0.001).abs() < 1e-6);
        let error = difference("x", &json!({"a": "act"}), &json!({"a": "nothing"}), &mut worst).unwrap_err();
        assert_eq!(error, r#"`x.a` was "act" and is "nothing""#);
    }
}
