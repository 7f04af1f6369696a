//! The part of the address after `#`: which page is shown. The phone's back button works through it.

use leptos::prelude::*;

/// Follows the fragment, without its `#`.
pub fn use_fragment() -> Signal<String> {
    let fragment = RwSignal::new(read());
    let handle = window_event_listener_untyped("hashchange", move |_| {
        fragment.try_set(read());
    });
    on_cleanup(move || handle.remove());
    fragment.into()
}

/// Goes to a fragment: a new entry in the browser's history.
pub fn go(fragment: &str) {
    if read() != fragment {
        let _ = window().location().set_hash(fragment);
    }
}

fn read() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}
