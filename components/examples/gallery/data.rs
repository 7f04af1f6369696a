//! Plausible data.

use twinlet_components::chart::{LimitLine, SideCurve, Stroke};
use twinlet_components::{ChipState, FailureData, Freshness, LineData};
use twinlet_core::decision::{DecidedBy, Decision, Recommendation, Status, Tier, Window};
use twinlet_core::domain::DomainState;
use twinlet_core::guardrail::{Finding, Level, Zone};
use twinlet_core::outlook::Crossing;
use twinlet_core::predicted::{Band, Interval, IntervalKind, Predicted, PredictedCurve};
use twinlet_core::standing::Standing;

pub fn chip() -> ChipState {
    ChipState {
        standing: Standing::Decide,
        domain: DomainState::Caution,
        cause: Some("heat".into()),
        freshness: Freshness::Unbound,
        online: false,
        proof: Some("24 of 24 reproduced here, 0 requests since opening".into()),
    }
}

pub fn predicted(value: f64, low: f64, high: f64) -> Predicted<f64> {
    Predicted::new(value, Interval { low, high, coverage: 0.8, kind: IntervalKind::Members }, DomainState::In)
}

pub fn act(asset: &str, title: &str, tier: Tier, start_h: f64, p: f64) -> Recommendation {
    Recommendation {
        asset: asset.into(),
        asset_title: title.into(),
        tier,
        window: Window { start_h, end_h: start_h + 4.0 },
        decided_by: DecidedBy::RiskLimit,
        risk: predicted(p, p * 0.63, p * 1.44),
        risk_after: predicted(p * 0.27, p * 0.15, p * 0.44),
        cost_of_waiting: predicted(p * 15_900.0, p * 9_000.0, p * 22_000.0),
        cost_without: 0.0,
        cost_with: 0.0,
        alternatives: vec![],
        reason: String::new(),
    }
}

pub fn decision(status: Status, count: usize) -> Decision {
    let (headline, reasons): (&str, &[&str]) = match status {
        Status::Act => (
            "Inspect pump 2 between 10:00 and 14:00",
            &[
                "Bearing runs 14 K warmer from 13:00.",
                "Risk passes 5 % at 19:00 (80 %: 17:10 to 23:20).",
                "Pump 1 stays below 2 %.",
            ],
        ),
        Status::Nothing => (
            "Nothing to inspect before tomorrow 06:00",
            &["No pump passes 0.1 %.", "All vibration zones are A or B."],
        ),
        Status::Withheld => (
            "No recommendation: the heat is outside the model’s range",
            &["Above 46 °C no day was validated.", "Follow the written procedure."],
        ),
        Status::NoWindow => (
            "Inspect pump 2, but no window is feasible",
            &[
                "Pumps 1 and 3 cannot carry the inflow of the storm.",
                "The next free window is expected after 24 h.",
            ],
        ),
    };
    let acts =
        [act("pump_2", "Pump 2", Tier::Plan, 4.0, 0.078), act("pump_3", "Pump 3", Tier::Watch, 6.5, 0.019)];
    Decision {
        status,
        headline: headline.into(),
        reasons: reasons.iter().map(|r| (*r).to_string()).collect(),
        details: vec![],
        recommendations: acts.into_iter().take(count).collect(),
        flips: vec![],
    }
}

pub fn curve(top: f64, middle_h: f64, domain: DomainState) -> PredictedCurve {
    let times: Vec<f64> = (0..=96).map(|i| f64::from(i) / 4.0).collect();
    let mean: Vec<f64> =
        times.iter().map(|t| top * (0.1 * t / 24.0 + 0.9 / (1.0 + (-(t - middle_h) / 1.8).exp()))).collect();
    let band = |coverage: f64, up: f64, down: f64| Band {
        coverage,
        kind: IntervalKind::Members,
        low: mean.iter().map(|m| m * down).collect(),
        high: mean.iter().map(|m| m * up).collect(),
    };
    let bands = vec![band(0.8, 1.44, 0.6), band(0.5, 1.18, 0.82)];
    PredictedCurve::new(times, mean, bands, domain).unwrap_or_else(|_| empty())
}

fn empty() -> PredictedCurve {
    PredictedCurve::new(vec![], vec![], vec![], DomainState::In)
        .unwrap_or_else(|_| unreachable!("empty series agree"))
}

pub fn failure() -> FailureData {
    FailureData {
        asset: "pump 2".into(),
        start_min: 360,
        failure: curve(0.078, 11.5, DomainState::Caution),
        reference: Some(curve(0.039, 12.5, DomainState::In)),
        reference_label: "reference day".into(),
        after_inspection: None,
        others: vec![],
        unguarded: None,
        limit: Some(0.05),
        crossing: Crossing {
            level: 0.05,
            mean_h: Some(12.7),
            early_h: Some(11.2),
            late_h: Some(17.3),
            share_never: 0.04,
        },
        windows: vec![Window { start_h: 4.0, end_h: 8.0 }],
        remark: "Today’s heat adds 3.9 points.".into(),
    }
}

pub fn healthy() -> FailureData {
    let others = vec![("Pump 1".to_string(), curve(0.00012, 12.0, DomainState::In))];
    FailureData {
        asset: "Pump 2".into(),
        failure: curve(0.0002, 12.0, DomainState::In),
        reference: None,
        others,
        crossing: Crossing::default(),
        windows: vec![],
        remark: String::new(),
        ..failure()
    }
}

pub fn outside() -> FailureData {
    FailureData {
        failure: curve(0.1, 11.0, DomainState::Out),
        unguarded: Some(curve(0.06, 12.0, DomainState::Out)),
        ..failure()
    }
}

pub fn temperature() -> LineData {
    let times: Vec<f64> = (0..=96).map(|i| f64::from(i) / 4.0).collect();
    let warm = |t: f64| 52.0 + 14.0 * (-(t - 10.0) * (t - 10.0) / 30.0).exp();
    let line = |add: f64| times.iter().map(|t| warm(*t) + add).collect::<Vec<f64>>();
    let band = |coverage, half: f64| Band {
        coverage,
        kind: IntervalKind::Pointwise,
        low: line(-half),
        high: line(half),
    };
    let main =
        PredictedCurve::new(times.clone(), line(0.0), vec![band(0.8, 3.0), band(0.5, 1.4)], DomainState::In);
    let full = PredictedCurve::new(times.clone(), line(0.9), vec![], DomainState::In);
    LineData {
        title: "Bearing temperature, pump 2".into(),
        start_min: 360,
        x_unit: None,
        unit: "°C".into(),
        main: main.unwrap_or_else(|_| empty()),
        main_label: "surrogate".into(),
        sides: vec![SideCurve {
            label: "full-order model".into(),
            curve: full.unwrap_or_else(|_| empty()),
            stroke: Stroke::Dashed,
        }],
        limit: Some(LimitLine { value: 70.0, label: "alarm at 70 °C".into() }),
        spans: vec![],
        from_zero: false,
    }
}

pub fn zones(stops: &[(f64, f64, Option<Level>)]) -> Vec<Zone> {
    stops.iter().map(|&(from, to, level)| Zone { from, to, level }).collect()
}

pub fn finding(level: Level, text: &str) -> Finding {
    Finding { limit: "limit".into(), input: "input".into(), level, bound: 35.0, text: text.into() }
}

pub fn day() -> Vec<f64> {
    [
        0.6, 0.55, 0.5, 0.5, 0.55, 0.7, 1.2, 1.6, 1.5, 1.2, 1.0, 0.95, 0.95, 0.9, 0.9, 0.95, 1.05, 1.3, 1.5,
        1.4, 1.2, 1.0, 0.8, 0.65,
    ]
    .to_vec()
}
