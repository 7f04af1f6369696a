//! One input of the manifest as a control.

use leptos::prelude::*;
use twinlet_components::ProfileSpec;
use twinlet_components::slider::{Commit, Mark, Writing};
use twinlet_components::{ProfileEditor, Segment, SegmentedTabs, SelectField, Slider, SliderSpec};
use twinlet_core::guardrail::{Finding, Level, Zone, zones};
use twinlet_core::manifest::resolved::{NumberInput, ProfileSpec as DayShape};
use twinlet_core::profile::Normalisation;
use twinlet_core::protocol::InputValue;
use twinlet_core::units::{Readout, Scale};

use crate::base::Base;
use crate::later::{Loaded, later, once_open, wasm_split};

/// A slider with the guardrail's zones, notes and reason, and the editor of its day shape.
#[component]
pub fn NumberControl(
    /// Holds the value. Required.
    base: Base,
    /// The input's id. Required.
    id: String,
    /// Its title. Required.
    title: String,
    /// Range, step, marks, shape. Required.
    number: NumberInput,
    /// A caution asks for a reason, which the record keeps. Required.
    asks_reasons: bool,
) -> impl IntoView {
    let key = StoredValue::new(id);
    let scenario = base.scenario;
    let value = Memo::new(move |_| key.with_value(|id| scenario.number(id)));
    let zones =
        Memo::new(move |_| key.with_value(|id| base.with_controls(|c| zones(c, id, &scenario.inputs()))));
    let findings =
        Memo::new(move |_| key.with_value(|id| scenario.verdict.read().of(id).cloned().collect::<Vec<_>>()));
    let cautions = move || {
        let findings = findings.get().into_iter().filter(|f| f.level == Level::Caution);
        findings.map(|f| f.limit).collect::<Vec<_>>()
    };
    let reason = Signal::derive(move || cautions().first().map(|id| scenario.reason(id)).unwrap_or_default());
    // One field for all cautions on this input, so one reason for all of them.
    let give = Callback::new(move |text: String| {
        untrack(cautions).iter().for_each(|limit| base.give_reason(limit, text.clone()));
    });
    let give = asks_reasons.then_some(give);
    let change = Callback::new(move |value| key.with_value(|id| base.choose(id, InputValue::Number(value))));
    let number_of = StoredValue::new(number.clone());
    let scale = Memo::new(move |_| number_of.with_value(|n| base.scale(&n.unit, (n.min, n.max), n.step)));
    let unit = number.unit.clone();
    let editor_open = RwSignal::new(false);
    let shape = number.profile.clone();
    let own = StoredValue::new(number.profile.as_ref().map(|p| p.shape.clone()).unwrap_or_default());
    let profile =
        Signal::derive(move || key.with_value(|id| scenario.shape(id)).unwrap_or_else(|| own.get_value()));
    let edit = Callback::new(move |()| editor_open.set(true));
    let test_id = ["slider-", &key.get_value()].concat();
    let words = title.clone();
    // Another unit makes another slider.
    let slider = move || {
        let scale = scale.get();
        let spec = number_of.with_value(|number| spec_of(&words, number, &scale));
        let marks = number_of.with_value(|number| marks_of(number, &scale));
        let seen = seen(scale, value.into(), zones.into(), change);
        view! {
            <Slider spec value=seen.value zones=seen.zones findings reason on_change=seen.change on_reason=give
                marks=Signal::stored(marks) profile on_profile=edit commit=Commit::OnRelease/>
        }
    };
    view! {
        <div data-testid=test_id>
            {slider}
            {shape.map(|shape| editor(base, Drawn { key, title, unit, shape, value, profile }, editor_open))}
        </div>
    }
    .into_any()
}

/// Title, unit, range and step on the screen.
fn spec_of(title: &str, number: &NumberInput, scale: &Scale) -> SliderSpec {
    let (unit, writing) = written(number, scale);
    SliderSpec {
        title: title.to_owned(),
        remark: String::new(),
        unit,
        min: scale.min,
        max: scale.max,
        step: scale.step,
        origin: Some(scale.origin),
        writing,
    }
}

/// A time of day needs no unit.
pub fn written(number: &NumberInput, scale: &Scale) -> (String, Writing) {
    match number.is_clock {
        true => (String::new(), Writing::Clock),
        false => (scale.readout().unit().to_owned(), Writing::Number),
    }
}

fn marks_of(number: &NumberInput, scale: &Scale) -> Vec<Mark> {
    let mark = |(label, at): &(String, f64)| Mark { label: label.clone(), at: scale.readout().value(*at) };
    number.marks.iter().map(mark).collect()
}

/// What a slider shows and tells, in the unit of the screen.
pub struct Seen {
    /// The value.
    pub value: Signal<f64>,
    /// Stretches of the track.
    pub zones: Signal<Vec<Zone>>,
    /// Hears what is chosen and passes it on in the input's own unit.
    pub change: Callback<f64>,
}

/// The input's own value, zones and change as they are on the screen.
pub fn seen(scale: Scale, value: Signal<f64>, zones: Signal<Vec<Zone>>, change: Callback<f64>) -> Seen {
    let scale = StoredValue::new(scale);
    let there = move |x: f64| scale.with_value(|s| s.readout().value(x));
    let zone = move |zone: Zone| Zone { from: there(zone.from), to: there(zone.to), ..zone };
    Seen {
        value: Signal::derive(move || scale.with_value(|s| s.shown(value.get()))),
        zones: Signal::derive(move || zones.get().into_iter().map(zone).collect()),
        change: Callback::new(move |shown| {
            change.run(scale.with_value(|s| s.own(shown, value.get_untracked())));
        }),
    }
}

/// An input whose day can be drawn.
#[derive(Clone)]
struct Drawn {
    key: StoredValue<String>,
    title: String,
    unit: String,
    shape: DayShape,
    value: Memo<f64>,
    profile: Signal<Vec<f64>>,
}

/// The editor of a day, once somebody opens it.
fn editor(base: Base, drawn: Drawn, open: RwSignal<bool>) -> AnyView {
    once_open(open.into(), move || later(shape_editor(base, drawn.clone(), open)))
}

#[wasm_split(more, fallible)]
fn shape_editor(base: Base, drawn: Drawn, open: RwSignal<bool>) -> Loaded {
    let Drawn { key, title, unit, shape, value, profile } = drawn;
    let normalisation = shape.normalisation;
    let readout = Memo::new(move |_| shape_readout(base, &unit, normalisation));
    let spec = Signal::derive(move || {
        let readout = readout.read();
        let there = |shape: Vec<f64>| scaled(shape, normalisation, |x| readout.difference(x));
        ProfileSpec {
            title: title.clone(),
            unit: readout.unit().to_owned(),
            normalisation,
            value: readout.exact(value.get()),
            shape: there(profile.get()),
            initial: there(shape.shape.clone()),
        }
    });
    let apply = Callback::new(move |shape: Vec<f64>| {
        let readout = readout.get_untracked();
        let shape = scaled(shape, normalisation, |x| readout.difference_back(x));
        key.with_value(|id| base.choose_shape(id, shape));
        open.set(false);
    });
    Ok(view! { <ProfileEditor open spec on_apply=apply on_close=Callback::new(move |()| open.set(false))/> }
        .into_any())
}

/// Shares of a mean are the same in every unit that keeps its zero; in another the shape stays in its own.
fn shape_readout(base: Base, unit: &str, normalisation: Normalisation) -> Readout {
    let readout = base.readout(unit);
    let fits = readout.keeps_zero() || normalisation == Normalisation::PeakOffset;
    if fits { readout } else { Readout::new(unit, unit) }
}

/// Distances from a peak have a unit, shares of a mean have none.
fn scaled(shape: Vec<f64>, normalisation: Normalisation, change: impl Fn(f64) -> f64) -> Vec<f64> {
    match normalisation {
        Normalisation::PeakOffset => shape.into_iter().map(change).collect(),
        Normalisation::Mean => shape,
    }
}

/// More options than this do not fit side by side on a phone.
const MOST_SEGMENTS: usize = 4;

/// A choice as a list to open.
pub fn many_options(base: Base, key: StoredValue<String>, title: String, options: Vec<String>) -> AnyView {
    let options: Vec<(String, String)> = options.into_iter().map(|o| (o.clone(), o)).collect();
    let value = Signal::derive(move || key.with_value(|id| base.scenario.choice(id)));
    let on_select =
        Callback::new(move |option| key.with_value(|id| base.choose(id, InputValue::Choice(option))));
    let test_id = ["choice-", &key.get_value()].concat();
    view! {
        <div data-testid=test_id>
            <SelectField label=title options=Signal::stored(options) value on_select findings=notes_of(base, key)/>
        </div>
    }
    .into_any()
}

/// What the guardrail says about an input.
pub fn notes_of(base: Base, key: StoredValue<String>) -> Signal<Vec<Finding>> {
    let of = move |id: &String| base.scenario.verdict.read().of(id).cloned().collect::<Vec<_>>();
    Signal::derive(move || key.with_value(of))
}

/// The day shape of a number: a button with the shape in it opens the editor.
#[component]
pub fn DayShape(
    /// Holds the shape. Required.
    base: Base,
    /// The input's id. Required.
    id: String,
    /// Its title. Required.
    title: String,
    /// Range, unit and the manifest's shape. Required.
    number: NumberInput,
) -> impl IntoView {
    let key = StoredValue::new(id);
    let Some(shape) = number.profile else { return ().into_any() };
    let own = StoredValue::new(shape.shape.clone());
    let profile = Signal::derive(move || {
        key.with_value(|id| base.scenario.shape(id)).unwrap_or_else(|| own.get_value())
    });
    let value = Memo::new(move |_| key.with_value(|id| base.scenario.number(id)));
    let open = RwSignal::new(false);
    let unit = number.unit;
    let words = ["Change the shape of: ", &title].concat();
    view! {
        <div class="input-field">
            <span class="field-label">{title.clone()} ", over the day"</span>
            <button type="button" class="button button-large" aria-label=words on:click=move |_| open.set(true)>"Change the shape of the day"</button>
            {editor(base, Drawn { key, title, unit, shape, value, profile }, open)}
        </div>
    }
    .into_any()
}

/// A choice input as a row of segments.
#[component]
pub fn ChoiceControl(
    /// Holds the value. Required.
    base: Base,
    /// The input's id. Required.
    id: String,
    /// Its title. Required.
    title: String,
    /// What can be chosen. Required.
    options: Vec<String>,
) -> impl IntoView {
    let key = StoredValue::new(id);
    if options.len() > MOST_SEGMENTS {
        return many_options(base, key, title, options);
    }
    let segments: Vec<Segment> = options.iter().map(|o| Segment::new(o, o)).collect();
    let selected = Signal::derive(move || key.with_value(|id| base.scenario.choice(id)));
    let choose =
        Callback::new(move |option| key.with_value(|id| base.choose(id, InputValue::Choice(option))));
    let test_id = ["choice-", &key.get_value()].concat();
    view! {
        <div class="field" data-testid=test_id>
            <span class="field-label" aria-hidden="true">{title.clone()}</span>
            <SegmentedTabs label=Signal::stored(title) segments=Signal::stored(segments) selected on_select=choose/>
        </div>
    }
    .into_any()
}
