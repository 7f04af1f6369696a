//! # `unused-input`
//!
//! What: Each input is read by the station, an asset or a limit of another input (a warning).
//!
//! Why: a slider that changes nothing looks as if it mattered.
//!
//! Example: an input `rain` that nothing names is pointed out.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

use super::parts::Parts;
use super::{unknown_input, walk};

/// Notes inputs that nothing reads.
pub fn check(manifest: &Manifest, report: &mut Report) {
    note(manifest, unknown_input::read(manifest).map(|(_, id)| id), report);
}

/// Notes inputs that are not among these names and that no limit reads.
pub fn note<'a>(manifest: &'a dyn Parts, others: impl Iterator<Item = &'a str>, report: &mut Report) {
    let limits = walk::limits(manifest).flat_map(|(_, limit)| walk::bounds(limit));
    let read: Vec<&str> = limits.flat_map(|(_, bound)| walk::read_by(bound)).chain(others).collect();
    for id in manifest.inputs().ids().filter(|id| !read.contains(id)) {
        let message = format!("nothing reads the input `{id}`");
        report
            .warning(Code::UnusedInput, format!("inputs.{id}"), message)
            .hint("delete it, or bind it to what is calculated");
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
            &[("vibration_zone: { input: zone_1 }", "vibration_zone: B")],
            &[(Code::UnusedInput, "inputs.zone_1")],
        );
    }
}
