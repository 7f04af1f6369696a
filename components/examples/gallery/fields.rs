//! Inputs in their states.

use leptos::prelude::*;
use twinlet_components::skeleton::SkeletonShape;
use twinlet_components::{NumberField, RangeSlider, SelectField, Skeleton, SwitchField, ValuesEditor};
use twinlet_core::guardrail::Level;

use crate::data;

pub fn fields() -> impl IntoView {
    view! {
        <div class="column">
            <section class="card"><div>{number(412.0, "Mean of the next 24 h")}</div>{caution()}{number(1200.0, "Typed outside the contract")}</section>
            <section class="card"><div>{range(300.0, 520.0)}</div>{range(520.0, 1200.0)}</section>
            <section class="card"><Skeleton shape=SkeletonShape::Slider/></section>
        </div>
        <div class="column">
            <section class="card"><div>{select("b")}</div>{select("")}{select("gone")}{empty_select()}</section>
            <section class="card">{switches()}</section>
        </div>
        <div class="column">
            <section class="card">{values(vec![(4_120.0, false), (6_800.5, false), (7_410.0, true), (9_900.0, true), (12_300.0, false)])}</section>
            <section class="card">{values(vec![])}</section>
        </div>
    }
}

fn number(start: f64, subtitle: &str) -> impl IntoView {
    let value = RwSignal::new(start);
    view! {
        <NumberField label="Inflow" subtitle=subtitle unit="m³/h" value=value min=100.0 max=1000.0 step=10.0
            on_change=Callback::new(move |v| value.set(v))/>
    }
}

fn caution() -> impl IntoView {
    let value = RwSignal::new(37.0);
    let findings = Signal::derive(move || match value.get() {
        v if v > 35.0 => {
            vec![data::finding(Level::Caution, "Above 35 °C the model was validated on 41 days only.")]
        }
        _ => vec![],
    });
    view! {
        <NumberField label="Ambient, highest" unit="°C" value=value min=-10.0 max=48.0 step=0.5 findings=findings
            on_change=Callback::new(move |v| value.set(v)) on_reason=Callback::new(|_| ())/>
    }
}

fn range(from: f64, to: f64) -> impl IntoView {
    let value = RwSignal::new((from, to));
    let zones = data::zones(&[
        (100.0, 180.0, Some(Level::Caution)),
        (180.0, 640.0, None),
        (640.0, 860.0, Some(Level::Caution)),
        (860.0, 1000.0, Some(Level::Block)),
    ]);
    view! {
        <RangeSlider label="Inflow" unit="m³/h" min=100.0 max=1000.0 step=10.0 value=value zones=Signal::stored(zones)
            on_change=Callback::new(move |v| value.set(v))/>
    }
}

fn select(start: &str) -> impl IntoView {
    let value = RwSignal::new(start.to_string());
    let options = [("a", "Grease A, mineral"), ("b", "Grease B, synthetic"), ("c", "Oil bath")]
        .map(|(id, words)| (id.to_string(), words.to_string()));
    view! {
        <SelectField label="Lubricant" subtitle="As filled at the last inspection" options=Signal::stored(options.to_vec()) value=value
            on_select=Callback::new(move |v| value.set(v))/>
    }
}

fn empty_select() -> impl IntoView {
    view! { <SelectField label="Spare pump" options=Signal::stored(vec![]) value=Signal::stored(String::new()) on_select=Callback::new(|_| ())/> }
}

fn switches() -> impl IntoView {
    let (valve, pump) = (RwSignal::new(true), RwSignal::new(false));
    let findings = Signal::derive(move || match pump.get() {
        false => vec![data::finding(Level::Block, "Pumps 1 and 3 cannot carry the inflow of the storm.")],
        true => vec![],
    });
    view! {
        <SwitchField label="Bypass valve open" subtitle=Signal::stored("Before the screen".to_string()) on=valve on_change=Callback::new(move |v| valve.set(v))/>
        <SwitchField label="Pump 2 in service" on=pump on_change=Callback::new(move |v| pump.set(v)) findings=findings/>
        <SwitchField label="Standby generator" on=Signal::stored(false) on_change=Callback::new(|_| ()) disabled=Signal::stored(true)/>
    }
}

fn values(start: Vec<(f64, bool)>) -> impl IntoView {
    let value = RwSignal::new(start);
    view! {
        <ValuesEditor label="Times to failure" subtitle="Hours in service of each bearing" unit="h" mark_word="still running" value=value
            on_change=Callback::new(move |v| value.set(v))/>
    }
}
