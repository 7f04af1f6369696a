//! `table`: values on a regular grid of inputs, multilinear in between.
//!
//! Outside its grid a table has no value: it is never extrapolated.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Given;
use super::check::Check;
use crate::contract::{Contract, Slot};

/// Most axes of a grid; its cells have 2 to that power corners.
const MOST_AXES: usize = 4;

/// `model.json` of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TableFile {
    /// One to four axes, the slowest first.
    pub axes: Vec<Axis>,
    /// By output name: one value for each point of the grid, the last axis fastest (row-major).
    pub outputs: BTreeMap<String, Vec<f64>>,
}

/// One axis of a grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Axis {
    /// Name of the input along it.
    pub input: String,
    /// Its points, at least two, each greater than the one before, in the input's unit.
    pub at: Vec<f64>,
}

/// Values on a regular grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    axes: Vec<Axis>,
    /// Length and values of each output, in the contract's order.
    outputs: Vec<(usize, Vec<f64>)>,
}

impl Table {
    /// Checks a table against its contract.
    ///
    /// # Errors
    /// Everything that does not fit.
    pub(super) fn new(TableFile { axes, outputs }: TableFile, contract: &Contract) -> Result<Self, String> {
        let mut check = Check::new(contract);
        if axes.is_empty() || axes.len() > MOST_AXES {
            check.add(format!("a table has 1 to {MOST_AXES} axes, not {}", axes.len()));
        }
        let points = axes.iter().map(|axis| axis.at.len()).fold(1, usize::saturating_mul);
        let mut tables = Vec::with_capacity(outputs.len());
        for (slot, values) in check.outputs(outputs) {
            for axis in &axes {
                axis.check(slot, &mut check);
            }
            if values.len() != points || values.iter().any(|x| !x.is_finite()) {
                let found = values.len();
                check.add(format!("output `{}` has {found} values for {points} points", slot.name));
            }
            tables.push((slot.length, values));
        }
        check.done(Self { axes, outputs: tables })
    }

    pub(super) fn evaluate(&self, given: &Given<'_>, answer: &mut Vec<f64>) {
        for (length, values) in &self.outputs {
            answer.extend((0..*length).map(|k| self.value(given, k, values).unwrap_or(f64::NAN)));
        }
    }

    /// Value k of one output: every axis in turn doubles the corners and their weights.
    fn value(&self, given: &Given<'_>, k: usize, values: &[f64]) -> Option<f64> {
        let mut corners = [(0, 1.0); 1 << MOST_AXES];
        let mut n = 1;
        for axis in &self.axes {
            let (low, share) = axis.locate(given.at(&axis.input, k)?)?;
            let (done, rest) = corners.split_at_mut_checked(n)?;
            for (old, new) in done.iter_mut().zip(rest) {
                let (first, weight) = (old.0 * axis.at.len() + low, old.1);
                (*old, *new) = ((first, weight * (1.0 - share)), (first + 1, weight * share));
            }
            n *= 2;
        }
        corners.iter().take(n).map(|(i, weight)| Some(values.get(*i)? * weight)).sum()
    }
}

impl Axis {
    fn check(&self, output: &Slot, check: &mut Check<'_>) {
        let Self { input, at } = self;
        let ascending = at.windows(2).all(|pair| matches!(pair, [a, b] if a < b));
        if at.len() < 2 || !ascending || at.iter().any(|x| !x.is_finite()) {
            return check.add(format!("the points of `{input}` are not two or more ascending numbers"));
        }
        let Some(slot) = check.reads(output, input) else { return };
        let (min, max) = (slot.range.min, slot.range.max);
        if self.locate(min).is_none() || self.locate(max).is_none() {
            check.add(format!("`{input}` is valid from {min} to {max}, beyond the points of its axis"));
        }
    }

    /// The point below and the share of the way to the next; `None` outside.
    fn locate(&self, x: f64) -> Option<(usize, f64)> {
        let last = self.at.len().checked_sub(2)?;
        let low = self.at.partition_point(|at| *at <= x).checked_sub(1)?.min(last);
        let (a, b) = (*self.at.get(low)?, *self.at.get(low + 1)?);
        (x <= b).then(|| (low, (x - a) / (b - a)))
    }
}

#[cfg(test)]
mod tests {
    use crate::kinds::testing::{answered, refused, same};

    const PLANE: &str = r#"{"axes":[{"input":"x","at":[0,10,100]},{"input":"y","at":[0,100]}],
                            "outputs":{"z":[0,100, 20,120, 200,300]}}"#;

    #[test]
    fn a_plane_is_reproduced_and_nothing_is_extrapolated() {
        for (x, y, expected) in [
            (0.0, 0.0, 0.0),
            (5.0, 50.0, 60.0),
            (55.0, 7.0, 117.0),
            (100.0, 100.0, 300.0),
            (10.0, 100.0, 120.0),
            (100.000_001, 0.0, f64::NAN),
            (0.0, -1e-9, f64::NAN),
            (f64::NAN, 1.0, f64::NAN),
        ] {
            same(&answered("table", PLANE, "x y -> z", &[x, y]), &[expected]);
        }
        same(&answered("table", PLANE, "x*2 y -> z*2", &[0.0, 5.0, 50.0]), &[50.0, 60.0]);
    }

    #[test]
    fn four_axes_are_multilinear() {
        let axis = |name: &str| format!(r#"{{"input":"{name}","at":[0,100]}}"#);
        let values: Vec<String> =
            (0..16u32).map(|i| (f64::from(i.count_ones()) * 25.0).to_string()).collect();
        let axes = ["a", "b", "c", "d"].map(axis).join(",");
        let model = format!(r#"{{"axes":[{axes}],"outputs":{{"z":[{}]}}}}"#, values.join(","));
        same(&answered("table", &model, "a b c d -> z", &[10.0, 20.0, 30.0, 100.0]), &[40.0]);
    }

    #[test]
    fn what_does_not_fit_is_named() {
        let one = |at: &str, values: &str| {
            format!(r#"{{"axes":[{{"input":"x","at":[{at}]}}],"outputs":{{"z":[{values}]}}}}"#)
        };
        for (model, why) in [
            (one("0,100", "1"), "output `z` has 1 values for 2 points"),
            (one("100,0", "1,2"), "not two or more ascending"),
            (one("0", "1"), "not two or more ascending"),
            (one("0,0,100", "1,2,3"), "not two or more ascending"),
            (one("0,99", "1,2"), "`x` is valid from 0 to 100, beyond the points of its axis"),
            (one("0,100", "1,2").replace("\"x\"", "\"v\""), "`v`, which is no input"),
            (r#"{"axes":[],"outputs":{"z":[1]}}"#.into(), "1 to 4 axes, not 0"),
        ] {
            refused("table", &model, "x -> z", why);
        }
    }
}
