//! Words, pictures, drawings, and elements of somebody else.

use leptos::prelude::*;
use serde_json::{Map, Value, json};
use twinlet_components::{CustomElement, Diagram, DiagramValue, Picture, RichText, Tone, format};
use twinlet_core::domain::DomainState;
use twinlet_core::graph::Crossed;
use twinlet_core::manifest::raw::{Custom, DiagramWidget, ImageWidget, Markdown, TextWidget};
use twinlet_core::protocol::InputValue;
use twinlet_core::units;
use wasm_bindgen::JsCast;

use crate::whatif::WhatIf;
use crate::whatif::known::unit_of;

/// Folder of the app's own files, relative to the page.
const FILES: &str = "./app/files/";

/// Markdown with values.
pub fn text(session: WhatIf, of: TextWidget) -> AnyView {
    let blocks = match of.markdown {
        Markdown::Compiled(blocks) => blocks,
        Markdown::Text(_) => Vec::new(), // the command line compiles it
    };
    let values = Callback::new(move |name: String| session.words(&name, true));
    view! { <section class="card stack"><RichText blocks=Signal::stored(blocks) values/></section> }
        .into_any()
}

/// A picture beside the manifest.
pub fn image(of: ImageWidget) -> AnyView {
    let ImageWidget { file, alt, caption } = of;
    let src = [FILES, &file].concat();
    view! { <section class="card"><Picture src=Signal::stored(src) alt=Signal::stored(alt) caption=Signal::stored(caption.unwrap_or_default())/></section> }
        .into_any()
}

/// A drawing whose texts and shapes show values.
pub fn diagram(session: WhatIf, of: DiagramWidget) -> AnyView {
    let Some(shape) = of.drawing else { return ().into_any() };
    let values = Callback::new(move |id: String| Some(drawn(session, &id)));
    view! { <section class="card"><Diagram shape label=of.alt values/></section> }.into_any()
}

fn drawn(session: WhatIf, id: &str) -> DiagramValue {
    let text = session.words(id, false);
    let Some(output) = session.output(id) else { return DiagramValue { text, ..DiagramValue::default() } };
    let limit = output.limit.as_ref();
    let (tone, state) = match (output.state, limit.map(|limit| limit.crossed)) {
        (DomainState::Out, _) => (Tone::Block, "outside the model’s range".to_owned()),
        (_, Some(Crossed::Yes)) => (Tone::Block, above(&output, "above the limit of")),
        (_, Some(Crossed::Perhaps)) => (Tone::Caution, above(&output, "perhaps above the limit of")),
        (DomainState::Caution, _) => (Tone::Caution, "at the edge of the model’s range".to_owned()),
        (DomainState::In, _) => (Tone::Ok, String::new()),
    };
    DiagramValue { text, tone, words: [&output.title, ": ", &state].concat() }
}

fn above(output: &twinlet_core::graph::OutputAnswer, words: &str) -> String {
    let limit = output.limit.as_ref().map_or(f64::NAN, |limit| limit.above);
    [words, " ", &format::with_unit(&format::plain(limit), units::display(unit_of(output)))].concat()
}

/// An element of somebody else: inputs and answers in, new inputs out.
pub fn custom(session: WhatIf, of: Custom) -> AnyView {
    let Custom { element, script, inputs, outputs } = of;
    load(&[FILES, &script].concat());
    let names = StoredValue::new((inputs.clone(), outputs));
    let data = Signal::derive(move || names.with_value(|(inputs, outputs)| data(session, inputs, outputs)));
    let on_change = Callback::new(move |detail: String| {
        let Ok(values) = serde_json::from_str::<Map<String, Value>>(&detail) else { return };
        for (id, value) in values.into_iter().filter(|(id, _)| inputs.contains(id)) {
            if let Ok(value) = serde_json::from_value::<InputValue>(value) {
                session.base.choose(&id, value);
            }
        }
    });
    view! { <section class="card"><CustomElement tag=element data on_change/></section> }.into_any()
}

fn data(session: WhatIf, inputs: &[String], outputs: &[String]) -> String {
    let inputs: Map<String, Value> = inputs
        .iter()
        .filter_map(|id| Some((id.clone(), serde_json::to_value(session.base.scenario.value(id)?).ok()?)))
        .collect();
    let outputs: Map<String, Value> = outputs
        .iter()
        .filter_map(|id| Some((id.clone(), serde_json::to_value(session.answered_output(id)?).ok()?)))
        .collect();
    json!({ "inputs": inputs, "outputs": outputs }).to_string()
}

/// Puts a module into the page, once.
fn load(src: &str) {
    let document = document();
    let is_there = document.query_selector(&["script[src=\"", src, "\"]"].concat()).ok().flatten().is_some();
    let Some(script) = (!is_there).then(|| document.create_element("script").ok()).flatten() else { return };
    let _ = script.set_attribute("type", "module");
    let _ = script.set_attribute("src", src);
    if let Some(head) = document.head() {
        let _ = head.append_child(script.unchecked_ref());
    }
}
