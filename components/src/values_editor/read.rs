//! Numbers with marks from text: typed, pasted from a table, a mail or a file.

use crate::slider::parse;

/// One value, and whether it is marked, for example `still running`.
pub type Entry = (f64, bool);

/// A word that is no number, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// Line of the text, from 1.
    pub line: usize,
    /// The word.
    pub word: String,
}

impl LineError {
    /// `Line 3: “abc” is not a number.`
    pub fn text(&self) -> String {
        ["Line ", &self.line.to_string(), ": “", &self.word, "” is not a number."].concat()
    }
}

/// The first three errors in words, and how many more there are.
pub fn error_words(errors: &[LineError]) -> String {
    let mut words: Vec<String> = errors.iter().take(3).map(LineError::text).collect();
    if errors.len() > 3 {
        words.push(["And ", &(errors.len() - 3).to_string(), " more."].concat());
    }
    words.join(" ")
}

/// All values of a text. They are parted by lines, spaces, semicolons or commas; a comma between digits that stands
/// alone on its line is a decimal comma. A `+` or `s` after a value marks it; so does a second column of `s` or `0`.
///
/// # Errors
/// Every word that is no number, with its line.
pub fn read_values(text: &str) -> Result<Vec<Entry>, Vec<LineError>> {
    let lines: Vec<(usize, Vec<String>)> = text
        .lines()
        .enumerate()
        .map(|(i, line)| (i + 1, words(line)))
        .filter(|(_, words)| !words.is_empty())
        .collect();
    let by_comma = lines.iter().map(|(i, _)| (*i, comma_pair(text, *i))).collect::<Vec<_>>();
    if by_comma.iter().all(|(_, pair)| pair.is_some()) && is_column(by_comma.iter().flat_map(|(_, p)| p)) {
        let pairs = by_comma.into_iter().filter_map(|(i, pair)| Some((i, pair?.to_vec())));
        return read_lines(&pairs.collect::<Vec<_>>(), true);
    }
    let column = lines.len() > 1 && lines.iter().all(|(_, w)| w.len() == 2 && flag(&w[1]).is_some());
    read_lines(&lines, column)
}

/// The words of a line, a trailing `+` split off its number.
fn words(line: &str) -> Vec<String> {
    let parted = |c: char| c.is_whitespace() || c == ';';
    let spaced: Vec<&str> = line.split(parted).filter(|w| !w.is_empty()).collect();
    let lone = spaced.len() == 1 && (line.matches(',').count() > 1 || flagged_after_comma(line));
    let words: Vec<&str> = if lone { line.trim().trim_matches(';').split(',').collect() } else { spaced };
    words.iter().flat_map(|w| split_plus(w.trim().trim_end_matches(','))).filter(|w| !w.is_empty()).collect()
}

fn split_plus(word: &str) -> Vec<String> {
    match word.strip_suffix('+') {
        Some(number) => vec![number.trim().to_string(), "+".to_string()],
        None => vec![word.to_string()],
    }
}

/// `120,s`: the comma parts a column.
fn flagged_after_comma(line: &str) -> bool {
    line.trim()
        .split_once(',')
        .is_some_and(|(_, rest)| rest.trim().parse::<f64>().is_err() && flag(rest).is_some())
}

/// The two words of a line that one comma parts.
fn comma_pair(text: &str, line: usize) -> Option<[String; 2]> {
    let (first, second) = text.lines().nth(line - 1)?.trim().split_once(',')?;
    let pair = [first.trim().to_string(), second.trim().to_string()];
    (flag(&pair[1]).is_some() && !pair[0].contains(char::is_whitespace)).then_some(pair)
}

/// Second words that are flags in every line, not all of them `0`: then they are a column, else decimals.
fn is_column<'a>(pairs: impl Iterator<Item = &'a [String; 2]>) -> bool {
    let flags: Vec<&str> = pairs.map(|p| p[1].as_str()).collect();
    flags.len() > 1 && flags.iter().any(|f| *f != "0")
}

/// What a word after a number says: marked, not marked, or nothing of the kind.
fn flag(word: &str) -> Option<bool> {
    match word.trim().to_lowercase().as_str() {
        "+" | "s" | "susp" | "suspended" | "running" | "censored" | "c" | "0" => Some(true),
        "f" | "failed" | "failure" | "1" => Some(false),
        _ => None,
    }
}

fn read_lines(lines: &[(usize, Vec<String>)], column: bool) -> Result<Vec<Entry>, Vec<LineError>> {
    let (mut values, mut errors) = (Vec::<Entry>::new(), Vec::new());
    for (line, words) in lines {
        let before = values.len();
        for (i, word) in words.iter().enumerate() {
            let is_flag = if column { i == 1 } else { parse(word).is_none() && values.len() > before };
            match (flag(word).filter(|_| is_flag), parse(word), values.last_mut()) {
                (Some(marked), _, Some(last)) => last.1 = marked,
                (_, Some(number), _) => values.push((number, false)),
                _ => errors.push(LineError { line: *line, word: word.clone() }),
            }
        }
    }
    if errors.is_empty() { Ok(values) } else { Err(errors) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_paste() {
        let plain = |values: &[f64]| values.iter().map(|v| (*v, false)).collect::<Vec<_>>();
        for (text, expected) in [
            ("120 340.5 980", plain(&[120.0, 340.5, 980.0])),
            ("120\n340,5\n\n980\n", plain(&[120.0, 340.5, 980.0])),
            ("120,340,980", plain(&[120.0, 340.0, 980.0])),
            ("120, 340, 980", plain(&[120.0, 340.0, 980.0])),
            ("120; 340,5; 980", plain(&[120.0, 340.5, 980.0])),
            ("120 340+ 980 +", vec![(120.0, false), (340.0, true), (980.0, true)]),
            ("120\ts\n340\tf", vec![(120.0, true), (340.0, false)]),
            ("120;0\n340;1", vec![(120.0, true), (340.0, false)]),
            ("120,0\n340,1", vec![(120.0, true), (340.0, false)]),
            ("120,0\n340,0", plain(&[120.0, 340.0])),
            ("120,suspended", vec![(120.0, true)]),
            ("120 0 340 1", plain(&[120.0, 0.0, 340.0, 1.0])),
            ("−3.5", plain(&[-3.5])),
            ("", vec![]),
        ] {
            assert_eq!(read_values(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn errors_name_their_lines() {
        let errors = read_values("120\nabc 5\n\nx1").unwrap_err();
        assert_eq!(error_words(&errors), "Line 2: “abc” is not a number. Line 4: “x1” is not a number.");
        let many = read_values("a\nb\nd\ne\ng").unwrap_err();
        assert!(error_words(&many).ends_with("And 2 more."), "{}", error_words(&many));
        assert_eq!(read_values("s 120").unwrap_err()[0].word, "s", "a mark needs its number before it");
    }
}
