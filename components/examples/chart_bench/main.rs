//! The page of `cargo xtask bench charts`: redraws of three series with bands, ours and uPlot's in the same page.
//! `bench.js` beside it drives both; this side holds the data and draws.
#![expect(clippy::expect_used, reason = "a bench that cannot start says where")]

use std::cell::RefCell;

use twinlet_components::chart::{
    CanvasSurface, ChartData, Look, SideCurve, Stroke, Theme, View, YUnit, draw,
};
use twinlet_core::domain::DomainState;
use twinlet_core::predicted::{Band, IntervalKind, PredictedCurve};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlCanvasElement;

/// Points of each series.
const POINTS: u32 = 1500;
/// Pictures that are drawn in turn, so that no two neighbours are alike.
const PICTURES: u32 = 8;
const SIZE: (f64, f64) = (760.0, 400.0);

thread_local! {
    static STATE: RefCell<Option<(HtmlCanvasElement, Vec<ChartData>)>> = const { RefCell::new(None) };
}

fn main() {
    let document = web_sys::window().and_then(|w| w.document()).expect("a page");
    let canvas = document.get_element_by_id("ours").expect("a canvas named `ours`");
    let canvas = canvas.dyn_into::<HtmlCanvasElement>().expect("a canvas");
    STATE.set(Some((canvas, (0..PICTURES).map(picture).collect())));
}

/// A wave with fine structure, so that thinning has something to keep.
fn value(series: u32, picture: u32, i: u32) -> f64 {
    let (x, phase) = (f64::from(i) / f64::from(POINTS), f64::from(picture) * 0.4 + f64::from(series));
    40.0 + 22.0 * f64::from(series) + 9.0 * (x * 11.0 + phase).sin() + 2.5 * (x * 230.0 + phase * 3.0).sin()
}

fn curve(series: u32, picture: u32) -> PredictedCurve {
    let times: Vec<f64> = (0..POINTS).map(|i| f64::from(i) * 24.0 / f64::from(POINTS - 1)).collect();
    let line = |add: f64| (0..POINTS).map(|i| value(series, picture, i) + add).collect::<Vec<_>>();
    let band = |coverage, half: f64| Band {
        coverage,
        kind: IntervalKind::Members,
        low: line(-half),
        high: line(half),
    };
    PredictedCurve::new(times, line(0.0), vec![band(0.8, 9.0), band(0.5, 4.0)], DomainState::In)
        .expect("equal lengths")
}

fn picture(k: u32) -> ChartData {
    let side =
        |label: &str, series, stroke| SideCurve { label: label.into(), curve: curve(series, k), stroke };
    ChartData {
        main_label: "first".into(),
        sides: vec![side("second", 1, Stroke::Second), side("third", 2, Stroke::Third)],
        ..ChartData::new("Load", YUnit::Unit("kW".into()), curve(0, k))
    }
}

/// Draws a picture as the app does in an animation frame.
#[wasm_bindgen]
pub fn redraw(picture: u32, ratio: f64) {
    STATE.with_borrow(|state| {
        let Some((canvas, pictures)) = state else { return };
        let Some(data) = pictures.get((picture % PICTURES) as usize) else { return };
        let Some(mut surface) = CanvasSurface::new(canvas, SIZE, ratio) else { return };
        draw(
            &mut surface,
            data,
            &Look { theme: Theme::light(), size: SIZE, view: View::FULL, previous: None },
        );
    });
}

/// The numbers of a series for uPlot, one value for each time; 0 to 4 are mean, 80 % low and high, 50 % low and high.
#[wasm_bindgen]
pub fn numbers(series: u32, picture: u32, which: usize) -> Vec<f64> {
    let add = [0.0, -9.0, 9.0, -4.0, 4.0].get(which).copied().unwrap_or(0.0);
    (0..POINTS).map(|i| value(series, picture, i) + add).collect()
}
