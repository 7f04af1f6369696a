//! One input: track with zones and marks, steppers, number field, notes of the guardrail.

pub mod gesture;
mod head;
mod notes;
mod scale;
mod stepper;
mod track;

use leptos::prelude::*;
use twinlet_core::guardrail::{Finding, Level, Zone};

pub use scale::{Piece, parse, parse_clock};

use crate::Tone;
pub(crate) use head::{ValueField, spark_path};
pub(crate) use notes::{FieldNotes, not_a_number, typed_notes};
pub(crate) use stepper::Stepper;
pub(crate) use track::{percent, piece as zone_view};

use head::Sparkline;
use track::Track;

/// When a drag is told to the owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Commit {
    /// With every move: for runs that are cheap.
    #[default]
    Live,
    /// When the finger lifts: for runs that are not. Until then only the read-out follows.
    OnRelease,
}

/// A labelled value on the track.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its word, for example `forecast`.
    pub label: String,
    /// Where, in the input's unit.
    pub at: f64,
}

/// How a value is written and read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Writing {
    /// As a number before its unit.
    #[default]
    Number,
    /// As a time of day: the value is in hours after midnight, `18.5` reads `18:30`. It needs no unit.
    Clock,
}

/// What does not change while the app runs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SliderSpec {
    /// The input's title.
    pub title: String,
    /// A remark after the unit, for example `mean`; empty for none.
    pub remark: String,
    /// Unit as shown to people.
    pub unit: String,
    /// Least value of the contract.
    pub min: f64,
    /// Greatest value of the contract.
    pub max: f64,
    /// Step of buttons, arrow keys and dragging.
    pub step: f64,
    /// Where steps are counted from; `None` is the least value.
    pub origin: Option<f64>,
    /// How values are written and read.
    pub writing: Writing,
}

/// What the parts of a slider, and of a number field, share.
#[derive(Clone, Copy)]
pub(crate) struct Shared {
    spec: StoredValue<SliderSpec>,
    /// As shown: the owner's value, or the thumb's during a drag.
    value: Signal<f64>,
    /// Where the thumb is during a drag.
    draft: RwSignal<Option<f64>>,
    /// What was typed and is no number; it stays until it is mended or left with Escape.
    typed: RwSignal<Option<String>>,
    on_change: Callback<f64>,
    commit: Commit,
}

impl Shared {
    /// Parts over the owner's value.
    pub(crate) fn new(
        spec: SliderSpec,
        value: Signal<f64>,
        on_change: Callback<f64>,
        commit: Commit,
    ) -> Self {
        let (draft, typed) = (RwSignal::new(None), RwSignal::new(None));
        let shown = Signal::derive(move || draft.get().unwrap_or_else(|| value.get()));
        Self { spec: StoredValue::new(spec), value: shown, draft, typed, on_change, commit }
    }

    /// Tells the owner; what was typed before and is no number gives way.
    pub(crate) fn choose(self, value: f64) {
        self.typed.set(None);
        self.on_change.run(value);
    }

    fn spec<T>(self, read: impl FnOnce(&SliderSpec) -> T) -> T {
        self.spec.with_value(read)
    }

    pub(crate) fn outside(self) -> Option<String> {
        let value = self.value.get();
        self.spec(|s| s.outside(value))
    }
}

/// An input. What the person chose is shown as chosen: a typed value outside the contract stays and is marked blocked.
#[component]
pub fn Slider(
    /// Title, unit, range, step. Required.
    spec: SliderSpec,
    /// The chosen value, in the input's unit. Required.
    #[prop(into)]
    value: Signal<f64>,
    /// The person chooses another value; carries it raw. Required.
    on_change: Callback<f64>,
    /// Stretches of the track with their levels. Default: all comfortable.
    #[prop(into, optional)]
    zones: Signal<Vec<Zone>>,
    /// Labelled values on the track. Default: none.
    #[prop(into, optional)]
    marks: Signal<Vec<Mark>>,
    /// What the guardrail says about the value, the strictest first. Default: nothing.
    #[prop(into, optional)]
    findings: Signal<Vec<Finding>>,
    /// The reason given for a caution; kept in the record. Default: empty.
    #[prop(into, optional)]
    reason: Signal<String>,
    /// The person gives a reason. Default: no reason is asked for.
    #[prop(optional_no_strip, into)]
    on_reason: Option<Callback<String>>,
    /// The day's shape as a sparkline, 24 values in any unit. Default: none.
    #[prop(into, optional)]
    profile: Signal<Vec<f64>>,
    /// The person wants to edit the shape. Default: the sparkline is not a button.
    #[prop(optional, into)]
    on_profile: Option<Callback<()>>,
    /// When a drag is told. Default: with every move.
    #[prop(optional)]
    commit: Commit,
) -> impl IntoView {
    let shared = Shared::new(spec, value, on_change, commit);
    let tone = Memo::new(move |_| tone_of(shared, &findings.read()));
    let class = move || ["slider ", tone.get().class()].concat();
    let (title, label) = shared.spec(|s| (s.title.clone(), s.title.clone()));
    view! {
        <div class=class role="group" aria-label=label>
            <div class="slider-head">
                <span class="slider-title">{title}</span>
                <Sparkline shared profile on_profile/>
                <ValueField shared/>
            </div>
            <div class="slider-row">
                <Stepper shared steps=-1.0/>
                <Track shared zones marks/>
                <Stepper shared steps=1.0/>
            </div>
            <FieldNotes first=typed_notes(shared) findings reason on_reason/>
        </div>
    }
    .into_any()
}

pub(crate) fn tone_of(shared: Shared, findings: &[Finding]) -> Tone {
    let worst = findings.iter().map(|f| f.level).max().map_or(Tone::Neutral, |level| match level {
        Level::Advise => Tone::Neutral,
        other => other.into(),
    });
    if shared.outside().is_some() || shared.typed.read().is_some() { Tone::Block } else { worst }
}
