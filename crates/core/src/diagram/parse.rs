//! SVG to a tree, when an app is compiled. What a drawing may not hold is refused with its line.

use roxmltree::{Document, Node as Xml, NodeType};

use super::{ATTRIBUTES, ELEMENTS, Node, Shape, is_allowed_attribute, is_allowed_element};
use crate::refused::Refused;

const SVG: &str = "http://www.w3.org/2000/svg";

/// The tree of an SVG text. `data-value` binds an element's text to an output, `data-state` its colour.
///
/// # Errors
/// What is no XML or no SVG, and every element and attribute that a drawing may not have.
pub fn parse(text: &str) -> Result<Shape, Vec<Refused>> {
    let document = Document::parse(text).map_err(|e| {
        vec![Refused { line: e.pos().row as usize, message: format!("this is no well-formed SVG: {e}") }]
    })?;
    let root = document.root_element();
    let mut refused = Vec::new();
    if root.tag_name().name() != "svg" {
        refused.push(refuse(
            root,
            format!("the drawing begins with `{}`, not with `svg`", root.tag_name().name()),
        ));
    }
    if root.attribute("viewBox").is_none() {
        refused.push(refuse(root, "`svg` needs a `viewBox`, so that it can be drawn at any size"));
    }
    let shape = shape(root, &mut refused);
    if refused.is_empty() { Ok(shape) } else { Err(refused) }
}

fn refuse(node: Xml<'_, '_>, message: impl Into<String>) -> Refused {
    Refused::at(node.document().input_text(), node.range().start, message)
}

fn shape(node: Xml<'_, '_>, refused: &mut Vec<Refused>) -> Shape {
    let tag = node.tag_name().name().to_string();
    if !is_allowed_element(&tag) || node.tag_name().namespace().is_some_and(|ns| ns != SVG) {
        refused.push(refuse(
            node,
            format!("element `{tag}` is refused; a drawing may hold {}", ELEMENTS.join(", ")),
        ));
        return Shape::default();
    }
    let mut shape = Shape { tag, ..Shape::default() };
    for attribute in node.attributes() {
        take_attribute(node, attribute.name(), attribute.value(), &mut shape, refused);
    }
    shape.children = node.children().filter_map(|child| part(child, refused)).collect();
    if shape.value.is_some() && !matches!(shape.tag.as_str(), "text" | "tspan") {
        refused.push(refuse(node, "`data-value` belongs on `text` or `tspan`"));
    }
    shape
}

fn take_attribute(node: Xml<'_, '_>, name: &str, value: &str, shape: &mut Shape, refused: &mut Vec<Refused>) {
    match name {
        "data-value" => shape.value = Some(value.to_string()),
        "data-state" => shape.state = Some(value.to_string()),
        _ if is_allowed_attribute(name, value) => shape.attrs.push((name.to_string(), value.to_string())),
        _ if ATTRIBUTES.contains(&name) => {
            refused.push(refuse(node, format!("`{name}` points outside the drawing: `{value}`")));
        }
        _ => refused.push(refuse(
            node,
            format!(
                "attribute `{name}` is refused on `{}`; write presentation attributes such as `fill`",
                shape.tag
            ),
        )),
    }
}

/// Elements, and words within texts; indentation elsewhere and comments are dropped.
fn part(node: Xml<'_, '_>, refused: &mut Vec<Refused>) -> Option<Node> {
    match node.node_type() {
        NodeType::Element => Some(Node::Shape(shape(node, refused))),
        NodeType::Text => {
            node.text().filter(|text| !text.trim().is_empty()).map(|text| Node::Text(text.to_string()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_becomes_a_tree() {
        let text = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>\n <!-- a -->\n <rect width='4' data-state='t'/>\n\
                    <text x='1' data-value='t'>–</text></svg>";
        let shape = parse(text).unwrap();
        assert_eq!(
            serde_json::to_string(&shape).unwrap(),
            r#"{"tag":"svg","attrs":[["viewBox","0 0 9 9"]],"children":[{"tag":"rect","attrs":[["width","4"]],"state":"t"},{"tag":"text","attrs":[["x","1"]],"value":"t","children":["–"]}]}"#
        );
        assert_eq!(shape.bound_outputs(), ["t"]);
        assert_eq!(serde_json::from_str::<Shape>(&serde_json::to_string(&shape).unwrap()).unwrap(), shape);
    }

    #[test]
    fn what_a_drawing_may_not_hold_is_refused() {
        let svg = |body: &str| format!("<svg viewBox='0 0 9 9'>\n{body}</svg>");
        for (text, line, words) in [
            (svg("<script>x</script>"), 2, "element `script`"),
            (svg("<style>a{}</style>"), 2, "element `style`"),
            (svg("<foreignObject/>"), 2, "element `foreignObject`"),
            (svg("<a href='x'/>"), 2, "element `a`"),
            (svg("<image href='x'/>"), 2, "element `image`"),
            (svg("<rect onclick='x()'/>"), 2, "attribute `onclick`"),
            (svg("<rect\nstyle='fill:red'/>"), 2, "attribute `style`"),
            (svg("<rect fill='url(http://a.b)'/>"), 2, "points outside"),
            (svg("<rect data-value='x'/>"), 2, "belongs on `text`"),
            ("<svg/>".into(), 1, "needs a `viewBox`"),
            ("<svg>\n<g></svg>".into(), 2, "no well-formed SVG"),
        ] {
            let refused = parse(&text).unwrap_err();
            assert_eq!(
                (refused[0].line, refused[0].message.contains(words)),
                (line, true),
                "{text}: {refused:?}"
            );
        }
    }
}
