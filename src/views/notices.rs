//! Notices over the tab bar: what must be known now, and what can be done about it.

use leptos::prelude::*;
use twinlet_components::{StatusNote, Tone};

use crate::session::{Act, Notice, Session};

/// All notices, the update that waits among them.
#[component]
pub fn NoticeList(
    /// Holds the notices. Required.
    session: Session,
) -> impl IntoView {
    let all = move || {
        let update = session.offline.get().update_waits.then(update_notice);
        session.notices.all().into_iter().chain(update).collect::<Vec<_>>()
    };
    let line = move |notice: Notice| view! { <NoticeLine session notice/> };
    view! {
        <For each=all key=|n| [n.topic.as_str(), &n.note.text].concat() children=line/>
    }
    .into_any()
}

fn update_notice() -> Notice {
    let note = twinlet_components::NoteText::new(Tone::Note, "New version", "A new version of this app is here.");
    Notice { topic: "update".into(), note, act: Some(Act::Update) }
}

#[component]
fn NoticeLine(session: Session, notice: Notice) -> impl IntoView {
    let topic = StoredValue::new(notice.topic);
    let button = notice.act.map(|act| {
        let words = act.words();
        view! { <button type="button" class="button" on:click=move |_| session.act(&topic.get_value(), &act)>{words}</button> }
    });
    let dismiss = move |_| session.notices.dismiss(&topic.get_value());
    view! {
        <div class="card" data-testid="notice" style:position="sticky" style:bottom="72px" style:z-index="2"
            style:margin="0 12px 12px" style:padding="8px">
            <StatusNote note=Signal::stored(notice.note)/>
            <div class="decision-actions">
                {button}
                <button type="button" class="button" on:click=dismiss>"Close"</button>
            </div>
        </div>
    }
    .into_any()
}
