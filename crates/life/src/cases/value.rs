//! JSON as a value, without a JSON library.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What a JSON text can hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// `null`
    Null(()),
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Value>),
    /// Values by name.
    Object(BTreeMap<String, Value>),
}

impl Value {
    /// No value.
    pub const NULL: Self = Self::Null(());

    /// Numbers by name.
    pub(super) fn object<const N: usize>(entries: [(&str, Value); N]) -> Self {
        Self::Object(entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }
}

impl From<f64> for Value {
    fn from(x: f64) -> Self {
        Self::Number(x)
    }
}

impl From<Vec<f64>> for Value {
    fn from(list: Vec<f64>) -> Self {
        Self::List(list.into_iter().map(Self::Number).collect())
    }
}

impl From<Option<f64>> for Value {
    fn from(x: Option<f64>) -> Self {
        x.map_or(Self::NULL, Self::Number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// A name without what programs differ in: case, `-`, `_`, spaces and dots.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
