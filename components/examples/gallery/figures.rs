//! Small pictures in their states.

use leptos::prelude::*;
use twinlet_components::{
    Bullet, BulletData, Gauge, HeatAxis, HeatData, HeatMap, ShareBar, Shares, SharesData, Sparkline, Tone,
    Tornado, TornadoBar, TornadoData,
};
use twinlet_core::domain::DomainState;
use twinlet_core::predicted::{Interval, IntervalKind, Predicted};

use crate::data;

pub fn figures() -> impl IntoView {
    let stale = Signal::stored(Some("Readings are 12 min old.".to_string()));
    view! {
        <div class="column">
            <section class="card stack">
                <Bullet data=Signal::stored(Some(bullet(64.2, 2.4, DomainState::In)))/>
                <Bullet data=Signal::stored(Some(bullet(77.8, 4.0, DomainState::Caution)))/>
                <Bullet data=Signal::stored(Some(bullet(88.0, 3.0, DomainState::In)))/>
                <Bullet data=Signal::stored(Some(bullet(64.0, 3.0, DomainState::Out)))/>
                <Bullet data=Signal::stored(Some(bullet(61.0, 3.0, DomainState::In))) stale=stale/>
                <Bullet data=Signal::stored(None)/>
            </section>
            <section class="card stack">
                <Gauge data=Signal::stored(Some(bullet(77.8, 4.0, DomainState::In)))/>
                <Gauge data=Signal::stored(Some(bullet(64.0, 3.0, DomainState::Out)))/>
                <Gauge data=Signal::stored(Some(bullet(61.0, 3.0, DomainState::In))) stale=stale/>
                <Gauge data=Signal::stored(None)/>
            </section>
        </div>
        <div class="column">
            <section class="card stack">{sparklines()}</section>
            <section class="card stack"><Tornado data=Signal::stored(Some(tornado()))/></section>
            <section class="card stack"><Tornado data=Signal::stored(Some(TornadoData { bars: vec![], ..tornado() }))/></section>
            <section class="card stack"><Tornado data=Signal::stored(None)/></section>
            <section class="card stack"><Shares data=Signal::stored(Some(shares()))/></section>
            <section class="card stack"><Shares data=Signal::stored(Some(SharesData { bars: vec![], ..shares() }))/></section>
        </div>
        <div class="column">
            <section class="card stack"><HeatMap data=Signal::stored(Some(heat())) on_pick=Callback::new(|_: (usize, usize)| ())/></section>
            <section class="card stack"><HeatMap data=Signal::stored(Some(HeatData { limit: None, here: None, ..heat() })) stale=stale/></section>
            <section class="card stack"><HeatMap data=Signal::stored(Some(HeatData { cells: vec![], ..heat() }))/></section>
            <section class="card stack"><HeatMap data=Signal::stored(None)/></section>
        </div>
    }
}

pub fn bullet(value: f64, half: f64, domain: DomainState) -> BulletData {
    let interval =
        Interval { low: value - half, high: value + half, coverage: 0.8, kind: IntervalKind::Members };
    BulletData {
        title: "Bearing temperature".into(),
        unit: "°C".into(),
        value: Predicted::new(value, interval, domain),
        min: 20.0,
        max: 100.0,
        zones: vec![(65.0, Tone::Ok), (80.0, Tone::Caution), (100.0, Tone::Block)],
        limit: Some((80.0, "alarm at 80 °C".into())),
    }
}

fn sparklines() -> impl IntoView {
    let line = |domain| Signal::stored(Some(data::curve(7.8, 11.5, domain)));
    view! {
        <Sparkline label="Failure probability, pump 2" unit="%" curve=line(DomainState::In) when="tomorrow 06:00"/>
        <Sparkline label="Failure probability, pump 3" unit="%" curve=line(DomainState::Out)/>
        <Sparkline label="Failure probability, pump 4" unit="%" curve=line(DomainState::In) stale=Signal::stored(Some("Readings are 12 min old.".to_string()))/>
        <Sparkline label="" curve=Signal::stored(None)/>
    }
}

fn shares() -> SharesData {
    let bar =
        |label: &str, share: [f64; 3], note: &str| ShareBar { label: label.into(), share, note: note.into() };
    SharesData {
        title: "What matters over all days".into(),
        subtitle: "Share of the variance of the bearing temperature while all inputs vary".into(),
        bars: vec![
            bar("Ambient, highest", [0.61, 0.55, 0.67], "alone 58 %, with its interactions 63 %"),
            bar("Cooling air", [0.37, 0.31, 0.42], "alone 34 %, with its interactions 41 %"),
            bar("Starts", [0.02, -0.01, 0.04], "alone 1 %, with its interactions 3 %"),
        ],
        note: "256 points, seed 0; 3,011 draws, 113 of them outside the domain and drawn again.".into(),
    }
}

fn tornado() -> TornadoData {
    let near = |x: f64| data::predicted(x, x - 0.9, x + 1.1);
    let bar = |label: &str, ends: (&str, &str), low: Option<f64>, high: Option<f64>| TornadoBar {
        label: label.into(),
        low_text: ends.0.into(),
        high_text: ends.1.into(),
        low: low.map(near),
        high: high.map(near),
    };
    TornadoData {
        title: "Bearing temperature".into(),
        of: "Bearing temperature".into(),
        unit: "°C".into(),
        base: 66.2,
        bars: vec![
            bar("Inflow, mean", ("300 m³/h", "520 m³/h"), Some(64.9), Some(68.4)),
            bar("Ambient, highest", ("25 °C", "39 °C"), Some(59.8), Some(74.1)),
            bar("Grease age", ("0 days", "400 days"), Some(65.0), None),
            bar("Cooling air", ("60 %", "100 %"), Some(71.6), Some(64.0)),
            bar("Starts", ("4 per day", "40 per day"), Some(66.8), Some(67.9)),
        ],
    }
}

fn heat() -> HeatData {
    let risk = |x: f64, y: f64| 0.6 + 0.0016 * x * (y - 8.0).max(0.0) / 8.0 + 0.02 * (y - 10.0).max(0.0);
    let (xs, ys) = ([200, 280, 360, 440, 520, 600, 680], [10, 16, 22, 28, 34, 40]);
    let cell = |x: i32, y: i32| {
        let of = risk(f64::from(x), f64::from(y));
        (x + 14 * y < 1090).then(|| data::predicted(of, of * 0.9, of * 1.15))
    };
    let axis = |name: &str, unit: &str, values: &[i32]| HeatAxis {
        name: name.into(),
        unit: unit.into(),
        values: values.iter().map(ToString::to_string).collect(),
    };
    HeatData {
        title: "Failure probability, pump 2".into(),
        x: axis("Inflow", "m³/h", &xs),
        y: axis("Ambient", "°C", &ys),
        cells: ys.iter().map(|y| xs.iter().map(|x| cell(*x, *y)).collect()).collect(),
        unit: "%".into(),
        limit: Some(2.5),
        here: Some((3, 3)),
    }
}
