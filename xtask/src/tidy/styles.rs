//! Colours live in `style/tokens.css` and nowhere else, so that a utility can brand the app by one block.

use super::Source;

const TOKENS: &str = "style/tokens.css";
const FUNCTIONS: [&str; 4] = ["rgb(", "rgba(", "hsl(", "oklch("];

/// Every line of a style sheet that writes a colour itself.
pub fn check(source: &Source) -> Vec<String> {
    if !source.path.ends_with(".css") || source.path == TOKENS {
        return Vec::new();
    }
    let lines = source.text.lines().enumerate().filter(|(_, line)| has_colour(line));
    lines.map(|(i, line)| complaint(&source.path, i + 1, line.trim())).collect()
}

fn complaint(path: &str, line: usize, text: &str) -> String {
    format!("{path}:{line}: colour in `{text}`; give it a name in {TOKENS} and use `var(--name)`")
}

/// Only values count: `#app` as a selector is no colour.
fn has_colour(line: &str) -> bool {
    let Some((_, value)) = line.split_once(':') else { return false };
    value.split([' ', ',', '(', ';']).any(is_hex_colour) || FUNCTIONS.iter().any(|name| value.contains(name))
}

fn is_hex_colour(word: &str) -> bool {
    let digits = word.trim_end_matches([')', '}']).strip_prefix('#');
    digits.is_some_and(|digits| {
        matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|c| c.is_ascii_hexdigit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_found_in_values_only() {
        for (line, expected) in [
            ("color: #fff;", true),
            ("border: 1px solid #a1B2c3;", true),
            ("background: linear-gradient(#000, var(--x));", true),
            ("color: rgb(1 2 3);", true),
            ("color: var(--ink);", false),
            ("#add { }", false),
        ] {
            assert_eq!(has_colour(line), expected, "{line}");
        }
    }

    #[test]
    fn the_tokens_may_hold_colours() {
        let source = Source { path: TOKENS.to_owned(), text: "--ink: #000;".to_owned() };
        assert!(check(&source).is_empty());
    }
}
