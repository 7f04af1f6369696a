//! From members to curves: means, bands as shares of members, crossing times.

use crate::decision::Decision;
use crate::decision::effect::Plans;
use crate::domain::DomainState;
use crate::manifest::resolved::Asset;
use crate::outlook::{AssetOutlook, Crossing, ModeShare, Outlook};
use crate::predicted::{Band, Interval, IntervalKind, Predicted, PredictedCurve};
use crate::profile::first_crossing;

use super::order;
use super::row::{COURSE, Curve, Number, course_knots};
use super::setting::Setting;
use super::table::Table;

/// Coverage of the outer band and of all intervals that members give.
pub const OUTER: f64 = 0.8;
/// Coverage of the inner band.
pub const INNER: f64 = 0.5;

/// Quantile of sorted values by linear interpolation (type 7 of Hyndman and Fan); zero when empty.
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let position = p * last as f64;
    let i = (position as usize).min(last);
    let at = |k: usize| sorted.get(k.min(last)).copied().unwrap_or(0.0);
    at(i) + (at(i + 1) - at(i)) * (position - i as f64)
}

/// Mean with the interval that the given share of members lies in.
pub fn summarise(values: impl Iterator<Item = f64>, domain: DomainState) -> Predicted<f64> {
    let values: Vec<f64> = values.collect();
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    let [low, high] = order::quantiles(&mut order::keys(&values), [0.5 - OUTER / 2.0, 0.5 + OUTER / 2.0]);
    let interval = Interval { low, high, coverage: OUTER, kind: IntervalKind::Members };
    Predicted::new(mean, interval, domain)
}

/// Mean curve with both bands over all members.
pub fn curve(times_h: &[f64], table: &Table, domain: DomainState, curve: Curve) -> PredictedCurve {
    let band = |coverage| Band { coverage, kind: IntervalKind::Members, low: vec![], high: vec![] };
    let (mut mean, mut outer, mut inner) = (Vec::with_capacity(times_h.len()), band(OUTER), band(INNER));
    let shares = [0.5 - OUTER / 2.0, 0.5 - INNER / 2.0, 0.5 + INNER / 2.0, 0.5 + OUTER / 2.0];
    table.columns(curve, |column| {
        mean.push(column.iter().sum::<f64>() / column.len().max(1) as f64);
        let [lowest, low, high, highest] = order::quantiles(&mut order::keys(column), shares);
        outer.low.push(lowest);
        inner.low.push(low);
        inner.high.push(high);
        outer.high.push(highest);
    });
    // All lengths agree by construction; a value that is not finite shows as an empty curve.
    let empty = || PredictedCurve::new(vec![], vec![], vec![], domain);
    PredictedCurve::new(times_h.to_vec(), mean, vec![outer, inner], domain)
        .or_else(|_| empty())
        .unwrap_or_else(|_| unreachable!("an empty curve is consistent"))
}

/// The outlook of a run; `unguarded` are members that ignore the domain, if it matters.
pub fn outlook(
    setting: &Setting,
    table: &Table,
    unguarded: &Table,
    decision: Decision,
    plans: &Plans,
) -> Outlook {
    let state = setting.domain.state;
    let of = |which: Curve| curve(&setting.times_h, table, state, which);
    let shows_after = |i: usize| plans.0.get(i).is_some_and(|plan| plan.shown.is_some());
    let assets = setting.manifest.assets.iter().enumerate();
    Outlook {
        members: table.members() as u32,
        seed: setting.seed,
        horizon_h: setting.manifest.scenario.horizon_h,
        domain: setting.domain.clone(),
        assets: assets
            .map(|(i, a)| asset_outlook(setting, a, i, (table, unguarded), shows_after(i)))
            .collect(),
        station: of(Curve::Station),
        wet_well_level: of(Curve::Level),
        inflow: of(Curve::Inflow),
        ambient: of(Curve::Ambient),
        overflow_share: table.mean(Number::Spills),
        stopped: None,
        decision,
        plan: None,
    }
}

fn asset_outlook(
    setting: &Setting,
    asset: &Asset,
    i: usize,
    (table, unguarded): (&Table, &Table),
    shows_after: bool,
) -> AssetOutlook {
    let (state, times) = (setting.domain.state, setting.times_h.as_slice());
    let of = |which: Curve| curve(times, table, state, which);
    let each = |number: Number| summarise(table.numbers(number), state);
    let failure = of(Curve::Failure(i));
    AssetOutlook {
        id: asset.id.clone(),
        // The reference's own domain: it is the forecast day that the model was validated on.
        reference: curve(times, table, DomainState::In, Curve::Reference(i)),
        unguarded: (unguarded.members() > 0)
            .then(|| curve(times, unguarded, DomainState::Out, Curve::Failure(i))),
        after_inspection: shows_after.then(|| of(Curve::After(i))),
        risk: summarise(table.last(Curve::Failure(i)), state),
        crossing: crossing(setting, table, i),
        modes: mode_shares(setting, table, i),
        course_h: course_h(times),
        costs: Vec::new(),
        defect_now: each(Number::Defect(i)),
        bearing_temperature: of(Curve::Bearing(i)),
        winding_temperature: of(Curve::Winding(i)),
        flow: of(Curve::Flow(i)),
        starts: each(Number::Starts(i)),
        bearing_rise_k: each(Number::Rise(i)),
        failure,
    }
}

fn crossing(setting: &Setting, table: &Table, i: usize) -> Crossing {
    let (times, level) = (&setting.times_h, setting.manifest.decision.risk_limit);
    let n = table.members().max(1) as f64;
    let mut hours: Vec<f64> = table.numbers(Number::Crossing(i)).collect();
    hours.sort_by(f64::total_cmp);
    let at = |p: f64| hours.get((p * (n - 1.0)) as usize).copied().filter(|h| h.is_finite());
    Crossing {
        level,
        mean_h: first_crossing(times, &table.mean_curve(Curve::Failure(i)), level),
        early_h: at(0.1),
        late_h: at(0.9),
        share_never: hours.iter().filter(|h| !h.is_finite()).count() as f64 / n,
    }
}

/// Mean cumulative incidence of a mode at the hours of [`course_h`].
fn course(table: &Table, i: usize, j: usize) -> Vec<f64> {
    std::iter::once(0.0).chain((0..COURSE).map(|k| table.mean(Number::Course(i, j, k)))).collect()
}

/// "Now", and the hours at which incidences are kept.
fn course_h(times_h: &[f64]) -> Vec<f64> {
    let at = |k: usize| times_h.get(k).copied();
    at(0).into_iter().chain(course_knots(times_h.len()).into_iter().filter_map(at)).collect()
}

fn mode_shares(setting: &Setting, table: &Table, i: usize) -> Vec<ModeShare> {
    let mean = |j: usize| table.mean(Number::Incidence(i, j));
    let modes = setting.manifest.modes.iter().enumerate();
    let mut shares: Vec<ModeShare> = modes
        .map(|(j, m)| ModeShare {
            id: m.id.clone(),
            title: m.title.clone(),
            incidence: mean(j),
            share: 0.0,
            course: course(table, i, j),
        })
        .collect();
    let total: f64 = shares.iter().map(|s| s.incidence).sum();
    for s in &mut shares {
        s.share = if total > 0.0 { s.incidence / total } else { 0.0 };
    }
    shares.sort_by(|a, b| b.share.total_cmp(&a.share));
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_interpolate() {
        let sorted = [1.0, 2.0, 3.0, 5.0];
        for (p, expected) in [(0.0, 1.0), (0.5, 2.5), (1.0, 5.0), (0.9, 4.4)] {
            assert!((quantile(&sorted, p) - expected).abs() < 1e-12, "{p}");
        }
        assert_eq!(quantile(&[], 0.5), 0.0);
    }

    #[test]
    fn a_summary_carries_its_coverage() {
        let s = summarise((0..=10).map(f64::from), DomainState::Caution).shown();
        for (found, expected) in [(s.value, 5.0), (s.interval.low, 1.0), (s.interval.high, 9.0)] {
            assert!((found - expected).abs() < 1e-9, "{found} instead of {expected}");
        }
        assert_eq!(s.interval.coverage, OUTER);
        assert_eq!(s.domain, DomainState::Caution);
    }
}
