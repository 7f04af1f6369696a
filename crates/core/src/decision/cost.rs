//! Expected cost of one asset over the decision horizon, in one member.
//!
//! Unplanned stops by mode, the duty lost with them, the inspection, and planned repairs: those found
//! now, and those that the planned inspection at the end of the horizon will find in any case.

use crate::ensemble::setting::Setting;
use crate::manifest::resolved::{DelayTime, Mode, ModeKind};
use crate::reliability::ModeState;

use super::effect::{Timeline, Treatment};

/// Expected cost with or without an inspection, in the manifest's currency.
pub fn expected(setting: &Setting, line: &Timeline<'_>, treatment: Option<Treatment>) -> f64 {
    let asset = line.asset();
    let decision = &setting.manifest.decision;
    let horizon = decision.horizon_h;
    let times = knots(setting, treatment, horizon);
    let outcome = line.compete(&times, treatment);
    let consequence = decision.lost_duty_cost * asset.duty_risk;
    let stops: f64 = setting
        .manifest
        .modes
        .iter()
        .zip(&outcome.incidence)
        .map(|(m, p)| p * (m.failure_cost + consequence))
        .sum();
    let inspection = treatment.map_or(0.0, |t| decision.inspection.cost * t.cost_factor);
    stops + inspection + planned_repairs(line, setting, treatment)
}

/// Times at which the modes are shared out: the repair, and thirds of the horizon.
fn knots(setting: &Setting, treatment: Option<Treatment>, horizon: f64) -> Vec<f64> {
    let mut times = vec![setting.manifest.scenario.horizon_h, horizon / 3.0, horizon * 2.0 / 3.0, horizon];
    times.extend(treatment.map(|t| t.end_h(setting)));
    times.retain(|t| *t <= horizon);
    times.sort_by(f64::total_cmp);
    times
}

/// Repairs of defects found by the inspection now, and by the planned one at the end of the horizon.
fn planned_repairs(line: &Timeline<'_>, setting: &Setting, treatment: Option<Treatment>) -> f64 {
    let (horizon, asset) = (setting.manifest.decision.horizon_h, line.asset());
    let modes = || setting.manifest.modes.iter().zip(&asset.modes).enumerate();
    let total: f64 = (0..asset.modes.len()).map(|j| line.hazard(j, horizon, treatment)).sum();
    let of = |(j, (mode, state)): (usize, (&Mode, &ModeState))| match (&mode.kind, state) {
        (ModeKind::DelayTime(model), ModeState::DelayTime(defect)) => {
            let present = |t: f64| line.survives_present(j, defect, t);
            let others = libm::exp(line.hazard(j, horizon, treatment) - total);
            repairs(model, treatment.map(|t| present(t.end_h(setting))), present(horizon) * others)
        }
        _ => 0.0,
    };
    modes().map(of).sum()
}

/// Expected cost of repairs of one mode; `found_now` and `at_end` are probabilities of a present defect.
fn repairs(model: &DelayTime, found_now: Option<f64>, at_end: f64) -> f64 {
    let missed = if found_now.is_some() { 1.0 - model.detection } else { 1.0 };
    model.repair_cost * model.detection * (found_now.unwrap_or(0.0) + missed * at_end)
}
