//! Whether the device has a connection.

use leptos::prelude::*;

/// Follows the browser's `online` and `offline` events.
pub fn use_online() -> Signal<bool> {
    let online = RwSignal::new(window().navigator().on_line());
    let listen = |name: &'static str, state: bool| {
        window_event_listener_untyped(name, move |_| {
            online.try_set(state);
        })
    };
    let handles = [listen("online", true), listen("offline", false)];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
    online.into()
}
