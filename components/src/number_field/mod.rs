//! A number to type, with steppers: for inputs that need no track.

use leptos::prelude::*;
use twinlet_core::guardrail::Finding;

use crate::field_head::GuardedField;
use crate::slider::{Commit, Shared, SliderSpec, Stepper, ValueField, Writing, tone_of, typed_notes};

/// A number with its unit. What was typed stays: outside the contract it is marked blocked, what is no number is
/// refused with words and the last number stays.
#[component]
pub fn NumberField(
    /// The input's title. Required.
    #[prop(into)]
    label: String,
    /// A line below the title. Default: empty.
    #[prop(into, optional)]
    subtitle: String,
    /// Unit as shown to people. Default: none.
    #[prop(into, optional)]
    unit: String,
    /// The chosen value, in the unit. Required.
    #[prop(into)]
    value: Signal<f64>,
    /// Least value of the contract. Required.
    min: f64,
    /// Greatest value of the contract. Required.
    max: f64,
    /// Step of buttons and arrow keys. Required.
    step: f64,
    /// Where steps are counted from. Default: the least value.
    #[prop(optional_no_strip, into)]
    origin: Option<f64>,
    /// How the value is written and read. Default: as a number.
    #[prop(optional)]
    writing: Writing,
    /// The person chooses another value; carries it raw. Required.
    on_change: Callback<f64>,
    /// What the guardrail says about the value, the strictest first. Default: nothing.
    #[prop(into, optional)]
    findings: Signal<Vec<Finding>>,
    /// The reason given for a caution; kept in the record. Default: empty.
    #[prop(into, optional)]
    reason: Signal<String>,
    /// The person gives a reason. Default: no reason is asked for.
    #[prop(optional_no_strip, into)]
    on_reason: Option<Callback<String>>,
) -> impl IntoView {
    let remark = String::new();
    let spec = SliderSpec { title: label.clone(), remark, unit, min, max, step, origin, writing };
    let shared = Shared::new(spec, value, on_change, Commit::Live);
    let tone = Memo::new(move |_| tone_of(shared, &findings.read()));
    let class = Signal::derive(move || ["input-field ", tone.get().class()].concat());
    view! {
        <GuardedField label subtitle class is_group=true first=typed_notes(shared) findings reason on_reason>
            <div class="number-row">
                <Stepper shared steps=-1.0/>
                <div class="number-box"><ValueField shared/></div>
                <Stepper shared steps=1.0/>
            </div>
        </GuardedField>
    }
    .into_any()
}
