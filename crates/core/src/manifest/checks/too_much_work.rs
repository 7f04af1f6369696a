//! # `too-much-work`
//!
//! What: Members, grid points and steps are bounded, and a rule to stop asks for no fewer members than the ensemble has.
//!
//! Why: a manifest from anybody must not be able to hang a phone.
//!
//! Example: `members: 1000000` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

/// Most members of an ensemble.
const MAX_MEMBERS: f64 = 100_000.0;
/// Narrowest band that a rule to stop may ask for: a tenth of the smallest share that is shown.
const MIN_BAND_WIDTH: f64 = 1e-5;
/// Most points of one axis of the grid.
const MAX_GRID: f64 = 64.0;
/// Most steps of the station's balance.
const MAX_STEPS: f64 = 50_000.0;
/// Longest horizon of the decision: a year.
const MAX_HORIZON_H: f64 = 8784.0;

/// Notes counts that are too small or too large.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let (scenario, station) = (&manifest.scenario, &manifest.graph.station);
    let steps = scenario.horizon_h * 60.0 / station.step_min;
    let counts = [
        ("scenario.members", f64::from(scenario.members), 1.0, MAX_MEMBERS),
        ("graph.station.grid.wet_well_levels", f64::from(station.grid.wet_well_levels), 2.0, MAX_GRID),
        ("graph.station.grid.head_tank_levels", f64::from(station.grid.head_tank_levels), 2.0, MAX_GRID),
        ("graph.station.step_min", steps, 0.0, MAX_STEPS),
        ("decision.horizon_h", manifest.decision.horizon_h, 0.0, MAX_HORIZON_H),
    ];
    let stop = scenario.stop.iter().flat_map(|stop| {
        [
            (
                "scenario.stop.members_at_most",
                f64::from(stop.members_at_most),
                f64::from(scenario.members),
                MAX_MEMBERS,
            ),
            ("scenario.stop.band_width", stop.band_width, MIN_BAND_WIDTH, 1.0),
        ]
    });
    for (path, count, min, max) in counts.into_iter().chain(stop).filter(|(_, count, ..)| count.is_finite()) {
        if count < min || count > max {
            report.error(
                Code::TooMuchWork,
                path,
                format!("`{path}` asks for {count}, allowed are {min} to {max}"),
            );
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
            &[("members: 200", "members: 1000000"), ("wet_well_levels: 7", "wet_well_levels: 1")],
            &[
                (Code::TooMuchWork, "scenario.members"),
                (Code::TooMuchWork, "graph.station.grid.wet_well_levels"),
            ],
        );
        let stop = "members: 200\n  stop: { band_width: 0, members_at_most: 199 }";
        assert_finds(
            check,
            &[("members: 200", stop)],
            &[
                (Code::TooMuchWork, "scenario.stop.members_at_most"),
                (Code::TooMuchWork, "scenario.stop.band_width"),
            ],
        );
        assert_finds(
            check,
            &[("    step_min: 1\n", "    step_min: 0.001\n"), ("horizon_h: 336", "horizon_h: 10000")],
            &[(Code::TooMuchWork, "graph.station.step_min"), (Code::TooMuchWork, "decision.horizon_h")],
        );
    }
}
