//! Every chart in every state: the pages `#charts`, `#lives`, `#modes`, `#costs`.

use leptos::prelude::*;
use twinlet_components::chart::{Axes, SideCurve, Stroke};
use twinlet_components::{
    CostChart, CostData, CostOver, FailureChart, IncidenceChart, IncidenceData, LineChart, LineData,
    ProbabilityPaper, SurvivalChart,
};
use twinlet_core::domain::DomainState;
use twinlet_core::life_data::Law;
use twinlet_core::predicted::{Band, IntervalKind, PredictedCurve};

use crate::{data, lives};

/// What the foot of a saved file says.
pub fn contract() -> Signal<Vec<String>> {
    Signal::stored(
        [
            "Riverside pumps 1.4.0 · scenario: heat 37 °C, inflow 412 m³/h · 2026-07-14 06:00",
            "Model hydraulics 1.2.0, SHA-256 3f9a1c0be77d45f2a8c6d0913e5b7f20; validated on 450 days, valid until 2027-06",
            "Bands: 50 and 80 % of ensemble members; they cover the physical model, not measurements of these pumps. Not for dry running.",
        ]
        .map(String::from)
        .to_vec(),
    )
}

/// The failure curve on its axes, and several series.
pub fn charts() -> impl IntoView {
    let axes = || vec![Axes::Linear, Axes::Log, Axes::Weibull];
    view! {
        <div class="column">
            <FailureChart data=Signal::stored(Some(data::failure())) axes=axes() contract=contract()/>
            <FailureChart data=Signal::stored(Some(data::outside())) axes=axes() contract=contract()/>
        </div>
        <div class="column">
            <LineChart data=Signal::stored(Some(three())) contract=contract()/>
            <LineChart data=Signal::stored(Some(data::temperature()))/>
        </div>
        <div class="column">
            <FailureChart data=Signal::stored(Some(data::healthy()))/>
            <FailureChart data=Signal::stored(None) axes=axes() contract=contract()/>
        </div>
    }
}

/// Three equal series with their bands.
fn three() -> LineData {
    let side = |label: &str, top, at, stroke| SideCurve {
        label: label.into(),
        curve: data::curve(top, at, DomainState::In),
        stroke,
    };
    LineData {
        title: "Load, three days".into(),
        unit: "kW".into(),
        main: data::curve(62.0, 9.0, DomainState::In),
        main_label: "Monday".into(),
        sides: vec![side("Tuesday", 38.0, 12.0, Stroke::Second), side("Wednesday", 21.0, 7.0, Stroke::Third)],
        limit: None,
        from_zero: true,
        ..data::temperature()
    }
}

/// Which mode fails it.
pub fn modes() -> impl IntoView {
    let long = [
        ("bearing at the drive end", 0.5),
        ("mechanical seal", 0.3),
        ("winding insulation", 0.15),
        ("coupling", 0.05),
    ];
    view! {
        <div class="column">
            <IncidenceChart data=Signal::stored(Some(incidence(&[("bearing", 0.56), ("seal", 0.3), ("winding", 0.14)]))) contract=contract()/>
            <IncidenceChart data=Signal::stored(Some(incidence(&long))) contract=contract()/>
        </div>
        <div class="column">
            <IncidenceChart data=Signal::stored(Some(incidence(&[("bearing", 0.4), ("seal", 0.2)])))/>
            <IncidenceChart data=Signal::stored(Some(IncidenceData { total: data::curve(0.1, 11.0, DomainState::Out), ..incidence(&long) }))/>
        </div>
        <div class="column">
            <IncidenceChart data=Signal::stored(Some(IncidenceData { total: lives::nothing(), modes: vec![], ..incidence(&[]) }))/>
            <IncidenceChart data=Signal::stored(None)/>
        </div>
    }
}

fn incidence(shares: &[(&str, f64)]) -> IncidenceData {
    let total = data::curve(0.078, 11.5, DomainState::In);
    let mean = total.shown().mean.to_vec();
    // Early the seal leads, late the bearing: shares move with time, and still add up.
    let n = mean.len() as f64;
    let tilt = |k: usize, i: usize| 1.0 + if k == 0 { i as f64 / n } else { 0.0 };
    let sum = |i: usize| shares.iter().enumerate().map(|(k, s)| s.1 * tilt(k, i)).sum::<f64>();
    let all: f64 = shares.iter().map(|s| s.1).sum();
    let values =
        |k: usize, s: f64| mean.iter().enumerate().map(|(i, f)| f * all * s * tilt(k, i) / sum(i)).collect();
    let modes =
        shares.iter().enumerate().map(|(k, (label, s))| ((*label).to_string(), values(k, *s))).collect();
    IncidenceData { asset: "pump 2".into(), start_min: 360, x_unit: None, total, modes }
}

/// What a decision costs.
pub fn costs() -> impl IntoView {
    let one = PredictedCurve::new(vec![4000.0], vec![3.1], vec![band(&[3.1])], DomainState::In);
    view! {
        <div class="column">
            <CostChart data=Signal::stored(Some(ages())) contract=contract()/>
            <CostChart data=Signal::stored(Some(windows())) contract=contract()/>
        </div>
        <div class="column">
            <CostChart data=Signal::stored(Some(CostData { optimum: None, now: None, ..ages() }))/>
            <CostChart data=Signal::stored(Some(CostData { curve: cost_curve(DomainState::Out), ..ages() }))/>
        </div>
        <div class="column">
            <CostChart data=Signal::stored(Some(CostData { curve: one.unwrap_or_else(|_| lives::nothing()), optimum: None, now: None, ..ages() }))/>
            <CostChart data=Signal::stored(Some(CostData { curve: lives::nothing(), ..ages() }))/>
            <CostChart data=Signal::stored(None)/>
        </div>
    }
}

fn band(mean: &[f64]) -> Band {
    let scaled = |f: f64| mean.iter().map(|m| m * f).collect();
    Band { coverage: 0.8, kind: IntervalKind::Members, low: scaled(0.82), high: scaled(1.25) }
}

fn cost_curve(domain: DomainState) -> PredictedCurve {
    let ages: Vec<f64> = (4..=80).map(|k| f64::from(k) * 250.0).collect();
    let mean: Vec<f64> = ages.iter().map(|t| 8000.0 / t + 1.4e-12 * t * t * t + 0.4).collect();
    let band = band(&mean);
    PredictedCurve::new(ages, mean, vec![band], domain).unwrap_or_else(|_| lives::nothing())
}

fn ages() -> CostData {
    CostData {
        title: "Cost of replacing the bearing".into(),
        over: CostOver::Age,
        start_min: 0,
        x_unit: "h".into(),
        unit: "€/h".into(),
        curve: cost_curve(DomainState::In),
        gaps: vec![],
        optimum: Some(6750.0),
        now: Some(4100.0),
    }
}

fn windows() -> CostData {
    let hours: Vec<f64> = (0..=80).map(|k| f64::from(k) * 0.25).collect();
    let mean: Vec<f64> =
        hours.iter().map(|t| 900.0 + 14.0 * (t - 7.0) * (t - 7.0) / (1.0 + 0.1 * t)).collect();
    let band = band(&mean);
    let curve = PredictedCurve::new(hours, mean, vec![band], DomainState::In);
    CostData {
        title: "Cost of the inspection".into(),
        over: CostOver::WindowStart,
        start_min: 360,
        x_unit: String::new(),
        unit: "€".into(),
        curve: curve.unwrap_or_else(|_| lives::nothing()),
        gaps: vec![],
        optimum: Some(7.0),
        now: Some(0.0),
    }
}

/// Lives of units.
pub fn lives() -> impl IntoView {
    let paper = |law, words: &str| Signal::stored(Some(lives::paper(law, words)));
    view! {
        <div class="column">
            <SurvivalChart data=Signal::stored(Some(lives::survival(14))) contract=contract()/>
            <SurvivalChart data=Signal::stored(Some(lives::survival(1)))/>
            <SurvivalChart data=Signal::stored(Some(lives::survival(0)))/>
            <SurvivalChart data=Signal::stored(None)/>
        </div>
        <div class="column">
            <ProbabilityPaper data=paper(Law::Weibull, "Weibull, shape 1.8 (90 %: 1.1 to 2.6), scale 4,900 h (3,900 to 6,400 h)") contract=contract()/>
            <ProbabilityPaper data=paper(Law::Lognormal, "Lognormal, median 3,900 h")/>
            <ProbabilityPaper data=Signal::stored(Some(lives::unfitted()))/>
        </div>
        <div class="column">
            <ProbabilityPaper data=paper(Law::Exponential, "Exponential, mean 4,600 h")/>
            <ProbabilityPaper data=paper(Law::Normal, "Normal, mean 4,300 h")/>
            <ProbabilityPaper data=Signal::stored(None)/>
        </div>
    }
}
