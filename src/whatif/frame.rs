//! The frame around the pages of a what-if app.

use leptos::prelude::*;
use twinlet_components::{StateChip, Tab, TabBar, TabItem};
use twinlet_core::manifest::raw::{Group, PageIcon, Widget};
use twinlet_core::manifest::resolved::WidgetPage;

use super::WhatIf;
use super::page::PageView;
use crate::base::Act;
use crate::browser::{address, offline, scroll};
use crate::later::{Loaded, later, wasm_split};
use crate::render::proof_page;
use crate::views::notices::NoticeList;
use crate::views::roles::Roles;
use crate::views::status_sheet::StatusSheet;
use crate::views::trace::{TraceSheet, tree};
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
    let opens = move || base.role_now().and_then(|role| role.opens);
    let page = Memo::new(move |_| shown(&pages.read(), &fragment.read(), opens().as_deref()));
    let status_open = RwSignal::new(false);
    let open_status = Callback::new(move |()| {
        base.trust.count_requests();
        status_open.set(true);
    });
    let trace = Callback::new(move |()| later(traced(session)));
    let chip = Memo::new(move |_| session.chip());
    let domain = Signal::derive(move || session.domain());
    let is_proof = Memo::new(move |_| *fragment.read() == PROOF);
    let body = move || match (is_proof.get(), page.get()) {
        (true, _) => later(proof_page(base)),
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
            <main class="page" id="page"><Roles base/>{body}</main>
            {move || (tabs.read().len() > 1).then(|| view! { <TabBar current on_select=select tabs/> })}
            <NoticeList base on_act/>
        </div>
        <StatusSheet base chip domain open=status_open/>
        <TraceSheet base body=trace/>
        <p class="visually-hidden" role="status" aria-live="polite">{move || base.announcement.get()}</p>
    }
    .into_any()
}

#[wasm_split(more, fallible)]
fn traced(session: WhatIf) -> Loaded {
    Ok(tree(session.base, Memo::new(move |_| session.trace())))
}

impl WhatIf {
    /// The pages that the present role sees, with what stands first for it.
    fn pages(self) -> Vec<WidgetPage> {
        let role = self.base.role.read();
        let sees = |page: &&WidgetPage| page.roles.is_empty() || page.roles.contains(&role);
        let pages = self.with_manifest(|m| m.pages.iter().filter(sees).cloned().collect::<Vec<_>>());
        pages.into_iter().map(|page| arranged(page, &role)).collect()
    }
}

/// The page as a role reads it: its columns first, its tabs chosen, its parts unfolded.
fn arranged(page: WidgetPage, role: &str) -> WidgetPage {
    let mut widgets = page.widgets;
    widgets.sort_by_key(|widget| !matches!(widget, Widget::Column(group) if is_first(group, role)));
    widgets.iter_mut().for_each(|widget| mark(widget, role));
    WidgetPage { widgets, ..page }
}

fn is_first(group: &Group, role: &str) -> bool {
    group.first_for.iter().any(|other| other == role)
}

/// Leaves `first_for` where it is for the role, so that a page is drawn anew only where the role changes it.
fn mark(widget: &mut Widget, role: &str) {
    let keep = |group: &mut Group| group.first_for.retain(|other| other == role);
    match widget {
        Widget::Column(group) | Widget::Collapsible(group) => {
            keep(group);
            group.widgets.iter_mut().for_each(|widget| mark(widget, role));
        }
        Widget::Tabs(tabs) => tabs.tabs.iter_mut().for_each(|group| {
            keep(group);
            group.widgets.iter_mut().for_each(|widget| mark(widget, role));
        }),
        Widget::ShowWhen(show) => show.widgets.iter_mut().for_each(|widget| mark(widget, role)),
        _ => {}
    }
}

/// The page of an address; the one about the models for its proof, the one that the role opens for any other name.
fn shown(pages: &[WidgetPage], fragment: &str, opens: Option<&str>) -> Option<WidgetPage> {
    let named = |id: &str| pages.iter().find(|page| page.id == id);
    let proof = pages.iter().rfind(|page| fragment == PROOF && page.icon == PageIcon::Model);
    named(fragment).or(proof).or(opens.and_then(named)).or(pages.first()).cloned()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn column(id: &str, first_for: &[&str]) -> Widget {
        let first_for = first_for.iter().map(|role| (*role).to_owned()).collect();
        Widget::Column(Group { title: Some(id.to_owned()), first_for, widgets: vec![] })
    }

    fn page(id: &str) -> WidgetPage {
        let widgets = vec![column("a", &[]), column("b", &["planner"]), column("c", &["manager", "planner"])];
        WidgetPage { id: id.into(), title: id.into(), icon: PageIcon::Ask, roles: vec![], widgets }
    }

    #[test]
    fn columns_of_the_role_stand_first_and_none_is_lost() {
        for (role, expected) in [("planner", "bca"), ("manager", "cab"), ("engineer", "abc"), ("", "abc")] {
            let widgets = arranged(page("x"), role).widgets;
            let title = |widget: &Widget| if let Widget::Column(g) = widget { g.title.clone() } else { None };
            let order: String = widgets.iter().filter_map(title).collect();
            assert_eq!(order, expected, "{role}");
        }
        assert_eq!(arranged(page("x"), "engineer"), arranged(page("x"), "operator"), "no need to draw anew");
    }

    #[test]
    fn an_address_comes_before_what_a_role_opens() {
        let pages = [page("one"), page("two")];
        for (fragment, opens, expected) in [
            ("", None, "one"),
            ("", Some("two"), "two"),
            ("one", Some("two"), "one"),
            ("elsewhere", Some("gone"), "one"),
        ] {
            assert_eq!(shown(&pages, fragment, opens).map(|page| page.id).as_deref(), Some(expected));
        }
    }
}
