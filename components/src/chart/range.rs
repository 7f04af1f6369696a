//! The value axis that a picture asks for.

use super::axes::Axes;
use super::data::ChartData;
use super::scale::YRange;
use super::ticks::{FINE, ceil_to, round_step};
use crate::format;

/// The axis that the data ask for: everything shown fits in, with a little air. On an open axis what lies far below
/// the rest is clipped.
pub fn wanted_range(data: &ChartData) -> YRange {
    match data.axes {
        Axes::Linear => even_range(data),
        Axes::Log => decades(data),
        _ => paper_range(data),
    }
}

/// Below this, values have no size to lay an axis out for.
const LEAST: f64 = 1e-12;

fn even_range(data: &ChartData) -> YRange {
    let (mut low, mut high) = data.extent();
    if let Some(limit) = &data.limit {
        (low, high) =
            (low.min(limit.value), high.max(if data.from_zero { limit.value * 1.2 } else { limit.value }));
    }
    high = high.max(data.least_top.unwrap_or(high));
    if data.from_zero {
        high = if high > LEAST { high } else { 1.0 };
        return YRange { low: 0.0, high: ceil_to(high * 1.06, round_step(high.max(1e-9), 10.0)) };
    }
    let air = ((high - low) * 0.08).max(high.abs() * 1e-3).max(1e-9);
    let step = round_step(high - low + 2.0 * air, 5.0);
    YRange { low: -ceil_to(air - low, step / 2.0), high: ceil_to(high + air, step / 2.0) }
}

/// Decades that hold everything above zero, four at most.
fn decades(data: &ChartData) -> YRange {
    let limit = data.limit.iter().map(|l| l.value * 1.2);
    let high =
        data.values().chain(limit).fold(f64::MIN_POSITIVE, f64::max).max(data.least_top.unwrap_or(0.0));
    let high = if high > LEAST { high } else { 1.0 };
    let low = data.values().filter(|v| *v > 0.0).fold(high, f64::min).max(high * 1.01e-4);
    let mut bottom = 10f64.powi(format::magnitude(low));
    if bottom * 10.0 > high {
        bottom /= 10.0;
    }
    let top = 10f64.powi(format::magnitude(high));
    let factor = [1.0, 2.0, 5.0].into_iter().find(|f| top * f >= high * 0.999).unwrap_or(10.0);
    YRange { low: bottom, high: top * factor }
}

/// From the tick below the least value to the tick above the greatest. Where there are observations, they count and the
/// line is clipped; else its mean counts and its bands are clipped.
fn paper_range(data: &ChartData) -> YRange {
    let marks = data.marks.iter().map(|m| m.value).filter(|v| *v > 0.0);
    let mean: &[f64] = if marks.clone().next().is_some() { &[] } else { data.main.shown().mean };
    let limit = data.limit.iter().map(|l| l.value);
    let inside = marks.chain(mean.iter().copied()).chain(limit).filter(|v| *v > 0.0 && *v < 1.0);
    let (low, high) = inside.fold((0.5, 0.01), |(l, h): (f64, f64), v| (l.min(v), h.max(v)));
    let below = FINE.iter().rev().copied().find(|p| *p < low * 0.999).unwrap_or(1e-4);
    let above = FINE.iter().copied().find(|p| *p > high * 1.001).unwrap_or(0.999);
    YRange { low: if data.axes.ends_above_zero() { below } else { 0.0 }, high: above }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{ChartMark, MarkShape, YUnit};
    use twinlet_core::domain::DomainState;
    use twinlet_core::predicted::PredictedCurve;

    fn data(axes: Axes, mean: &[f64]) -> ChartData {
        let times = (0..mean.len()).map(|i| i as f64).collect();
        let main = PredictedCurve::new(times, mean.to_vec(), vec![], DomainState::In).unwrap();
        ChartData { axes, ..ChartData::new("Failure", YUnit::Percent, main) }
    }

    #[test]
    fn open_axes_end_where_the_data_matter() {
        for (axes, mean, low, high) in [
            (Axes::Linear, vec![0.0, 0.1], 0.0, 0.11),
            (Axes::Linear, vec![0.0, 0.0], 0.0, 1.1),
            (Axes::Log, vec![0.0, 0.003, 0.08], 0.001, 0.1),
            (Axes::Log, vec![1e-9, 0.08], 1e-6, 0.1),
            (Axes::Log, vec![0.0, 0.0], 0.1, 1.0),
            (Axes::Weibull, vec![0.0, 0.003, 0.08], 0.002, 0.1),
            (Axes::Exponential, vec![0.0, 0.3], 0.0, 0.5),
        ] {
            let range = wanted_range(&data(axes, &mean));
            let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1e-9);
            assert!(close(range.low, low) && close(range.high, high), "{axes:?} of {mean:?}: {range:?}");
        }
    }

    #[test]
    fn on_paper_observations_lead() {
        let mark = ChartMark { t: 1.0, value: 0.3, shape: MarkShape::Disc, label: String::new() };
        let seen = ChartData { marks: vec![mark], ..data(Axes::Weibull, &[1e-3, 0.4]) };
        assert_eq!(wanted_range(&seen), YRange { low: 0.2, high: 0.5 });
    }
}
