//! A chart as a file: a picture with title, sentence and contract, or its numbers as CSV. The same painter as on the
//! screen, so that both say the same.

mod csv;
mod menu;
mod sheet;

pub use csv::csv;
pub use menu::SaveMenu;
pub use sheet::{Sheet, paint, size, svg};

/// A file name of a title: `failure-probability-pump-2`.
pub fn file_stem(title: &str) -> String {
    let word = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let words: String = title.chars().map(word).collect();
    let stem = words.split_whitespace().collect::<Vec<_>>().join("-");
    if stem.is_empty() { "chart".into() } else { stem }
}

#[cfg(test)]
mod tests {
    use super::file_stem;

    #[test]
    fn names_are_made_of_titles() {
        for (title, expected) in [
            ("Failure probability, pump 2", "failure-probability-pump-2"),
            ("Überlauf / Tag", "Überlauf-tag"),
            ("…", "chart"),
        ] {
            assert_eq!(file_stem(title), expected);
        }
    }
}
