//! # `not-positive`
//!
//! What: Durations, areas, capacities, resistances, shapes and scales are above zero.
//!
//! Why: the simulation divides by them.
//!
//! Example: `area_m2: 0` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

use super::walk;

/// Notes numbers that are not above zero.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let numbers = general(manifest).into_iter().chain(of_modes(manifest)).chain(of_tides(manifest));
    for (path, number) in numbers.filter(|(_, number)| *number <= 0.0) {
        report.error(Code::NotPositive, &path, format!("`{path}` is {number}, it must be above zero"));
    }
}

fn general(manifest: &Manifest) -> Vec<(String, f64)> {
    let (decision, scenario) = (&manifest.decision, &manifest.scenario);
    let (station, heat) = (&manifest.graph.station, &manifest.graph.heat);
    let numbers = [
        ("decision.horizon_h", decision.horizon_h),
        ("decision.inspection.duration_h", decision.inspection.duration_h),
        ("scenario.horizon_h", scenario.horizon_h),
        ("graph.station.wet_well.area_m2", station.wet_well.area_m2),
        ("graph.station.head_tank.area_m2", station.head_tank.area_m2),
        ("graph.station.head_tank.outflow_m3_per_h_at_1_m", station.head_tank.outflow_m3_per_h_at_1_m),
        ("graph.station.head_tank.outflow_exponent", station.head_tank.outflow_exponent),
        ("graph.heat.motor_efficiency", heat.motor_efficiency),
        ("graph.heat.winding.resistance_to_room_k_per_w", heat.winding.resistance_to_room_k_per_w),
        ("graph.heat.winding.capacity_j_per_k", heat.winding.capacity_j_per_k),
        ("graph.heat.bearing.resistance_to_room_k_per_w", heat.bearing.resistance_to_room_k_per_w),
        ("graph.heat.bearing.capacity_j_per_k", heat.bearing.capacity_j_per_k),
        ("graph.heat.winding_to_bearing_k_per_w", heat.winding_to_bearing_k_per_w),
    ];
    numbers.map(|(path, number)| (path.to_owned(), number)).into()
}

fn of_tides(manifest: &Manifest) -> impl Iterator<Item = (String, f64)> {
    walk::calendar_rules(manifest)
        .filter_map(|(path, rule)| Some((format!("{path}.tide.period_h"), rule.tide.as_ref()?.period_h)))
}

fn of_modes(manifest: &Manifest) -> Vec<(String, f64)> {
    let lives = walk::lives(manifest).into_iter();
    let lives = lives
        .flat_map(|(path, l)| [(format!("{path}.shape"), l.shape), (format!("{path}.scale_h"), l.scale_h)]);
    let ageings = walk::ageings(manifest).flat_map(|(path, ageing)| {
        let halving = (format!("{path}.temperature.halving_k"), ageing.temperature.halving_k);
        let factor =
            ageing.cavitation.as_ref().map(|effect| (format!("{path}.cavitation.factor"), effect.factor));
        std::iter::once(halving).chain(factor)
    });
    lives.chain(ageings).collect()
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
                ("wet_well: { area_m2: 40", "wet_well: { area_m2: 0"),
                ("shape: 1.1", "shape: 0"),
                ("halving_k: 20", "halving_k: -1"),
                ("factor: 1.8", "factor: 0"),
            ],
            &[
                (Code::NotPositive, "graph.station.wet_well.area_m2"),
                (Code::NotPositive, "modes.seal.arrival.shape"),
                (Code::NotPositive, "modes.seal.ageing.temperature.halving_k"),
                (Code::NotPositive, "modes.seal.ageing.cavitation.factor"),
            ],
        );
    }
}
