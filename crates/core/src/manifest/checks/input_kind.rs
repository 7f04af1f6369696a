//! # `wrong-kind`
//!
//! What: a station's inputs are numbers and choices.
//!
//! Why: switches, spans and lists go into a graph of models; the station's simulation has no place for them.
//!
//! Example: an input with `default: true` in a station is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::{Input, Manifest};

/// Notes inputs that a station has no use for.
pub fn check(manifest: &Manifest, report: &mut Report) {
    for (id, input) in manifest.inputs.iter() {
        let kind = match input {
            Input::Number(_) | Input::Choice(_) => continue,
            Input::Switch(_) => "switch",
            Input::Span(_) => "span",
            Input::List(_) => "list",
        };
        let message = format!("a station cannot use the {kind} `{id}`");
        report
            .error(Code::WrongKind, format!("inputs.{id}"), message)
            .hint("make it a number with `range`, or a choice with `options`");
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(check, &[], &[]);
        assert_finds(
            check,
            &[("    options: [A, B, C, D]\n    default: B", "    default: true")],
            &[(Code::WrongKind, "inputs.zone_1")],
        );
    }
}
