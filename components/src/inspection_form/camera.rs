//! Photo and barcode: from the camera where there is one, from a file or by hand always.

use leptos::ev::Event;
use leptos::prelude::*;
use web_sys::{File, HtmlInputElement};

use super::Parts;
use crate::browser::{barcode_on, load_image, reads_barcodes, scaled_photo};
use crate::icon::{CROSS, LineIcon};
use crate::{NoteText, StatusNote, Tone};

/// A button that opens the camera, or the files where there is none.
fn camera_button(words: &'static str, label: &'static str, take: impl Fn(File) + Copy + 'static) -> AnyView {
    let chosen = move |ev: Event| {
        let input = event_target::<HtmlInputElement>(&ev);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            take(file);
        }
        input.set_value("");
    };
    view! {
        <label class="button file-button">
            {words}
            <input type="file" class="visually-hidden" accept="image/*" capture="environment" aria-label=label on:change=chosen/>
        </label>
    }
    .into_any()
}

fn noted(note: RwSignal<Option<NoteText>>) -> AnyView {
    let view = move || note.get().map(|n| view! { <StatusNote note=Signal::stored(n)/> });
    view! { {view} }.into_any()
}

/// A photo as a thumbnail; a new one takes the place of the old only when it could be read.
#[component]
pub(super) fn PhotoField(parts: Parts) -> impl IntoView {
    let note = RwSignal::new(None::<NoteText>);
    let take = move |file: File| {
        leptos::task::spawn_local(async move {
            let photo = load_image(&file).await.as_ref().and_then(scaled_photo);
            let failed =
                || NoteText::new(Tone::Block, "No photo", "This picture could not be read; take it again.");
            note.try_set(photo.is_none().then(failed));
            if photo.is_some() {
                parts.draft.try_update(|d| d.photo = photo);
            }
        });
    };
    let photo = Memo::new(move |_| parts.draft.read().photo.clone());
    let remove = move |_| parts.draft.update(|d| d.photo = None);
    let thumb = move || {
        photo.get().map(|src| view! {
            <img class="photo-thumb" src=src alt="The photo of this inspection"/>
            <button type="button" class="button button-icon" aria-label="Remove the photo" on:click=remove><LineIcon path=CROSS/></button>
        })
    };
    let asked = parts.spec.with_value(|s| s.photo);
    asked.then(|| {
        view! {
            <div class="field" role="group" aria-label="Photo">
                <span class="field-label">"Photo"</span>
                <div class="photo-row">{thumb} {camera_button("Take a photo", "Take or choose a photo", take)}</div>
                {noted(note)}
            </div>
        }
        .into_any()
    })
}

/// A barcode, typed or read from a picture where the browser can.
#[component]
pub(super) fn BarcodeField(parts: Parts) -> impl IntoView {
    let note = RwSignal::new(None::<NoteText>);
    let take = move |file: File| {
        leptos::task::spawn_local(async move {
            let code = match load_image(&file).await {
                Some(image) => barcode_on(&image).await,
                None => None,
            };
            let none =
                || NoteText::new(Tone::Caution, "No code found", "Hold the camera closer, or type the code.");
            note.try_set(code.is_none().then(none));
            if let Some(code) = code {
                parts.draft.try_update(|d| d.barcode = code);
            }
        });
    };
    let text = move || parts.draft.read().barcode.clone();
    let typed = move |ev| {
        let typed = event_target_value(&ev);
        parts.draft.update(|d| d.barcode = typed);
    };
    let what = parts.spec.with_value(|s| s.barcode.clone());
    let label = ["Barcode: ", &what].concat();
    (!what.is_empty()).then(|| {
        let scan = reads_barcodes().then(|| camera_button("Scan", "Scan a barcode", take));
        view! {
            <div class="field">
                <span class="field-label">{label.clone()}</span>
                <div class="barcode-row">
                    <input type="text" autocomplete="off" aria-label=label prop:value=text on:change=typed/>
                    {scan}
                </div>
                {noted(note)}
            </div>
        }
        .into_any()
    })
}
