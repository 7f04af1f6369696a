//! What the service worker's script says: whether the app works offline, whether a new version waits.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::page::dispatch;

/// State of installation and update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offline {
    /// `installing`, `ready` or `unavailable`.
    pub state: Installation,
    /// A new version is here and waits for a reload.
    pub update_waits: bool,
}

/// Whether the app is stored on this device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Installation {
    /// Being stored.
    Installing,
    /// Stored: it starts without a connection.
    Ready,
    /// This address or browser does not allow it.
    Unavailable,
}

impl Installation {
    /// In words for the person.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Installing => "Being stored on this phone; stay connected for a moment.",
            Self::Ready => "Stored on this phone: works without a connection.",
            Self::Unavailable => "Not stored on this phone: offline use needs https and a current browser.",
        }
    }
}

/// Follows the page's attributes through its events.
pub fn use_offline() -> Signal<Offline> {
    let state = RwSignal::new(read());
    let refresh = move |_| {
        state.try_set(read());
    };
    let handles = ["twinlet:offline-ready", "twinlet:update-ready", "twinlet:offline-unavailable", "focus"]
        .map(|name| window_event_listener_untyped(name, refresh));
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    state.into()
}

/// Reloads into the version that waits; refused while other windows of the app are open.
pub fn apply_update() {
    dispatch("twinlet:apply-update", &JsValue::NULL);
}

fn read() -> Offline {
    let attribute = |name: &str| document().document_element().and_then(|root| root.get_attribute(name));
    let state = match attribute("data-offline").as_deref() {
        Some("ready") => Installation::Ready,
        Some("unavailable") => Installation::Unavailable,
        _ => Installation::Installing,
    };
    Offline { state, update_waits: attribute("data-update").as_deref() == Some("ready") }
}
