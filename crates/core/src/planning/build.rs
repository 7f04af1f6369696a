//! From an ensemble and a joint choice to a plan that answers for every start.

use crate::decision::choose::{Candidate, InspectionOption};
use crate::decision::cost;
use crate::decision::effect::{Timeline, Treatment};
use crate::decision::windows::{crew_at, feasible_share};
use crate::ensemble::aggregate::summarise;
use crate::ensemble::member::MemberResult;
use crate::ensemble::setting::Setting;
use crate::predicted::Predicted;

use super::barriers::{barriers, duration_min};
use super::joint::Joint;
use super::{AssetPlan, Plan, Row, Visit, alternatives, information};

/// Minutes between the starts that are computed although they are not offered.
const COARSE_MIN: i64 = 240;

/// The plan; `members` are those that the options were compared by.
pub fn build(
    setting: &Setting,
    members: &[MemberResult],
    options: &[InspectionOption],
    joint: &Joint,
) -> Plan {
    let decision = &setting.manifest.decision;
    let assets: Vec<AssetPlan> = options.iter().map(|o| asset(setting, members, o, joint)).collect();
    let mut plan = Plan {
        date: setting.date,
        start_min: setting.manifest.scenario.start_min,
        step_min: decision.windows.step_min.max(1),
        duration_min: duration_min(&setting.manifest),
        scenario_h: setting.manifest.scenario.horizon_h,
        horizon_h: decision.horizon_h,
        compared: members.len() as u32,
        currency: setting.manifest.app.currency.clone(),
        visit_cost: decision.inspection.cost,
        risk_limit: decision.risk_limit,
        feasible_share: decision.windows.feasible_share,
        domain: setting.domain.state,
        travel_min: decision.planning.travel_min.clone(),
        apart: joint.problem.apart.clone(),
        cost: 0.0,
        cost_without: options.iter().map(|o| o.cost_without).sum(),
        cost_of_waiting: joint.cost_of_waiting(24.0),
        proof: joint.solution.proof,
        assets,
    };
    plan.cost = plan.assets.iter().map(|a| plan.planned_cost(a)).sum();
    // What a visit has to save beside its cost is no cost: it is left out of what is told.
    plan.proof.bound = plan.cost - plan.proof.gap.unwrap_or(0.0);
    let found: Vec<_> = (0..plan.assets.len()).map(|i| alternatives::of(&plan, i)).collect();
    plan.assets.iter_mut().zip(found).for_each(|(a, list)| a.alternatives = list);
    plan
}

fn asset(setting: &Setting, members: &[MemberResult], option: &InspectionOption, joint: &Joint) -> AssetPlan {
    let i = option.asset;
    let spec = &setting.manifest.assets[i];
    let visit = joint.visit(i).zip(joint.chosen(i)).map(|(visit, k)| {
        let start_h = option.candidates[k].start.t_h;
        let end_h = start_h + setting.manifest.decision.inspection.duration_h;
        Visit { start_h, end_h, crew: visit.crew }
    });
    let lines: Vec<Timeline<'_>> = members.iter().map(|m| Timeline::new(setting, &m.assets[i])).collect();
    let each = |f: &dyn Fn(&Timeline<'_>) -> f64| -> Predicted<f64> {
        summarise(lines.iter().map(f), setting.domain.state)
    };
    AssetPlan {
        id: spec.id.clone(),
        title: spec.title.clone(),
        site: spec.site,
        tier: option.tier(setting),
        visit,
        cost_without: each(&|line| cost::expected(setting, line, None)),
        risk: each(&|line| line.asset().failure.last().copied().unwrap_or(0.0)),
        cost_of_waiting: option.waiting(24.0),
        value_of_information: information::value(setting, members, i, &choices(option)),
        rows: rows(setting, members, &lines, option),
        barriers: barriers(&setting.manifest, spec, setting.now()),
        alternatives: Vec::new(),
    }
}

/// The treatments among which a finding decides: the first, the best and the last feasible start.
fn choices(option: &InspectionOption) -> Vec<Treatment> {
    let feasible = || option.candidates.iter().filter(|c| c.feasible);
    let best = feasible().min_by(|a, b| a.cost.total_cmp(&b.cost));
    [feasible().next(), best, feasible().next_back()].into_iter().flatten().map(|c| c.treatment()).collect()
}

/// Every start of the grid: exact where it is offered, else on a line between starts that are four hours apart.
fn rows(
    setting: &Setting,
    members: &[MemberResult],
    lines: &[Timeline<'_>],
    option: &InspectionOption,
) -> Vec<Row> {
    let decision = &setting.manifest.decision;
    let step = i64::from(decision.windows.step_min.max(1));
    let last = (f64::from(decision.planning.days) * 24.0).min(decision.horizon_h);
    let count = libm::floor(last * 60.0 / step as f64) as usize;
    let minute = |k: usize| k as i64 * step;
    let is_knot = |k: &usize| *k + 1 == count || minute(*k) % COARSE_MIN == 0;
    let knots: Vec<(usize, [[f64; 3]; 2])> =
        (0..count).filter(is_knot).map(|k| (k, spreads(setting, lines, minute(k) as f64 / 60.0))).collect();
    let shares = shares(setting, members, option.asset, step);
    let row = |k: usize| {
        let (factor, crews) = price(setting, minute(k));
        let of = |c: &Candidate| libm::round(c.start.t_h * 60.0) as i64 == minute(k);
        let offered = option.candidates.iter().find(|c| of(c)).map(exact);
        let [cost, risk] = offered.unwrap_or_else(|| {
            let [cost, risk] = between(&knots, k);
            [cost.map(|c| c + decision.inspection.cost * factor), risk]
        });
        let share = shares.get(k % shares.len().max(1)).copied().unwrap_or(0.0);
        Row { cost, risk, share, factor, crews }
    };
    (0..count).map(row).collect()
}

/// Cost and risk of a start that was compared.
fn exact(of: &Candidate) -> [[f64; 3]; 2] {
    let ([low, high], [least, most]) = (of.cost_ends, of.risk_ends);
    [[of.cost, low, high], [of.risk_after, least, most]]
}

/// Cost without the visit's own price, and risk: mean and both ends over the members.
fn spreads(setting: &Setting, lines: &[Timeline<'_>], start_h: f64) -> [[f64; 3]; 2] {
    let treatment = Treatment { start_h, cost_factor: 0.0 };
    let of = |f: &dyn Fn(&Timeline<'_>) -> f64| {
        let shown = summarise(lines.iter().map(f), setting.domain.state).shown();
        [shown.value, shown.interval.low, shown.interval.high]
    };
    [of(&|line| cost::expected(setting, line, Some(treatment))), of(&|line| line.risk(Some(treatment)))]
}

/// Reads a row between its neighbours that were computed.
fn between(knots: &[(usize, [[f64; 3]; 2])], k: usize) -> [[f64; 3]; 2] {
    let after = knots.partition_point(|(at, _)| *at < k);
    let (Some(b), a) = (knots.get(after).or(knots.last()), knots.get(after.saturating_sub(1))) else {
        return [[0.0; 3]; 2];
    };
    let a = a.unwrap_or(b);
    let share = if b.0 > a.0 { (k as f64 - a.0 as f64) / (b.0 - a.0) as f64 } else { 0.0 };
    let (from, to) = if b.0 == k { (b, b) } else { (a, b) };
    let at = |i: usize, j: usize| from.1[i][j] + (to.1[i][j] - from.1[i][j]) * share;
    [0, 1].map(|i| [0, 1, 2].map(|j| at(i, j)))
}

/// Factor and crews of a start; where no crew is on duty the tariff alone.
fn price(setting: &Setting, minute: i64) -> (f64, u32) {
    let manifest = &setting.manifest;
    let (rules, duration_h) = (&manifest.decision.windows, manifest.decision.inspection.duration_h);
    let crew = crew_at(rules, manifest.scenario.start_min, duration_h, minute as f64 / 60.0);
    let factor = setting.tariff(minute);
    crew.map_or((factor, 0), |c| (c.cost_factor * factor, c.crews))
}

/// Share of members that spare the asset, for each start of a day.
fn shares(setting: &Setting, members: &[MemberResult], asset: usize, step: i64) -> Vec<f64> {
    let count = libm::floor(setting.manifest.scenario.horizon_h * 60.0 / step as f64) as usize;
    (0..count).map(|k| feasible_share(setting, members, asset, (k as i64 * step) as f64 / 60.0)).collect()
}
