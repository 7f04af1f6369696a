//! The frame around the pages of a what-if app.

use leptos::prelude::*;
use twinlet_components::{Segment, SegmentedTabs, StateChip, Tab, TabBar, TabItem};
use twinlet_core::manifest::raw::PageIcon;
use twinlet_core::manifest::resolved::WidgetPage;

use super::WhatIf;
use super::page::PageView;
use crate::base::Act;
use crate::browser::{address, offline, scroll};
use crate::pages::proof::ProofPage;
use crate::views::notices::NoticeList;
use crate::views::status_sheet::StatusSheet;
use crate::views::trace::TraceSheet;
use crate::views::units::UnitsButton;

/// Part of the page about the models: what this device has proved.
const PROOF: &str = "proof";

/// Header, page, tabs.
#[component]
pub fn WhatIfFrame(
    /// What the pages share. Required.
    session: WhatIf,
) -> impl IntoView {
    let base = session.base;
    let fragment = address::use_fragment();
    let pages = Memo::new(move |_| session.pages());
    let page = Memo::new(move |_| shown(&pages.read(), &fragment.read()));
    let status_open = RwSignal::new(false);
    let open_status = Callback::new(move |()| {
        base.trust.count_requests();
        status_open.set(true);
    });
    let trace = Memo::new(move |_| session.trace());
    let chip = Memo::new(move |_| session.chip());
    let domain = Signal::derive(move || session.domain());
    let is_proof = Memo::new(move |_| *fragment.read() == PROOF);
    let body = move || match (is_proof.get(), page.get()) {
        (true, _) => view! { <ProofPage base/> }.into_any(),
        (false, Some(page)) => view! { <PageView session page/> }.into_any(),
        (false, None) => view! { <p class="empty wide">"There is no page for this role."</p> }.into_any(),
    };
    let select = Callback::new(move |id: String| {
        scroll::restore(0.0);
        address::go(&id);
    });
    let on_act = Callback::new(move |(topic, act): (String, Act)| match act {
        Act::Update => offline::apply_update(),
        Act::SaveRecord(_) | Act::GiveReason => base.notices.dismiss(&topic),
    });
    let current =
        Signal::derive(move || page.read().as_ref().map(|page| page.id.clone()).unwrap_or_default());
    let units = Signal::derive(move || session.units());
    let tabs = Signal::derive(move || pages.read().iter().map(tab).collect::<Vec<_>>());
    view! {
        <div class="app">
            <header class="app-header">
                <span class="app-title">{base.title()}</span>
                <UnitsButton base shown=units/>
                <StateChip state=chip on_open=open_status/>
            </header>
            <main class="page" id="page"><Roles session/>{body}</main>
            {move || (tabs.read().len() > 1).then(|| view! { <TabBar current on_select=select tabs/> })}
            <NoticeList base on_act/>
        </div>
        <StatusSheet base chip domain open=status_open/>
        <TraceSheet base trace/>
        <p class="visually-hidden" role="status" aria-live="polite">{move || base.announcement.get()}</p>
    }
    .into_any()
}

/// The choice of who uses the app, where there is one.
#[component]
fn Roles(session: WhatIf) -> impl IntoView {
    let roles = session.with_manifest(|m| m.roles.clone());
    let segments: Vec<Segment> = roles.iter().map(|(id, title)| Segment::new(id, title)).collect();
    let select = Callback::new(move |id| session.choose_role(id));
    (segments.len() > 1).then(|| {
        view! {
            <div class="wide" data-testid="roles">
                <SegmentedTabs label="Role" segments=Signal::stored(segments) selected=session.role on_select=select/>
            </div>
        }
    })
}

impl WhatIf {
    /// The pages that the present role sees.
    fn pages(self) -> Vec<WidgetPage> {
        let role = self.role.read();
        let sees = |page: &&WidgetPage| page.roles.is_empty() || page.roles.contains(&role);
        self.with_manifest(|m| m.pages.iter().filter(sees).cloned().collect())
    }
}

/// The page of an address; the one about the models for its proof, the first for any other name.
fn shown(pages: &[WidgetPage], fragment: &str) -> Option<WidgetPage> {
    let named = pages.iter().find(|page| page.id == fragment);
    let proof = pages.iter().rfind(|page| fragment == PROOF && page.icon == PageIcon::Model);
    named.or(proof).or(pages.first()).cloned()
}

fn tab(page: &WidgetPage) -> TabItem {
    let sign = match page.icon {
        PageIcon::Decide => Tab::Decide,
        PageIcon::Ask => Tab::Ask,
        PageIcon::Compare => Tab::Compare,
        PageIcon::Work => Tab::Work,
        PageIcon::Model => Tab::Model,
    };
    TabItem { id: page.id.clone(), title: page.title.clone(), sign }
}
