//! # `unknown-option`
//!
//! What: The default of a choice is one of its options.
//!
//! Why: the app would start in a state that it blocks.
//!
//! Example: `default: E` with `options: [A, B, C, D]` is refused.

use crate::diag::{Code, Report};
use crate::manifest::structure::suggest;

use super::parts::Parts;
use super::walk;

/// Notes defaults that are not an option.
pub fn check(manifest: &dyn Parts, report: &mut Report) {
    for (path, choice) in
        walk::choice_inputs(manifest).filter(|(_, choice)| !choice.options.contains(&choice.default))
    {
        let message = format!("`{}` is not an option", choice.default);
        let diagnostic = report.error(Code::UnknownOption, path + ".default", message);
        suggest(diagnostic, &choice.default, choice.options.iter().map(String::as_str));
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
            &[("default: B", "default: E")],
            &[(Code::UnknownOption, "inputs.zone_1.default")],
        );
    }
}
