//! # `negative`
//!
//! What: Costs, spreads, ages and losses are zero or more.
//!
//! Why: a negative cost would reward a failure.
//!
//! Example: `failure_cost: -3000` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::{Manifest, Mode};

use super::walk;

/// Notes numbers below zero.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let numbers = general(manifest)
        .into_iter()
        .chain(of_inputs(manifest))
        .chain(of_modes(manifest))
        .chain(of_planning(manifest));
    for (path, number) in numbers.filter(|(_, number)| *number < 0.0) {
        report.error(Code::Negative, &path, format!("`{path}` is {number}, it must be zero or more"));
    }
}

fn of_planning(manifest: &Manifest) -> Vec<(String, f64)> {
    let mut numbers: Vec<(String, f64)> =
        walk::sites(manifest).map(|(path, site)| (path + ".travel_h", site.travel_h)).collect();
    for (path, rule) in walk::calendar_rules(manifest) {
        numbers.extend(rule.cost_factor.map(|factor| (format!("{path}.cost_factor"), factor)));
        let tide = rule.tide.iter();
        numbers.extend(
            tide.flat_map(|t| [("before_h", t.before_h), ("after_h", t.after_h)])
                .map(|(key, hours)| (format!("{path}.tide.{key}"), hours)),
        );
    }
    let legs = manifest.decision.planning.iter().flat_map(|p| p.travel.iter().enumerate());
    numbers.extend(legs.map(|(i, leg)| (format!("decision.planning.travel[{i}].hours"), leg.hours)));
    let leads = manifest.assets.iter().filter_map(|(id, asset)| Some((id, asset.part_lead_time_h?)));
    numbers.extend(leads.map(|(id, hours)| (format!("assets.{id}.part_lead_time_h"), hours)));
    numbers
}

fn general(manifest: &Manifest) -> Vec<(String, f64)> {
    let (decision, graph) = (&manifest.decision, &manifest.graph);
    let crew = decision.windows.crew.iter().enumerate();
    let crew = crew.map(|(i, span)| (format!("decision.windows.crew[{i}].cost_factor"), span.cost_factor));
    let fixed = [
        ("decision.inspection.cost", decision.inspection.cost),
        ("decision.lost_duty_cost", decision.lost_duty_cost),
        ("decision.restoration_h", decision.restoration_h),
        ("graph.station.grid.wear_sigmas", graph.station.grid.wear_sigmas),
        ("graph.heat.bearing.friction_w", graph.heat.bearing.friction_w),
        ("graph.heat.relative_sd", graph.heat.relative_sd),
    ];
    let factors = walk::zones("graph.heat.friction_factor_by_zone", &graph.heat.friction_factor_by_zone);
    let assets = manifest.assets.iter().flat_map(|(id, asset)| {
        let numbers = [
            ("effective_age_h", asset.effective_age_h),
            ("hours_since_inspection", asset.hours_since_inspection),
            ("wear.sd", asset.wear.sd),
        ];
        numbers.map(|(key, number)| (format!("assets.{id}.{key}"), number))
    });
    let factors = factors.into_iter().map(|(path, factor)| (path, *factor));
    fixed
        .map(|(path, number)| (path.to_owned(), number))
        .into_iter()
        .chain(crew)
        .chain(factors)
        .chain(assets)
        .collect()
}

fn of_inputs(manifest: &Manifest) -> Vec<(String, f64)> {
    let errors = walk::number_inputs(manifest)
        .filter_map(|(path, input)| Some((path, input.forecast_error.as_ref()?)));
    errors
        .flat_map(|(path, error)| {
            let keys = ["relative_sd", "absolute_sd", "correlation_h"]
                .map(|key| format!("{path}.forecast_error.{key}"));
            keys.into_iter().zip([error.relative_sd, error.absolute_sd, error.correlation_h])
        })
        .collect()
}

fn of_modes(manifest: &Manifest) -> Vec<(String, f64)> {
    let mut numbers: Vec<(String, f64)> = Vec::new();
    for (path, mode) in walk::modes(manifest) {
        match mode {
            Mode::PerStart { relative_sd, .. } => numbers.push((format!("{path}.relative_sd"), *relative_sd)),
            Mode::Ageing { age_at_reference_h, .. } => {
                numbers.push((format!("{path}.age_at_reference_h"), *age_at_reference_h));
            }
            Mode::DelayTime { .. } => {}
        }
        numbers.push((format!("{path}.failure_cost"), mode.failure_cost()));
    }
    for (path, evidence, inspection) in walk::detectable(manifest) {
        numbers.push((format!("{path}.evidence.log_odds_sd"), evidence.log_odds_sd));
        numbers.push((format!("{path}.inspection.repair_cost"), inspection.repair_cost));
        numbers.push((format!("{path}.inspection.repair_duration_h"), inspection.repair_duration_h));
        numbers.push((format!("{path}.inspection.repair_lead_h"), inspection.repair_lead_h));
    }
    numbers.extend(
        walk::lives(manifest).into_iter().map(|(path, life)| (path + ".relative_sd", life.relative_sd)),
    );
    numbers
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
                ("cost: 380", "cost: -1"),
                ("effective_age_h: 9001", "effective_age_h: -1"),
                ("relative_sd: 0.08", "relative_sd: -1"),
                ("failure_cost: 3000", "failure_cost: -1"),
            ],
            &[
                (Code::Negative, "decision.inspection.cost"),
                (Code::Negative, "assets.pump_2.effective_age_h"),
                (Code::Negative, "inputs.inflow.forecast_error.relative_sd"),
                (Code::Negative, "modes.starting.failure_cost"),
            ],
        );
        assert_finds(
            check,
            &[
                ("repair_lead_h: 2", "repair_lead_h: -1"),
                ("relative_sd: 0.3 }", "relative_sd: -1 }"),
                ("D: 1.42", "D: -1"),
                ("cost_factor: 1.5", "cost_factor: -1"),
            ],
            &[
                (Code::Negative, "decision.windows.crew[0].cost_factor"),
                (Code::Negative, "graph.heat.friction_factor_by_zone.D"),
                (Code::Negative, "modes.seal.inspection.repair_lead_h"),
                (Code::Negative, "modes.winding.life.relative_sd"),
            ],
        );
    }
}
