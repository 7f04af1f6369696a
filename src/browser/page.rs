//! What the page around the app holds: the build's identity, the skeleton, the last resort.

use leptos::prelude::document;
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

/// The content of a `<meta>` tag.
pub fn meta(name: &str) -> Option<String> {
    let tag = document().query_selector(&["meta[name=\"", name, "\"]"].concat()).ok().flatten()?;
    tag.get_attribute("content")
}

/// The page's title: the app's before its manifest is here.
pub fn title() -> String {
    document().title()
}

/// Tells whoever watches the page that the models have arrived: nothing more is fetched for the first decision.
pub fn models_arrived() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-models", "ready");
    }
}

/// Takes the first paint away; the app draws from here on.
pub fn remove_skeleton() {
    if let Some(skeleton) = document().get_element_by_id("boot-skeleton") {
        skeleton.remove();
    }
}

/// Shows the page that is readable without the app.
pub fn show_rescue() {
    let detail = js_sys::Object::new();
    let _ = js_sys::Reflect::set(&detail, &"reason".into(), &"start".into());
    dispatch("twinlet:failed", &detail);
}

/// Sends an event to the page's own scripts.
pub(super) fn dispatch(name: &str, detail: &JsValue) {
    let init = CustomEventInit::new();
    init.set_detail(detail);
    if let (Some(window), Ok(event)) = (web_sys::window(), CustomEvent::new_with_event_init_dict(name, &init))
    {
        let _ = window.dispatch_event(&event);
    }
}
