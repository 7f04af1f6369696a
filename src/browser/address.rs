//! The part of the address after `#`: which page is shown, and behind `?` the scenario of a link. The phone's back
//! button works through it.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// Follows the name of the page, without `#` and without what is behind `?`.
pub fn use_fragment() -> Signal<String> {
    let fragment = RwSignal::new(read());
    let handle = window_event_listener_untyped("hashchange", move |_| {
        fragment.try_set(read());
    });
    on_cleanup(move || handle.remove());
    let page = Memo::new(move |_| parts(&fragment.read()).0);
    page.into()
}

/// Calls with what is behind `?` now and whenever somebody opens another link; the address is cleared of it.
pub fn on_query(take: impl Fn(String) + 'static) {
    let look = move || {
        let (page, query) = parts(&read());
        if !query.is_empty() {
            let address = ["#", &page].concat();
            let history = window().history();
            let _ = history.and_then(|h| h.replace_state_with_url(&JsValue::NULL, "", Some(&address)));
            take(query);
        }
    };
    look();
    let handle = window_event_listener_untyped("hashchange", move |_| look());
    on_cleanup(move || handle.remove());
}

/// The address of this page with a scenario behind it.
pub fn with_query(query: &str) -> String {
    let here = window().location().href().unwrap_or_default();
    let base = here.split('#').next().unwrap_or_default();
    [base, "#", &parts(&read()).0, "?", query].concat()
}

fn parts(fragment: &str) -> (String, String) {
    let (page, query) = fragment.split_once('?').unwrap_or((fragment, ""));
    (page.to_owned(), query.to_owned())
}

/// Goes to a fragment: a new entry in the browser's history.
pub fn go(fragment: &str) {
    if parts(&read()).0 != fragment {
        let _ = window().location().set_hash(fragment);
    }
}

fn read() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').to_owned()
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_page_and_a_scenario() {
        for (fragment, page, query) in
            [("ask", "ask", ""), ("ask?s=1&a=b", "ask", "s=1&a=b"), ("", "", ""), ("?s=1", "", "s=1")]
        {
            assert_eq!(parts(fragment), (page.to_owned(), query.to_owned()));
        }
    }
}
