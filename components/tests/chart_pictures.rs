//! The charts as stored SVG pictures: a change of a picture is a change to look at.
//!
//! Mend with `UPDATE_PICTURES=1 cargo test -p twinlet-components --test chart_pictures`, then look at them.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::path::Path;

use twinlet_components::chart::export::{Sheet, svg};
use twinlet_components::chart::{
    Axes, ChartData, Look, SideCurve, Stroke, SvgSurface, Theme, View, YRange, YUnit, describe, draw, frame,
    table,
};
use twinlet_components::{
    CostData, CostOver, FailureData, IncidenceData, LineData, PaperData, SurvivalData, SurvivalStep,
};
use twinlet_core::decision::Window;
use twinlet_core::domain::DomainState;
use twinlet_core::life_data::{Law, PlotPoint, plot_points};
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

const SIZE: (f64, f64) = (358.0, 240.0);

fn look(theme: Theme) -> Look {
    Look { theme, size: SIZE, view: View::FULL, previous: None }
}

fn picture(data: &ChartData, theme: Theme) -> String {
    let mut svg = SvgSurface::new(SIZE);
    draw(&mut svg, data, &look(theme));
    svg.finish(&data.subject)
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

fn on(axes: Axes) -> ChartData {
    ChartData { axes, ..failure(DomainState::In).chart() }
}

fn incidence() -> IncidenceData {
    let total = curve(0.078, DomainState::In);
    let share = |s: f64| total.shown().mean.iter().map(|f| f * s).collect::<Vec<_>>();
    let modes =
        vec![("seal".into(), share(0.3)), ("bearing".into(), share(0.6)), ("winding".into(), share(0.1))];
    IncidenceData { asset: "pump 2".into(), start_min: 360, x_unit: None, total, modes }
}

fn cost() -> CostData {
    let ages: Vec<f64> = (1..=20).map(|k| f64::from(k) * 500.0).collect();
    let mean: Vec<f64> = ages.iter().map(|t| 4000.0 / t + t * 4e-4).collect();
    let scaled = |f: f64| mean.iter().map(|m| m * f).collect();
    let band = Band { coverage: 0.8, kind: IntervalKind::Members, low: scaled(0.85), high: scaled(1.2) };
    CostData {
        title: "Cost of replacing the seal".into(),
        over: CostOver::Age,
        start_min: 0,
        x_unit: "h".into(),
        unit: "€/h".into(),
        curve: PredictedCurve::new(ages, mean, vec![band], DomainState::In).unwrap(),
        gaps: vec![],
        optimum: Some(3000.0),
        now: Some(2000.0),
    }
}

const UNITS: [(f64, bool); 6] =
    [(700.0, true), (1180.0, true), (1900.0, false), (2350.0, true), (3300.0, false), (4150.0, true)];

fn survival() -> SurvivalData {
    let points = plot_points(&UNITS).unwrap();
    let step = |p: &PlotPoint| {
        let survival = 1.0 - p.kaplan_meier;
        SurvivalStep { t: p.time, survival, low: survival * 0.7, high: survival.sqrt() }
    };
    SurvivalData {
        title: "Survival of seals".into(),
        x_unit: "h".into(),
        units: UNITS.to_vec(),
        steps: points.iter().map(step).collect(),
        coverage: 0.9,
        domain: DomainState::In,
    }
}

fn paper(law: Law) -> PaperData {
    let times: Vec<f64> = (1..=60).map(|k| f64::from(k) * 80.0).collect();
    let failed =
        |by: f64| times.iter().map(|t| 1.0 - (-(t / 2800.0).powf(1.6) * by).exp()).collect::<Vec<_>>();
    let band = Band { coverage: 0.9, kind: IntervalKind::Pointwise, low: failed(0.4), high: failed(2.2) };
    PaperData {
        title: "Lives of seals".into(),
        x_unit: "h".into(),
        law,
        points: plot_points(&UNITS).unwrap().iter().map(|p| (p.time, p.median_rank)).collect(),
        suspended: vec![1900.0, 3300.0],
        fit: PredictedCurve::new(times.clone(), failed(1.0), vec![band], DomainState::In).unwrap(),
        law_words: "Weibull, shape 1.6".into(),
    }
}

#[test]
fn pictures_of_lives_modes_and_costs() {
    for (name, data) in [
        ("incidence", incidence().chart()),
        ("cost", cost().chart()),
        ("survival", survival().chart()),
        ("paper-weibull", paper(Law::Weibull).chart()),
        ("paper-exponential", paper(Law::Exponential).chart()),
        ("paper-normal", paper(Law::Normal).chart()),
    ] {
        check(name, &picture(&data, Theme::light()));
    }
}

/// Nothing of a picture may be a number that is none, whatever little there is to draw.
#[test]
fn little_data_still_make_a_picture() {
    let bare = PredictedCurve::new(vec![], vec![], vec![], DomainState::In).unwrap();
    let one = PredictedCurve::new(vec![5.0], vec![0.2], vec![], DomainState::In).unwrap();
    for axes in [Axes::Linear, Axes::Log, Axes::Weibull, Axes::Lognormal, Axes::Exponential, Axes::Normal] {
        for main in [&bare, &one, &curve(0.0, DomainState::In), &curve(1.0, DomainState::In)] {
            let data = ChartData { axes, ..ChartData::new("Failure", YUnit::Percent, main.clone()) };
            let svg = picture(&data, Theme::light());
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{axes:?}: {svg}");
        }
    }
}

#[test]
fn a_saved_picture_has_its_texts_as_texts_and_the_contract_in_its_foot() {
    let data = failure(DomainState::In);
    let sheet = Sheet {
        title: data.title(),
        subtitle: data.subtitle(),
        data: data.chart(),
        view: View { from: 0.25, to: 0.75 },
        sentence: data.sentence(),
        contract: vec!["Riverside pumps 1.4.0 & model hydraulics 1.2.0, SHA-256 3f9a".into()],
    };
    let text = svg(&sheet);
    for words in
        ["Failure probability, Pump 2</text>", ">act above 5 %</text>", "pumps 1.4.0 &amp; model hydraulics"]
    {
        assert!(text.contains(words), "{words}");
    }
    let (chart, foot) = (text.find("act above 5 %").unwrap(), text.find("hydraulics 1.2.0").unwrap());
    assert!(foot > chart);
}

#[test]
fn pictures() {
    for (name, data, theme) in [
        ("failure", failure(DomainState::In).chart(), Theme::light()),
        ("failure-print", failure(DomainState::In).chart(), Theme::print()),
        ("failure-outside", failure(DomainState::Out).chart(), Theme::light()),
        ("level", level().chart(), Theme::light()),
        ("failure-log", on(Axes::Log), Theme::light()),
        ("failure-weibull", on(Axes::Weibull), Theme::light()),
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
    let table = table(&data.chart());
    assert_eq!(table.head, ["Time", "Mean", "80 %"]);
    assert_eq!((table.rows.len(), table.rows[8].join("|").as_str()), (9, "06:00|7.7 %|4.6 to 10.8 %"));
    assert!(describe(&level().chart()).starts_with("Wet-well level, tomorrow 00:00: 3.0 m (80 %:"));
}

#[test]
fn the_axis_keeps_its_range() {
    let previous = Some(YRange { low: 0.0, high: 0.14 });
    let kept = frame(&failure(DomainState::In).chart(), &Look { previous, ..look(Theme::light()) });
    assert_eq!(Some(kept.y), previous);
}
