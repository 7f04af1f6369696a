//! # `level-order`
//!
//! What: Levels ascend, each pump stops below its start, and all levels lie within the wet well; the tanks start between empty and full; limits of vibration zones ascend.
//!
//! Why: a pump that stops above its start level would switch at every step.
//!
//! Example: `start_levels_m: [2.6, 2.0]` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

/// Notes levels in the wrong order.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let station = &manifest.graph.station;
    let (well, control, tank) = (&station.wet_well, &station.pump_control, &station.head_tank);
    if let Some([a, b, c]) = manifest.decision.inspection.zone_limits_mm_per_s
        && !(0.0 < a && a < b && b < c)
    {
        let path = "decision.inspection.zone_limits_mm_per_s";
        report.error(Code::LevelOrder, path, "the limits of the zones do not ascend from above 0");
    }
    let mut note = |ok: bool, path: &str, message: &str| {
        if !ok {
            report.error(Code::LevelOrder, format!("graph.station.{path}"), message);
        }
    };
    let within = |level: f64| well.lowest_level_m <= level && level <= well.overflow_level_m;
    let of_well = well.lowest_level_m < well.overflow_level_m && within(well.initial_level_m);
    note(of_well, "wet_well", "the levels are not in the order lowest, initial, overflow");
    let of_tank = 0.0 <= tank.initial_level_m && tank.initial_level_m <= tank.highest_level_m;
    note(of_tank, "head_tank", "the initial level is not between 0 and the highest level");
    for (key, levels) in
        [("start_levels_m", &control.start_levels_m), ("stop_levels_m", &control.stop_levels_m)]
    {
        let path = format!("pump_control.{key}");
        note(levels.is_sorted(), &path, "the levels do not ascend");
        note(levels.iter().all(|level| within(*level)), &path, "a level is outside the wet well");
    }
    let mut pairs = control.start_levels_m.iter().zip(&control.stop_levels_m);
    note(pairs.all(|(start, stop)| stop < start), "pump_control", "a pump stops at or above its start level");
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
            &[("[2.0, 2.6]", "[2.6, 2.0]"), ("[1.0, 1.3]", "[0.5, 1.3]")],
            &[
                (Code::LevelOrder, "graph.station.pump_control.start_levels_m"),
                (Code::LevelOrder, "graph.station.pump_control.stop_levels_m"),
            ],
        );
        assert_finds(
            check,
            &[("cost: 380 }", "cost: 380, zone_limits_mm_per_s: [1.4, 2.8, 2.8] }")],
            &[(Code::LevelOrder, "decision.inspection.zone_limits_mm_per_s")],
        );
        assert_finds(
            check,
            &[
                ("[1.0, 1.3]", "[2.0, 2.1]"),
                ("initial_level_m: 1.6", "initial_level_m: 5"),
                ("initial_level_m: 1.5", "initial_level_m: 7"),
            ],
            &[
                (Code::LevelOrder, "graph.station.wet_well"),
                (Code::LevelOrder, "graph.station.head_tank"),
                (Code::LevelOrder, "graph.station.pump_control"),
            ],
        );
    }
}
