//! A widget of somebody else: a custom element of the page, data in, changes out.

use std::time::Duration;

use js_sys::{Function, JSON, Promise, Reflect};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CustomEvent, Element};

use crate::{NoteText, StatusNote, Tone};

/// How long an element may take to be defined.
const PATIENCE: Duration = Duration::from_secs(5);

/// Whether a name can be a custom element's: lower case, digits and hyphens, a letter first, at least one hyphen.
pub fn is_element_name(tag: &str) -> bool {
    let known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    tag.starts_with(|c: char| c.is_ascii_lowercase()) && tag.contains('-') && tag.chars().all(known)
}

/// An element that the page defines. It gets the data as its property `data` and says what the person chose by
/// `new CustomEvent("change", { detail })`.
#[component]
pub fn CustomElement(
    /// The element's name, for example `acme-valve`. Required.
    #[prop(into)]
    tag: String,
    /// What it shows, as JSON; set anew with each change. Required.
    #[prop(into)]
    data: Signal<String>,
    /// The person changes something; carries the event's detail as JSON. Required.
    on_change: Callback<String>,
) -> impl IntoView {
    let (node, note) = (NodeRef::<Div>::new(), RwSignal::new(None::<NoteText>));
    match is_element_name(&tag) {
        true => keep_placed(node, tag, data, on_change, note),
        false => {
            note.set(Some(missing(&tag, "is no name of a custom element; it needs a hyphen, in lower case")))
        }
    }
    let noted = move || note.get().map(|n| view! { <StatusNote note=Signal::stored(n)/> });
    view! { <div class="custom-element"><div node_ref=node></div>{noted}</div> }.into_any()
}

fn missing(tag: &str, why: &str) -> NoteText {
    NoteText::new(Tone::Caution, "Not shown", ["“", tag, "” ", why, "."].concat())
}

/// Places the element once and hands it each new data. Reaches outside Leptos, hence effects.
fn keep_placed(
    node: NodeRef<Div>,
    tag: String,
    data: Signal<String>,
    on_change: Callback<String>,
    note: RwSignal<Option<NoteText>>,
) {
    let (placed, defined) = (RwSignal::new_local(None::<Element>), RwSignal::new(false));
    let (name, awaited) = (tag.clone(), tag.clone());
    spawn_local(async move {
        if when_defined(&awaited).await {
            defined.try_set(true);
            note.try_set(None);
        }
    });
    Effect::new(move |_| {
        let element = node.get().and_then(|place| place_element(&place, &name));
        if let Some(element) = &element {
            listen(element, on_change);
        }
        placed.set(element);
    });
    Effect::new(move |_| {
        // A property of an element that is not defined yet would hide the definition's own for good.
        if let Some(element) = placed.get().filter(|_| defined.get()) {
            let parsed = JSON::parse(&data.read()).unwrap_or(JsValue::NULL);
            let _ = Reflect::set(&element, &"data".into(), &parsed);
        }
    });
    let wait = set_timeout_with_handle(
        move || {
            if !is_defined(&tag) {
                note.try_set(Some(missing(
                    &tag,
                    "is not defined by this page; is its script part of the app",
                )));
            }
        },
        PATIENCE,
    );
    on_cleanup(move || drop(wait.map(|w| w.clear())));
}

fn place_element(place: &web_sys::HtmlDivElement, tag: &str) -> Option<Element> {
    let element = place.owner_document()?.create_element(tag).ok()?;
    place.append_child(&element).ok()?;
    Some(element)
}

/// Tells the owner of each change until the widget goes.
fn listen(element: &Element, on_change: Callback<String>) {
    let heard = Closure::<dyn FnMut(CustomEvent)>::new(move |event: CustomEvent| {
        event.stop_propagation();
        if let Some(json) = JSON::stringify(&event.detail()).ok().and_then(|j| j.as_string()) {
            on_change.run(json);
        }
    });
    let _ = element.add_event_listener_with_callback("change", heard.as_ref().unchecked_ref());
    let kept = StoredValue::new_local((element.clone(), heard));
    on_cleanup(move || {
        kept.try_with_value(|(element, heard)| {
            let _ = element.remove_event_listener_with_callback("change", heard.as_ref().unchecked_ref());
        });
    });
}

fn is_defined(tag: &str) -> bool {
    of_registry("get", tag).is_some_and(|found| found.is_truthy())
}

/// Waits until the page defines the element, be it for ever; `false` where the browser has no such elements.
async fn when_defined(tag: &str) -> bool {
    match of_registry("whenDefined", tag).and_then(|promise| promise.dyn_into::<Promise>().ok()) {
        Some(promise) => JsFuture::from(promise).await.is_ok(),
        None => false,
    }
}

/// What a function of the page's registry of elements says of a name.
fn of_registry(function: &str, tag: &str) -> Option<JsValue> {
    let registry = Reflect::get(&window(), &"customElements".into()).ok()?;
    let function = Reflect::get(&registry, &function.into()).ok()?.dyn_into::<Function>().ok()?;
    function.call1(&registry, &tag.into()).ok()
}

#[cfg(test)]
mod tests {
    use super::is_element_name;

    #[test]
    fn names() {
        for (tag, expected) in [
            ("acme-valve", true),
            ("script", false),
            ("Acme-Valve", false),
            ("-x", false),
            ("a-b c", false),
            ("", false),
        ] {
            assert_eq!(is_element_name(tag), expected, "{tag}");
        }
    }
}
