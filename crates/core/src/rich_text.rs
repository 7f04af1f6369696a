//! Text with headings, lists and bound values, as a tree: what a manifest carries and a widget draws.
//!
//! People write Markdown; [`parse`] makes the tree when the app is compiled. The browser carries no Markdown and
//! makes nodes, never HTML strings.

#[cfg(feature = "authoring")]
mod parse;

use serde::{Deserialize, Serialize};

#[cfg(feature = "authoring")]
pub use parse::parse;

/// A part of a text that stands on its own lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A heading and its level, 1 to 6.
    Heading(u8, Vec<Inline>),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// Numbered or not.
        ordered: bool,
        /// Each item's blocks.
        items: Vec<Vec<Block>>,
    },
    /// Text as it is typed, in a box.
    Code(String),
    /// What somebody else said.
    Quote(Vec<Block>),
    /// A line across.
    Rule,
    /// A table.
    Table {
        /// Cells of the first line.
        head: Vec<Vec<Inline>>,
        /// Cells of each other line.
        rows: Vec<Vec<Vec<Inline>>>,
    },
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Words.
    Text(String),
    /// Bold.
    Strong(Vec<Inline>),
    /// Italic.
    Emphasis(Vec<Inline>),
    /// Text as it is typed.
    Code(String),
    /// A link; only where [`is_safe_link`] holds.
    Link {
        /// Where to.
        href: String,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A bound value, by the id of an output or an input.
    Value(String),
    /// A new line within the paragraph.
    Break,
}

/// Whether a text may link there: the web, a mail, or a place on this page. Nothing that runs a script.
pub fn is_safe_link(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:", "#"].iter().any(|start| lower.starts_with(start));
    known && !href.chars().any(|c| c.is_control() || c.is_whitespace())
}

/// The ids of all bound values, each once, in order.
pub fn bound_values(blocks: &[Block]) -> Vec<&str> {
    let mut ids = Vec::new();
    blocks.iter().for_each(|block| ids_of_block(block, &mut ids));
    let mut seen = std::collections::BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    ids
}

fn ids_of_block<'a>(block: &'a Block, ids: &mut Vec<&'a str>) {
    match block {
        Block::Heading(_, line) | Block::Paragraph(line) => ids_of_line(line, ids),
        Block::List { items, .. } => items.iter().flatten().for_each(|b| ids_of_block(b, ids)),
        Block::Quote(blocks) => blocks.iter().for_each(|b| ids_of_block(b, ids)),
        Block::Table { head, rows } => {
            head.iter().chain(rows.iter().flatten()).for_each(|cell| ids_of_line(cell, ids));
        }
        Block::Code(_) | Block::Rule => {}
    }
}

fn ids_of_line<'a>(line: &'a [Inline], ids: &mut Vec<&'a str>) {
    for part in line {
        match part {
            Inline::Value(id) => ids.push(id),
            Inline::Strong(inner) | Inline::Emphasis(inner) | Inline::Link { text: inner, .. } => {
                ids_of_line(inner, ids)
            }
            Inline::Text(_) | Inline::Code(_) | Inline::Break => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_links() {
        for (href, expected) in [
            ("https://example.org/a?b#c", true),
            ("HTTP://example.org", true),
            ("mailto:shift@example.org", true),
            ("#limits", true),
            ("javascript:alert(1)", false),
            ("java\nscript:alert(1)", false),
            ("data:text/html,x", false),
            ("//example.org", false),
            ("other.html", false),
        ] {
            assert_eq!(is_safe_link(href), expected, "{href}");
        }
    }

    #[test]
    fn bound_values_are_found_everywhere() {
        let value = |id: &str| Inline::Value(id.into());
        let blocks = [
            Block::Paragraph(vec![value("a"), Inline::Strong(vec![value("b")])]),
            Block::List {
                ordered: false,
                items: vec![vec![Block::Quote(vec![Block::Paragraph(vec![value("a")])])]],
            },
            Block::Table { head: vec![vec![value("c")]], rows: vec![] },
        ];
        assert_eq!(bound_values(&blocks), ["a", "b", "c"]);
    }

    #[test]
    fn the_tree_travels_as_json() {
        let blocks = vec![Block::Heading(2, vec![Inline::Text("T".into())]), Block::Rule];
        let json = serde_json::to_string(&blocks).unwrap();
        assert_eq!(json, r#"[{"heading":[2,[{"text":"T"}]]},"rule"]"#);
        assert_eq!(serde_json::from_str::<Vec<Block>>(&json).unwrap(), blocks);
    }
}
