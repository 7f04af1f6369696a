//! Files for the person's downloads; they come from memory, so that this works offline and from a disk.

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, Url};

/// Saves a text under a name.
///
/// # Errors
/// What the browser says when it makes no file.
pub fn save_text(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    save(name, &Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options)?)
}

/// Saves what is on a canvas as a PNG under a name, once the browser has packed it.
///
/// # Errors
/// What the browser says when it makes no picture.
pub fn save_png(name: String, canvas: &HtmlCanvasElement) -> Result<(), JsValue> {
    let packed = Closure::once_into_js(move |blob: JsValue| {
        let _ = blob.dyn_into::<Blob>().and_then(|blob| save(&name, &blob));
    });
    canvas.to_blob(packed.unchecked_ref())
}

fn save(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let document = web_sys::window().and_then(|w| w.document()).ok_or("no document")?;
    let address = Url::create_object_url_with_blob(blob)?;
    let link = document.create_element("a")?.dyn_into::<HtmlAnchorElement>()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&address)
}
