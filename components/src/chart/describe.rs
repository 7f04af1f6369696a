//! The same as the picture, in words: a sentence and a table.

use twinlet_core::predicted::{Predicted, Shown};
use twinlet_core::profile::interpolate;

use super::data::{ChartData, Part, YUnit};
use super::range::wanted_range;
use super::scale::YRange;
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
///
/// `None` in a gap: nothing is said there.
pub fn read_at(data: &ChartData, t_h: f64) -> Option<Predicted<f64>> {
    if data.is_gap(t_h) {
        return None;
    }
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

/// What a chart with other axes leaves out: `This axis has no zero: what lies below 0.01 % is cut off.`; nothing on even
/// axes, which hold everything.
pub fn axis_note(data: &ChartData) -> Option<String> {
    let YRange { low, high } = wanted_range(data);
    let has_open_end = data.axes.ends_above_zero();
    let is_cut_below = has_open_end && data.values().any(|v| v < low * 0.999);
    let is_cut_above = data.axes.is_paper() && data.values().any(|v| v > high * 1.001);
    let level = |at: f64| match &data.unit {
        YUnit::Percent => [&format::plain(at * 100.0), "%"].join(" "),
        YUnit::Unit(unit) => format::with_unit(&format::plain(at), unit),
    };
    let below = is_cut_below.then(|| ["below ", &level(low)].concat());
    let above = is_cut_above.then(|| ["above ", &level(high)].concat());
    let cut = below.into_iter().chain(above).collect::<Vec<_>>().join(" or ");
    let why = if is_cut_below { "This axis has no zero: what lies " } else { "What lies " };
    (!cut.is_empty()).then(|| [why, &cut, " is cut off."].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Axes;
    use twinlet_core::domain::DomainState;
    use twinlet_core::predicted::{Band, IntervalKind, PredictedCurve};

    #[test]
    fn what_is_cut_off_is_said() {
        for (axes, low, high, expected) in [
            (Axes::Linear, 0.0, 0.9, None),
            (Axes::Log, 0.01, 0.08, None),
            (Axes::Log, 0.0, 0.08, Some("This axis has no zero: what lies below 0.1 % is cut off.")),
            (Axes::Weibull, 0.0, 0.06, Some("This axis has no zero: what lies below 1 % is cut off.")),
            (
                Axes::Weibull,
                0.0,
                0.3,
                Some("This axis has no zero: what lies below 1 % or above 10 % is cut off."),
            ),
            (Axes::Exponential, 0.0, 0.3, Some("What lies above 10 % is cut off.")),
        ] {
            let band =
                Band { coverage: 0.8, kind: IntervalKind::Members, low: vec![low; 2], high: vec![high; 2] };
            let main =
                PredictedCurve::new(vec![0.0, 1.0], vec![0.02, 0.06], vec![band], DomainState::In).unwrap();
            let data = ChartData { axes, ..ChartData::new("Failure", YUnit::Percent, main) };
            assert_eq!(axis_note(&data).as_deref(), expected, "{axes:?} from {low} to {high}");
        }
    }
}
