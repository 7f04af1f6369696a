//! `formula`: each output is an expression of inputs, value by value.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::check::Check;
use super::{Given, Written};
use crate::contract::Contract;
use crate::manifest::expression::Expression;

/// `model.json` of a formula.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FormulaFile {
    /// By output name: an expression of inputs by name. Value k of a sequence is computed from value k of each
    /// input; an input with one value counts for every k.
    pub outputs: BTreeMap<String, Written>,
}

/// Outputs as expressions of inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// Length and expression of each output, in the contract's order.
    outputs: Vec<(usize, Expression)>,
}

impl Formula {
    /// Checks a formula against its contract.
    ///
    /// # Errors
    /// Everything that does not fit.
    pub(super) fn new(FormulaFile { outputs }: FormulaFile, contract: &Contract) -> Result<Self, String> {
        let mut check = Check::new(contract);
        let mut formulas = Vec::with_capacity(outputs.len());
        for (slot, written) in check.outputs(outputs) {
            match written.tree() {
                Ok(tree) => {
                    for name in tree.inputs() {
                        check.reads(slot, name);
                    }
                    formulas.push((slot.length, tree));
                }
                // Which inputs it reads is unknown, so nothing is said about them.
                Err(problem) => return Err(format!("output `{}`: {problem}", slot.name)),
            }
        }
        check.done(Self { outputs: formulas })
    }

    pub(super) fn evaluate(&self, given: &Given<'_>, answer: &mut Vec<f64>) {
        for (length, tree) in &self.outputs {
            answer.extend((0..*length).map(|k| value(tree, given, k)));
        }
    }
}

/// Value k of an expression; NaN where it has none.
pub(super) fn value(tree: &Expression, given: &Given<'_>, k: usize) -> f64 {
    tree.evaluate(&|name| given.at(name, k)).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use crate::kinds::testing::{answered, refused, same};

    const SLOTS: &str = "x*3 y -> z*3";

    #[test]
    fn values_follow_each_other_and_a_single_one_counts_for_all() {
        let sum = r#"{"outputs":{"z":{"add":[{"input":"x"},{"input":"y"}]}}}"#;
        let ratio = r#"{"outputs":{"z":{"divide":[{"input":"y"},{"input":"x"}]}}}"#;
        let low = r#"{"outputs":{"z":{"if_less":[{"input":"x"},{"input":"y"},{"number":1.0},{"sqrt":{"input":"x"}}]}}}"#;
        for (model, row, expected) in [
            (sum, [1.0, 2.0, 3.0, 10.0], [11.0, 12.0, 13.0]),
            (ratio, [1.0, 0.0, 4.0, 2.0], [2.0, f64::NAN, 0.5]),
            (low, [1.0, 9.0, -1.0, 2.0], [1.0, 3.0, 1.0]),
        ] {
            same(&answered("formula", model, SLOTS, &row), &expected);
        }
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let deep =
            format!(r#"{{"outputs":{{"z":{}{{"input":"x"}}{}}}}}"#, r#"{"abs":"#.repeat(40), "}".repeat(40));
        for (model, slots, why) in [
            (r#"{"outputs":{}}"#, "x -> z", "output `z` of the contract is missing"),
            (r#"{"outputs":{"z":{"input":"x"},"w":{"input":"x"}}}"#, "x -> z", "`w` is no output"),
            (r#"{"outputs":{"z":{"input":"v"}}}"#, "x -> z", "`z` reads `v`, which is no input"),
            (r#"{"outputs":{"z":{"input":"x"}}}"#, "x y -> z", "input `y` is read by no output"),
            (
                r#"{"outputs":{"z":{"input":"x"}}}"#,
                "x*2 -> z*3",
                "`z` has 3 values and reads `x`, which has 2",
            ),
            (r#"{"outputs":{"z":"x + 1"}}"#, "x -> z", "`x + 1` is a text; `twinlet model pack`"),
            (r#"{"outputs":{"z":{"sin":{"input":"x"}}}}"#, "x -> z", "unknown variant `sin`"),
            (r#"{"outputs":{"z":{"input":"x"}},"more":1}"#, "x -> z", "unknown field `more`"),
            (&deep, "x -> z", "nested deeper than 40"),
            ("x", "x -> z", "`model.json` cannot be read"),
        ] {
            refused("formula", model, slots, why);
        }
        refused("remote", "{}", "x -> z", "models of kind `remote` are not known here");
    }
}
