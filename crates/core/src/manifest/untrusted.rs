//! Limits for text from anybody: size, depth, repeated keys, characters. A manifest cannot lift them.

use crate::diag::{Code, Report};

use super::tree::{Tree, element, member};

/// Longest text of a manifest, bytes.
pub const MAX_BYTES: usize = 256 * 1024;
/// Deepest nesting of maps and lists.
pub const MAX_DEPTH: usize = 32;
/// Longest text within a manifest, characters.
pub const MAX_CHARS: usize = 2000;

/// Notes a text that is too long to be read at all.
pub fn check_size(text: &str, report: &mut Report) {
    if text.len() > MAX_BYTES {
        let message = format!("the manifest has {} bytes, at most {MAX_BYTES} are allowed", text.len());
        report.error(Code::TooLarge, "", message);
    }
}

/// Notes everything in the tree that no manifest may have.
pub fn check(tree: &Tree, report: &mut Report) {
    walk(tree, "", 0, report);
}

fn walk(tree: &Tree, path: &str, depth: usize, report: &mut Report) {
    match tree {
        Tree::Null | Tree::Bool(_) | Tree::Number(_) => {}
        Tree::Text(text) => check_text(text, path, report),
        Tree::List(_) | Tree::Map(_) if depth >= MAX_DEPTH => {
            report.error(Code::TooDeep, path, format!("maps and lists are nested deeper than {MAX_DEPTH}"));
        }
        Tree::List(items) => {
            items.iter().enumerate().for_each(|(i, item)| walk(item, &element(path, i), depth + 1, report));
        }
        Tree::Map(entries) => walk_map(entries, path, depth, report),
    }
}

fn walk_map(entries: &[(String, Tree)], path: &str, depth: usize, report: &mut Report) {
    let mut seen = std::collections::BTreeSet::new();
    for (key, value) in entries {
        let path = member(path, key);
        check_text(key, &path, report);
        if !seen.insert(key) {
            report.error(Code::DuplicateKey, &path, format!("the key `{key}` occurs twice"));
        }
        walk(value, &path, depth + 1, report);
    }
}

fn check_text(text: &str, path: &str, report: &mut Report) {
    if text.chars().count() > MAX_CHARS {
        report.error(Code::TextTooLong, path, format!("a text has at most {MAX_CHARS} characters"));
    }
    if let Some(bad) = text.chars().find(|c| is_forbidden(*c)) {
        let message = format!("the character U+{:04X} is not allowed", u32::from(bad));
        report.error(Code::ForbiddenCharacter, path, message).hint("delete it: it is invisible");
    }
}

/// Control characters beside the line feed, and those that turn the reading direction round.
pub fn is_forbidden(c: char) -> bool {
    let turns = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    turns || (c.is_control() && c != '\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_hold() {
        let deep = |n: usize| format!("{}{}", "[".repeat(n), "]".repeat(n));
        let long = |n: usize| format!("\"{}\"", "x".repeat(n));
        for (text, expected) in [
            (deep(32), vec![]),
            (deep(33), vec![Code::TooDeep]),
            (long(2000), vec![]),
            (long(2001), vec![Code::TextTooLong]),
            (r#"{"a":1,"b":{"a":1},"a":2}"#.into(), vec![Code::DuplicateKey]),
            ("\"two\\nlines\"".into(), vec![]),
            ("[\"\\u202e\",\"\\u0000\"]".into(), vec![Code::ForbiddenCharacter; 2]),
        ] {
            let mut report = Report::default();
            check(&serde_json::from_str(&text).unwrap(), &mut report);
            let codes: Vec<_> = report.diagnostics().iter().map(|d| d.code).collect();
            assert_eq!(codes, expected, "{text}");
        }
    }
}
