//! A range with two thumbs on one track.

mod ends;
mod track;

use leptos::prelude::*;
use twinlet_core::guardrail::{Finding, Level, Zone};

pub use ends::{End, Range, nearest};

use crate::slider::{Commit, FieldNotes, Shared, SliderSpec, ValueField};
use crate::{NoteText, Tone};
use track::Track;

/// What the parts share.
#[derive(Clone, Copy)]
struct Parts {
    spec: StoredValue<SliderSpec>,
    /// As shown: the owner's range, or the thumbs' during a drag.
    shown: Signal<Range>,
    draft: RwSignal<Option<Range>>,
    /// A typed end that would cross the other.
    refused: RwSignal<Option<String>>,
    on_change: Callback<Range>,
    commit: Commit,
}

impl Parts {
    fn choose(self, range: Range) {
        self.refused.set(None);
        self.on_change.run(range);
    }

    /// A typed end is taken as it is, unless it crosses the other.
    fn typed(self, end: End, value: f64) {
        let range = self.shown.get_untracked();
        if end.moved(range, value) == end_at(range, end, value) {
            return self.choose(end_at(range, end, value));
        }
        let text = self.spec.with_value(|s| {
            let words = |x| crate::format::with_unit(&s.text(x), &s.unit);
            let (from, to) = end_at(range, end, value);
            ["“From” ", &words(from), " must not lie above “to” ", &words(to), "; nothing was changed."]
                .concat()
        });
        self.refused.set(Some(text));
    }

    fn outside(self) -> Option<String> {
        let (from, to) = self.shown.get();
        self.spec.with_value(|s| s.outside(from).or_else(|| s.outside(to)))
    }
}

fn end_at(range: Range, end: End, value: f64) -> Range {
    if end == End::From { (value, range.1) } else { (range.0, value) }
}

/// A range of an input. The thumbs stop at each other; typed ends that would cross are refused with words.
#[component]
pub fn RangeSlider(
    /// The input's title. Required.
    #[prop(into)]
    label: String,
    /// Unit as shown to people. Default: none.
    #[prop(into, optional)]
    unit: String,
    /// Least value of the contract. Required.
    min: f64,
    /// Greatest value of the contract. Required.
    max: f64,
    /// Step of arrow keys and dragging. Required.
    step: f64,
    /// Where steps are counted from. Default: the least value.
    #[prop(optional_no_strip, into)]
    origin: Option<f64>,
    /// From and to, in the unit. Required.
    #[prop(into)]
    value: Signal<Range>,
    /// The person chooses another range; carries both ends. Required.
    on_change: Callback<Range>,
    /// Stretches of the track with their levels. Default: all comfortable.
    #[prop(into, optional)]
    zones: Signal<Vec<Zone>>,
    /// What the guardrail says about the range, the strictest first. Default: nothing.
    #[prop(into, optional)]
    findings: Signal<Vec<Finding>>,
    /// When a drag is told. Default: with every move.
    #[prop(optional)]
    commit: Commit,
) -> impl IntoView {
    let (title, unit) = (label.clone(), unit.clone());
    let spec = SliderSpec { title, unit, min, max, step, origin, ..SliderSpec::default() };
    let draft = RwSignal::new(None);
    let shown = Signal::derive(move || draft.get().unwrap_or_else(|| value.get()));
    let refused = RwSignal::new(None);
    let parts = Parts { spec: StoredValue::new(spec), shown, draft, refused, on_change, commit };
    let tone = Memo::new(move |_| tone_of(parts, &findings.read()));
    let first = Signal::derive(move || notes(parts));
    let name = label.clone();
    view! {
        <div class=move || ["slider range ", tone.get().class()].concat() role="group" aria-label=name>
            <div class="slider-head">
                <span class="slider-title">{label}</span>
                <span class="range-ends">{end_field(parts, End::From)}<span class="range-to">"to"</span>{end_field(parts, End::To)}</span>
            </div>
            <Track parts zones/>
            <FieldNotes first findings/>
        </div>
    }
    .into_any()
}

/// One end as a number field; the unit stands after the second.
fn end_field(parts: Parts, end: End) -> AnyView {
    let title = |s: &SliderSpec| [&s.title, ", ", end.word()].concat();
    let unit = |s: &SliderSpec| if end == End::To { s.unit.clone() } else { String::new() };
    let spec = parts.spec.with_value(|s| SliderSpec { title: title(s), unit: unit(s), ..s.clone() });
    let value = Signal::derive(move || end.of(parts.shown.get()));
    let shared = Shared::new(spec, value, Callback::new(move |v| parts.typed(end, v)), Commit::Live);
    view! { <ValueField shared/> }.into_any()
}

fn notes(parts: Parts) -> Vec<NoteText> {
    let refused = parts.refused.get().map(|text| NoteText::new(Tone::Block, "Not taken", text));
    let outside = parts.outside().map(|text| NoteText::new(Tone::Block, "Blocked", text));
    refused.into_iter().chain(outside).collect()
}

fn tone_of(parts: Parts, findings: &[Finding]) -> Tone {
    let worst = findings.iter().map(|f| f.level).filter(|l| *l != Level::Advise).max();
    if parts.outside().is_some() { Tone::Block } else { worst.map_or(Tone::Neutral, Tone::from) }
}
