//! "Did you mean": the nearest known word to a mistyped one.

use crate::diag::Diagnostic;

/// Adds a hint: the nearest known word, or all of them when none is near.
pub fn suggest<'k>(diagnostic: &mut Diagnostic, typed: &str, known: impl Iterator<Item = &'k str>) {
    let known: Vec<&str> = known.collect();
    if !known.is_empty() {
        diagnostic.hint(did_you_mean(typed, known.into_iter()));
    }
}

/// The nearest known word as a question, or all of them when none is near.
pub fn did_you_mean<'k>(typed: &str, known: impl Iterator<Item = &'k str>) -> String {
    let known: Vec<&str> = known.collect();
    match nearest(typed, &known) {
        Some(word) => format!("did you mean `{word}`?"),
        None => format!("known: {}", quoted(&known)),
    }
}

/// Words in backticks, separated by commas.
pub fn quoted(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// The nearest known word within a third of the typed one's length; the first of equals.
fn nearest<'k>(typed: &str, known: &[&'k str]) -> Option<&'k str> {
    let most = (typed.chars().count() / 3).max(1);
    let (distance, word) =
        known.iter().map(|word| (levenshtein(typed, word), word)).min_by_key(|(distance, _)| *distance)?;
    (distance <= most).then_some(*word)
}

/// Number of characters to insert, delete or replace.
fn levenshtein(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.chars().count()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut left = i + 1;
        let mut next = vec![left];
        for (to, above) in b.chars().zip(row.windows(2)) {
            let &[diagonal, above] = above else { continue };
            left = (diagonal + usize::from(from != to)).min(above + 1).min(left + 1);
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_within_a_third() {
        for (a, b, distance) in [("", "abc", 3), ("abc", "abc", 0), ("kitten", "sitting", 3), ("ab", "ba", 2)]
        {
            assert_eq!((levenshtein(a, b), levenshtein(b, a)), (distance, distance), "{a} {b}");
        }
        let known = ["members", "seed", "start"];
        for (typed, expected) in [("mebers", Some("members")), ("seeed", Some("seed")), ("horizon", None)] {
            assert_eq!(nearest(typed, &known), expected, "{typed}");
        }
    }
}
