//! A drawing with bound values, as a tree: what a manifest carries and a widget draws.
//!
//! People draw SVG; [`parse`] makes the tree when the app is compiled and refuses what is not on the lists below:
//! no script, no style element, no links, no event attributes, nothing from elsewhere.

#[cfg(feature = "authoring")]
mod parse;

use serde::{Deserialize, Serialize};

#[cfg(feature = "authoring")]
pub use parse::parse;

/// The elements that a drawing may hold.
pub const ELEMENTS: [&str; 17] = [
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "title",
    "desc",
    "defs",
    "linearGradient",
    "stop",
    "marker",
];

/// The attributes that an element may have.
pub const ATTRIBUTES: [&str; 68] = [
    "id",
    "class",
    "viewBox",
    "preserveAspectRatio",
    "width",
    "height",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "d",
    "points",
    "dx",
    "dy",
    "rotate",
    "textLength",
    "lengthAdjust",
    "transform",
    "pathLength",
    "fill",
    "fill-opacity",
    "fill-rule",
    "stroke",
    "stroke-width",
    "stroke-opacity",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-dasharray",
    "stroke-dashoffset",
    "opacity",
    "color",
    "display",
    "visibility",
    "vector-effect",
    "paint-order",
    "clip-rule",
    "font-size",
    "font-weight",
    "font-style",
    "font-family",
    "text-anchor",
    "dominant-baseline",
    "alignment-baseline",
    "letter-spacing",
    "gradientUnits",
    "gradientTransform",
    "spreadMethod",
    "offset",
    "stop-color",
    "stop-opacity",
    "marker-start",
    "marker-mid",
    "marker-end",
    "markerWidth",
    "markerHeight",
    "markerUnits",
    "refX",
    "refY",
    "orient",
    "role",
];

/// An element with its attributes and what is in it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub struct Shape {
    /// Its name, one of [`ELEMENTS`].
    pub tag: String,
    /// Names, each of [`ATTRIBUTES`], and values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attrs: Vec<(String, String)>,
    /// Output whose value is the element's text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Output whose state colours the element.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// What is in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Node {
    /// Words.
    Text(String),
    /// Another element.
    Shape(Shape),
}

/// Whether a drawing may hold the element.
pub fn is_allowed_element(tag: &str) -> bool {
    ELEMENTS.contains(&tag)
}

/// Whether an element may have the attribute: a known name, and a value that points to nothing but this drawing.
pub fn is_allowed_attribute(name: &str, value: &str) -> bool {
    let outside = value.to_ascii_lowercase().replace("url(#", "");
    ATTRIBUTES.contains(&name) && !["url(", "javascript:", "\\"].iter().any(|bad| outside.contains(bad))
}

impl Shape {
    /// The ids of all outputs that the drawing shows, each once, in order.
    pub fn bound_outputs(&self) -> Vec<&str> {
        let mut ids = Vec::new();
        self.collect(&mut ids);
        let mut seen = std::collections::BTreeSet::new();
        ids.retain(|id| seen.insert(*id));
        ids
    }

    fn collect<'a>(&'a self, ids: &mut Vec<&'a str>) {
        ids.extend(self.value.iter().chain(&self.state).map(String::as_str));
        for child in &self.children {
            if let Node::Shape(shape) = child {
                shape.collect(ids);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_point_nowhere_else() {
        for (name, value, expected) in [
            ("fill", "url(#g)", true),
            ("fill", "currentColor", true),
            ("fill", "url(https://a.b/c)", false),
            ("fill", "URL( 'x')", false),
            ("href", "#a", false),
            ("onclick", "x()", false),
            ("style", "fill:red", false),
        ] {
            assert_eq!(is_allowed_attribute(name, value), expected, "{name}={value}");
        }
    }
}
