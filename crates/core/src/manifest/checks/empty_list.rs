//! # `empty-list`
//!
//! What: There is at least one model, input, mode, page, access span, crew span, and option of a choice.
//!
//! Why: without one of them there is nothing to decide, or never a time to do it.
//!
//! Example: `pages: []` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

use super::walk;

/// Notes lists and maps without entries.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let windows = &manifest.decision.windows;
    let mut counts = vec![
        ("models".to_owned(), manifest.models.0.len()),
        ("inputs".to_owned(), manifest.inputs.0.len()),
        ("modes".to_owned(), manifest.modes.0.len()),
        ("outputs".to_owned(), manifest.outputs.len()),
        ("pages".to_owned(), manifest.pages.len()),
        ("decision.windows.access".to_owned(), windows.access.len()),
        ("decision.windows.crew".to_owned(), windows.crew.len()),
    ];
    counts.extend(
        walk::choice_inputs(manifest).map(|(path, choice)| (path + ".options", choice.options.len())),
    );
    for (path, _) in counts.into_iter().filter(|(_, count)| *count == 0) {
        report.error(Code::EmptyList, &path, format!("`{path}` has no entry"));
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
            &[("pages: [{ id: decide, title: Decide }]", "pages: []")],
            &[(Code::EmptyList, "pages")],
        );
        assert_finds(
            check,
            &[(r#"[{ from: "07:30", to: "12:00", label: morning }]"#, "[]")],
            &[(Code::EmptyList, "decision.windows.access")],
        );
    }
}
