//! Notices below the header: what must be known now, and what can be done about it.

use leptos::prelude::*;
use twinlet_components::icon::{CROSS, LineIcon};
use twinlet_components::{StatusNote, Tone};

use crate::base::{Act, Base, Notice};

/// How long good news stays.
const FADE: std::time::Duration = std::time::Duration::from_secs(7);

/// All notices, the update that waits among them.
#[component]
pub fn NoticeList(
    /// Holds the notices. Required.
    base: Base,
    /// Hears the topic and the act that a person chose. Required.
    on_act: Callback<(String, Act)>,
) -> impl IntoView {
    let all = move || {
        let update = base.offline.get().update_waits.then(update_notice);
        base.notices.all().into_iter().chain(update).collect::<Vec<_>>()
    };
    let lines =
        move || all().into_iter().map(|notice| view! { <NoticeLine base notice on_act/> }).collect_view();
    view! {
        <div style:position="fixed" style:top="72px" style:left="0" style:right="0" style:z-index="4" style:max-width="640px"
            style:margin="0 auto" style:padding="0 12px" style:pointer-events="none">
            {lines}
        </div>
    }
    .into_any()
}

fn update_notice() -> Notice {
    let note =
        twinlet_components::NoteText::new(Tone::Note, "New version", "A new version of this app is here.");
    Notice { topic: "update".into(), note, act: Some(Act::Update) }
}

#[component]
fn NoticeLine(base: Base, notice: Notice, on_act: Callback<(String, Act)>) -> impl IntoView {
    fade(base, &notice);
    let topic = StoredValue::new(notice.topic);
    let button = notice.act.map(|act| {
        let words = act.words();
        view! { <button type="button" class="button" on:click=move |_| on_act.run((topic.get_value(), act.clone()))>{words}</button> }
    });
    let dismiss = move |_| base.notices.dismiss(&topic.get_value());
    view! {
        <div class="card" data-testid="notice" style:margin-bottom="8px" style:padding="6px" style:pointer-events="auto"
            style:display="grid" style:grid-template-columns="minmax(0, 1fr) auto" style:gap="6px" style:box-shadow="0 4px 24px #14201d40">
            <StatusNote note=Signal::stored(notice.note)/>
            <button type="button" class="button button-icon" aria-label="Close" on:click=dismiss><LineIcon path=CROSS/></button>
            {button}
        </div>
    }
    .into_any()
}

/// Good news goes by itself; what needs the person stays.
fn fade(base: Base, notice: &Notice) {
    if matches!(notice.note.tone, Tone::Ok | Tone::Note) && notice.topic != "update" {
        let topic = notice.topic.clone();
        let handle = set_timeout_with_handle(move || base.notices.dismiss(&topic), FADE).ok();
        on_cleanup(move || {
            if let Some(handle) = handle {
                handle.clear();
            }
        });
    }
}
