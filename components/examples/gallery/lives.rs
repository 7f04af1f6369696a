//! Lives of bearings for the gallery: plausible, and estimated by the core.

use twinlet_components::{PaperData, SurvivalData, SurvivalStep};
use twinlet_core::domain::DomainState;
use twinlet_core::life_data::{Law, plot_points};
use twinlet_core::predicted::{Band, IntervalKind, PredictedCurve};

/// A curve without points.
pub fn nothing() -> PredictedCurve {
    PredictedCurve::new(vec![], vec![], vec![], DomainState::In)
        .unwrap_or_else(|_| unreachable!("empty series agree"))
}

/// Hours, and whether the bearing failed then.
const UNITS: [(f64, bool); 14] = [
    (5600.0, false),
    (1180.0, true),
    (1900.0, false),
    (2350.0, true),
    (2840.0, true),
    (3300.0, false),
    (3620.0, true),
    (4150.0, true),
    (4600.0, false),
    (4980.0, true),
    (700.0, true),
    (6050.0, true),
    (6900.0, false),
    (7400.0, true),
];

/// The first so many bearings.
pub fn survival(count: usize) -> SurvivalData {
    let units: Vec<_> = UNITS.into_iter().take(count).collect();
    let points = plot_points(&units).unwrap_or_default();
    let n = units.len() as f64;
    let step = |p: &twinlet_core::life_data::PlotPoint| {
        let survival = 1.0 - p.kaplan_meier;
        let half = 1.645 * (survival * (1.0 - survival) / n).sqrt();
        SurvivalStep {
            t: p.time,
            survival,
            low: (survival - half).max(0.0),
            high: (survival + half).min(1.0),
        }
    };
    SurvivalData {
        title: "Survival of the bearings".into(),
        x_unit: "h".into(),
        units,
        steps: points.iter().map(step).collect(),
        coverage: 0.9,
        domain: DomainState::In,
    }
}

/// The lives on the paper of a law; the line is drawn by hand, not fitted.
pub fn paper(law: Law, words: &str) -> PaperData {
    let times: Vec<f64> = (1..=160).map(|k| f64::from(k) * 50.0).collect();
    let normal = |z: f64| 0.5 * libm::erfc(-z / std::f64::consts::SQRT_2);
    let failed = |t: f64| match law {
        Law::Exponential => 1.0 - (-t / 4600.0).exp(),
        Law::Lognormal => normal((t / 3900.0).ln() / 0.75),
        Law::Normal => normal((t - 4300.0) / 2300.0),
        _ => 1.0 - (-(t / 4900.0).powf(1.8)).exp(),
    };
    let mean: Vec<f64> = times.iter().map(|t| failed(*t)).collect();
    let moved = |by: f64| mean.iter().map(|f| 1.0 - (1.0 - f).powf(by)).collect();
    let band = Band { coverage: 0.9, kind: IntervalKind::Pointwise, low: moved(0.52), high: moved(1.9) };
    let points = plot_points(&UNITS).unwrap_or_default();
    PaperData {
        title: "Bearing lives".into(),
        x_unit: "h".into(),
        law,
        points: points.iter().map(|p| (p.time, p.median_rank)).collect(),
        suspended: UNITS.iter().filter(|u| !u.1).map(|u| u.0).collect(),
        fit: PredictedCurve::new(times, mean, vec![band], DomainState::In).unwrap_or_else(|_| nothing()),
        law_words: words.into(),
    }
}

/// One failure: a point, and no line.
pub fn unfitted() -> PaperData {
    PaperData {
        points: vec![(1180.0, 0.5)],
        suspended: vec![1900.0],
        fit: nothing(),
        ..paper(Law::Weibull, "no law yet")
    }
}
