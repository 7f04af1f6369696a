//! A drawing with values.

use serde::{Deserialize, Serialize};

/// An element of the drawing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// Its name.
    pub name: String,
}

impl Shape {
    /// Names of values that it shows.
    pub fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}
