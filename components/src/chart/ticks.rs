//! Round numbers for axes, clock times for the horizon.

use twinlet_core::clock::label;

use super::axes::Axes;
use super::data::{ChartData, YUnit};
use super::scale::{Frame, YRange};
use crate::format::{self, grouped};

/// A place on an axis with its label.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Where, in the axis's unit.
    pub at: f64,
    /// Its label.
    pub label: String,
}

/// The least round step (1, 2 or 5 times a power of ten) that parts `span` in at most `parts`.
pub fn round_step(span: f64, parts: f64) -> f64 {
    let wanted = span / parts;
    let mut base = 10f64.powi(crate::format::magnitude(wanted));
    for factor in [1.0, 2.0, 5.0] {
        if base * factor >= wanted * (1.0 - 1e-9) {
            return base * factor;
        }
    }
    base *= 10.0;
    base
}

/// Probabilities with a tick on probability papers; the first list is enough where it has three in the range.
const PAPER: [f64; 9] = [1e-4, 1e-3, 0.01, 0.05, 0.1, 0.5, 0.9, 0.99, 0.999];
pub(super) const FINE: [f64; 21] = [
    1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98,
    0.99, 0.995, 0.999,
];

/// On paper of an exponential law low probabilities lie close together.
const EVEN: [f64; 9] = [0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99];

/// The least multiple of a step that is not below a value.
pub(super) fn ceil_to(x: f64, step: f64) -> f64 {
    (x / step - 1e-9).ceil() * step
}

/// Round values with labels: three to five on an even axis, decades, or the probabilities of a paper.
pub fn value_ticks(range: YRange, unit: &YUnit, axes: Axes) -> Vec<Tick> {
    let within = |at: &f64| *at >= range.low * 0.999 && *at <= range.high * 1.001;
    let values: Vec<f64> = match axes {
        Axes::Linear => return even_ticks(range, unit),
        Axes::Log => one_two_five(range.low, range.high, 3.0),
        Axes::Exponential => EVEN.to_vec(),
        _ if PAPER.iter().filter(|p| within(p)).count() >= 3 => PAPER.to_vec(),
        _ => FINE.to_vec(),
    };
    let text = |at: f64| match unit {
        YUnit::Percent => [&format::plain(at * 100.0), "%"].join(" "),
        YUnit::Unit(_) => format::plain(at),
    };
    values.into_iter().filter(within).map(|at| Tick { at, label: text(at) }).collect()
}

/// Powers of ten; where they are fewer than `least`, also their double and fivefold.
fn one_two_five(low: f64, high: f64, least: f64) -> Vec<f64> {
    let count = format::magnitude(high) - format::magnitude(low) + 1;
    multiples(low, high, if f64::from(count) > least { &[1.0] } else { &[1.0, 2.0, 5.0] })
}

/// The multiples of all powers of ten from that of `low` to that of `high`.
fn multiples(low: f64, high: f64, factors: &[f64]) -> Vec<f64> {
    let from = format::magnitude(low);
    let count = (format::magnitude(high) - from + 1).clamp(1, 30);
    (0..count).flat_map(|k| factors.iter().map(move |f| f * 10f64.powi(from + k))).collect()
}

fn even_ticks(range: YRange, unit: &YUnit) -> Vec<Tick> {
    let step = round_step(range.high - range.low, 4.0);
    let first = ceil_to(range.low, step);
    let count = ((range.high - first) / step + 1e-6).floor() as usize + 1;
    let values: Vec<f64> = (0..count.min(8)).map(|i| first + i as f64 * step).collect();
    let text = |x: f64| match unit {
        YUnit::Percent => [&grouped(x * 100.0, decimals(step * 100.0)), "%"].join(" "),
        YUnit::Unit(_) => grouped(x, decimals(step)),
    };
    values.into_iter().map(|at| Tick { at, label: text(at) }).collect()
}

fn decimals(step: f64) -> i32 {
    (-crate::format::magnitude(step)).max(0)
}

/// Clock times, or round numbers where the axis is no clock; on a logarithmic axis lengths of time.
pub fn time_ticks(data: &ChartData, frame: &Frame) -> Vec<Tick> {
    let (from, to) = frame.shown();
    match (&data.x_unit, data.axes.has_log_time()) {
        (unit, true) => log_ticks(frame, unit.as_deref().unwrap_or("h")),
        (Some(unit), false) => number_ticks((from, to), frame.width(), unit),
        (None, false) => clock_ticks(data.start_min, (from, to), frame.width()),
    }
}

fn number_ticks((from, to): (f64, f64), width_px: f64, unit: &str) -> Vec<Tick> {
    let step = round_step(to - from, (width_px / 64.0).floor().clamp(2.0, 7.0));
    let first = ceil_to(from, step);
    let count = ((to - first) / step + 1e-6).floor().max(0.0) as usize + 1;
    let label = |at: f64| match grouped(at, decimals(step)) {
        number if at + step > to + step * 1e-6 => format::with_unit(&number, unit),
        number => number,
    };
    (0..count.min(9)).map(|i| first + i as f64 * step).map(|at| Tick { at, label: label(at) }).collect()
}

/// Decades, divided as finely as the labels leave room.
fn log_ticks(frame: &Frame, unit: &str) -> Vec<Tick> {
    const DIVISIONS: [&[f64]; 3] = [&[1.0, 2.0, 5.0], &[1.0, 3.0], &[1.0]];
    let (from, to) = frame.shown();
    let inside = |at: &f64| *at >= from * 0.999 && *at <= to * 1.001;
    let places =
        |factors: &&[f64]| -> Vec<f64> { multiples(from, to, factors).into_iter().filter(inside).collect() };
    let has_room = |places: &Vec<f64>| {
        places.iter().zip(places.iter().skip(1)).all(|(a, b)| frame.x(*b) - frame.x(*a) >= 42.0)
    };
    let all = DIVISIONS.iter().map(places).find(has_room).unwrap_or_default();
    let mut ticks: Vec<Tick> = all.into_iter().map(|at| Tick { at, label: format::plain(at) }).collect();
    if let Some(last) = ticks.last_mut() {
        last.label = format::with_unit(&last.label, unit);
    }
    ticks
}

/// Full clock hours, as many as fit with 62 px for each.
pub fn hour_ticks(start_min: u32, horizon_h: f64, width_px: f64) -> Vec<Tick> {
    clock_ticks(start_min, (0.0, horizon_h), width_px)
}

/// Hours of a day that a step of the clock may have.
const STEPS_H: [f64; 12] = [1.0 / 12.0, 1.0 / 6.0, 0.25, 0.5, 1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 48.0, 96.0];

fn clock_ticks(start_min: u32, (from, to): (f64, f64), width_px: f64) -> Vec<Tick> {
    let most = (width_px / 62.0).floor().clamp(2.0, 9.0);
    let step = STEPS_H.iter().find(|step| (to - from) / **step <= most).copied().unwrap_or(168.0);
    let start_h = f64::from(start_min) / 60.0;
    let first = ceil_to(start_h + from, step) - start_h;
    let count = ((to - first) / step + 1e-6).floor().max(-1.0) as i32 + 1;
    (0..count)
        .map(|i| first + f64::from(i) * step)
        .map(|at| Tick { at, label: label(start_min, at) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        for (span, parts, expected) in
            [(12.0, 4.0, 5.0), (0.12, 4.0, 0.05), (100.0, 5.0, 20.0), (7.0, 4.0, 2.0)]
        {
            let step = round_step(span, parts);
            assert!((step - expected).abs() < 1e-12, "{span} in {parts}: {step}");
        }
    }

    #[test]
    fn value_labels() {
        let labels = |low, high, unit: YUnit| -> Vec<String> {
            value_ticks(YRange { low, high }, &unit, Axes::Linear).into_iter().map(|t| t.label).collect()
        };
        assert_eq!(labels(0.0, 0.12, YUnit::Percent), ["0 %", "5 %", "10 %"]);
        assert_eq!(labels(0.0, 0.0007, YUnit::Percent), ["0.00 %", "0.02 %", "0.04 %", "0.06 %"]);
        assert_eq!(labels(-5.0, 12.0, YUnit::Unit("°C".into())), ["−5", "0", "5", "10"]);
    }

    #[test]
    fn open_axes_have_decades_and_the_probabilities_of_papers() {
        for (axes, low, high, expected) in [
            (Axes::Log, 1e-5, 0.1, "0.001 %|0.01 %|0.1 %|1 %|10 %"),
            (Axes::Log, 0.01, 0.2, "1 %|2 %|5 %|10 %|20 %"),
            (Axes::Weibull, 1e-3, 0.99, "0.1 %|1 %|5 %|10 %|50 %|90 %|99 %"),
            (Axes::Weibull, 0.01, 0.05, "1 %|2 %|5 %"),
            (Axes::Exponential, 0.0, 0.7, "0 %|10 %|30 %|50 %|70 %"),
            (Axes::Normal, 0.01, 0.99, "1 %|5 %|10 %|50 %|90 %|99 %"),
        ] {
            let ticks = value_ticks(YRange { low, high }, &YUnit::Percent, axes);
            let labels: Vec<_> = ticks.into_iter().map(|t| t.label).collect();
            assert_eq!(labels.join("|"), expected, "{axes:?}");
        }
    }

    #[test]
    fn a_part_of_a_day_has_minutes() {
        let labels =
            |from, to| clock_ticks(360, (from, to), 320.0).into_iter().map(|t| t.label).collect::<Vec<_>>();
        assert_eq!(labels(6.1, 7.6), ["12:30", "13:00", "13:30"]);
        assert_eq!(labels(0.0, 0.5), ["06:00", "06:10", "06:20", "06:30"]);
    }

    #[test]
    fn hours_fall_on_the_clock() {
        for (start, horizon, width, expected) in [
            (360, 24.0, 320.0, "06:00 12:00 18:00 00:00 06:00"),
            (380, 24.0, 320.0, "12:00 18:00 00:00 06:00"),
            (360, 24.0, 200.0, "12:00 00:00"),
            (600, 4.0, 320.0, "10:00 11:00 12:00 13:00 14:00"),
        ] {
            let labels: Vec<_> = hour_ticks(start, horizon, width).into_iter().map(|t| t.label).collect();
            assert_eq!(labels.join(" "), expected);
        }
    }
}
