//! What a chart shows, independent of where it is drawn.

use twinlet_core::domain::DomainState;
use twinlet_core::predicted::{Band, PredictedCurve};

/// How values are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum YUnit {
    /// Probabilities, written as per cent.
    Percent,
    /// A physical unit as shown to people, for example `°C`.
    Unit(String),
}

/// How a side curve is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stroke {
    /// Dotted, muted: a reference.
    Dotted,
    /// Thin, muted: other assets.
    Thin,
    /// Dashed, in ink: another source of the same quantity, for example the full-order model.
    Dashed,
}

/// A curve beside the main one: its mean only.
#[derive(Debug, Clone, PartialEq)]
pub struct SideCurve {
    /// Direct label at its end.
    pub label: String,
    /// The curve.
    pub curve: PredictedCurve,
    /// How it is drawn.
    pub stroke: Stroke,
}

/// A horizontal limit with its words.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitLine {
    /// Where, in the unit of the values.
    pub value: f64,
    /// Direct label, for example `act above 5 %`.
    pub label: String,
}

/// A span of time with a word, for example a recommended window.
#[derive(Debug, Clone, PartialEq)]
pub struct Span {
    /// From, hours after "now".
    pub start_h: f64,
    /// To, hours after "now".
    pub end_h: f64,
    /// The word in it.
    pub word: String,
}

/// Everything that one chart shows.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartData {
    /// What the main curve is, as the subject of a sentence, for example `Failure probability of pump 2`.
    pub subject: String,
    /// "Now" in minutes after midnight, local.
    pub start_min: u32,
    /// Unit of the horizontal axis where it is not the time of day, for example `h` of age; `None` is a clock.
    pub x_unit: Option<String>,
    /// How values are written.
    pub unit: YUnit,
    /// Least top of the axis, so that a quiet curve does not fill the chart; `None` follows the data.
    pub least_top: Option<f64>,
    /// Whether the axis starts at zero.
    pub from_zero: bool,
    /// The main curve with its bands.
    pub main: PredictedCurve,
    /// Direct label of the main curve; empty for none.
    pub main_label: String,
    /// Other curves.
    pub sides: Vec<SideCurve>,
    /// A limit.
    pub limit: Option<LimitLine>,
    /// Spans of time.
    pub spans: Vec<Span>,
    /// Hour at which the main curve crosses the limit.
    pub crossing_h: Option<f64>,
    /// What the model would have said had its domain been ignored.
    pub unguarded: Option<PredictedCurve>,
}

impl ChartData {
    /// A place on the horizontal axis in words: a clock time, or a number with its unit.
    pub fn when(&self, t: f64) -> String {
        match &self.x_unit {
            None => crate::format::clock(self.start_min, t),
            Some(unit) => crate::format::with_unit(&crate::format::three_digits(t), unit),
        }
    }

    /// The same with the day where it is not today.
    pub fn when_with_day(&self, t: f64) -> String {
        match &self.x_unit {
            None => crate::format::clock_with_day(self.start_min, t),
            Some(_) => self.when(t),
        }
    }

    /// A length of the horizontal axis in words.
    pub fn how_long(&self, t: f64) -> String {
        if self.x_unit.is_some() { self.when(t) } else { crate::format::hours(t) }
    }

    /// Hours at the right edge: the end of the main curve.
    pub fn horizon_h(&self) -> f64 {
        self.main.shown().times_h.last().copied().filter(|h| *h > 0.0).unwrap_or(24.0)
    }

    /// Whether the main curve lies outside the model's domain: hatched, dashed, without windows.
    pub fn outside(&self) -> bool {
        self.main.shown().domain == DomainState::Out
    }

    /// Least and greatest of all values shown.
    pub fn extent(&self) -> (f64, f64) {
        let main = self.main.shown();
        let bands = main.bands.iter().flat_map(|b| [b.low.as_slice(), b.high.as_slice()]);
        let sides = self.sides.iter().map(|s| s.curve.shown().mean);
        let unguarded = self.unguarded.iter().map(|c| c.shown().mean);
        let all = std::iter::once(main.mean).chain(bands).chain(sides).chain(unguarded).flatten();
        let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), &v| (l.min(v), h.max(v)));
        if low <= high { (low, high) } else { (0.0, 1.0) }
    }

    /// A picture between `from` and this one, for a short morph; `share` runs from 0 to 1. Only the main curve
    /// moves; pictures of different shape do not morph.
    pub fn morphed(&self, from: &Self, share: f64) -> Self {
        match between(&from.main, &self.main, share) {
            Some(main) => Self { main, crossing_h: self.crossing_h.filter(|_| share >= 1.0), ..self.clone() },
            None => self.clone(),
        }
    }
}

/// The curve a share of the way from one to another; `None` when they do not match point by point.
fn between(from: &PredictedCurve, to: &PredictedCurve, share: f64) -> Option<PredictedCurve> {
    let (a, b) = (from.shown(), to.shown());
    if a.times_h != b.times_h || a.bands.len() != b.bands.len() {
        return None;
    }
    let mix =
        |x: &[f64], y: &[f64]| -> Vec<f64> { x.iter().zip(y).map(|(x, y)| x + (y - x) * share).collect() };
    let band =
        |(x, y): (&Band, &Band)| Band { low: mix(&x.low, &y.low), high: mix(&x.high, &y.high), ..y.clone() };
    let bands = a.bands.iter().zip(b.bands).map(band).collect();
    PredictedCurve::new(b.times_h.to_vec(), mix(a.mean, b.mean), bands, b.domain).ok()
}
