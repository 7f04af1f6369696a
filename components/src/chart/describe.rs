//! The same as the picture, in words: a sentence and a table.

use twinlet_core::predicted::{Predicted, Shown};

use super::data::{ChartData, YUnit};
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

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Clock time.
    pub time: String,
    /// The value.
    pub value: String,
    /// Its interval.
    pub interval: String,
}

/// The main curve at full steps of the horizon: 9 lines.
pub fn rows(data: &ChartData) -> Vec<Row> {
    let step = data.horizon_h() / 8.0;
    let row = |i: usize| {
        let t_h = i as f64 * step;
        let shown = read_at(data, t_h)?.shown();
        let time = data.when(t_h);
        Some(Row { time, value: middle(&shown, &data.unit), interval: ends(&shown, &data.unit) })
    };
    (0..=8).filter_map(row).collect()
}
