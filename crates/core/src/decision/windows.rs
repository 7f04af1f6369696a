//! When an inspection can start: access, crew, and the other pumps' capacity.

use crate::clock::{day_offset, minute_of_day};
use crate::ensemble::member::MemberResult;
use crate::ensemble::setting::Setting;
use crate::manifest::resolved::{CrewSpan, WindowRules};
use crate::planning::barriers::barriers;
use crate::simulation::run::spills;

use super::Window;

/// Members by which the other pumps' capacity is tried.
const TRIED: usize = 100;

/// A possible start.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start {
    /// Hours from "now".
    pub t_h: f64,
    /// Factor on the inspection's cost.
    pub cost_factor: f64,
    /// Crews on duty.
    pub crews: u32,
    /// Which span of access, and of which day: starts of one group can form a window.
    pub group: (i64, usize),
}

/// Starts of an asset in the days that are planned: access and crew allow the whole inspection, and so do the
/// calendars, the roads and the parts.
pub fn offered(setting: &Setting, asset: usize) -> Vec<Start> {
    let manifest = &setting.manifest;
    let decision = &manifest.decision;
    let last_h = (f64::from(decision.planning.days) * 24.0).min(decision.horizon_h);
    let all = starts(&decision.windows, manifest.scenario.start_min, decision.inspection.duration_h, last_h);
    let barriers = manifest.assets.get(asset).map_or(Vec::new(), |a| barriers(manifest, a, setting.now()));
    let minute = |s: &Start| libm::round(s.t_h * 60.0) as i64;
    let priced = |s: Start| Start { cost_factor: s.cost_factor * setting.tariff(minute(&s)), ..s };
    let open = |s: &Start| barriers.iter().all(|b| b.meets(minute(s)).is_none());
    all.into_iter().filter(open).map(priced).collect()
}

/// All starts before an hour at which access and crew allow the whole inspection.
pub fn starts(rules: &WindowRules, start_min: u32, duration_h: f64, last_h: f64) -> Vec<Start> {
    let step_h = f64::from(rules.step_min.max(1)) / 60.0;
    let count = libm::floor(last_h / step_h) as usize;
    (0..count).filter_map(|k| start(rules, start_min, duration_h, k as f64 * step_h)).collect()
}

fn start(rules: &WindowRules, start_min: u32, duration_h: f64, t_h: f64) -> Option<Start> {
    let from = minute_of_day(start_min, t_h);
    let to = from + libm::round(duration_h * 60.0) as u32;
    let access = rules.access.iter().position(|a| a.from_min <= from && to <= a.to_min)?;
    let crew = crew_at(rules, start_min, duration_h, t_h)?;
    let group = (day_offset(start_min, t_h), access);
    Some(Start { t_h, cost_factor: crew.cost_factor, crews: crew.crews, group })
}

/// The crews that are on duty for the whole inspection from an hour on.
pub fn crew_at(rules: &WindowRules, start_min: u32, duration_h: f64, t_h: f64) -> Option<&CrewSpan> {
    let from = minute_of_day(start_min, t_h);
    let to = from + libm::round(duration_h * 60.0) as u32;
    rules.crew.iter().find(|c| c.crews > 0 && c.from_min <= from && to <= c.to_min)
}

/// Share of members in which the station does not spill while pump i is out from a start.
///
/// Days after the scenario's are taken to be like it: what is not possible today at this hour is not
/// offered tomorrow either.
pub fn feasible_share(setting: &Setting, members: &[MemberResult], i: usize, start_h: f64) -> f64 {
    let horizon = setting.manifest.scenario.horizon_h;
    let t_h = libm::fmod(start_h, horizon);
    let minutes = setting.manifest.decision.inspection.duration_h * 60.0;
    let knot = libm::round(t_h * 60.0 / f64::from(setting.manifest.scenario.step_min)) as usize;
    let tried = &members[..members.len().min(TRIED)];
    let carries = |m: &&MemberResult| {
        let day = setting.day(&m.grid, &m.inflow, &m.ambient, &m.residual, m.rise_factor);
        let from = m.snapshots.get(knot).copied().unwrap_or_default();
        !spills(&day, from, (t_h * 60.0, minutes), [setting.all_pumps() & !(1 << i)].into_iter())
    };
    tried.iter().filter(carries).count() as f64 / tried.len().max(1) as f64
}

/// The longest span of neighbouring starts around position `best` that all are `good`, as a window.
pub fn around(
    starts: &[Start],
    best: usize,
    step_h: f64,
    duration_h: f64,
    good: impl Fn(usize) -> bool,
) -> Window {
    let joined = |a: usize, b: usize| {
        let (x, y) = (&starts[a], &starts[b]);
        x.group == y.group && libm::fabs(y.t_h - x.t_h) < step_h * 1.5
    };
    let (mut first, mut last) = (best, best);
    while first > 0 && joined(first - 1, first) && good(first - 1) {
        first -= 1;
    }
    while last + 1 < starts.len() && joined(last, last + 1) && good(last + 1) {
        last += 1;
    }
    Window { start_h: starts[first].t_h, end_h: starts[last].t_h + duration_h }
}

impl Window {
    /// Whether two windows share time.
    pub fn overlaps(&self, other: &Window) -> bool {
        self.start_h < other.end_h && other.start_h < self.end_h
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::resolved::AccessSpan;

    fn rules() -> WindowRules {
        let access = |from_min, to_min| AccessSpan { from_min, to_min, label: String::new() };
        WindowRules {
            access: vec![access(8 * 60, 12 * 60), access(13 * 60, 15 * 60)],
            crew: vec![CrewSpan { from_min: 7 * 60, to_min: 16 * 60, crews: 1, cost_factor: 1.0 }],
            step_min: 60,
            feasible_share: 0.95,
        }
    }

    #[test]
    fn starts_leave_room_for_the_whole_inspection() {
        let clock: Vec<f64> = starts(&rules(), 360, 2.0, 24.0).iter().map(|s| s.t_h + 6.0).collect();
        assert_eq!(clock, [8.0, 9.0, 10.0, 13.0]);
        assert_eq!(starts(&rules(), 360, 2.0, 48.0).len(), 8);
        assert!(starts(&rules(), 360, 5.0, 48.0).is_empty());
    }

    #[test]
    fn a_window_joins_good_neighbours_of_one_span() {
        let starts = starts(&rules(), 360, 2.0, 24.0);
        assert_eq!(around(&starts, 1, 1.0, 2.0, |_| true), Window { start_h: 2.0, end_h: 6.0 });
        assert_eq!(around(&starts, 1, 1.0, 2.0, |k| k < 2), Window { start_h: 2.0, end_h: 5.0 });
        assert_eq!(around(&starts, 3, 1.0, 2.0, |_| true), Window { start_h: 7.0, end_h: 9.0 });
    }
}
