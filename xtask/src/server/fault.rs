//! Faults of a host, set per path by tests.

use std::collections::BTreeMap;
use std::time::Duration;

/// What a host can do wrong with one file.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Other bytes under the same name.
    Replace(Vec<u8>),
    /// The headers promise the whole file; the connection ends after this many bytes.
    Truncate(usize),
    /// An error status with a short body.
    Status(u16),
    /// The right answer, late.
    Delay(Duration),
}

/// The faults that are set now.
#[derive(Default)]
pub(crate) struct Faults(BTreeMap<String, Fault>);

impl Faults {
    pub(crate) fn set(&mut self, path: &str, fault: Fault) {
        self.0.insert(path.to_owned(), fault);
    }

    pub(crate) fn get(&self, path: &str) -> Option<Fault> {
        self.0.get(path).cloned()
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }
}
