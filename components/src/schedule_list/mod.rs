//! Scheduled inspections: when, what, calendar file, remove.

use leptos::prelude::*;

use crate::icon::{CROSS, DOWNLOAD, LineIcon};

/// One scheduled inspection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScheduleItem {
    /// Identifies it in callbacks.
    pub id: String,
    /// What is done, for example `Inspect pump 2`.
    pub title: String,
    /// When, for example `Thu 19 Nov, 10:00 to 14:00`.
    pub window: String,
    /// State in words, for example `waiting for a connection`; empty for none.
    pub state: String,
}

/// The list, or a sentence that says what to do when it is empty.
#[component]
pub fn ScheduleList(
    /// The inspections, the next first. Required.
    #[prop(into)]
    items: Signal<Vec<ScheduleItem>>,
    /// The person wants the calendar file of an item; carries its id. Required.
    on_download: Callback<String>,
    /// The person removes an item; carries its id. Required.
    on_remove: Callback<String>,
    /// Sentence of the empty state. Default: says where to schedule.
    #[prop(into, default = "Nothing scheduled yet. Schedule an inspection on the Decide page.".into())]
    empty: String,
) -> impl IntoView {
    let line = move |item: ScheduleItem| view! { <ScheduleLine item on_download on_remove/> };
    let body = move || match items.with(Vec::is_empty) {
        true => view! { <p class="empty">{empty.clone()}</p> }.into_any(),
        false => {
            view! { <ul class="schedule">{items.get().into_iter().map(line).collect_view()}</ul> }.into_any()
        }
    };
    view! { <div>{body}</div> }.into_any()
}

#[component]
fn ScheduleLine(
    item: ScheduleItem,
    on_download: Callback<String>,
    on_remove: Callback<String>,
) -> impl IntoView {
    let (id, other) = (item.id.clone(), item.id);
    let download = move |_| on_download.run(id.clone());
    let remove = move |_| on_remove.run(other.clone());
    let (label, remove_label) =
        (["Download .ics: ", &item.title].concat(), ["Remove: ", &item.title].concat());
    view! {
        <li class="schedule-item">
            <div class="schedule-text">
                <strong>{item.window}</strong>
                <span>{item.title}</span>
                <span class="schedule-state">{item.state}</span>
            </div>
            <button type="button" class="button" aria-label=label on:click=download>
                <LineIcon path=DOWNLOAD/> ".ics"
            </button>
            <button type="button" class="button button-icon" aria-label=remove_label on:click=remove>
                <LineIcon path=CROSS/>
            </button>
        </li>
    }
    .into_any()
}
