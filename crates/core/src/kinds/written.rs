//! An expression in a file: the text that people write, or the tree that packing makes of it.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::manifest::expression::Expression;

/// Deepest nesting of an expression in a model; its JSON stays below the depth that `serde_json` reads.
pub const DEEPEST: usize = 40;

/// An expression over inputs: a CEL text, for example `pow(2, (hot_spot - 98) / 6)`, or its tree.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Written {
    /// What people write; `twinlet model pack` puts the tree in its place.
    Text(String),
    /// The tree.
    Tree(#[cfg_attr(feature = "authoring", schemars(with = "Expression"))] Value),
}

impl Written {
    /// The tree.
    ///
    /// # Errors
    /// That it is still a text, is no expression, or is nested too deep.
    pub(super) fn tree(self) -> Result<Expression, String> {
        let tree: Expression = match self {
            Self::Text(text) => {
                return Err(format!("`{text}` is a text; `twinlet model pack` makes the tree of it"));
            }
            Self::Tree(value) => {
                serde_json::from_value(value).map_err(|e| format!("it is no expression: {e}"))?
            }
        };
        if tree.depth() > DEEPEST {
            return Err(format!("the expression is nested deeper than {DEEPEST}"));
        }
        Ok(tree)
    }
}
