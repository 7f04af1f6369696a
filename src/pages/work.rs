//! What was scheduled: calendar file, record, remark. Kept on the device.

use leptos::prelude::*;
use twinlet_components::icon::{CROSS, LineIcon};
use twinlet_components::{RemarkBox, ScheduleItem, ScheduleList};

use twinlet_core::authority::NO_SECURITY;

use crate::session::{Session, WorkItem};
use crate::views::page_title::PageTitle;

/// One card per inspection, and remarks on what was not scheduled.
#[component]
pub fn WorkPage(
    /// Holds the work. Required.
    session: Session,
) -> impl IntoView {
    let items = session.work.items;
    let empty = move || {
        items.read().is_empty().then(|| view! {
        <section class="card">
            <p class="empty">"Nothing is scheduled. On the Decide page, tap “Schedule inspection” under a recommendation; it appears here with its calendar file and record."</p>
        </section>
    })
    };
    let numbered = move || items.get().into_iter().enumerate().collect::<Vec<_>>();
    view! {
        <div class="column">
            <PageTitle words="Work"/>
            {empty}
            <For each=numbered key=|(i, item)| (*i, item.record_id.clone(), item.is_kept) children=move |(i, item)| view! { <ItemCard session item place=i + 1/> }/>
        </div>
        <div class="column"><Remarks session/></div>
    }
    .into_any()
}

#[component]
fn ItemCard(session: Session, item: WorkItem, place: usize) -> impl IntoView {
    let uid = StoredValue::new(item.uid.clone());
    let reason = item.recommendation().map(|r| r.reason.clone());
    let line = ScheduleItem {
        id: item.uid.clone(),
        title: item.title(),
        window: item.window(),
        state: if item.is_kept { String::new() } else { "not saved on this phone".into() },
    };
    let answered = item.record.authority.as_ref().map(|by| {
        let sentence = by.sentence();
        view! { <p class="card-subtitle" data-testid="answered">{sentence} " " {NO_SECURITY}</p> }
    });
    let head = match item.is_accepted() {
        true => {
            let calendar = Callback::new(move |uid: String| session.save_calendar(&uid));
            let remove = Callback::new(move |uid: String| session.remove(&uid));
            view! { <ScheduleList items=Signal::stored(vec![line]) on_download=calendar on_remove=remove/> }
                .into_any()
        }
        false => view! { <NotAccepted session item=item.clone() line/> }.into_any(),
    };
    let save_remark = Callback::new(move |text: String| session.remark_item(&uid.get_value(), &text));
    view! {
        <section class="card" data-testid="work-item" aria-label=item.title()>
            <div data-testid=["ics-", &place.to_string()].concat()>
                {head}
            </div>
            {answered}
            <p class="card-subtitle">{reason}</p>
            <div class="error-foot">
                <button type="button" class="button" data-testid="save-record" on:click=move |_| session.save_record(&uid.get_value())>
                    "Save record"
                </button>
                <code>{item.record_id.get(..8).unwrap_or_default().to_owned()}</code>
            </div>
            <RemarkBox on_save=save_remark saved=Signal::stored(item.record.remark.clone())/>
        </section>
    }
    .into_any()
}

/// What was read, or waits for a second person: no calendar file, since nothing is accepted.
#[component]
fn NotAccepted(session: Session, item: WorkItem, line: ScheduleItem) -> impl IntoView {
    let (waits, uid, label) = (item.is_waiting(), item.uid.clone(), ["Remove: ", &line.title].concat());
    let second = waits.then(|| {
        view! {
            <button type="button" class="button button-primary" data-testid="second-confirmation"
                on:click=move |_| session.ask_to_confirm(item.clone())>"Second confirmation"</button>
        }
    });
    view! {
        <div class="stack">
            <div class="schedule-item">
                <div class="schedule-text">
                    <strong>{line.window}</strong>
                    <span>{line.title}</span>
                    <span class="schedule-state">{if waits { "waiting for a second person" } else { "read, not scheduled" }} " " {line.state}</span>
                </div>
                <button type="button" class="button button-icon" aria-label=label on:click=move |_| session.remove(&uid)>
                    <LineIcon path=CROSS/>
                </button>
            </div>
            {second}
        </div>
    }
    .into_any()
}

#[component]
fn Remarks(session: Session) -> impl IntoView {
    let remarks = session.work.remarks;
    let list = move || {
        remarks.get().into_iter().map(|remark| view! {
        <li class="stack"><strong>{remark.headline}</strong> <span>{remark.text}</span> <span class="card-subtitle">{remark.at.get(..10).unwrap_or_default().to_owned()}</span></li>
    }).collect_view()
    };
    move || {
        (!remarks.read().is_empty()).then(|| view! {
        <section class="card stack"><h2 class="card-title">"Remarks"</h2><ul class="stack">{list}</ul></section>
    })
    }
}
