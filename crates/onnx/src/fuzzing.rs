//! The steps of opening a file one by one, for the targets in `fuzz/`; no part of the interface.

use crate::{Limits, Model, Result, Value};

/// The scan alone.
///
/// # Errors
/// `scan`.
pub fn scan(bytes: &[u8], limits: &Limits) -> Result<()> {
    crate::scan::scan(bytes, limits)
}

/// The scan, the decoder, and what the file says of inputs and outputs.
///
/// # Errors
/// `scan`, `decode` or `load`.
pub fn decode(bytes: &[u8], limits: &Limits) -> Result<()> {
    scan(bytes, limits)?;
    crate::proto::graph(&crate::proto::decode(bytes)?)?;
    crate::read::decode(bytes).map(|_| ())
}

/// One made-up row that the model takes.
pub fn row(model: &Model) -> Vec<Value> {
    model.inputs().iter().map(|port| port.sample(1)).collect()
}
