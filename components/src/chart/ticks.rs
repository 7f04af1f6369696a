//! Round numbers for axes, clock times for the horizon.

use twinlet_core::clock::label;

use super::data::{ChartData, YUnit};
use super::scale::YRange;
use crate::format::grouped;

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

/// The axis that the data ask for: everything shown fits in, with a little air.
pub fn wanted_range(data: &ChartData) -> YRange {
    let (mut low, mut high) = data.extent();
    if let Some(limit) = &data.limit {
        (low, high) =
            (low.min(limit.value), high.max(if data.from_zero { limit.value * 1.2 } else { limit.value }));
    }
    high = high.max(data.least_top.unwrap_or(high));
    if data.from_zero {
        return YRange { low: 0.0, high: ceil_to(high * 1.06, round_step(high.max(1e-9), 10.0)) };
    }
    let air = ((high - low) * 0.08).max(high.abs() * 1e-3).max(1e-9);
    let step = round_step(high - low + 2.0 * air, 5.0);
    YRange { low: -ceil_to(air - low, step / 2.0), high: ceil_to(high + air, step / 2.0) }
}

fn ceil_to(x: f64, step: f64) -> f64 {
    (x / step - 1e-9).ceil() * step
}

/// Three to five round values with labels; the unit stands at each per cent, else at the topmost only.
pub fn value_ticks(range: YRange, unit: &YUnit) -> Vec<Tick> {
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

/// Clock hours, or round numbers where the axis is no clock.
pub fn time_ticks(data: &ChartData, horizon: f64, width_px: f64) -> Vec<Tick> {
    let Some(unit) = &data.x_unit else { return hour_ticks(data.start_min, horizon, width_px) };
    let most = (width_px / 74.0).floor().clamp(2.0, 7.0);
    let step = round_step(horizon, most);
    let count = (horizon / step + 1e-6).floor() as usize + 1;
    let label = |at: f64| match grouped(at, decimals(step)) {
        number if at + step > horizon * (1.0 + 1e-9) => crate::format::with_unit(&number, unit),
        number => number,
    };
    (0..count.min(9)).map(|i| i as f64 * step).map(|at| Tick { at, label: label(at) }).collect()
}

/// Full clock hours, as many as fit with 62 px for each.
pub fn hour_ticks(start_min: u32, horizon_h: f64, width_px: f64) -> Vec<Tick> {
    let most = (width_px / 62.0).floor().clamp(2.0, 9.0);
    let fits = |step: &&f64| horizon_h / **step <= most;
    let step = [1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 48.0, 96.0].iter().find(fits).copied().unwrap_or(168.0);
    let start_h = f64::from(start_min) / 60.0;
    let first = ceil_to(start_h, step) - start_h;
    let count = ((horizon_h - first) / step + 1e-6).floor().max(0.0) as usize + 1;
    (0..count).map(|i| first + i as f64 * step).map(|at| Tick { at, label: label(start_min, at) }).collect()
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
            value_ticks(YRange { low, high }, &unit).into_iter().map(|t| t.label).collect()
        };
        assert_eq!(labels(0.0, 0.12, YUnit::Percent), ["0 %", "5 %", "10 %"]);
        assert_eq!(labels(0.0, 0.0007, YUnit::Percent), ["0.00 %", "0.02 %", "0.04 %", "0.06 %"]);
        assert_eq!(labels(-5.0, 12.0, YUnit::Unit("°C".into())), ["−5", "0", "5", "10"]);
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
