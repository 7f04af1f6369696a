//! The first page as an app would show it.

use leptos::prelude::*;
use twinlet_components::slider::Writing;
use twinlet_components::{
    CardContext, DecisionCard, FailureChart, LineChart, Mark, ProfileEditor, ProfileSpec, Segment,
    SegmentedTabs, Slider, SliderSpec,
};
use twinlet_core::decision::Status;
use twinlet_core::guardrail::Level;
use twinlet_core::profile::Normalisation;
use twinlet_core::units::{Readout, Scale};

use crate::data;

pub fn context() -> CardContext {
    CardContext { start_min: 360, owner: "shift engineer".into(), ..Default::default() }
}

pub fn decide() -> impl IntoView {
    let scheduled = RwSignal::new(Vec::<String>::new());
    let context = Signal::derive(move || CardContext { scheduled: scheduled.get(), ..context() });
    let schedule = Callback::new(move |asset| scheduled.update(|s| s.push(asset)));
    view! {
        <div class="column">
            <DecisionCard decision=Signal::stored(Some(data::decision(Status::Act, 2))) context=context on_schedule=schedule
                on_why=Callback::new(|()| ())/>
        </div>
        <div class="column">
            <FailureChart data=Signal::stored(Some(data::failure()))/>
            <LineChart data=Signal::stored(Some(data::temperature()))/>
        </div>
        <div class="column">
            <section class="card">{presets()} {inflow()} {ambient()} {fahrenheit()} {until()}</section>
        </div>
        <footer class="page-foot"><span>"Model 1.2.0, validated on 450 days, valid until 2027-06. Not for dry running."</span><a href="#parts">"Model sheet"</a></footer>
    }
}

fn presets() -> impl IntoView {
    let selected = RwSignal::new("today".to_string());
    let segments = [("today", "Today"), ("storm", "Storm"), ("out", "Pump 3 out")]
        .map(|(id, label)| Segment::new(id, label));
    view! {
        <SegmentedTabs label="Scenario" segments=Signal::stored(segments.to_vec()) selected=selected
            on_select=Callback::new(move |id| selected.set(id)) on_add=Callback::new(|()| ())/>
    }
}

fn inflow() -> impl IntoView {
    let (value, shape, open) = (RwSignal::new(412.0), RwSignal::new(data::day()), RwSignal::new(false));
    let spec = SliderSpec {
        title: "Inflow".into(),
        remark: "mean".into(),
        unit: "m³/h".into(),
        min: 100.0,
        max: 1000.0,
        step: 10.0,
        ..SliderSpec::default()
    };
    let zones = data::zones(&[
        (100.0, 180.0, Some(Level::Caution)),
        (180.0, 640.0, None),
        (640.0, 860.0, Some(Level::Caution)),
        (860.0, 1000.0, Some(Level::Block)),
    ]);
    let edit = Signal::derive(move || ProfileSpec {
        title: "Inflow".into(),
        unit: "m³/h".into(),
        normalisation: Normalisation::Mean,
        value: value.get(),
        shape: shape.get(),
        initial: data::day(),
    });
    let apply = Callback::new(move |s| {
        shape.set(s);
        open.set(false)
    });
    view! {
        <Slider spec=spec value=value on_change=Callback::new(move |v| value.set(v)) zones=Signal::stored(zones)
            marks=Signal::stored(vec![Mark { label: "forecast".into(), at: 380.0 }]) profile=shape on_profile=Callback::new(move |()| open.set(true))/>
        <ProfileEditor open=open spec=edit on_apply=apply on_close=Callback::new(move |()| open.set(false))/>
    }
}

/// Kept in °C, shown and typed in °F.
fn fahrenheit() -> impl IntoView {
    let kept = RwSignal::new(24.0);
    let scale = Scale::new(Readout::new("Cel", "[degF]"), -10.0, 48.0, 0.5);
    let spec = SliderSpec {
        title: "Ambient, in °F".into(),
        unit: scale.readout().unit().into(),
        min: scale.min,
        max: scale.max,
        step: scale.step,
        origin: Some(scale.origin),
        ..SliderSpec::default()
    };
    let marks = vec![Mark { label: "forecast".into(), at: scale.shown(31.0) }];
    let scale = StoredValue::new(scale);
    let value = Signal::derive(move || scale.with_value(|s| s.shown(kept.get())));
    let change =
        Callback::new(move |shown| kept.set(scale.with_value(|s| s.own(shown, kept.get_untracked()))));
    view! { <Slider spec value on_change=change marks=Signal::stored(marks)/> }
}

/// A time of day.
fn until() -> impl IntoView {
    let value = RwSignal::new(18.5);
    let spec = SliderSpec {
        title: "Until".into(),
        min: 15.0,
        max: 24.0,
        step: 0.25,
        writing: Writing::Clock,
        ..SliderSpec::default()
    };
    view! { <Slider spec value=value on_change=Callback::new(move |v| value.set(v))/> }
}

fn ambient() -> impl IntoView {
    let value = RwSignal::new(37.0);
    let spec = SliderSpec {
        title: "Ambient, highest".into(),
        remark: String::new(),
        unit: "°C".into(),
        min: -10.0,
        max: 48.0,
        step: 0.5,
        ..SliderSpec::default()
    };
    let zones = data::zones(&[
        (-10.0, 0.0, Some(Level::Advise)),
        (0.0, 35.0, None),
        (35.0, 45.5, Some(Level::Caution)),
        (45.5, 48.0, Some(Level::Block)),
    ]);
    let findings = Signal::derive(move || match value.get() {
        v if v > 45.5 => vec![data::finding(Level::Block, "Beyond the rating plate of the motors.")],
        v if v > 35.0 => vec![data::finding(
            Level::Caution,
            "Above 35 °C the model was validated on 41 days only; the band is wider.",
        )],
        _ => vec![],
    });
    view! {
        <Slider spec=spec value=value on_change=Callback::new(move |v| value.set(v)) zones=Signal::stored(zones) findings=findings
            marks=Signal::stored(vec![Mark { label: "forecast".into(), at: 31.0 }]) profile=Signal::stored(data::day())
            on_reason=Callback::new(|_| ())/>
    }
}
