//! Widgets that hold widgets.

use leptos::prelude::*;
use twinlet_components::{Collapsible, Segment, TabSet};
use twinlet_core::manifest::raw::{Group, ShowWhen, Tabs};

use super::list;
use crate::whatif::WhatIf;

/// A column beside others.
pub fn column(session: WhatIf, of: Group) -> AnyView {
    let title = of.title.map(|title| view! { <h2 class="column-title">{title}</h2> });
    view! { <div class="column">{title}{list(session, of.widgets)}</div> }.into_any()
}

/// Folded away under a title; `first_for` names the present role or nobody, see `frame::arranged`.
pub fn collapsible(session: WhatIf, of: Group) -> AnyView {
    let body = list(session, of.widgets);
    let open = !of.first_for.is_empty();
    view! { <section class="card"><Collapsible open title=Signal::stored(of.title.unwrap_or_default())><div class="stack">{body}</div></Collapsible></section> }
        .into_any()
}

/// One panel at a time.
pub fn tabs(session: WhatIf, of: Tabs) -> AnyView {
    let title = |tab: &Group| tab.title.clone().unwrap_or_default();
    let segments: Vec<Segment> =
        of.tabs.iter().enumerate().map(|(i, tab)| Segment::new(i.to_string(), title(tab))).collect();
    let first = of.tabs.iter().position(|tab| !tab.first_for.is_empty()).unwrap_or(0);
    let selected = RwSignal::new(first.to_string());
    let groups = StoredValue::new(of.tabs);
    let panel = Callback::new(move |id: String| {
        let at = id.parse::<usize>().unwrap_or(0);
        let widgets = groups.with_value(|groups| groups.get(at).map(|group| group.widgets.clone()));
        view! { <div class="stack">{list(session, widgets.unwrap_or_default())}</div> }.into_any()
    });
    let select = Callback::new(move |id| selected.set(id));
    view! { <TabSet label=Signal::stored("Parts".to_owned()) tabs=Signal::stored(segments) selected on_select=select panel/> }
        .into_any()
}

/// Shown while the condition surely holds, to the roles that see it.
pub fn show_when(session: WhatIf, of: ShowWhen) -> AnyView {
    let ShowWhen { when, roles, widgets } = of;
    let is_shown = Memo::new(move |_| {
        let role = roles.is_empty() || roles.contains(&*session.base.role.read());
        role && when.as_ref().is_none_or(|when| session.holds(when))
    });
    let body = move || is_shown.get().then(|| list(session, widgets.clone()));
    view! { <div class="stack">{body}</div> }.into_any()
}
