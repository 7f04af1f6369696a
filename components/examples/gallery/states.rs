//! Decision card, charts and sliders in every state.

use leptos::prelude::*;
use twinlet_components::{DecisionCard, FailureChart, Slider, SliderSpec};
use twinlet_core::decision::{Decision, Status};
use twinlet_core::guardrail::Level;

use crate::{data, decide};

pub fn states() -> impl IntoView {
    let cancel = Callback::new(|()| ());
    view! {
        <div class="column">
            {card(Some(data::decision(Status::Nothing, 0)))}
            {card(Some(data::decision(Status::Withheld, 0)))}
            {card(Some(data::decision(Status::NoWindow, 0)))}
            {card(None)}
        </div>
        <div class="column">
            <FailureChart data=Signal::stored(Some(data::outside()))/>
            <FailureChart data=Signal::stored(Some(data::healthy()))/>
            <FailureChart data=Signal::stored(Some(data::failure())) progress=Signal::stored(Some(0.4)) on_cancel=cancel/>
            <FailureChart data=Signal::stored(None)/>
        </div>
        <div class="column"><section class="card">{blocked()} {typed()}</section></div>
    }
}

fn card(decision: Option<Decision>) -> impl IntoView {
    let (schedule, why) = (Callback::new(|_| ()), Callback::new(|()| ()));
    view! { <DecisionCard decision=Signal::stored(decision) context=Signal::stored(decide::context()) on_schedule=schedule on_why=why/> }
}

fn spec(title: &str) -> SliderSpec {
    SliderSpec {
        title: title.into(),
        remark: "mean".into(),
        unit: "m³/h".into(),
        min: 100.0,
        max: 1000.0,
        step: 10.0,
        ..SliderSpec::default()
    }
}

fn blocked() -> impl IntoView {
    let finding = data::finding(
        Level::Block,
        "Beyond the capacity of the rising main; the wet well spills whatever the pumps do.",
    );
    view! { <Slider spec=spec("Inflow") value=Signal::stored(900.0) on_change=Callback::new(|_| ()) findings=Signal::stored(vec![finding])/> }
}

fn typed() -> impl IntoView {
    let value = RwSignal::new(1200.0);
    view! { <Slider spec=spec("Inflow, typed outside the contract") value=value on_change=Callback::new(move |v| value.set(v))/> }
}
