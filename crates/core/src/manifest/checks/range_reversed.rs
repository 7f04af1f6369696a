//! # `range-reversed`
//!
//! What: The lowest value of a range is below its highest.
//!
//! Why: nothing lies in a reversed range, and a slider of length zero cannot be moved.
//!
//! Example: `range: { min: 1000, max: 100 }` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

use super::walk;

/// Notes ranges of inputs, of the thermal model and of elapsed shares that are reversed.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let inputs = walk::number_inputs(manifest)
        .map(|(path, input)| (path + ".range", input.range.min, input.range.max));
    let room = &manifest.graph.heat.valid_room_temperature;
    let room = ("graph.heat.valid_room_temperature".to_owned(), room.min, room.max);
    let ranges = inputs.chain(std::iter::once(room)).filter(|(_, min, max)| min >= max);
    let shares = elapsed_shares(manifest).into_iter().filter(|(_, from, to)| from > to);
    for (path, min, max) in ranges.chain(shares) {
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

    #[test]
    fn finds() {
        assert_finds(check, &[], &[]);
        assert_finds(check, &[("max: 1000", "max: 50")], &[(Code::RangeReversed, "inputs.inflow.range")]);
        assert_finds(
            check,
            &[("max: 45", "max: -15"), ("C: [0.0, 0.7]", "C: [0.7, 0.0]")],
            &[
                (Code::RangeReversed, "graph.heat.valid_room_temperature"),
                (Code::RangeReversed, "modes.seal.evidence.elapsed_share.C"),
            ],
        );
    }
}
