//! Texts with values: `Load it until {until}`. Braces that are not meant are written twice.

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// Words.
    Text(&'a str),
    /// The value of a name.
    Value(&'a str),
}

/// The parts of a text in order. A brace that is not closed is words.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        let doubled = from.starts_with("{{") || from.starts_with("}}");
        let name = from.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let (part, after) = match name {
            _ if doubled => (Part::Text(from.get(..1).unwrap_or_default()), from.get(2..)),
            Some((name, after)) => (Part::Value(name.trim()), Some(after)),
            None => (Part::Text(from.get(..1).unwrap_or_default()), from.get(1..)),
        };
        parts.extend((!before.is_empty()).then_some(Part::Text(before)));
        parts.push(part);
        rest = after.unwrap_or_default();
    }
    parts.extend((!rest.is_empty()).then_some(Part::Text(rest)));
    parts
}

/// The names whose values a text shows.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    parts(text).into_iter().filter_map(|part| match part {
        Part::Value(name) => Some(name),
        Part::Text(_) => None,
    })
}

/// The text with its values.
pub fn fill(text: &str, value: &dyn Fn(&str) -> String) -> String {
    let one = |part| match part {
        Part::Text(words) => words.to_owned(),
        Part::Value(name) => value(name),
    };
    parts(text).into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_put_in() {
        let value = |name: &str| format!("<{name}>");
        for (text, expected) in [
            ("Load it until {until}.", "Load it until <until>."),
            ("{a}{ b }", "<a><b>"),
            ("no names", "no names"),
            ("{{literal}} {x}", "{literal} <x>"),
            ("an open { brace", "an open { brace"),
            ("", ""),
        ] {
            assert_eq!(fill(text, &value), expected);
        }
        assert_eq!(names("{a} and {b}").collect::<Vec<_>>(), ["a", "b"]);
    }
}
