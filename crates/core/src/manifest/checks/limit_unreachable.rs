//! # `limit-unreachable`
//!
//! What: A constant bound lies within the range of its input (a warning).
//!
//! Why: beyond the contract range everything is blocked already, so the limit never says anything.
//!
//! Example: `above: 1200` with a range up to 1000 is pointed out.

use crate::diag::{Code, Report};
use crate::manifest::raw::{Bound, Input};
use crate::manifest::tree::member;

use super::parts::Parts;
use super::walk;

/// Notes constant bounds that no allowed value can cross.
pub fn check(manifest: &dyn Parts, report: &mut Report) {
    for (path, limit) in walk::limits(manifest) {
        let Some(Input::Number(input)) = manifest.inputs().get(&limit.input) else { continue };
        for (key, bound) in walk::bounds(limit) {
            let constant = match bound {
                Bound::Number(value) => Some(*value),
                Bound::Compiled(expression) => expression.constant(),
                _ => None,
            };
            let unreachable = |value: f64| match key {
                "above" => value >= input.range.max,
                _ => value <= input.range.min,
            };
            if let Some(value) = constant.filter(|value| unreachable(*value)) {
                let message = format!("no value in the range of `{}` is {key} {value}", limit.input);
                report.warning(Code::LimitUnreachable, member(&path, key), message);
            }
        }
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(|m, r| check(m, r), &[], &[]);
        assert_finds(
            |m, r| check(m, r),
            &[("above: 640", "above: 1000"), ("above: 46 - 0.02 * (inflow - 400)", "below: 2 - 12")],
            &[(Code::LimitUnreachable, "limits[0].above"), (Code::LimitUnreachable, "limits[1].below")],
        );
    }
}
