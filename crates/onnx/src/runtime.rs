//! Who runs a model that is more than plain layers.

use crate::refusal::Result;
use crate::value::Value;

/// Opens models: tract in the same program, or in a WebAssembly module of its own.
pub trait Runtime {
    /// Opens a file that the scan has let through.
    ///
    /// # Errors
    /// `decode`, `operator` or `load`, with the reason.
    fn open(&self, bytes: &[u8]) -> Result<Box<dyn Runs>>;
}

/// A model that a runtime has opened.
pub trait Runs: Send + Sync {
    /// Evaluates a batch of values that fit the model's inputs.
    ///
    /// # Errors
    /// `run` with the reason.
    fn run(&self, inputs: Vec<Value>) -> Result<Vec<Value>>;

    /// How it is run, in words.
    fn plan(&self) -> String;
}
