//! The frame around the pages of a what-if app.

use leptos::prelude::*;
use twinlet_components::{StateChip, Tab, TabBar};

use super::WhatIf;
use super::page::AskPage;
use crate::base::Act;
use crate::browser::{address, offline, scroll};
use crate::pages::model::ModelPage;
use crate::pages::proof::ProofPage;
use crate::views::notices::NoticeList;
use crate::views::status_sheet::StatusSheet;

/// Header, page, tabs.
#[component]
pub fn WhatIfFrame(
    /// What the pages share. Required.
    session: WhatIf,
) -> impl IntoView {
    let base = session.base;
    let fragment = address::use_fragment();
    let tab = Memo::new(move |_| if is_sheet(&fragment.read()) { Tab::Model } else { Tab::Ask });
    let status_open = RwSignal::new(false);
    let open_status = Callback::new(move |()| {
        base.trust.count_requests();
        status_open.set(true);
    });
    let chip = Memo::new(move |_| session.chip());
    let domain = Signal::derive(move || session.domain());
    let body = move || match fragment.read().as_str() {
        "model" => view! { <ModelPage base/> }.into_any(),
        "proof" => view! { <ProofPage base/> }.into_any(),
        _ => view! { <AskPage session/> }.into_any(),
    };
    let select = Callback::new(move |tab: Tab| {
        scroll::restore(0.0);
        address::go(if tab == Tab::Model { "model" } else { "ask" });
    });
    let on_act = Callback::new(move |(topic, act): (String, Act)| match act {
        Act::Update => offline::apply_update(),
        Act::SaveRecord(_) | Act::GiveReason => base.notices.dismiss(&topic),
    });
    view! {
        <div class="app">
            <header class="app-header">
                <span class="app-title">{base.title()}</span>
                <StateChip state=chip on_open=open_status/>
            </header>
            <main class="page" id="page">{body}</main>
            <TabBar current=tab on_select=select tabs=Tab::WHATIF/>
        </div>
        <NoticeList base on_act/>
        <StatusSheet base chip domain open=status_open/>
        <p class="visually-hidden" role="status" aria-live="polite">{move || base.announcement.get()}</p>
    }
    .into_any()
}

fn is_sheet(fragment: &str) -> bool {
    fragment == "model" || fragment == "proof"
}
