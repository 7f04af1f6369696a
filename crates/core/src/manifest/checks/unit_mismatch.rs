//! # `unit-mismatch, wrong-kind`
//!
//! What: The inputs bound to the station are numbers in its units: the inflow in m3/h, the ambient temperature in Cel.
//!
//! Why: nothing is converted on the way to the model.
//!
//! Example: an inflow in `L/s` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::{Input, Manifest};
use crate::units;

use super::walk;

/// Units of the station's inputs, in the order of [`walk::station_inputs`].
const NEEDED: [&str; 2] = ["m3/h", "Cel"];

/// Notes inputs of the station that have another unit or none.
pub fn check(manifest: &Manifest, report: &mut Report) {
    for ((path, id), needed) in walk::station_inputs(manifest).into_iter().zip(NEEDED) {
        match manifest.inputs.get(id) {
            Some(Input::Number(input)) if input.unit != needed => {
                mismatch(path, id, &input.unit, needed, report)
            }
            Some(Input::Choice(_)) => {
                report.error(
                    Code::WrongKind,
                    path,
                    format!("the input `{id}` is a choice instead of a number"),
                );
            }
            _ => {}
        }
    }
}

fn mismatch(path: String, id: &str, unit: &str, needed: &str, report: &mut Report) {
    let dimension = |code| units::find(code).map(|unit| unit.dimension);
    let Some(given) = dimension(unit) else { return }; // another rule's
    let diagnostic =
        report.error(Code::UnitMismatch, path, format!("`{id}` is in `{unit}` instead of `{needed}`"));
    diagnostic.hint(match Some(given) == dimension(needed) {
        true => format!("give range, default and limits of `{id}` in `{needed}`"),
        false => format!("bind an input that is in `{needed}`"),
    });
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
            &[("unit: m3/h", "unit: L/s")],
            &[(Code::UnitMismatch, "graph.station.inflow.input")],
        );
        assert_finds(
            check,
            &[
                ("    inflow: { input: inflow }", "    inflow: { input: zone_1 }"),
                ("    ambient: { input: ambient }", "    ambient: { input: inflow }"),
            ],
            &[
                (Code::WrongKind, "graph.station.inflow.input"),
                (Code::UnitMismatch, "graph.station.ambient.input"),
            ],
        );
    }
}
