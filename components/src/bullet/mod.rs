//! A value with its interval on a scale with zones and a limit: more in a line than a dial in a square.

mod data;

use leptos::prelude::*;

pub use data::{BulletData, Places, ZonePiece};

use crate::Tone;
use crate::figure::{ScaleFigure, text_of, value_of};
use crate::slider::percent;

/// A bullet graph; stands in a card of its owner.
#[component]
pub fn Bullet(
    /// What it shows; `None` shows a skeleton of the same height. Required.
    #[prop(into)]
    data: Signal<Option<BulletData>>,
    /// Age in words when the value is old, for example `12 min old`. Default: fresh.
    #[prop(into, optional)]
    stale: Signal<Option<String>>,
) -> impl IntoView {
    let part = move |pick| text_of(data, pick);
    let outside = move || data.read().as_ref().is_some_and(|d| d.places().is_none());
    let marks = move || data.read().as_ref().map(marks);
    view! {
        <ScaleFigure own="bullet" data stale>
            <figcaption class="bullet-head">
                <span class="figure-title">{part(|d| d.title.clone())}</span>
                {value_of(data)}
            </figcaption>
            <div class="bullet-track" class:is-outside=outside role="img" aria-label=part(BulletData::sentence)>{marks}</div>
            <p class="figure-scale" aria-hidden="true"><span>{part(|d| d.end(d.min))}</span><span>{part(|d| crate::format::with_unit(&d.end(d.max), &d.unit))}</span></p>
        </ScaleFigure>
    }
    .into_any()
}

/// Class of a zone, the same as on a slider's track.
fn zone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral | Tone::Ok => "slider-zone zone-comfort",
        Tone::Note => "slider-zone zone-advise",
        Tone::Caution => "slider-zone zone-caution",
        Tone::Block => "slider-zone zone-block",
    }
}

/// Zones, limit, interval and value; outside the domain nothing but the hatching of the track.
fn marks(data: &BulletData) -> AnyView {
    let Some(places) = data.places() else { return ().into_any() };
    let zone = |p: ZonePiece| {
        view! { <span class=zone_class(p.tone) style:left=percent(p.from) style:width=percent(p.to - p.from)></span> }
    };
    let zones = data.pieces().into_iter().map(zone).collect_view();
    let width = percent((places.high - places.low).max(0.004));
    view! {
        <span class="bullet-rail">{zones}</span>
        {limit(data)}
        <span class="bullet-interval" style:left=percent(places.low) style:width=width></span>
        <span class="bullet-mark" style:left=percent(places.value)></span>
    }
    .into_any()
}

fn limit(data: &BulletData) -> Option<AnyView> {
    let (at, words) = data.limit.clone()?;
    let share = data.share(at);
    let class = if share > 0.5 { "bullet-limit at-end" } else { "bullet-limit" };
    Some(view! { <span class=class style:left=percent(share)><span class="bullet-limit-word">{words}</span></span> }.into_any())
}
