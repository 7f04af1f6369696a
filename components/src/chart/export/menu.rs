//! The menu that saves a chart: as a picture, as a drawing, as numbers.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlCanvasElement;

use super::{Sheet, csv, file_stem, paint, size, svg};
use crate::browser::{save_png, save_text};
use crate::chart::surface::CanvasSurface;

/// Device pixels per CSS pixel of a saved picture.
const PNG_RATIO: f64 = 2.0;

/// A line that opens: three buttons, and a word when the browser makes no file.
#[component]
pub fn SaveMenu(
    /// What is saved, made at the moment of saving; `None` saves nothing. Required.
    sheet: Callback<(), Option<Sheet>>,
) -> impl IntoView {
    let failed = RwSignal::new(false);
    let act = move |save: fn(&Sheet) -> Result<(), JsValue>| {
        move |_| failed.set(sheet.run(()).is_some_and(|sheet| save(&sheet).is_err()))
    };
    view! {
        <details class="chart-save">
            <summary>"Save picture…"</summary>
            <div class="chart-save-acts">
                <button type="button" class="button" on:click=act(png_file)>"PNG"</button>
                <button type="button" class="button" on:click=act(svg_file)>"SVG"</button>
                <button type="button" class="button" on:click=act(csv_file)>"CSV"</button>
            </div>
            <p class="card-subtitle" role="status">{move || failed.get().then_some("The browser did not make the file. Print the page instead.")}</p>
        </details>
    }
    .into_any()
}

fn name(sheet: &Sheet, ending: &str) -> String {
    [&file_stem(&sheet.title), ".", ending].concat()
}

fn svg_file(sheet: &Sheet) -> Result<(), JsValue> {
    save_text(&name(sheet, "svg"), "image/svg+xml", &svg(sheet))
}

fn csv_file(sheet: &Sheet) -> Result<(), JsValue> {
    save_text(&name(sheet, "csv"), "text/csv", &csv(&sheet.data, &sheet.contract))
}

fn png_file(sheet: &Sheet) -> Result<(), JsValue> {
    let canvas = document().create_element("canvas")?.dyn_into::<HtmlCanvasElement>()?;
    let mut surface = CanvasSurface::new(&canvas, size(sheet), PNG_RATIO).ok_or("no canvas")?;
    paint(&mut surface, sheet);
    save_png(name(sheet, "png"), &canvas)
}
