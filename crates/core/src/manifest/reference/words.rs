//! Descriptions, names and cells.

/// What a description begins an example with; a backtick ends it.
const EXAMPLE: &str = "Example: `";

/// The example in a description, without its backticks.
pub fn example(description: &str) -> Option<&str> {
    description.split_once(EXAMPLE)?.1.split_once('`').map(|(example, _)| example)
}

/// The description without its example, in one line.
pub(super) fn meaning(description: &str) -> String {
    let Some((before, after)) = description.split_once(EXAMPLE) else { return one_line(description) };
    let after = after.split_once('`').map_or("", |(_, after)| after).trim_start_matches('.');
    one_line(&format!("{before} {after}"))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text as a cell of a table.
pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// A text as code in a cell; nothing when there is none.
pub(super) fn code(text: Option<&str>) -> String {
    text.map(|text| format!("`{}`", cell(text))).unwrap_or_default()
}

/// The name of a type as a heading: `NumberInput` is `Number input`.
pub(super) fn heading(name: &str) -> String {
    match name {
        "WhatIf" => return "What-if app".to_owned(),
        "Manifest" => return "Station app".to_owned(),
        _ => {}
    }
    let mut heading = String::new();
    for (i, c) in name.chars().enumerate() {
        match c {
            c if i > 0 && c.is_ascii_uppercase() => heading.extend([' ', c.to_ascii_lowercase()]),
            c if c.is_ascii_digit() => heading.extend([' ', c]),
            c => heading.push(c),
        }
    }
    heading
}

/// A link to the section of a type.
pub(super) fn link(name: &str) -> String {
    let heading = heading(name);
    format!("[{}](#{})", heading.to_lowercase(), heading.to_lowercase().replace(' ', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_are_taken_out() {
        for (text, left, found) in [
            ("A line. Example: `a: 1`.", "A line.", Some("a: 1")),
            ("Two\nlines. Example: `a: 1`.", "Two lines.", Some("a: 1")),
            ("None, see `b`.", "None, see `b`.", None),
        ] {
            assert_eq!((meaning(text).as_str(), example(text)), (left, found));
        }
    }

    #[test]
    fn names_are_headings() {
        assert_eq!(heading("NumberInput"), "Number input");
        assert_eq!(link("ByZone2"), "[by zone 2](#by-zone-2)");
        assert_eq!(code(Some("a || b")), "`a \\|\\| b`");
    }
}
