//! What the page says: whether the app works offline, whether a new version waits. In a single file the build has said it.

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
    /// Nothing to store: the page is a file that holds the whole app.
    SingleFile,
}

impl Installation {
    /// In words for the person.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Installing => "Being stored on this phone; stay connected for a moment.",
            Self::Ready => "Stored on this phone: works without a connection.",
            Self::Unavailable => "Not stored on this phone: offline use needs https and a current browser.",
            Self::SingleFile => "This file works without a connection.",
        }
    }

    /// What the page's attribute says; before it says anything, the app is being stored.
    fn from_attribute(value: Option<&str>) -> Self {
        match value {
            Some("ready") => Self::Ready,
            Some("unavailable") => Self::Unavailable,
            Some("single-file") => Self::SingleFile,
            _ => Self::Installing,
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
    let state = Installation::from_attribute(attribute("data-offline").as_deref());
    Offline { state, update_waits: attribute("data-update").as_deref() == Some("ready") }
}

#[cfg(test)]
mod tests {
    use super::Installation;

    #[test]
    fn each_state_of_the_page_has_true_words() {
        for (attribute, words) in [
            (None, "Being stored"),
            (Some("installing"), "Being stored"),
            (Some("ready"), "Stored on this phone"),
            (Some("unavailable"), "Not stored"),
            (Some("single-file"), "This file works"),
        ] {
            let sentence = Installation::from_attribute(attribute).sentence();
            assert!(sentence.starts_with(words), "{attribute:?}: {sentence}");
        }
    }
}
