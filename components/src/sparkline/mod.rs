//! A curve in a line of text: its course, and where it ends.

use leptos::prelude::*;
use twinlet_core::domain::DomainState;
use twinlet_core::predicted::PredictedCurve;

use crate::chart::{COVERAGE, YUnit, value_text};
use crate::figure::{Age, figure_class};
use crate::slider::spark_path;

/// Size of the picture.
const SIZE: (f64, f64) = (120.0, 36.0);

/// The last value in words: `68 °C (80 %: 66 to 70 °C)`; outside the domain, why there is none.
pub fn latest(curve: &PredictedCurve, unit: &str) -> String {
    let shown = curve.shown();
    let Some(end) = shown.times_h.last() else { return "No values yet".into() };
    if shown.domain == DomainState::Out {
        return "outside the model’s range".into();
    }
    let widest = || shown.bands.first().map(|b| b.coverage);
    let last = curve.at(*end, COVERAGE).or_else(|| curve.at(*end, widest()?));
    last.map_or_else(
        || "No interval stated, so no number".into(),
        |p| value_text(&p, &YUnit::Unit(unit.into())),
    )
}

/// Paths of the widest band and of the mean, on one scale.
pub fn paths(curve: &PredictedCurve) -> (String, String) {
    let shown = curve.shown();
    let Some(band) = shown.bands.first() else {
        return (String::new(), spark_path(shown.mean, SIZE.0, SIZE.1));
    };
    // One run there and back closes the band; its scale holds the mean too, which lies inside.
    let low = band.low.iter().rev();
    let (min, max) = extent(band.low.iter().chain(&band.high).chain(shown.mean));
    let last = shown.mean.len().saturating_sub(1).max(1) as f64;
    let y = |v: f64| SIZE.1 - 1.5 - (v - min) / (max - min).max(1e-9) * (SIZE.1 - 3.0);
    let x = |i: usize| 1.5 + i as f64 / last * (SIZE.0 - 3.0);
    let n = shown.mean.len();
    let upper = band.high.iter().enumerate().map(|(i, v)| (x(i), y(*v)));
    let lower = low.enumerate().map(|(i, v)| (x(n - 1 - i), y(*v)));
    (path(upper.chain(lower)), path(shown.mean.iter().enumerate().map(|(i, v)| (x(i), y(*v)))))
}

fn extent<'a>(values: impl Iterator<Item = &'a f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)))
}

fn path(points: impl Iterator<Item = (f64, f64)>) -> String {
    let tenth = |v: f64| ((v * 10.0).round() / 10.0).to_string();
    let mut out = String::new();
    for (i, (x, y)) in points.enumerate() {
        out.push_str(if i == 0 { "M" } else { "L" });
        out.push_str(&tenth(x));
        out.push(' ');
        out.push_str(&tenth(y));
    }
    out
}

/// Title, small curve with its band, and the last value in words; stands in a card or a list of its owner.
#[component]
pub fn Sparkline(
    /// What it is, for example `Bearing, pump 2`. Required.
    #[prop(into)]
    label: Signal<String>,
    /// Unit as shown to people. Default: none.
    #[prop(into, optional)]
    unit: String,
    /// The curve; `None` shows a skeleton of the same height. Required.
    #[prop(into)]
    curve: Signal<Option<PredictedCurve>>,
    /// When the last value is, for example `tomorrow 06:00`. Default: empty.
    #[prop(into, optional)]
    when: Signal<String>,
    /// Age in words when the curve is old. Default: fresh.
    #[prop(into, optional)]
    stale: Signal<Option<String>>,
) -> impl IntoView {
    let class = move || figure_class("sparkline", curve.read().is_none(), stale.read().is_some());
    let words =
        Memo::new(move |_| curve.read().as_ref().map(|c| crate::format::kept_together(&latest(c, &unit))));
    let outside = move || curve.read().as_ref().is_some_and(|c| c.shown().domain == DomainState::Out);
    let picture = move || curve.read().as_ref().map(|c| drawn(c, outside()));
    view! {
        <figure class=class aria-busy=move || curve.read().is_none().to_string()>
            <figcaption class="sparkline-text">
                <span class="figure-title">{label}</span>
                <span class="sparkline-words">{words} " " <span class="figure-interval">{when}</span></span>
            </figcaption>
            <span class="sparkline-box" class:is-outside=outside aria-hidden="true">{picture}</span>
            <Age stale/>
        </figure>
    }
    .into_any()
}

fn drawn(curve: &PredictedCurve, outside: bool) -> AnyView {
    let (band, mean) = if outside { Default::default() } else { paths(curve) };
    view! {
        <svg viewBox="0 0 120 36" width="120" height="36">
            <path class="sparkline-band" d=band></path>
            <path class="sparkline-mean" d=mean></path>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use twinlet_core::predicted::{Band, IntervalKind};

    fn curve(domain: DomainState) -> PredictedCurve {
        let kind = IntervalKind::Members;
        let band = Band { coverage: 0.8, kind, low: vec![8.0, 16.0], high: vec![12.0, 24.0] };
        PredictedCurve::new(vec![0.0, 6.0], vec![10.0, 20.0], vec![band], domain).unwrap()
    }

    #[test]
    fn the_last_value_has_its_interval() {
        assert_eq!(latest(&curve(DomainState::In), "°C"), "20.0 °C (80 %: 16.0 to 24.0 °C)");
        assert_eq!(latest(&curve(DomainState::Out), "°C"), "outside the model’s range");
        let bare = PredictedCurve::new(vec![0.0], vec![1.0], vec![], DomainState::In).unwrap();
        assert_eq!(latest(&bare, "m"), "No interval stated, so no number");
    }

    #[test]
    fn band_and_mean_share_a_scale() {
        let (band, mean) = paths(&curve(DomainState::In));
        assert_eq!(band, "M1.5 26.3L118.5 1.5L118.5 18L1.5 34.5");
        assert_eq!(mean, "M1.5 30.4L118.5 9.8");
    }
}
