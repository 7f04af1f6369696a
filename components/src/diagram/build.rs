//! The tree as nodes of the page.

use twinlet_core::diagram::{Node, Shape, is_allowed_attribute, is_allowed_element};
use web_sys::Element;

use super::DiagramValue;
use crate::Tone;

const SVG: &str = "http://www.w3.org/2000/svg";

/// A node that follows an output.
pub(super) struct Binding {
    element: Element,
    /// The output's id.
    pub output: String,
    /// The text follows, else the colour.
    text: bool,
}

/// The node of a shape with all below it; `None` for what a drawing may not hold, however it came here.
pub(super) fn build(shape: &Shape, bindings: &mut Vec<Binding>) -> Option<Element> {
    if !is_allowed_element(&shape.tag) {
        return None;
    }
    let document = web_sys::window()?.document()?;
    let element = document.create_element_ns(Some(SVG), &shape.tag).ok()?;
    for (name, value) in shape.attrs.iter().filter(|(name, value)| is_allowed_attribute(name, value)) {
        let _ = element.set_attribute(name, value);
    }
    for child in &shape.children {
        let _ = match child {
            Node::Text(words) => element.append_child(&document.create_text_node(words)),
            Node::Shape(inner) => match build(inner, bindings) {
                Some(inner) => element.append_child(&inner),
                None => continue,
            },
        };
    }
    bind(&element, shape.value.as_ref(), true, bindings);
    bind(&element, shape.state.as_ref(), false, bindings);
    Some(element)
}

fn bind(element: &Element, output: Option<&String>, text: bool, bindings: &mut Vec<Binding>) {
    bindings.extend(output.map(|id| Binding { element: element.clone(), output: id.clone(), text }));
}

/// Writes what an output shows into its node.
pub(super) fn show(binding: &Binding, value: Option<DiagramValue>) {
    let value = value.unwrap_or_default();
    if binding.text {
        binding.element.set_text_content(Some(if value.text.is_empty() { "–" } else { &value.text }));
        let _ = binding.element.class_list().add_1("diagram-value");
        return;
    }
    let classes = binding.element.class_list();
    for tone in [Tone::Neutral, Tone::Ok, Tone::Note, Tone::Caution, Tone::Block] {
        let _ = classes.toggle_with_force(tone.class(), tone == value.tone);
    }
    let _ = classes.add_1("diagram-state");
}
