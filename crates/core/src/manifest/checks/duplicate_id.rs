//! # `duplicate-id`
//!
//! What: Ids of limits and pages, options of a choice and outputs occur once.
//!
//! Why: the second one would be unreachable, and records name limits by id.
//!
//! Example: two limits with `id: wet` are refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;
use crate::manifest::tree::element;

use super::parts::Parts;
use super::walk;

/// Notes the second and later occurrences.
pub fn check(manifest: &Manifest, report: &mut Report) {
    note(manifest, report);
    once("outputs", manifest.outputs.iter().map(|output| output.name()), report);
    once("pages", manifest.pages.iter().map(|page| page.id.name()), report);
}

/// Notes the second and later occurrences in the common parts.
pub fn note(manifest: &dyn Parts, report: &mut Report) {
    once("limits", manifest.limits().iter().map(|limit| limit.id.as_str()), report);
    for (path, choice) in walk::choice_inputs(manifest) {
        once(&format!("{path}.options"), choice.options.iter().map(String::as_str), report);
    }
}

fn once<'a>(path: &str, ids: impl Iterator<Item = &'a str>, report: &mut Report) {
    let mut seen = std::collections::BTreeSet::new();
    for (i, id) in ids.enumerate().filter(|(_, id)| !seen.insert(*id)) {
        report.error(Code::DuplicateId, element(path, i), format!("`{id}` occurs twice in `{path}`"));
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(check, &[], &[]);
        assert_finds(check, &[("id: hot", "id: wet")], &[(Code::DuplicateId, "limits[1]")]);
        assert_finds(
            check,
            &[
                ("[A, B, C, D]", "[A, B, A, D]"),
                ("outputs: [failure_probability]", "outputs: [wet_well_level, wet_well_level]"),
            ],
            &[(Code::DuplicateId, "inputs.zone_1.options[2]"), (Code::DuplicateId, "outputs[1]")],
        );
    }
}
