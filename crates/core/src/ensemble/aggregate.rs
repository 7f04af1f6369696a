//! From members to curves: means, bands as shares of members, crossing times.

use crate::decision::choose::Decided;
use crate::decision::effect::Treatment;
use crate::domain::DomainState;
use crate::manifest::resolved::Asset;
use crate::outlook::{AssetOutlook, Crossing, ModeShare, Outlook};
use crate::predicted::{Band, Interval, IntervalKind, Predicted, PredictedCurve};
use crate::profile::first_crossing;
use crate::reliability::ModeState;

use super::member::{AssetResult, MemberResult};
use super::setting::Setting;

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
    let mut values: Vec<f64> = values.collect();
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    values.sort_by(f64::total_cmp);
    let interval = Interval {
        low: quantile(&values, 0.5 - OUTER / 2.0),
        high: quantile(&values, 0.5 + OUTER / 2.0),
        coverage: OUTER,
        kind: IntervalKind::Members,
    };
    Predicted::new(mean, interval, domain)
}

/// Mean curve with both bands; `series(member)` has one value per time.
pub fn curve<'a>(
    times_h: &[f64],
    members: &'a [MemberResult],
    domain: DomainState,
    series: impl Fn(&'a MemberResult) -> &'a [f64],
) -> PredictedCurve {
    let all: Vec<&[f64]> = members.iter().map(series).collect();
    curve_of(times_h, &all, domain)
}

fn curve_of(times_h: &[f64], all: &[&[f64]], domain: DomainState) -> PredictedCurve {
    let band = |coverage| Band { coverage, kind: IntervalKind::Members, low: vec![], high: vec![] };
    let (mut mean, mut bands) = (Vec::with_capacity(times_h.len()), [band(OUTER), band(INNER)]);
    let mut column = Vec::with_capacity(all.len());
    for k in 0..times_h.len() {
        column.clear();
        column.extend(all.iter().map(|s| s.get(k).copied().unwrap_or(0.0)));
        mean.push(column.iter().sum::<f64>() / column.len().max(1) as f64);
        column.sort_unstable_by(f64::total_cmp);
        for b in &mut bands {
            b.low.push(quantile(&column, 0.5 - b.coverage / 2.0));
            b.high.push(quantile(&column, 0.5 + b.coverage / 2.0));
        }
    }
    // All lengths agree by construction; a value that is not finite shows as an empty curve.
    let empty = || PredictedCurve::new(vec![], vec![], vec![], domain);
    PredictedCurve::new(times_h.to_vec(), mean, bands.into(), domain)
        .or_else(|_| empty())
        .unwrap_or_else(|_| unreachable!("an empty curve is consistent"))
}

/// The outlook of a run.
pub fn outlook(
    setting: &Setting,
    members: &[MemberResult],
    unguarded: &[MemberResult],
    Decided { decision, after, plan }: Decided,
) -> Outlook {
    let state = setting.domain.state;
    let times = &setting.times_h;
    let assets = setting.manifest.assets.iter().enumerate();
    let treatment = |i: usize| after.get(i).copied().flatten();
    Outlook {
        members: members.len() as u32,
        seed: setting.seed,
        horizon_h: setting.manifest.scenario.horizon_h,
        domain: setting.domain.clone(),
        assets: assets
            .map(|(i, a)| asset_outlook(setting, a, i, (members, unguarded), treatment(i)))
            .collect(),
        station: curve(times, members, state, |m| &m.station),
        wet_well_level: curve(times, members, state, |m| &m.level),
        inflow: curve(times, members, state, |m| &m.inflow.knots),
        ambient: curve(times, members, state, |m| &m.ambient.knots),
        overflow_share: members.iter().filter(|m| m.spills).count() as f64 / members.len().max(1) as f64,
        decision,
        plan,
    }
}

fn asset_outlook(
    setting: &Setting,
    asset: &Asset,
    i: usize,
    (members, unguarded): (&[MemberResult], &[MemberResult]),
    treatment: Option<Treatment>,
) -> AssetOutlook {
    let (state, times) = (setting.domain.state, setting.times_h.as_slice());
    let of = |series: fn(&AssetResult) -> &[f64]| curve(times, members, state, move |m| series(&m.assets[i]));
    let each =
        |value: &dyn Fn(&AssetResult) -> f64| summarise(members.iter().map(|m| value(&m.assets[i])), state);
    let after = treatment.map(|t| {
        let series: Vec<Vec<f64>> = members.iter().map(|m| t.failure_after(setting, &m.assets[i])).collect();
        curve_of(times, &series.iter().map(Vec::as_slice).collect::<Vec<_>>(), state)
    });
    let last = |xs: &[f64]| xs.last().copied().unwrap_or(0.0);
    AssetOutlook {
        id: asset.id.clone(),
        failure: of(|a| &a.failure),
        // The reference's own domain: it is the forecast day that the model was validated on.
        reference: curve(times, members, DomainState::In, |m| &m.assets[i].reference),
        unguarded: (!unguarded.is_empty())
            .then(|| curve(times, unguarded, DomainState::Out, |m| &m.assets[i].failure)),
        after_inspection: after,
        risk: each(&|a| last(&a.failure)),
        crossing: crossing(setting, members, i),
        modes: mode_shares(setting, members, i),
        defect_now: each(&defect_now),
        bearing_temperature: of(|a| &a.bearing),
        winding_temperature: of(|a| &a.winding),
        flow: of(|a| &a.flow),
        starts: each(&|a| last(&a.starts)),
        bearing_rise_k: each(&|a| a.bearing_rise_k),
    }
}

/// P(at least one detectable defect is present now).
fn defect_now(asset: &AssetResult) -> f64 {
    let absent = |m: &ModeState| match m {
        ModeState::DelayTime(d) => 1.0 - d.present,
        _ => 1.0,
    };
    1.0 - asset.modes.iter().map(absent).product::<f64>()
}

fn crossing(setting: &Setting, members: &[MemberResult], i: usize) -> Crossing {
    let (times, level) = (&setting.times_h, setting.manifest.decision.risk_limit);
    let n = members.len().max(1) as f64;
    let mean: Vec<f64> =
        (0..times.len()).map(|k| members.iter().map(|m| m.assets[i].failure[k]).sum::<f64>() / n).collect();
    let mut hours: Vec<f64> = members
        .iter()
        .map(|m| first_crossing(times, &m.assets[i].failure, level).unwrap_or(f64::INFINITY))
        .collect();
    hours.sort_by(f64::total_cmp);
    let at = |p: f64| hours.get((p * (n - 1.0)) as usize).copied().filter(|h| h.is_finite());
    Crossing {
        level,
        mean_h: first_crossing(times, &mean, level),
        early_h: at(0.1),
        late_h: at(0.9),
        share_never: hours.iter().filter(|h| !h.is_finite()).count() as f64 / n,
    }
}

fn mode_shares(setting: &Setting, members: &[MemberResult], i: usize) -> Vec<ModeShare> {
    let n = members.len().max(1) as f64;
    let mean = |j: usize| members.iter().map(|m| m.assets[i].incidence[j]).sum::<f64>() / n;
    let modes = setting.manifest.modes.iter().enumerate();
    let mut shares: Vec<ModeShare> = modes
        .map(|(j, m)| ModeShare { id: m.id.clone(), title: m.title.clone(), incidence: mean(j), share: 0.0 })
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
