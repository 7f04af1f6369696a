//! # `wrong-kind`
//!
//! What: A limit is on a number and its expression reads numbers.
//!
//! Why: a choice has no above and below.
//!
//! Example: `input: zone_1` with a choice `zone_1` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Input;
use crate::manifest::tree::member;

use super::parts::Parts;
use super::walk;

/// Notes choices where a limit needs numbers.
pub fn check(manifest: &dyn Parts, report: &mut Report) {
    let is_choice = |id: &str| matches!(manifest.inputs().get(id), Some(Input::Choice(_)));
    for (path, limit) in walk::limits(manifest) {
        let read = walk::bounds(limit)
            .flat_map(|(key, bound)| walk::read_by(bound).into_iter().map(move |id| (key, id)));
        for (key, id) in
            std::iter::once(("input", limit.input.as_str())).chain(read).filter(|(_, id)| is_choice(id))
        {
            let message = format!("the input `{id}` is a choice instead of a number");
            report.error(Code::WrongKind, member(&path, key), message);
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
            &[("id: wet, input: inflow", "id: wet, input: zone_1"), ("(inflow - 400)", "(zone_1 - 400)")],
            &[(Code::WrongKind, "limits[0].input"), (Code::WrongKind, "limits[1].above")],
        );
    }
}
