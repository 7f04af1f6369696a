//! The charts as stored SVG pictures: a change of a picture is a change to look at.
//!
//! Mend with `UPDATE_PICTURES=1 cargo test -p twinlet-components --test chart_pictures`, then look at them.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::path::Path;

use plotters::prelude::{IntoDrawingArea, SVGBackend};
use twinlet_components::chart::{Look, SideCurve, Stroke, Theme, YRange, describe, draw, frame, rows};
use twinlet_components::{FailureData, LineData};
use twinlet_core::decision::Window;
use twinlet_core::domain::DomainState;
use twinlet_core::outlook::Crossing;
use twinlet_core::predicted::{Band, IntervalKind, PredictedCurve};

fn curve(top: f64, domain: DomainState) -> PredictedCurve {
    let times: Vec<f64> = (0..=24).map(f64::from).collect();
    let mean: Vec<f64> = times.iter().map(|t| top / (1.0 + (-(t - 12.0) / 2.5).exp())).collect();
    let band = |coverage: f64, spread: f64| Band {
        coverage,
        kind: IntervalKind::Members,
        low: mean.iter().map(|m| m * (1.0 - spread)).collect(),
        high: mean.iter().map(|m| m * (1.0 + spread)).collect(),
    };
    PredictedCurve::new(times, mean.clone(), vec![band(0.8, 0.4), band(0.5, 0.2)], domain).unwrap()
}

fn failure(domain: DomainState) -> FailureData {
    FailureData {
        asset: "Pump 2".into(),
        start_min: 360,
        failure: curve(0.078, domain),
        reference: Some(curve(0.039, DomainState::In)),
        reference_label: "reference day".into(),
        after_inspection: None,
        others: vec![],
        unguarded: (domain == DomainState::Out).then(|| curve(0.05, DomainState::Out)),
        limit: Some(0.05),
        crossing: Crossing {
            level: 0.05,
            mean_h: Some(13.4),
            early_h: Some(11.2),
            late_h: Some(17.3),
            share_never: 0.04,
        },
        windows: vec![Window { start_h: 4.0, end_h: 8.0 }],
        remark: String::new(),
    }
}

fn level() -> LineData {
    let side =
        SideCurve { label: "EPANET".into(), curve: curve(2.9, DomainState::In), stroke: Stroke::Dashed };
    LineData {
        title: "Wet-well level".into(),
        start_min: 0,
        x_unit: None,
        unit: "m".into(),
        main: curve(3.0, DomainState::In),
        main_label: "surrogate".into(),
        sides: vec![side],
        limit: None,
        spans: vec![],
        from_zero: false,
    }
}

fn picture(data: &twinlet_components::chart::ChartData, theme: Theme) -> String {
    let mut svg = String::new();
    {
        let area = SVGBackend::with_string(&mut svg, (358, 240)).into_drawing_area();
        draw(&area, data, &Look { theme, ratio: 1.0, previous: None }).unwrap();
    }
    svg
}

fn check(name: &str, svg: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pictures").join([name, ".svg"].concat());
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        std::fs::write(&path, svg).unwrap();
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == svg,
        "{name} differs: UPDATE_PICTURES=1 cargo test -p twinlet-components --test chart_pictures"
    );
}

#[test]
fn pictures() {
    for (name, data, theme) in [
        ("failure", failure(DomainState::In).chart(), Theme::light()),
        ("failure-print", failure(DomainState::In).chart(), Theme::print()),
        ("failure-outside", failure(DomainState::Out).chart(), Theme::light()),
        ("level", level().chart(), Theme::light()),
    ] {
        check(name, &picture(&data, theme));
    }
}

#[test]
fn out_of_the_domain_no_window_is_offered() {
    let (inside, outside) = (failure(DomainState::In).chart(), failure(DomainState::Out).chart());
    assert!(picture(&inside, Theme::light()).contains("inspect"));
    let svg = picture(&outside, Theme::light());
    assert!(!svg.contains("inspect") && svg.contains("outside the model"));
    assert!(describe(&outside).contains("no prediction and no window"));
}

#[test]
fn sentence_and_table_say_what_the_picture_shows() {
    let data = failure(DomainState::In);
    assert_eq!(
        data.sentence(),
        "Passes 5 % at 19:24. Failure probability of Pump 2, tomorrow 06:00: 7.7 % (80 %: 4.6 to 10.8 %). \
         80 % of members pass it between 17:12 and 23:18."
    );
    let lines = rows(&data.chart());
    assert_eq!(
        (lines.len(), lines[8].time.as_str(), lines[8].interval.as_str()),
        (9, "06:00", "4.6 to 10.8 %")
    );
    assert!(describe(&level().chart()).starts_with("Wet-well level, tomorrow 00:00: 3.0 m (80 %:"));
}

#[test]
fn the_axis_keeps_its_range() {
    let previous = Some(YRange { low: 0.0, high: 0.14 });
    let kept = frame(&failure(DomainState::In).chart(), &Theme::light(), (358.0, 240.0), previous);
    assert_eq!(Some(kept.y), previous);
}
