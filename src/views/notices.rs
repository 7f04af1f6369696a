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
    let line = move |notice: Notice| view! { <NoticeLine base notice on_act/> };
    // A notice that stays is not made anew when another one comes: its time goes on.
    view! { <div class="notices" role="status" aria-atomic="false"><For each=all key=|notice: &Notice| notice.id children=line/></div> }
        .into_any()
}

fn update_notice() -> Notice {
    let note =
        twinlet_components::NoteText::new(Tone::Note, "New version", "A new version of this app is here.");
    Notice { id: 0, topic: "update".into(), note, act: Some(Act::Update) }
}

#[component]
fn NoticeLine(base: Base, notice: Notice, on_act: Callback<(String, Act)>) -> impl IntoView {
    let held = RwSignal::new(false);
    fade(base, &notice, held);
    let topic = StoredValue::new(notice.topic);
    let button = notice.act.map(|act| {
        let words = act.words();
        view! { <button type="button" class="button" on:click=move |_| on_act.run((topic.get_value(), act.clone()))>{words}</button> }
    });
    let dismiss = move |_| base.notices.dismiss(&topic.get_value());
    view! {
        <div class="card notice" data-testid="notice" on:pointerenter=move |_| held.set(true) on:pointerleave=move |_| held.set(false)
            on:focusin=move |_| held.set(true) on:focusout=move |_| held.set(false)>
            <StatusNote note=Signal::stored(notice.note)/>
            <button type="button" class="button button-icon" aria-label="Close" on:click=dismiss><LineIcon path=CROSS/></button>
            {button}
        </div>
    }
    .into_any()
}

/// Good news goes by itself, unless somebody points at it or is in it; what needs the person stays. Reaches outside Leptos,
/// hence an effect.
fn fade(base: Base, notice: &Notice, held: RwSignal<bool>) {
    if !goes_by_itself(notice) {
        return;
    }
    let topic = StoredValue::new(notice.topic.clone());
    Effect::new(move |_| {
        if held.get() {
            return;
        }
        let handle = set_timeout_with_handle(move || base.notices.dismiss(&topic.get_value()), FADE).ok();
        on_cleanup(move || {
            if let Some(handle) = handle {
                handle.clear();
            }
        });
    });
}

fn goes_by_itself(notice: &Notice) -> bool {
    matches!(notice.note.tone, Tone::Ok | Tone::Note) && notice.act.is_none()
}

#[cfg(test)]
mod tests {
    use twinlet_components::NoteText;

    use super::*;

    #[test]
    fn only_good_news_without_a_button_goes_by_itself() {
        for (tone, act, expected) in [
            (Tone::Ok, None, true),
            (Tone::Note, None, true),
            (Tone::Note, Some(Act::Update), false),
            (Tone::Caution, None, false),
            (Tone::Block, None, false),
        ] {
            let note = NoteText::new(tone, "Word", "Text.");
            let notice = Notice { id: 1, topic: "x".into(), note, act };
            assert_eq!(goes_by_itself(&notice), expected, "{tone:?}");
        }
    }
}
