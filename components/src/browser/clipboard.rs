//! The clipboard, as a question that answers later.

use wasm_bindgen_futures::JsFuture;

/// Puts a text on the clipboard; `false` when the browser does not allow it.
pub async fn copy_text(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Without a secure context there is no clipboard, whatever the types say.
    let navigator = window.navigator();
    if js_sys::Reflect::get(&navigator, &"clipboard".into()).map_or(true, |c| c.is_undefined()) {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
