//! # `range-reversed`
//!
//! What: The lowest value of a range is below its highest.
//!
//! Why: nothing lies in a reversed range, and a slider of length zero cannot be moved.
//!
//! Example: `range: { min: 1000, max: 100 }` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

use super::parts::Parts;
use super::walk;

/// Notes ranges of inputs that are reversed.
pub fn inputs(manifest: &dyn Parts, report: &mut Report) {
    let ranges = walk::ranges(manifest).map(|(path, _, range)| (path + ".range", range.min, range.max));
    note(ranges.filter(|(_, min, max)| min >= max), report);
}

/// Notes ranges of the thermal model and of elapsed shares that are reversed.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let room = &manifest.graph.heat.valid_room_temperature;
    let room = ("graph.heat.valid_room_temperature".to_owned(), room.min, room.max);
    let ranges = std::iter::once(room).filter(|(_, min, max)| min >= max);
    note(ranges.chain(elapsed_shares(manifest).into_iter().filter(|(_, from, to)| from > to)), report);
}

fn note(reversed: impl Iterator<Item = (String, f64, f64)>, report: &mut Report) {
    for (path, min, max) in reversed {
        report.error(Code::RangeReversed, &path, format!("the range of `{path}` goes from {min} to {max}"));
    }
}

fn elapsed_shares(manifest: &Manifest) -> Vec<(String, f64, f64)> {
    let tables = walk::detectable(manifest).map(|(path, evidence, _)| (path, &evidence.elapsed_share));
    let entries =
        tables.flat_map(|(path, table)| walk::zones(&format!("{path}.evidence.elapsed_share"), table));
    entries.map(|(path, [from, to])| (path, *from, *to)).collect()
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    fn both(manifest: &Manifest, report: &mut Report) {
        inputs(manifest, report);
        check(manifest, report);
    }

    #[test]
    fn finds() {
        assert_finds(both, &[], &[]);
        assert_finds(both, &[("max: 1000", "max: 50")], &[(Code::RangeReversed, "inputs.inflow.range")]);
        assert_finds(
            both,
            &[("max: 45", "max: -15"), ("C: [0.0, 0.7]", "C: [0.7, 0.0]")],
            &[
                (Code::RangeReversed, "graph.heat.valid_room_temperature"),
                (Code::RangeReversed, "modes.seal.evidence.elapsed_share.C"),
            ],
        );
    }
}
