//! What a chart shows, independent of where it is drawn.

use twinlet_core::domain::DomainState;
use twinlet_core::predicted::{Band, PredictedCurve};

use super::axes::Axes;
use super::describe::Table;

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
    /// An equal of the main curve, with its bands, in the second colour and long dashes.
    Second,
    /// Another equal, with its bands, in the third colour and short dashes.
    Third,
}

impl Stroke {
    /// Whether the curve's bands are drawn as well.
    pub fn has_bands(self) -> bool {
        matches!(self, Self::Second | Self::Third)
    }
}

/// A curve beside the main one.
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

/// One of the parts that add up to the main curve, stacked below it.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Direct label in its area.
    pub label: String,
    /// Its own values at the times of the main curve, not the sum of what lies below.
    pub values: Vec<f64>,
}

/// How a mark looks; never told apart by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkShape {
    /// A disc at its value: an observation.
    Disc,
    /// A short upright stroke at its value: a unit that left without failing.
    Tick,
    /// A small open triangle on the time axis: a unit that left without failing, where it has no value.
    Foot,
    /// An upright line through the plot, with its words at the top: "now".
    Upright,
    /// A ring at its value, with its words beside it: the place to look at.
    Ring,
}

/// A single place of the picture.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartMark {
    /// Where on the time axis.
    pub t: f64,
    /// Its value; not needed for a foot or an upright line.
    pub value: f64,
    /// How it looks.
    pub shape: MarkShape,
    /// Its words; empty for none.
    pub label: String,
}

/// Everything that one chart shows. Start from [`ChartData::new`] and set what the picture has besides.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartData {
    /// What the main curve is, as the subject of a sentence, for example `Failure probability of pump 2`.
    pub subject: String,
    /// "Now" in minutes after midnight, local.
    pub start_min: u32,
    /// Unit of the horizontal axis where it is not the time of day, for example `h` of age; `None` is a clock.
    pub x_unit: Option<String>,
    /// First time of an even axis. Axes with a logarithmic time begin above zero, where the data begin.
    pub from: f64,
    /// How values are written.
    pub unit: YUnit,
    /// How times and values are laid out.
    pub axes: Axes,
    /// Least top of the axis, so that a quiet curve does not fill the chart; `None` follows the data.
    pub least_top: Option<f64>,
    /// Whether an even axis starts at zero.
    pub from_zero: bool,
    /// What the main curve is called in tables and files: `Mean`, or `Survival`.
    pub middle: &'static str,
    /// The main curve with its bands.
    pub main: PredictedCurve,
    /// Direct label of the main curve; empty for none.
    pub main_label: String,
    /// Other curves.
    pub sides: Vec<SideCurve>,
    /// Parts that add up to the main curve, from the bottom.
    pub parts: Vec<Part>,
    /// Spans of the horizontal axis, ascending, in which the curves say nothing: they are not drawn there, and nothing is
    /// read off.
    pub gaps: Vec<(f64, f64)>,
    /// Single places.
    pub marks: Vec<ChartMark>,
    /// Times at which units left, sorted: their number still there is written below the axis. Empty for none.
    pub leaving: Vec<f64>,
    /// A limit.
    pub limit: Option<LimitLine>,
    /// Spans of time.
    pub spans: Vec<Span>,
    /// Hour at which the main curve crosses the limit.
    pub crossing_h: Option<f64>,
    /// What the model would have said had its domain been ignored.
    pub unguarded: Option<PredictedCurve>,
    /// The numbers as a table where steps of the main curve do not say them.
    pub table: Option<Table>,
    /// What stands in the picture while there is no curve, for example `No failure yet.`.
    pub empty: String,
}

impl ChartData {
    /// A picture of one curve from "now" on, with even axes and nothing besides.
    pub fn new(subject: impl Into<String>, unit: YUnit, main: PredictedCurve) -> Self {
        Self {
            subject: subject.into(),
            start_min: 0,
            x_unit: None,
            from: 0.0,
            unit,
            axes: Axes::Linear,
            least_top: None,
            from_zero: true,
            middle: "Mean",
            main,
            main_label: String::new(),
            sides: vec![],
            parts: vec![],
            gaps: vec![],
            marks: vec![],
            leaving: vec![],
            limit: None,
            spans: vec![],
            crossing_h: None,
            unguarded: None,
            table: None,
            empty: "Nothing to show yet.".into(),
        }
    }

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

    /// Hours at the right edge: the end of the main curve, or the last mark where there is no curve.
    pub fn horizon_h(&self) -> f64 {
        let marks = || self.marks.iter().map(|m| m.t).reduce(f64::max);
        self.main.shown().times_h.last().copied().or_else(marks).filter(|h| *h > 0.0).unwrap_or(24.0)
    }

    /// Whether the main curve lies outside the model's domain: hatched, dashed, without windows.
    pub fn outside(&self) -> bool {
        self.main.shown().domain == DomainState::Out
    }

    /// Whether there is neither a curve nor a mark.
    pub fn is_empty(&self) -> bool {
        self.main.shown().times_h.is_empty() && self.marks.is_empty()
    }

    /// Whether the curves say nothing at a place.
    pub fn is_gap(&self, t: f64) -> bool {
        self.gaps.iter().any(|(from, to)| *from < t && t < *to)
    }

    /// The spans between the gaps, in order; the whole axis where there are none.
    pub fn drawn_spans(&self) -> Vec<(f64, f64)> {
        let (start, end) = self.times();
        let mut spans = Vec::with_capacity(self.gaps.len() + 1);
        let mut from = start;
        for (gap, until) in &self.gaps {
            spans.push((from, *gap));
            from = *until;
        }
        spans.push((from, end));
        spans.retain(|(from, to)| from <= to);
        spans
    }

    /// Number of units still there at a time; one that leaves at that time still counts.
    pub fn at_risk(&self, t: f64) -> usize {
        self.leaving.len() - self.leaving.partition_point(|left| *left < t)
    }

    /// First and last time of the whole picture. A logarithmic time spans three decades at most.
    pub fn times(&self) -> (f64, f64) {
        let end = self.horizon_h();
        if !self.axes.has_log_time() {
            // A single time stands in the middle.
            return if self.from < end && self.main.shown().times_h.len() != 1 {
                (self.from, end)
            } else {
                (0.0, end * 2.0)
            };
        }
        // Observations lead; a line that was fitted to them may begin anywhere.
        let curve = self.main.shown().times_h.iter().copied().filter(|_| self.marks.is_empty());
        let all = curve.chain(self.marks.iter().map(|m| m.t * 0.6));
        let first = all.filter(|t| *t > 0.0).fold(end / 10.0, f64::min);
        (first.max(end * 1e-3), end)
    }

    /// Every value that the picture is laid out for.
    pub fn values(&self) -> impl Iterator<Item = f64> {
        let main = self.main.shown();
        let bands = main.bands.iter().flat_map(|b| [b.low.as_slice(), b.high.as_slice()]);
        let sides = self.sides.iter().map(|s| s.curve.shown());
        let side_bands = self.sides.iter().filter(|s| s.stroke.has_bands());
        let side_bands = side_bands
            .flat_map(|s| s.curve.shown().bands)
            .flat_map(|b| [b.low.as_slice(), b.high.as_slice()]);
        let unguarded = self.unguarded.iter().map(|c| c.shown().mean);
        let lines = std::iter::once(main.mean)
            .chain(bands)
            .chain(sides.map(|s| s.mean))
            .chain(side_bands)
            .chain(unguarded);
        let has_value = |m: &&ChartMark| !matches!(m.shape, MarkShape::Foot | MarkShape::Upright);
        lines.flatten().copied().chain(self.marks.iter().filter(has_value).map(|m| m.value))
    }

    /// Least and greatest of all values shown.
    pub fn extent(&self) -> (f64, f64) {
        let (low, high) =
            self.values().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
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
