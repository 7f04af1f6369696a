//! # `unknown-input`
//!
//! What: A name that refers to an input is the id of one.
//!
//! Why: a mistyped name would leave a part of the twin without its value.
//!
//! Example: `inflow: { input: inflw }` with an input `inflow` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::{FlipPoint, Manifest};
use crate::manifest::structure::suggest;
use crate::manifest::tree::{element, member};

use super::parts::Parts;
use super::{studies, walk};

/// Notes references to inputs that do not exist.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let flips = manifest.decision.flip_points.iter().enumerate().filter_map(|(i, flip)| match flip {
        FlipPoint::Input(id) => Some((element("decision.flip_points", i), id.as_str())),
        FlipPoint::Cost(_) => None,
    });
    note(manifest, flips.chain(studies::inputs_read(manifest)).chain(read(manifest)), report);
}

/// Notes which of these names, of the limits' and of the scenarios' are no inputs.
pub fn note<'a>(
    manifest: &'a dyn Parts,
    others: impl Iterator<Item = (String, &'a str)>,
    report: &mut Report,
) {
    let sets = walk::value_sets(manifest).into_iter();
    let values =
        sets.flat_map(|(path, values)| values.keys().map(move |id| (member(&path, id), id.as_str())));
    for (path, id) in limit_references(manifest).chain(values).chain(others) {
        if manifest.inputs().get(id).is_none() {
            let diagnostic = report.error(Code::UnknownInput, path, format!("there is no input `{id}`"));
            suggest(diagnostic, id, manifest.inputs().ids());
        }
    }
}

/// Names of inputs that the simulation reads.
pub(super) fn read(manifest: &Manifest) -> impl Iterator<Item = (String, &str)> {
    walk::zone_inputs(manifest).chain(walk::station_inputs(manifest))
}

fn limit_references(manifest: &dyn Parts) -> impl Iterator<Item = (String, &str)> {
    walk::limits(manifest).flat_map(|(path, limit)| {
        let limited = (member(&path, "input"), limit.input.as_str());
        let of_bound = |(key, bound)| walk::read_by(bound).into_iter().map(move |id| (key, id));
        let read: Vec<_> = walk::bounds(limit).flat_map(of_bound).collect();
        std::iter::once(limited).chain(read.into_iter().map(move |(key, id)| (member(&path, key), id)))
    })
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
            &[
                ("    inflow: { input: inflow }", "    inflow: { input: inflw }"),
                ("(inflow - 400)", "(rain - 400)"),
                ("zone_1: C", "zone_2: C"),
            ],
            &[
                (Code::UnknownInput, "limits[1].above"),
                (Code::UnknownInput, "scenario.presets.wet-day.values.zone_2"),
                (Code::UnknownInput, "graph.station.inflow.input"),
            ],
        );
        assert_finds(
            check,
            &[
                ("flip_points: [{ input: ambient }", "flip_points: [{ input: heat }"),
                ("vibration_zone: { input: zone_1 }", "vibration_zone: { input: zone }"),
                ("id: wet, input: inflow", "id: wet, input: flow"),
            ],
            &[
                (Code::UnknownInput, "limits[0].input"),
                (Code::UnknownInput, "decision.flip_points[0]"),
                (Code::UnknownInput, "assets.pump_1.vibration_zone.input"),
            ],
        );
    }
}
