//! The rule: the lowest expected cost over the decision horizon, under the risk limit.
//!
//! An inspection is recommended when it pays, or when the risk limit asks for it. All assets are chosen
//! for at once ([`crate::planning::joint`]). Where the models may not be believed there is no recommendation.

use crate::domain::DomainState;
use crate::ensemble::aggregate::summarise;
use crate::ensemble::member::MemberResult;
use crate::ensemble::row::{Curve, Number};
use crate::ensemble::setting::Setting;
use crate::ensemble::table::Table;
use crate::outlook::{Outlook, StartCost};
use crate::planning;
use crate::planning::joint::{self, Joint};
use crate::planning::tier::{Thresholds, Urgency, WORTH, tier};

use super::effect::{Plan, Plans, Timeline, Treatment};
use super::windows::{Start, around, feasible_share, offered};
use super::{Alternative, DecidedBy, Decision, Recommendation, Tier, Window, cost, start_costs, words};

/// Members by which candidates are compared; the figures of the chosen one come from all.
pub const COMPARED: usize = 100;
/// Starts that cost at most this share of the saving more than the best one belong to its window.
const WINDOW_TOLERANCE: f64 = 0.05;
/// Alternatives listed.
const ALTERNATIVES: usize = 4;

/// What was found out about inspecting one asset.
#[derive(Debug, Clone)]
pub struct InspectionOption {
    /// The asset's position.
    pub asset: usize,
    /// Expected cost without an inspection.
    pub cost_without: f64,
    /// Expected cost with one at once at the normal rate, whether that is possible or not.
    pub at_once: f64,
    /// Failure probability within the scenario's horizon without one.
    pub risk: f64,
    /// Starts at which access, crew and calendars allow it.
    pub candidates: Vec<Candidate>,
}

/// One possible start with its consequences.
#[derive(Debug, Clone, Copy)]
pub struct Candidate {
    /// The start.
    pub start: Start,
    /// The other assets carry the inflow meanwhile.
    pub feasible: bool,
    /// Expected cost with it.
    pub cost: f64,
    /// Ends of the interval of the cost over the members.
    pub cost_ends: [f64; 2],
    /// Failure probability within the scenario's horizon with it.
    pub risk_after: f64,
    /// Ends of its interval over the members.
    pub risk_ends: [f64; 2],
}

/// What is recommended, decided by the first members; the figures beside it come from all.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// For each asset the inspection whose effect is shown.
    pub plans: Plans,
    /// What answers for every other start, where that was asked for and there is an answer.
    pub plan: Option<planning::Plan>,
    chosen: Vec<Chosen>,
    without_window: Vec<usize>,
    costs: Vec<(usize, Vec<StartCost>)>,
}

/// A recommended inspection.
#[derive(Debug, Clone)]
struct Chosen {
    asset: usize,
    tier: Tier,
    over_limit: bool,
    window: Window,
    plan: Plan,
    cost_without: f64,
    cost_with: f64,
    alternatives: Vec<Alternative>,
}

/// Chooses by the first [`COMPARED`] members; `with_plan` also works out what answers for every other start, which
/// costs as much again.
pub fn choose(setting: &Setting, members: &[MemberResult], with_plan: bool) -> Choice {
    if setting.domain.state == DomainState::Out || members.is_empty() {
        return Choice { plans: Plans(vec![Plan::default(); setting.assets()]), ..Choice::default() };
    }
    let compared = &members[..members.len().min(COMPARED)];
    let options: Vec<InspectionOption> = (0..setting.assets()).map(|i| weigh(setting, compared, i)).collect();
    let joint = joint::choose(setting, compared, &options);
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut without_window = Vec::new();
    for option in by_urgency(setting, &options) {
        let taken: Vec<Window> = chosen.iter().map(|c| c.window).collect();
        match joint.chosen(option.asset) {
            Some(k) => chosen.push(recommend(setting, option, k, (&joint, &taken))),
            None if option.is_due(setting) => without_window.push(option.asset),
            None => {}
        }
    }
    let plan = |i: usize| {
        let first = || options.get(i).and_then(InspectionOption::first);
        let recommended = chosen.iter().find(|c| c.asset == i).map(|c| c.plan);
        recommended.unwrap_or_else(|| Plan { shown: first(), ..Plan::default() })
    };
    let plans = Plans((0..setting.assets()).map(plan).collect());
    let plan = with_plan.then(|| planning::build(setting, compared, &options, &joint));
    let costs = options.iter().map(|o| (o.asset, start_costs::of(&o.candidates))).collect();
    Choice { plans, plan, chosen, without_window, costs }
}

/// The most urgent tier first, within it what is above the risk limit, then by what a visit saves.
fn by_urgency<'a>(setting: &Setting, options: &'a [InspectionOption]) -> Vec<&'a InspectionOption> {
    let limit = setting.manifest.decision.risk_limit;
    let mut sorted: Vec<&InspectionOption> = options.iter().collect();
    sorted.sort_by(|a, b| {
        let tiers = b.tier(setting).cmp(&a.tier(setting));
        tiers.then((b.risk > limit).cmp(&(a.risk > limit))).then(b.saving().total_cmp(&a.saving()))
    });
    sorted
}

impl Choice {
    /// Positions of the assets that are to be inspected, in order.
    pub fn assets(&self) -> Vec<usize> {
        let mut assets: Vec<usize> = self.chosen.iter().map(|chosen| chosen.asset).collect();
        assets.sort_unstable();
        assets
    }

    /// Puts the cost of every start beside the assets.
    pub fn put_costs(&self, outlook: &mut Outlook) {
        for (asset, costs) in &self.costs {
            if let Some(asset) = outlook.assets.get_mut(*asset) {
                asset.costs.clone_from(costs);
            }
        }
    }

    /// The decision with its figures from all members.
    pub fn decision(&self, setting: &Setting, table: &Table) -> Decision {
        if setting.domain.state == DomainState::Out || table.members() == 0 {
            return words::withheld(setting);
        }
        let recommendations = self.chosen.iter().map(|c| c.recommendation(setting, table)).collect();
        words::decision(setting, table, recommendations, &self.without_window)
    }
}

impl Chosen {
    fn recommendation(&self, setting: &Setting, table: &Table) -> Recommendation {
        let (i, state) = (self.asset, setting.domain.state);
        let asset = &setting.manifest.assets[i];
        Recommendation {
            asset: asset.id.clone(),
            asset_title: asset.title.clone(),
            tier: self.tier,
            decided_by: if self.over_limit { DecidedBy::RiskLimit } else { DecidedBy::ExpectedCost },
            risk: summarise(table.last(Curve::Failure(i)), state),
            risk_after: summarise(table.numbers(Number::RiskAfter(i)), state),
            cost_of_waiting: summarise(table.numbers(Number::Waiting(i)), state),
            cost_without: self.cost_without,
            cost_with: self.cost_with,
            alternatives: self.alternatives.clone(),
            reason: words::cause(setting, table, i),
            window: self.window,
        }
    }
}

fn weigh(setting: &Setting, members: &[MemberResult], asset: usize) -> InspectionOption {
    let lines: Vec<Timeline<'_>> = members.iter().map(|m| Timeline::new(setting, &m.assets[asset])).collect();
    let mean = |f: &dyn Fn(&Timeline<'_>) -> f64| lines.iter().map(f).sum::<f64>() / lines.len() as f64;
    let starts = offered(setting, asset);
    let feasible = feasible_hours(setting, members, asset, &starts);
    let spread = |f: &dyn Fn(&Timeline<'_>) -> f64| {
        let shown = summarise(lines.iter().map(f), setting.domain.state).shown();
        (shown.value, [shown.interval.low, shown.interval.high])
    };
    let candidate = |start: Start| {
        let treatment = Treatment { start_h: start.t_h, cost_factor: start.cost_factor };
        let (cost, cost_ends) = spread(&|line| cost::expected(setting, line, Some(treatment)));
        let (risk_after, risk_ends) = spread(&|line| line.risk(Some(treatment)));
        Candidate {
            start,
            feasible: feasible.iter().any(|h| libm::fabs(h - hour_of_day(setting, start.t_h)) < 1e-9),
            cost,
            cost_ends,
            risk_after,
            risk_ends,
        }
    };
    let now = Treatment { start_h: 0.0, cost_factor: 1.0 };
    InspectionOption {
        asset,
        cost_without: mean(&|line| cost::expected(setting, line, None)),
        at_once: mean(&|line| cost::expected(setting, line, Some(now))),
        risk: mean(&|line| line.asset().failure.last().copied().unwrap_or(0.0)),
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
    /// The inspection of this start.
    pub fn treatment(&self) -> Treatment {
        Treatment { start_h: self.start.t_h, cost_factor: self.start.cost_factor }
    }
}

impl InspectionOption {
    /// Saving of the cheapest start, feasible or not; negative when no start pays. Where there is no start at all, of
    /// an inspection at once: it is due although nothing can be offered.
    fn saving(&self) -> f64 {
        let costs = self.candidates.iter().map(|c| c.cost);
        self.cost_without - costs.reduce(f64::min).unwrap_or(self.at_once)
    }

    fn is_due(&self, setting: &Setting) -> bool {
        let decision = &setting.manifest.decision;
        self.risk > decision.risk_limit || self.saving() > WORTH * decision.inspection.cost
    }

    /// Urgency, given what was told before.
    pub fn tier(&self, setting: &Setting) -> Tier {
        let decision = &setting.manifest.decision;
        let now = Urgency { risk: self.risk, saving: self.saving(), waiting: self.waiting(24.0) };
        let than = Thresholds {
            risk_limit: decision.risk_limit,
            visit_cost: decision.inspection.cost,
            hysteresis: decision.planning.hysteresis,
        };
        let previous = setting.manifest.assets.get(self.asset).and_then(|a| setting.tiers.get(&a.id));
        tier(&now, &than, previous.copied())
    }

    /// Cost of the best choice that starts so many hours from now or later, less that of the best choice; leaving
    /// it is a choice too.
    pub fn waiting(&self, hours: f64) -> f64 {
        let best = |from: f64| {
            let costs =
                self.candidates.iter().filter(|c| c.feasible && c.start.t_h >= from - 1e-9).map(|c| c.cost);
            costs.fold(self.cost_without, f64::min)
        };
        best(hours) - best(0.0)
    }

    /// The first feasible start.
    fn first(&self) -> Option<Treatment> {
        self.candidates.iter().find(|c| c.feasible).map(Candidate::treatment)
    }
}

fn recommend(
    setting: &Setting,
    option: &InspectionOption,
    k: usize,
    (joint, taken): (&Joint, &[Window]),
) -> Chosen {
    let decision = &setting.manifest.decision;
    let duration = decision.inspection.duration_h;
    let position = |c: &Candidate| option.candidates.iter().position(|other| other.start == c.start);
    let crew_free = |c: &Candidate| position(c).is_some_and(|j| joint.goes(option.asset, j));
    let usable = |c: &Candidate| c.feasible && crew_free(c);
    let best = option.candidates[k];
    let tolerance = WINDOW_TOLERANCE * (option.cost_without - best.cost).max(decision.inspection.cost);
    let keeps = |c: &Candidate| c.risk_after <= decision.risk_limit.max(best.risk_after);
    // Every start of a window goes with every start of the windows before it, not only with what was chosen there.
    let span = |c: &Candidate| Window { start_h: c.start.t_h, end_h: c.start.t_h + duration };
    let apart =
        |c: &Candidate| (taken.iter().filter(|w| w.overlaps(&span(c))).count() as u32) < c.start.crews;
    let good = |j: usize| {
        option
            .candidates
            .get(j)
            .is_some_and(|c| usable(c) && apart(c) && keeps(c) && c.cost <= best.cost + tolerance)
    };
    let all_starts: Vec<Start> = option.candidates.iter().map(|c| c.start).collect();
    let window = around(&all_starts, k, f64::from(decision.windows.step_min) / 60.0, duration, good);
    let today = best.treatment();
    Chosen {
        asset: option.asset,
        tier: option.tier(setting),
        over_limit: option.risk > decision.risk_limit,
        plan: Plan { shown: Some(today), is_chosen: true, later: later(option, today, &usable) },
        cost_without: option.cost_without,
        cost_with: best.cost,
        alternatives: alternatives(setting, option, k, window, &crew_free),
        window,
    }
}

/// The best start from the day after the chosen one on.
fn later(
    option: &InspectionOption,
    today: Treatment,
    usable: &dyn Fn(&Candidate) -> bool,
) -> Option<Treatment> {
    let later = |c: &Candidate| usable(c) && c.start.t_h >= today.start_h + 24.0 - 1e-9;
    let tomorrow = option.candidates.iter().filter(|c| later(c)).min_by(|a, b| a.cost.total_cmp(&b.cost));
    tomorrow.map(Candidate::treatment)
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
