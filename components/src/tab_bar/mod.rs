//! The app's pages: at the bottom on a phone, at the top on wide screens.

use leptos::prelude::*;

use crate::icon::LineIcon;

/// Sign of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// The answer.
    #[default]
    Decide,
    /// A what-if question.
    Ask,
    /// This scenario beside others.
    Compare,
    /// Scheduled work, findings, outbox.
    Work,
    /// What the model is for, its proof, its limits.
    Model,
}

/// A page in the navigation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TabItem {
    /// Id; the fragment of its address.
    pub id: String,
    /// The word on the screen.
    pub title: String,
    /// Its sign.
    pub sign: Tab,
}

impl Tab {
    fn icon(self) -> &'static str {
        match self {
            Self::Ask => {
                "M12 3a9 9 0 1 1 0 18a9 9 0 1 1 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.5v.5"
            }
            Self::Decide => "M12 3a9 9 0 1 1 0 18a9 9 0 1 1 0-18zM8 12l3 3 5-6",
            Self::Compare => "M4 19V5M4 19h16M8 15c4 0 4-8 11-9M8 16c4 0 6-3 11-4",
            Self::Work => "M5 6h14v14H5zM9 3v5M15 3v5M9 13h6M9 16h4",
            Self::Model => "M12 3l8 4.5v9L12 21l-8-4.5v-9zM12 12l8-4.5M12 12v9M12 12L4 7.5",
        }
    }
}

/// Navigation with icon and word; the current page is marked by weight, colour and a bar.
#[component]
pub fn TabBar(
    /// The current page. Required.
    #[prop(into)]
    current: Signal<String>,
    /// The person goes to a page. Required.
    on_select: Callback<String>,
    /// The pages, in order. Required.
    #[prop(into)]
    tabs: Signal<Vec<TabItem>>,
    /// Number on the Work tab, for example of unsent records; 0 shows none. Default: 0.
    #[prop(into, optional)]
    waiting: Signal<u32>,
) -> impl IntoView {
    let item = move |tab: TabItem| {
        let id = StoredValue::new(tab.id);
        let mark = move || id.with_value(|id| *current.read() == *id).then_some("page");
        let is_work = tab.sign == Tab::Work;
        let count = move || {
            (is_work && waiting.get() > 0).then(|| view! { <span class="tab-count">{waiting}</span> })
        };
        view! {
            <button type="button" class="tab" aria-current=mark on:click=move |_| on_select.run(id.get_value())>
                <LineIcon path=tab.sign.icon()/><span>{tab.title}</span>{count}
            </button>
        }
        .into_any()
    };
    let items = move || tabs.get().into_iter().map(item).collect_view();
    view! { <nav class="tab-bar" aria-label="Pages">{items}</nav> }.into_any()
}
