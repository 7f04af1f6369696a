//! The line of a text that a finding is about, with carets under the word.

use twinlet_core::diag::Place;

/// Characters of a line that are shown; of a longer one the part around the place.
const WIDTH: usize = 100;
/// Characters shown in front of the place in a line that is cut.
const BEFORE: usize = 40;

/// A line and what is marked in it.
pub struct Excerpt {
    /// Number of the line, from 1.
    pub line: u32,
    /// The line, or its part around the place.
    pub text: String,
    /// Characters in front of the mark.
    pub indent: usize,
    /// Characters under the mark, at least one.
    pub marked: usize,
}

/// The excerpt of a place; none where the text has no such line.
pub fn of(text: &str, place: &Place) -> Option<Excerpt> {
    let index = usize::try_from(place.line).ok()?.checked_sub(1)?;
    let line: Vec<char> = text.lines().nth(index)?.chars().collect();
    let at = usize::try_from(place.column).ok()?.checked_sub(1)?.min(line.len());
    if line.iter().all(|c| c.is_whitespace()) {
        return None;
    }
    let marked = word(line.get(at..).unwrap_or_default());
    let start = if at + marked > WIDTH { at.saturating_sub(BEFORE) } else { 0 };
    let end = line.len().min(start + WIDTH);
    let shown: String = line.get(start..end).unwrap_or_default().iter().collect();
    let (front, back) = (if start > 0 { "…" } else { "" }, if end < line.len() { "…" } else { "" });
    Some(Excerpt {
        line: place.line,
        text: format!("{front}{shown}{back}").trim_end().to_owned(),
        indent: at - start + front.chars().count(),
        marked: marked.min(end.saturating_sub(at)).max(1),
    })
}

/// Length of the key or value that a text starts with: up to a colon, a comma, a bracket or a comment.
fn word(text: &[char]) -> usize {
    let quote = text.first().copied().filter(|c| matches!(c, '"' | '\''));
    let ends = |i: usize, c: char| {
        let next = text.get(i + 1).copied().unwrap_or(' ');
        let before = i.checked_sub(1).and_then(|k| text.get(k)).copied().unwrap_or(' ');
        match quote {
            Some(quote) => i > 1 && before == quote,
            None => matches!(c, ',' | '}' | ']') || (c == ':' && next == ' ') || (c == '#' && before == ' '),
        }
    };
    let all = text.iter().enumerate().find(|(i, c)| ends(*i, **c)).map_or(text.len(), |(i, _)| i);
    let trailing = text.iter().take(all).rev().take_while(|c| c.is_whitespace()).count();
    (all - trailing).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, line: u32, column: u32) -> String {
        of(text, &Place { file: String::new(), line, column }).map_or_else(String::new, |e| {
            format!("{}\n{}{}", e.text, " ".repeat(e.indent), "^".repeat(e.marked))
        })
    }

    #[test]
    fn words_are_marked() {
        let long = format!("{}: [{}]", "k".repeat(10), "1, ".repeat(60) + "x");
        for (text, line, column, expected) in [
            ("a:\n  mebers: 4", 2, 3, "  mebers: 4\n  ^^^^^^"),
            ("a: { b: one two, c: 1 }", 1, 9, "a: { b: one two, c: 1 }\n        ^^^^^^^"),
            ("a: \"x, y\" # why", 1, 4, "a: \"x, y\" # why\n   ^^^^^^"),
            ("a: b # why", 1, 4, "a: b # why\n   ^"),
            ("a: 1", 1, 9, "a: 1\n    ^"),
            ("a: 1\n\n", 2, 1, ""),
            ("a: 1", 7, 1, ""),
        ] {
            assert_eq!(shown(text, line, column), expected, "{text}");
        }
        let cut = shown(&long, 1, u32::try_from(long.len()).unwrap() - 1);
        assert!(cut.starts_with('…') && cut.lines().nth(1).unwrap().ends_with(" ^"), "{cut}");
        assert!(shown(&long, 1, 1).lines().next().unwrap().ends_with('…'));
    }
}
