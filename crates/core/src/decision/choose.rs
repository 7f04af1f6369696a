//! The rule: the lowest expected cost over the decision horizon, under the risk limit.
//!
//! An inspection is recommended when it pays, or when the risk limit asks for it. Crews are shared out
//! to the most urgent asset first. Where the models may not be believed there is no recommendation.

use crate::domain::DomainState;
use crate::ensemble::aggregate::summarise;
use crate::ensemble::member::MemberResult;
use crate::ensemble::setting::Setting;
use crate::predicted::Predicted;

use super::effect::Treatment;
use super::windows::{Start, around, feasible_share, starts};
use super::{Alternative, DecidedBy, Decision, Recommendation, Tier, Window, cost, words};

/// Members by which candidates are compared; the figures of the chosen one come from all.
const COMPARED: usize = 100;
/// Starts that cost at most this share of the saving more than the best one belong to its window.
const WINDOW_TOLERANCE: f64 = 0.05;
/// A saving below this share of the inspection's cost is not worth a visit.
const WORTH: f64 = 0.05;
/// Alternatives listed.
const ALTERNATIVES: usize = 4;

/// What was found out about inspecting one asset.
pub(super) struct InspectionOption {
    pub asset: usize,
    pub cost_without: f64,
    pub risk: f64,
    pub candidates: Vec<Candidate>,
}

/// One possible start with its consequences.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub start: Start,
    pub feasible: bool,
    pub cost: f64,
    pub risk_after: f64,
}

/// The decision, and for each asset the inspection whose effect is shown.
pub fn decide(setting: &Setting, members: &[MemberResult]) -> (Decision, Vec<Option<Treatment>>) {
    if setting.domain.state == DomainState::Out || members.is_empty() {
        return (words::withheld(setting), vec![None; setting.assets()]);
    }
    let compared = &members[..members.len().min(COMPARED)];
    let mut options: Vec<InspectionOption> =
        (0..setting.assets()).map(|i| weigh(setting, compared, i)).collect();
    let limit = setting.manifest.decision.risk_limit;
    options.sort_by(|a, b| (b.risk > limit).cmp(&(a.risk > limit)).then(b.saving().total_cmp(&a.saving())));
    let mut chosen: Vec<(Recommendation, Treatment, usize)> = Vec::new();
    let mut without_window = Vec::new();
    for option in options.iter().filter(|o| o.is_due(setting)) {
        let taken: Vec<Window> = chosen.iter().map(|(r, ..)| r.window).collect();
        match recommend(setting, members, option, &taken) {
            Some((recommendation, treatment)) => chosen.push((recommendation, treatment, option.asset)),
            None => without_window.push(option.asset),
        }
    }
    let shown = |i: usize| {
        let recommended = chosen.iter().find(|(.., a)| *a == i).map(|(_, t, _)| *t);
        recommended.or_else(|| options.iter().find(|o| o.asset == i).and_then(InspectionOption::first))
    };
    let after = (0..setting.assets()).map(shown).collect();
    let recommendations = chosen.into_iter().map(|(r, ..)| r).collect();
    (words::decision(setting, members, recommendations, &without_window), after)
}

fn weigh(setting: &Setting, members: &[MemberResult], asset: usize) -> InspectionOption {
    let mean = |f: &dyn Fn(&MemberResult) -> f64| members.iter().map(f).sum::<f64>() / members.len() as f64;
    let decision = &setting.manifest.decision;
    let starts = starts(
        &decision.windows,
        setting.manifest.scenario.start_min,
        decision.inspection.duration_h,
        decision.horizon_h,
    );
    let feasible = feasible_hours(setting, members, asset, &starts);
    let candidate = |start: Start| {
        let treatment = Treatment { start_h: start.t_h, cost_factor: start.cost_factor };
        Candidate {
            start,
            feasible: feasible.iter().any(|h| libm::fabs(h - hour_of_day(setting, start.t_h)) < 1e-9),
            cost: mean(&|m| cost::expected(setting, &m.assets[asset], Some(treatment))),
            risk_after: mean(&|m| treatment.risk_after(setting, &m.assets[asset])),
        }
    };
    InspectionOption {
        asset,
        cost_without: mean(&|m| cost::expected(setting, &m.assets[asset], None)),
        risk: mean(&|m| m.assets[asset].failure.last().copied().unwrap_or(0.0)),
        candidates: starts.into_iter().map(candidate).collect(),
    }
}

/// Hours of the scenario's day at which the other pumps carry the inflow, among those of the given starts.
fn feasible_hours(setting: &Setting, members: &[MemberResult], asset: usize, starts: &[Start]) -> Vec<f64> {
    let mut hours: Vec<f64> = starts.iter().map(|s| hour_of_day(setting, s.t_h)).collect();
    hours.sort_by(f64::total_cmp);
    hours.dedup();
    let least = setting.manifest.decision.windows.feasible_share;
    hours.retain(|h| feasible_share(setting, members, asset, *h) >= least);
    hours
}

fn hour_of_day(setting: &Setting, t_h: f64) -> f64 {
    libm::fmod(t_h, setting.manifest.scenario.horizon_h)
}

impl Candidate {
    fn treatment(&self) -> Treatment {
        Treatment { start_h: self.start.t_h, cost_factor: self.start.cost_factor }
    }
}

impl InspectionOption {
    /// Saving of the cheapest start, feasible or not; negative when no start pays.
    fn saving(&self) -> f64 {
        self.cost_without - self.candidates.iter().map(|c| c.cost).fold(f64::INFINITY, f64::min)
    }

    fn is_due(&self, setting: &Setting) -> bool {
        let decision = &setting.manifest.decision;
        self.risk > decision.risk_limit || self.saving() > WORTH * decision.inspection.cost
    }

    /// The first feasible start.
    fn first(&self) -> Option<Treatment> {
        self.candidates.iter().find(|c| c.feasible).map(Candidate::treatment)
    }

    /// The candidate to take: the cheapest that keeps the risk limit; if none does, the one with the least risk.
    fn best(&self, limit: f64, usable: &dyn Fn(&Candidate) -> bool) -> Option<usize> {
        let numbered = || self.candidates.iter().enumerate().filter(|(_, c)| usable(c));
        let keeps = self.risk <= limit || numbered().any(|(_, c)| c.risk_after <= limit);
        let rank = |c: &Candidate| match (keeps, self.risk <= limit || c.risk_after <= limit) {
            (true, true) => c.cost,
            (true, false) => f64::INFINITY,
            (false, _) => c.risk_after,
        };
        numbered().min_by(|(_, a), (_, b)| rank(a).total_cmp(&rank(b))).map(|(k, _)| k)
    }
}

fn recommend(
    setting: &Setting,
    members: &[MemberResult],
    option: &InspectionOption,
    taken: &[Window],
) -> Option<(Recommendation, Treatment)> {
    let decision = &setting.manifest.decision;
    let duration = decision.inspection.duration_h;
    let span = |c: &Candidate| Window { start_h: c.start.t_h, end_h: c.start.t_h + duration };
    let crew_free =
        |c: &Candidate| (taken.iter().filter(|w| w.overlaps(&span(c))).count() as u32) < c.start.crews;
    let usable = |c: &Candidate| c.feasible && crew_free(c);
    let k = option.best(decision.risk_limit, &usable)?;
    let best = option.candidates[k];
    let tolerance = WINDOW_TOLERANCE * (option.cost_without - best.cost).max(decision.inspection.cost);
    let keeps = |c: &Candidate| c.risk_after <= decision.risk_limit.max(best.risk_after);
    let good = |j: usize| {
        option.candidates.get(j).is_some_and(|c| usable(c) && keeps(c) && c.cost <= best.cost + tolerance)
    };
    let all_starts: Vec<Start> = option.candidates.iter().map(|c| c.start).collect();
    let window = around(&all_starts, k, f64::from(decision.windows.step_min) / 60.0, duration, good);
    let treatment = best.treatment();
    let over_limit = option.risk > decision.risk_limit;
    let asset = &setting.manifest.assets[option.asset];
    let each = |f: &dyn Fn(&MemberResult) -> f64| summarise(members.iter().map(f), setting.domain.state);
    let i = option.asset;
    let recommendation = Recommendation {
        asset: asset.id.clone(),
        asset_title: asset.title.clone(),
        tier: if over_limit { Tier::Act } else { Tier::Plan },
        decided_by: if over_limit { DecidedBy::RiskLimit } else { DecidedBy::ExpectedCost },
        risk: each(&|m| m.assets[i].failure.last().copied().unwrap_or(0.0)),
        risk_after: each(&|m| treatment.risk_after(setting, &m.assets[i])),
        cost_of_waiting: cost_of_waiting(setting, members, option, treatment, &usable),
        cost_without: option.cost_without,
        cost_with: best.cost,
        alternatives: alternatives(setting, option, k, window, &crew_free),
        reason: words::cause(setting, members, i),
        window,
    };
    Some((recommendation, treatment))
}

/// Cost of the best start from tomorrow on, less that of the chosen one.
fn cost_of_waiting(
    setting: &Setting,
    members: &[MemberResult],
    option: &InspectionOption,
    today: Treatment,
    usable: &dyn Fn(&Candidate) -> bool,
) -> Predicted<f64> {
    let later = |c: &Candidate| usable(c) && c.start.t_h >= today.start_h + 24.0 - 1e-9;
    let tomorrow = option.candidates.iter().filter(|c| later(c)).min_by(|a, b| a.cost.total_cmp(&b.cost));
    let tomorrow = tomorrow.map(Candidate::treatment);
    let difference = |m: &MemberResult| {
        let cost = |t: Option<Treatment>| cost::expected(setting, &m.assets[option.asset], t);
        cost(tomorrow) - cost(Some(today))
    };
    summarise(members.iter().map(difference), setting.domain.state)
}

/// The best start of every other span, the cheapest first; spans without a feasible start last.
fn alternatives(
    setting: &Setting,
    option: &InspectionOption,
    chosen: usize,
    window: Window,
    crew_free: &dyn Fn(&Candidate) -> bool,
) -> Vec<Alternative> {
    let duration = setting.manifest.decision.inspection.duration_h;
    let best_cost = option.candidates[chosen].cost;
    let mut list: Vec<Alternative> = Vec::new();
    for group in option.candidates.chunk_by(|a, b| a.start.group == b.start.group) {
        let open: Vec<&Candidate> = group.iter().filter(|c| c.feasible && crew_free(c)).collect();
        let best = open.iter().min_by(|a, b| a.cost.total_cmp(&b.cost));
        let of = |c: &Candidate| Window { start_h: c.start.t_h, end_h: c.start.t_h + duration };
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let span = Window { start_h: first.start.t_h, end_h: last.start.t_h + duration };
        if span.overlaps(&window) {
            continue;
        }
        let (shown, extra) = best.map_or((span, None), |c| (of(c), Some(c.cost - best_cost)));
        let note = words::alternative(setting, group.iter().any(|c| c.feasible), best.copied());
        list.push(Alternative { window: shown, extra_cost: extra, note });
    }
    let rank = |a: &Alternative| a.extra_cost.unwrap_or(f64::INFINITY);
    list.sort_by(|a, b| rank(a).total_cmp(&rank(b)).then(a.window.start_h.total_cmp(&b.window.start_h)));
    list.truncate(ALTERNATIVES);
    list
}
