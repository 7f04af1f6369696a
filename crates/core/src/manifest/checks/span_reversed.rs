//! # `span-reversed`
//!
//! What: A daily span ends after it starts.
//!
//! Why: nothing fits into a reversed span; one over midnight is written as two.
//!
//! Example: `from: "22:00", to: "06:00"` is refused; `to: "24:00"` and a second span from `"00:00"` are right.

use crate::clock;
use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

/// Notes spans that end before they start. Unreadable times are noted where they are read.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let windows = &manifest.decision.windows;
    let access = windows.access.iter().map(|span| ("access", &span.from, &span.to)).enumerate();
    let crew = windows.crew.iter().map(|span| ("crew", &span.from, &span.to)).enumerate();
    for (i, (list, from, to)) in access.chain(crew) {
        if let (Some(from_min), Some(to_min)) = (clock::parse(from), clock::parse(to))
            && from_min >= to_min
        {
            let path = format!("decision.windows.{list}[{i}]");
            let diagnostic =
                report.error(Code::SpanReversed, path, format!("the span from {from} to {to} is reversed"));
            diagnostic.hint("write a span over midnight as two, one to `\"24:00\"` and one from `\"00:00\"`");
        }
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
            &[(r#"to: "12:00""#, r#"to: "07:30""#), (r#"to: "16:30""#, r#"to: "06:30""#)],
            &[
                (Code::SpanReversed, "decision.windows.access[0]"),
                (Code::SpanReversed, "decision.windows.crew[0]"),
            ],
        );
    }
}
