//! Failure probability over the horizon as a drawing, with its bands, its limit and the recommended windows.

use std::fmt::Write as _;

use crate::clock;
use crate::decision::Window;
use crate::decision::words::percent;
use crate::outlook::AssetOutlook;
use crate::predicted::{Band, PredictedCurve};

use super::Report;
use super::markup::{escaped, section};

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 260.0;
/// Room for the labels at the left and below.
const LEFT: f64 = 56.0;
const BELOW: f64 = 28.0;
/// Lines of the probability axis.
const LINES: u32 = 4;
/// Hours between the labels of the time axis, at most so many labels.
const LABELS: f64 = 8.0;

/// Where a drawing's numbers lie.
struct Frame {
    horizon_h: f64,
    top: f64,
}

impl Frame {
    fn x(&self, t_h: f64) -> f64 {
        LEFT + (WIDTH - LEFT) * t_h / self.horizon_h
    }

    fn y(&self, p: f64) -> f64 {
        (HEIGHT - BELOW) * (1.0 - p / self.top)
    }

    fn line(&self, times: &[f64], values: &[f64]) -> String {
        let point = |(t, v): (&f64, &f64)| format!("{:.1},{:.1}", self.x(*t), self.y(*v));
        times.iter().zip(values).map(point).collect::<Vec<_>>().join(" ")
    }
}

/// A drawing of each asset, and what it says.
pub fn figures(report: &Report<'_>) -> String {
    let titles = report.manifest.assets.iter().map(|a| a.title.as_str());
    let all: String =
        report.outlook.assets.iter().zip(titles).map(|(a, title)| figure(report, a, title)).collect();
    section("Failure probability", &all)
}

fn figure(report: &Report<'_>, asset: &AssetOutlook, title: &str) -> String {
    let curve = asset.failure.shown();
    let limit = report.manifest.decision.risk_limit;
    let highest = curve.bands.iter().flat_map(|b| &b.high).chain(curve.mean).copied().fold(limit, f64::max);
    let frame = Frame { horizon_h: report.outlook.horizon_h, top: highest * 1.1 };
    let windows = report.outlook.decision.recommendations.iter().filter(|r| r.asset == asset.id);
    let mut drawing = axes(report, &frame);
    windows.for_each(|r| drawing.push_str(&window(&frame, r.window)));
    curve.bands.iter().rev().for_each(|band| drawing.push_str(&area(&frame, curve.times_h, band)));
    drawing.push_str(&stroke(&frame, &asset.failure, "#0b6b5f", "stroke-width=\"2.5\""));
    if let Some(after) = &asset.after_inspection {
        drawing.push_str(&stroke(&frame, after, "#14201d", "stroke-width=\"1.5\" stroke-dasharray=\"6 4\""));
    }
    let y = frame.y(limit);
    let _ =
        write!(drawing, "<path d=\"M{LEFT} {y:.1}H{WIDTH}\" stroke=\"#a4201f\" stroke-dasharray=\"2 3\"/>");
    let risk = asset.risk.shown();
    let words = format!(
        "{title}: {} within {} h (80 % of members: {} to {}). Limit {}.",
        percent(risk.value),
        report.outlook.horizon_h,
        percent(risk.interval.low),
        percent(risk.interval.high),
        percent(limit)
    );
    let words = escaped(&words);
    format!(
        "<figure><svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{words}\" font-family=\"system-ui,sans-serif\" \
         font-size=\"12\" fill=\"none\">{drawing}</svg><figcaption>{words} Line: mean of the members; bands: 50 and 80 % of \
         them; dashed: after the inspection; shaded: recommended window.</figcaption></figure>\n"
    )
}

fn axes(report: &Report<'_>, frame: &Frame) -> String {
    let mut out = String::new();
    for k in 0..=LINES {
        let p = frame.top * f64::from(k) / f64::from(LINES);
        let (y, label) = (frame.y(p), escaped(&percent(p)));
        let _ = write!(out, "<path d=\"M{LEFT} {y:.1}H{WIDTH}\" stroke=\"#dfe5e3\"/>");
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\" fill=\"#55625e\">{label}</text>",
            LEFT - 6.0,
            (y + 4.0).max(11.0)
        );
    }
    let step = libm::ceil(frame.horizon_h / LABELS).max(1.0);
    let count = libm::floor(frame.horizon_h / step) as u32;
    for k in 0..count {
        let t = f64::from(k) * step;
        let label = clock::label(report.manifest.scenario.start_min, t);
        let _ = write!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"#55625e\">{label}</text>",
            frame.x(t),
            HEIGHT - 8.0
        );
    }
    out
}

fn window(frame: &Frame, window: Window) -> String {
    let (from, to) =
        (frame.x(window.start_h.min(frame.horizon_h)), frame.x(window.end_h.min(frame.horizon_h)));
    format!(
        "<rect x=\"{from:.1}\" y=\"0\" width=\"{:.1}\" height=\"{:.1}\" fill=\"#0b6b5f\" opacity=\".08\"/>",
        to - from,
        HEIGHT - BELOW
    )
}

fn area(frame: &Frame, times: &[f64], band: &Band) -> String {
    let back: Vec<f64> = times.iter().rev().copied().collect();
    let high: Vec<f64> = band.high.iter().rev().copied().collect();
    let points = [frame.line(times, &band.low), frame.line(&back, &high)].join(" ");
    format!("<polygon points=\"{points}\" fill=\"#0b6b5f\" opacity=\".16\"/>")
}

fn stroke(frame: &Frame, curve: &PredictedCurve, colour: &str, style: &str) -> String {
    let shown = curve.shown();
    format!("<polyline points=\"{}\" stroke=\"{colour}\" {style}/>", frame.line(shown.times_h, shown.mean))
}
