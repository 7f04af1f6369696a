//! The brand: an accent within the tokens. Properties are set one by one, which the page's policy allows.

use leptos::prelude::document;
use twinlet_core::manifest::raw::{Theme, ThemeMode};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Puts the app's theme on the page.
pub fn apply(theme: &Theme) {
    let Some(root) = document().document_element().and_then(|root| root.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    if let (Some(light), Some(dark)) = (&theme.accent, &theme.accent_dark) {
        let _ = root.style().set_property("--brand-light", light);
        let _ = root.style().set_property("--brand-dark", dark);
        let _ = root.set_attribute("data-brand", "");
    }
    if let Some(mode) = theme.mode {
        let name = match mode {
            ThemeMode::Light => "light",
            ThemeMode::Dark => "dark",
            ThemeMode::Field => "field",
        };
        let _ = root.set_attribute("data-theme", name);
    }
}
