//! The explanation behind the chip: range, proof, connection, validity.

use leptos::prelude::*;
use twinlet_components::{BottomSheet, ChipState, KeyValue, KeyValueTable};
use twinlet_core::domain::{DomainState, DomainVerdict};
use twinlet_core::standing::Standing;

use crate::base::Base;
use crate::browser::address;
use crate::later::{Loaded, later, wasm_split};

/// The sheet behind the chip.
#[component]
pub fn StatusSheet(
    /// What is known. Required.
    base: Base,
    /// The chip's state. Required.
    #[prop(into)]
    chip: Signal<ChipState>,
    /// What the models say of the answer on the screen. Required.
    #[prop(into)]
    domain: Signal<DomainVerdict>,
    /// Open or not. Required.
    open: RwSignal<bool>,
) -> impl IntoView {
    let title = Signal::derive(move || chip.read().word());
    view! {
        <BottomSheet open title on_close=Callback::new(move |()| open.set(false))>{later(body(base, domain, open))}</BottomSheet>
    }
    .into_any()
}

#[wasm_split(more, fallible)]
fn body(base: Base, domain: Signal<DomainVerdict>, open: RwSignal<bool>) -> Loaded {
    let rows = Memo::new(move |_| rows(base, &domain.read()));
    let go = move |fragment: &'static str| {
        open.set(false);
        address::go(fragment);
    };
    Ok(view! {
            <div class="stack" data-testid="status-sheet">
                <KeyValueTable rows/>
                <div class="decision-actions">
                    <button type="button" class="button" on:click=move |_| go("model")>"Model sheet"</button>
                    <button type="button" class="button" on:click=move |_| go("proof")>"Proof on this phone"</button>
                </div>
            </div>
    }
    .into_any())
}

fn rows(base: Base, domain: &DomainVerdict) -> Vec<KeyValue> {
    let verdict = base.scenario.verdict.read();
    let limits: Vec<String> = verdict.findings.iter().map(|f| f.text.clone()).collect();
    let range = match domain.state {
        DomainState::In => "Inside what it was validated on",
        DomainState::Caution => "At the edge of what it was validated on",
        DomainState::Out => "Outside what it was validated on",
    };
    let limits = if limits.is_empty() { "None is crossed".to_owned() } else { limits.join(" ") };
    let validity = base
        .sheets
        .read()
        .iter()
        .map(|s| s.contract.model.valid_until.clone())
        .collect::<Vec<_>>()
        .join(", ");
    let (standing, causes) = base.standing();
    let standing = match standing {
        Standing::Decide => "Recommends",
        Standing::Advise => "Advises only",
        Standing::Monitor => "Monitors only",
    };
    let why: Vec<String> = causes.iter().map(|c| [c.sentence(), c.remedy().to_owned()].join(" ")).collect();
    vec![
        KeyValue::new("The app", standing).noted(why.join(" ")),
        KeyValue::new("Model", range).noted(domain.reasons.join(" ")),
        KeyValue::new("Limits", limits),
        KeyValue::new("Proof", base.trust.proof.read().line()),
        KeyValue::new("Connection", if base.online.get() { "Online" } else { "Offline" })
            .noted(base.offline.get().state.sentence()),
        KeyValue::new("Valid until", validity),
        KeyValue::new("Readings", "None are bound; you set the inputs"),
    ]
}
