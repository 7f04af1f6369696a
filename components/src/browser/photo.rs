//! A photo from the camera or a file, made small enough to keep; and the barcode on it.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlImageElement, Url};

/// Longest side of a kept photo, in pixels.
pub const LONGEST_PX: u32 = 1280;

/// Width and height within the longest side, in the same ratio; never larger than it was.
pub fn fit(width: u32, height: u32, longest: u32) -> (u32, u32) {
    let most = width.max(height).max(1);
    let scaled = |side: u32| (u64::from(side) * u64::from(longest) / u64::from(most)).max(1) as u32;
    if most <= longest { (width, height) } else { (scaled(width), scaled(height)) }
}

/// The picture of a file, ready to draw; `None` when the browser cannot read it.
pub async fn load_image(file: &File) -> Option<HtmlImageElement> {
    let address = Url::create_object_url_with_blob(file).ok()?;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&address);
    let decoded = JsFuture::from(image.decode()).await.is_ok();
    let _ = Url::revoke_object_url(&address);
    decoded.then_some(image)
}

/// The photo as a `data:` address of a JPEG, its longest side at most [`LONGEST_PX`].
pub fn scaled_photo(image: &HtmlImageElement) -> Option<String> {
    let (width, height) = fit(image.natural_width(), image.natural_height(), LONGEST_PX);
    let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?;
    let canvas = canvas.dyn_into::<HtmlCanvasElement>().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    let (w, h) = (f64::from(width), f64::from(height));
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, w, h).ok()?;
    canvas.to_data_url_with_type_and_encoder_options("image/jpeg", &0.82.into()).ok()
}

/// Whether this browser reads barcodes itself.
pub fn reads_barcodes() -> bool {
    detector_class().is_some()
}

fn detector_class() -> Option<Function> {
    Reflect::get(&js_sys::global(), &"BarcodeDetector".into()).ok()?.dyn_into().ok()
}

/// The first barcode on a picture; `None` when there is none or the browser cannot read them.
pub async fn barcode_on(image: &HtmlImageElement) -> Option<String> {
    let detector = Reflect::construct(&detector_class()?, &Array::new()).ok()?;
    let detect = Reflect::get(&detector, &"detect".into()).ok()?.dyn_into::<Function>().ok()?;
    let found = detect.call1(&detector, image).ok()?.dyn_into::<Promise>().ok()?;
    let codes: JsValue = JsFuture::from(found).await.ok()?;
    Reflect::get(&Array::from(&codes).get(0), &"rawValue".into())
        .ok()?
        .as_string()
        .filter(|code| !code.is_empty())
}

#[cfg(test)]
mod tests {
    use super::fit;

    #[test]
    fn photos_are_scaled_down_only() {
        for (width, height, expected) in [
            (4000, 3000, (1280, 960)),
            (3000, 4000, (960, 1280)),
            (800, 600, (800, 600)),
            (9000, 2, (1280, 1)),
            (0, 0, (0, 0)),
        ] {
            assert_eq!(fit(width, height, 1280), expected);
        }
    }
}
