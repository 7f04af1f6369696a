//! # `empty-list`
//!
//! What: There is at least one model, input, mode, page, access span, crew span, and option of a choice.
//!
//! Why: without one of them there is nothing to decide, or never a time to do it.
//!
//! Example: `pages: []` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

use super::parts::Parts;
use super::walk;

/// Notes lists and maps without entries.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let windows = &manifest.decision.windows;
    let counts = [
        ("models", manifest.models.0.len()),
        ("inputs", manifest.inputs.0.len()),
        ("modes", manifest.modes.0.len()),
        ("outputs", manifest.outputs.len()),
        ("pages", manifest.pages.len()),
        ("decision.windows.access", windows.access.len()),
        ("decision.windows.crew", windows.crew.len()),
    ];
    note(manifest, &counts, report);
}

/// Notes which of these lists and of the options of choices have no entry.
pub fn note(manifest: &dyn Parts, others: &[(&str, usize)], report: &mut Report) {
    let named = others.iter().map(|(path, count)| ((*path).to_owned(), *count));
    let options =
        walk::choice_inputs(manifest).map(|(path, choice)| (path + ".options", choice.options.len()));
    for (path, _) in named.chain(options).filter(|(_, count)| *count == 0) {
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
