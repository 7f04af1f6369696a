//! # `self-reference`
//!
//! What: The bound of a limit does not read the input that it limits.
//!
//! Why: the bound would move with the slider, and the zones on its track would be wrong.
//!
//! Example: a limit on `ambient` above `ambient - 1` is refused.

use crate::diag::{Code, Report};
use crate::manifest::tree::member;

use super::parts::Parts;
use super::walk;

/// Notes bounds that read their own input.
pub fn check(manifest: &dyn Parts, report: &mut Report) {
    for (path, limit) in walk::limits(manifest) {
        let own =
            walk::bounds(limit).filter(|(_, bound)| walk::read_by(bound).contains(&limit.input.as_str()));
        for (key, _) in own {
            let message = format!("the limit `{}` depends on its own input `{}`", limit.id, limit.input);
            report.error(Code::SelfReference, member(&path, key), message);
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
            &[("(inflow - 400)", "(ambient - 400)")],
            &[(Code::SelfReference, "limits[1].above")],
        );
    }
}
