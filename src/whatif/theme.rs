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
    let colours = [("--brand-light", &theme.accent), ("--brand-dark", &theme.accent_dark)];
    for (name, colour) in colours {
        if let Some(colour) = colour {
            let _ = root.style().set_property(name, colour);
        }
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
