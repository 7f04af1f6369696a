//! The frame around the pages, and from a page's name to its component: one enum, one match.

use std::collections::BTreeMap;

use leptos::prelude::*;
use twinlet_components::{StateChip, Tab, TabBar, TabItem};
use twinlet_core::manifest::resolved::Page;

use crate::base::{Act, Base};
use crate::browser::{address, scroll};
use crate::later::{Loaded, later, wasm_split};
use crate::pages::{
    compare, compare::ComparePage, decide::DecidePage, model::ModelPage, proof::ProofPage, work::WorkPage,
};
use crate::session::{Picture, Session};
use crate::views::confirm_sheet::ConfirmSheet;
use crate::views::notices::NoticeList;
use crate::views::roles::Roles;
use crate::views::status_sheet::StatusSheet;
use crate::views::trace::{TraceSheet, tree};
use crate::views::units::UnitsButton;

/// A page of the app; the address names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum PageId {
    /// The answer.
    #[default]
    Decide,
    /// This scenario beside the reference.
    Compare,
    /// Scheduled inspections.
    Work,
    /// What the model is for.
    Model,
    /// What this device has proved.
    Proof,
}

impl PageId {
    const ALL: [Self; 5] = [Self::Decide, Self::Compare, Self::Work, Self::Model, Self::Proof];

    /// From the address; for any other name the page that the role opens, or else the manifest's first.
    pub fn from_fragment(fragment: &str, opens: Option<&str>, pages: &[Page]) -> Self {
        let first = opens.or(pages.first().map(|page| page.id.as_str()));
        Self::named(fragment).or(first.and_then(Self::named)).unwrap_or_default()
    }

    fn named(fragment: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.fragment() == fragment)
    }

    /// For the address.
    pub fn fragment(self) -> &'static str {
        match self {
            Self::Decide => "decide",
            Self::Compare => "compare",
            Self::Work => "work",
            Self::Model => "model",
            Self::Proof => "proof",
        }
    }

    /// The page in the navigation; the proof is a part of the page about the model.
    fn tab(self) -> String {
        if self == Self::Proof { Self::Model.fragment().to_owned() } else { self.fragment().to_owned() }
    }

    fn sign(self) -> Tab {
        match self {
            Self::Decide => Tab::Decide,
            Self::Compare => Tab::Compare,
            Self::Work => Tab::Work,
            Self::Model | Self::Proof => Tab::Model,
        }
    }
}

/// The navigation: the manifest's pages in its order, under its titles.
fn tabs(pages: &[Page]) -> Vec<TabItem> {
    let tab = |page: &Page| {
        let sign = PageId::named(&page.id)?.sign();
        Some(TabItem { id: page.id.clone(), title: page.title.clone(), sign })
    };
    pages.iter().filter_map(tab).collect()
}

/// Header, page, tabs.
#[component]
pub fn Frame(
    /// What the pages share. Required.
    session: Session,
) -> impl IntoView {
    let picture = session.picture();
    let fragment = address::use_fragment();
    let page = Memo::new(move |_| {
        let opens = session.base.role_now().and_then(|role| role.opens);
        session.with_manifest(|m| PageId::from_fragment(&fragment.read(), opens.as_deref(), &m.pages))
    });
    let tabs = Signal::stored(session.with_manifest(|m| tabs(&m.pages)));
    keep_scroll(page);
    let status_open = RwSignal::new(false);
    let open_status = Callback::new(move |()| {
        session.base.trust.count_requests();
        status_open.set(true);
    });
    let trace = Callback::new(move |()| later(traced(session)));
    let body = move || match page.get() {
        PageId::Decide => view! { <DecidePage session picture/> }.into_any(),
        PageId::Compare => later(compare_page(session, picture)),
        PageId::Work => later(work_page(session)),
        PageId::Model => later(model_page(session.base)),
        PageId::Proof => later(proof_page(session.base)),
    };
    let select = Callback::new(move |tab: String| {
        session.base.notices.dismiss("schedule");
        address::go(&tab);
    });
    let on_act = Callback::new(move |(topic, act): (String, Act)| session.act(&topic, &act));
    let domain = Signal::derive(move || {
        picture.answer.read().as_ref().map(|answer| answer.outlook.domain.clone()).unwrap_or_default()
    });
    view! {
        <div class="app">
            <header class="app-header">
                <span class="app-title">{session.with_manifest(|m| m.app.title.clone())}</span>
                <UnitsButton base=session.base shown=Signal::stored(compare::UNITS.map(str::to_owned).to_vec())/>
                <StateChip state=picture.chip on_open=open_status/>
            </header>
            <main class="page" id="page"><Roles base=session.base/>{body}</main>
            <TabBar current=Signal::derive(move || page.get().tab()) on_select=select tabs/>
            <NoticeList base=session.base on_act/>
        </div>
        <ConfirmSheet session/>
        <StatusSheet base=session.base chip=picture.chip domain open=status_open/>
        <TraceSheet base=session.base body=trace/>
        <p class="visually-hidden" role="status" aria-live="polite">{move || session.base.announcement.get()}</p>
    }
    .into_any()
}

#[wasm_split(more, fallible)]
fn traced(session: Session) -> Loaded {
    Ok(tree(session.base, Memo::new(move |_| session.trace())))
}

#[wasm_split(more, fallible)]
fn compare_page(session: Session, picture: Picture) -> Loaded {
    Ok(view! { <ComparePage session picture/> }.into_any())
}

#[wasm_split(more, fallible)]
fn work_page(session: Session) -> Loaded {
    Ok(view! { <WorkPage session/> }.into_any())
}

#[wasm_split(more, fallible)]
fn model_page(base: Base) -> Loaded {
    Ok(view! { <ModelPage base/> }.into_any())
}

/// What this device has proved.
#[wasm_split(more, fallible)]
pub fn proof_page(base: Base) -> Loaded {
    Ok(view! { <ProofPage base/> }.into_any())
}

/// Each page keeps its place. Reaches outside, hence an effect.
fn keep_scroll(page: Memo<PageId>) {
    let places = StoredValue::new(BTreeMap::<PageId, f64>::new());
    let leaving = StoredValue::new(0.0);
    let follow = window_event_listener(leptos::ev::scroll, move |_| leaving.set_value(scroll::position()));
    on_cleanup(move || follow.remove());
    Effect::new(move |before: Option<PageId>| {
        let now = page.get();
        if let Some(before) = before.filter(|before| *before != now) {
            places.update_value(|places| {
                places.insert(before, leaving.get_value());
            });
            scroll::restore(places.with_value(|places| places.get(&now).copied().unwrap_or(0.0)));
        }
        now
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pages(of: &[(&str, &str)]) -> Vec<Page> {
        of.iter().map(|(id, title)| Page { id: (*id).into(), title: (*title).into() }).collect()
    }

    #[test]
    fn addresses_name_pages() {
        for page in PageId::ALL {
            assert_eq!(PageId::from_fragment(page.fragment(), Some("work"), &[]), page);
        }
        for (of, expected) in
            [(&[][..], PageId::Decide), (&[("work", "Jobs"), ("decide", "Today")], PageId::Work)]
        {
            assert_eq!(PageId::from_fragment("elsewhere", None, &pages(of)), expected);
        }
        assert_eq!(PageId::from_fragment("", Some("compare"), &[]), PageId::Compare);
    }

    #[test]
    fn the_navigation_has_the_words_of_the_manifest() {
        let tabs = tabs(&pages(&[("work", "Jobs"), ("decide", "Today")]));
        let said: Vec<_> = tabs.iter().map(|tab| (tab.id.as_str(), tab.title.as_str(), tab.sign)).collect();
        assert_eq!(said, [("work", "Jobs", Tab::Work), ("decide", "Today", Tab::Decide)]);
    }
}
