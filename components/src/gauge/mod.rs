//! A half-round dial over the same data as the bullet graph, for a single value that is read from afar.

use leptos::prelude::*;

use crate::bullet::{BulletData, ZonePiece};
use crate::figure::{ScaleFigure, text_of, value_of};
use crate::{Tone, format};

/// Middle of the dial, in units of the picture (200 wide, 112 high).
const MIDDLE: (f64, f64) = (100.0, 100.0);
/// Radius of the zones.
const ZONES: f64 = 86.0;
/// Radius of the interval.
const INTERVAL: f64 = 70.0;

/// A place on the dial; 0 is left, 1 is right.
fn place(share: f64, radius: f64) -> (f64, f64) {
    let angle = std::f64::consts::PI * (1.0 - share.clamp(0.0, 1.0));
    let tenth = |v: f64| (v * 10.0).round() / 10.0;
    (tenth(MIDDLE.0 + radius * angle.cos()), tenth(MIDDLE.1 - radius * angle.sin()))
}

fn pair((x, y): (f64, f64)) -> String {
    [&x.to_string(), " ", &y.to_string()].concat()
}

/// Path of an arc between two shares.
pub fn arc(from: f64, to: f64, radius: f64) -> String {
    let r = radius.to_string();
    ["M", &pair(place(from, radius)), "A", &r, " ", &r, " 0 0 1 ", &pair(place(to, radius))].concat()
}

/// Path of a line across the ring.
pub fn spoke(share: f64, inner: f64, outer: f64) -> String {
    ["M", &pair(place(share, inner)), "L", &pair(place(share, outer))].concat()
}

/// A dial; stands in a card of its owner.
#[component]
pub fn Gauge(
    /// What it shows; `None` shows a skeleton of the same height. Required.
    #[prop(into)]
    data: Signal<Option<BulletData>>,
    /// Age in words when the value is old, for example `12 min old`. Default: fresh.
    #[prop(into, optional)]
    stale: Signal<Option<String>>,
) -> impl IntoView {
    let part = move |pick| text_of(data, pick);
    let picture = move || data.read().as_ref().map(dial);
    view! {
        <ScaleFigure own="gauge" data stale>
            <figcaption class="figure-title">{part(|d| d.title.clone())}</figcaption>
            <div class="gauge-face">
                <svg class="gauge-dial" viewBox="0 0 200 112" role="img" aria-label=part(BulletData::sentence)>
                    <path class="gauge-rest" d=arc(0.0, 1.0, ZONES)></path>
                    {picture}
                </svg>
                <p class="gauge-read-out">{value_of(data)}</p>
            </div>
            {move || data.read().as_ref().and_then(|d| d.limit.clone()).map(|l| view! { <p class="gauge-limit-word">{l.1}</p> })}
        </ScaleFigure>
    }
    .into_any()
}

fn zone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral | Tone::Ok => "gauge-zone dial-comfort",
        Tone::Note => "gauge-zone dial-note",
        Tone::Caution => "gauge-zone dial-caution",
        Tone::Block => "gauge-zone dial-block",
    }
}

/// Zones, limit, interval and needle; outside the domain a hatched ring alone.
fn dial(data: &BulletData) -> AnyView {
    let ends = (format::plain(data.min), format::plain(data.max));
    let scale = view! { <text x="14" y="111" text-anchor="middle">{ends.0}</text><text x="186" y="111" text-anchor="middle">{ends.1}</text> };
    let Some(places) = data.places() else {
        return view! { <path class="gauge-zone dial-outside" d=arc(0.0, 1.0, ZONES)></path>{scale} }
            .into_any();
    };
    let zone = |p: ZonePiece| view! { <path class=zone_class(p.tone) d=arc(p.from, p.to, ZONES)></path> };
    let limit = data
        .limit
        .as_ref()
        .map(|(at, _)| view! { <path class="gauge-limit" d=spoke(data.share(*at), 76.0, 98.0)></path> });
    view! {
        {data.pieces().into_iter().map(zone).collect_view()}
        <path class="gauge-interval" d=arc(places.low, places.high.max(places.low + 0.005), INTERVAL)></path>
        {limit}
        <path class="gauge-needle" d=spoke(places.value, 58.0, 97.0)></path>
        {scale}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arcs_run_over_the_top() {
        assert_eq!(arc(0.0, 1.0, 80.0), "M20 100A80 80 0 0 1 180 100");
        assert_eq!(arc(0.0, 0.5, 80.0), "M20 100A80 80 0 0 1 100 20");
        assert_eq!(spoke(0.5, 50.0, 90.0), "M100 50L100 10");
    }
}
