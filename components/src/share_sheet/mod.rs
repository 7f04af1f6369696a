//! A scenario for somebody else: as a link, as a code to scan, as a file.

use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use crate::browser::copy_text;
use crate::{BottomSheet, NoteText, QrCode, StatusNote, Tone};

/// Name and text of an opened file.
pub type OpenedFile = (String, String);

/// A sheet with the link, its QR code, and files both ways.
#[component]
pub fn ShareSheet(
    /// Shown or not. Required.
    #[prop(into)]
    open: Signal<bool>,
    /// The link; empty shows that there is none. Required.
    #[prop(into)]
    link: Signal<String>,
    /// What the link holds, in a sentence. Default: `It holds the inputs, not the results; nothing is sent to a server.`.
    #[prop(into, default = HOLDS.to_string().into())]
    hint: Signal<String>,
    /// The person wants a file of it. Required.
    on_save: Callback<()>,
    /// The person opens a file; carries its name and text. Required.
    on_open: Callback<OpenedFile>,
    /// The person closes the sheet. Required.
    on_close: Callback<()>,
) -> impl IntoView {
    view! {
        <BottomSheet open=open title=Signal::stored("Share this scenario".to_string()) on_close=on_close>
            <Body link hint on_save on_open/>
        </BottomSheet>
    }
    .into_any()
}

const HOLDS: &str = "It holds the inputs, not the results; nothing is sent to a server.";

#[component]
fn Body(
    link: Signal<String>,
    hint: Signal<String>,
    on_save: Callback<()>,
    on_open: Callback<OpenedFile>,
) -> impl IntoView {
    let note = RwSignal::new(None::<NoteText>);
    let noted = move || note.get().map(|n| view! { <StatusNote note=Signal::stored(n)/> });
    view! {
        <p class="card-subtitle">{hint}</p>
        <LinkRow link note/>
        <QrCode text=link label="QR code of this scenario".to_string()/>
        <div class="share-acts">
            <button type="button" class="button button-large" on:click=move |_| on_save.run(())>"Save as file"</button>
            <label class="button button-large share-open">
                "Open a file"
                <input type="file" class="visually-hidden" accept=".json,application/json" on:change=move |ev| read_file(&ev, on_open, note)/>
            </label>
        </div>
        {noted}
    }
    .into_any()
}

#[component]
fn LinkRow(link: Signal<String>, note: RwSignal<Option<NoteText>>) -> impl IntoView {
    let copy = move |_| {
        leptos::task::spawn_local(async move {
            let done = copy_text(&link.get_untracked()).await;
            note.try_set(Some(copied(done)));
        });
    };
    let select = |ev: leptos::ev::FocusEvent| event_target::<HtmlInputElement>(&ev).select();
    view! {
        <div class="share-link">
            <input type="text" class="values-input" readonly=true aria-label="Link" prop:value=link on:focus=select/>
            <button type="button" class="button" disabled=move || link.read().is_empty() on:click=copy>"Copy"</button>
        </div>
    }
    .into_any()
}

fn copied(done: bool) -> NoteText {
    match done {
        true => NoteText::new(Tone::Ok, "Copied", "The link is on the clipboard."),
        false => NoteText::new(
            Tone::Caution,
            "Not copied",
            "The browser does not allow it; select the link and copy it by hand.",
        ),
    }
}

/// Reads the chosen file; the same file can be chosen again.
fn read_file(ev: &Event, on_open: Callback<OpenedFile>, note: RwSignal<Option<NoteText>>) {
    let input = event_target::<HtmlInputElement>(ev);
    let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
    input.set_value("");
    leptos::task::spawn_local(async move {
        match JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()) {
            Some(text) => on_open.run((file.name(), text)),
            None => {
                let words = ["“", &file.name(), "” could not be read; choose it again."].concat();
                note.try_set(Some(NoteText::new(Tone::Block, "Not opened", words)));
            }
        }
    });
}
