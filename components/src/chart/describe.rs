//! The same as the picture, in words: a sentence and a table.

use twinlet_core::predicted::{Predicted, Shown};
use twinlet_core::profile::interpolate;

use super::data::{ChartData, Part, YUnit};
use super::range::wanted_range;
use crate::format;

/// Coverage of the interval in sentences, read-outs and tables.
pub const COVERAGE: f64 = 0.8;

/// A value with its interval as text: `7.8 % (80 %: 4.9 to 11.2 %)`.
pub fn value_text(predicted: &Predicted<f64>, unit: &YUnit) -> String {
    let shown = predicted.shown();
    let coverage = format::percent_plain(shown.interval.coverage);
    [&middle(&shown, unit), " (", &coverage, ": ", &ends(&shown, unit), ")"].concat()
}

fn middle(shown: &Shown<f64>, unit: &YUnit) -> String {
    match unit {
        YUnit::Percent => format::percent(shown.value, shown.interval),
        YUnit::Unit(unit) => format::with_unit(&format::number(shown.value, shown.interval), unit),
    }
}

fn ends(shown: &Shown<f64>, unit: &YUnit) -> String {
    match unit {
        YUnit::Percent => format::percent_range(shown.interval),
        YUnit::Unit(unit) => format::with_unit(&format::range(shown.interval), unit),
    }
}

/// The interval that the chart's texts use: 80 % where there is such a band, else the widest.
pub fn read_at(data: &ChartData, t_h: f64) -> Option<Predicted<f64>> {
    let widest = || data.main.shown().bands.first().map(|b| b.coverage);
    data.main.at(t_h, COVERAGE).or_else(|| data.main.at(t_h, widest()?))
}

/// What the picture shows, in sentences; the first says the most.
pub fn describe(data: &ChartData) -> String {
    if data.outside() {
        return [
            &data.subject,
            " lies outside the model’s range: the curve is no prediction and no window is offered.",
        ]
        .concat();
    }
    let end = data.horizon_h();
    let last = read_at(data, end).map(|p| {
        [&data.subject, ", ", &data.when_with_day(end), ": ", &value_text(&p, &data.unit), "."].concat()
    });
    let sentences = [crossing(data), last].into_iter().flatten().collect::<Vec<_>>();
    sentences.join(" ")
}

fn crossing(data: &ChartData) -> Option<String> {
    let limit = data.limit.as_ref()?;
    let level = match &data.unit {
        YUnit::Percent => format::percent_plain(limit.value),
        YUnit::Unit(unit) => format::with_unit(&format::plain(limit.value), unit),
    };
    Some(match data.crossing_h.filter(|h| *h <= data.horizon_h()) {
        Some(hour) => ["Passes ", &level, " at ", &data.when_with_day(hour), "."].concat(),
        None => ["Stays below ", &level, " for ", &data.how_long(data.horizon_h()), "."].concat(),
    })
}

/// The numbers of a picture: a head and lines of as many cells.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What the columns are.
    pub head: Vec<String>,
    /// The lines; their first cell names them.
    pub rows: Vec<Vec<String>>,
}

/// The picture's own table, or the main curve at nine even steps of the axis, with its parts and the units at risk.
pub fn table(data: &ChartData) -> Table {
    if let Some(own) = &data.table {
        return own.clone();
    }
    let coverage = read_at(data, data.times().1).map(|p| format::percent_plain(p.shown().interval.coverage));
    let first = if data.x_unit.is_some() { "At" } else { "Time" };
    let head = [first.to_string(), data.middle.into(), coverage.unwrap_or_else(|| "Interval".into())];
    let parts = data.parts.iter().map(|p| p.label.clone());
    let at_risk = (!data.leaving.is_empty()).then(|| "At risk".to_string());
    Table { head: head.into_iter().chain(parts).chain(at_risk).collect(), rows: rows(data) }
}

fn rows(data: &ChartData) -> Vec<Vec<String>> {
    let (from, to) = data.times();
    let (start, end) = (data.axes.x(from), data.axes.x(to));
    let row = |i: usize| {
        let t = data.axes.t(start + (end - start) * i as f64 / 8.0).clamp(from, to);
        let shown = read_at(data, t)?.shown();
        let parts = data.parts.iter().map(|p| part_text(data, p, t));
        let at_risk = (!data.leaving.is_empty()).then(|| data.at_risk(t).to_string());
        let cells = [data.when(t), middle(&shown, &data.unit), ends(&shown, &data.unit)];
        Some(cells.into_iter().chain(parts).chain(at_risk).collect())
    };
    (0..=8).filter_map(row).collect()
}

/// A part's own value at a time: a number without an interval of its own, so with two digits only.
pub fn part_text(data: &ChartData, part: &Part, t: f64) -> String {
    let value = interpolate(data.main.shown().times_h, &part.values, t).unwrap_or(0.0);
    let digits = |x: f64| format::grouped(x, (1 - format::magnitude(x)).clamp(0, 2));
    match &data.unit {
        YUnit::Percent => [&digits(value * 100.0), "%"].join(" "),
        YUnit::Unit(unit) => format::with_unit(&digits(value), unit),
    }
}

/// What a chart with other axes leaves out: `Below 0.01 % the picture ends.`; nothing on even axes.
pub fn axis_note(data: &ChartData) -> Option<String> {
    let low = wanted_range(data).low;
    let hides = data.axes.ends_above_zero() && data.values().any(|v| v < low * 0.999);
    let level = match &data.unit {
        YUnit::Percent => [&format::plain(low * 100.0), "%"].join(" "),
        YUnit::Unit(unit) => format::with_unit(&format::plain(low), unit),
    };
    hides.then(|| ["This axis has no zero: what lies below ", &level, " is cut off."].concat())
}
