//! Words with a structure: what Markdown becomes when a manifest is compiled.

use serde::{Deserialize, Serialize};

/// A block.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Words in a line.
    Paragraph(Vec<Inline>),
}

/// Words in a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Words.
    Text(String),
}

/// Names of values that the blocks show.
pub fn names(_blocks: &[Block]) -> Vec<&str> {
    Vec::new()
}
