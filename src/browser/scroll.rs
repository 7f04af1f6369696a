//! Where the page is scrolled to, and moving the eye and the focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollToOptions};

/// Pixels from the top.
pub fn position() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

/// Scrolls at once, after the next paint.
pub fn restore(top: f64) {
    request_animation_frame(move || {
        let options = ScrollToOptions::new();
        options.set_top(top);
        window().scroll_to_with_scroll_to_options(&options);
    });
}

/// Moves the focus to the first element that a selector finds, which also brings it into view.
pub fn focus(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        element.scroll_into_view();
        let _ = element.focus();
    }
}
