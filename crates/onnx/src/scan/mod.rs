//! A walk over the bytes of a file before anything decodes them: what is too large, too deep, not whole or not allowed is
//! refused. It reads the wire format by itself, in one pass over each message, and allocates no more than it has counted.
//!
//! The decoder makes messages of many hundred bytes out of two, and the inference engine evaluates constants before it
//! looks at their size; both happen to whoever opens a file. What can be told from the file is therefore told here:
//! sizes, counts, names, types, and the shapes that constants and declared inputs lead to.

mod attribute;
mod decoded;
mod graph;
mod limits;
mod model;
mod names;
mod node;
mod refuse;
mod shapes;
mod tally;
mod tensor;
mod value_info;
mod wire;

pub use limits::Limits;

use crate::refusal::Result;
use refuse::{DAMAGED, SMALLER};
use tally::Tally;
use wire::Bytes;

/// Scans a file.
///
/// # Errors
/// `scan`, with what is wrong, where, and what to do next.
pub(crate) fn scan(bytes: &[u8], limits: &Limits) -> Result<()> {
    if bytes.is_empty() {
        return Err(refuse::refusal("the file is empty", DAMAGED));
    }
    if bytes.len() > limits.most_bytes() {
        let message = format!("the file has {} bytes, more than {}", bytes.len(), limits.most_bytes());
        return Err(refuse::refusal(message, SMALLER));
    }
    if bytes.starts_with(b"<") {
        return Err(refuse::refusal(
            "the file is a web page or XML, not ONNX",
            "download the file itself, not its page",
        ));
    }
    model::scan(Bytes::new(bytes), &mut Tally::new(limits))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::*;

    fn models(folder: &Path) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut found: Vec<PathBuf> =
            entries.map(|path| path.join("model.onnx")).filter(|path| path.is_file()).collect();
        found.sort();
        found
    }

    #[test]
    fn what_people_export_passes() {
        let corpus = models(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/corpus"));
        assert!(corpus.len() >= 82, "{} models", corpus.len());
        let refused = |path: &PathBuf| {
            let said = scan(&std::fs::read(path).unwrap(), &Limits::default()).err()?;
            Some(format!("{}: {said}", path.display()))
        };
        let refused: Vec<String> = corpus.iter().filter_map(refused).collect();
        assert!(refused.is_empty(), "{}", refused.join("\n"));
    }
}
