//! The hostile set: what each file does, and what must come of it.

mod bombs;
mod counts;
mod files;
mod mutated;
mod names;
mod operators;
mod tensors;
mod trees;
mod types;

/// What must come of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// It is refused with this code.
    Refused(&'static str),
    /// It opens and answers.
    Runs,
    /// It is refused with any code, or answers: it is damaged at random.
    Either,
}

/// A file of the set.
pub struct Case {
    /// What it does.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// What must come of it.
    pub expected: Expected,
}

/// Refused by the scan.
const SCAN: Expected = Expected::Refused("scan");
/// Let through by the scan, refused by the decoder.
const DECODE: Expected = Expected::Refused("decode");
/// Let through by both, refused later.
const LOAD: Expected = Expected::Refused("load");

fn case(name: &str, expected: Expected, bytes: Vec<u8>) -> Case {
    Case { name: name.to_owned(), bytes, expected }
}

/// Every case.
pub fn all() -> Vec<Case> {
    let groups = [
        files::cases(),
        counts::cases(),
        names::cases(),
        tensors::cases(),
        types::cases(),
        operators::cases(),
        bombs::cases(),
        trees::cases(),
        mutated::cases(),
    ];
    groups.into_iter().flatten().collect()
}
