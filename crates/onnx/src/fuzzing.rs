//! The steps of opening a file one by one, for the targets in `fuzz/`; no part of the interface.

use crate::{Data, Kind, Limits, Model, Result, Value};

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
    crate::model::ports(&crate::read::decode(bytes)?).map(|_| ())
}

/// One row that the model takes: small numbers, and 2 where a length is free.
pub fn row(model: &Model) -> Vec<Value> {
    let value = |port: &crate::Port| {
        let axes = port.shape.as_deref().unwrap_or_default().iter().enumerate();
        let shape: Vec<usize> = axes.map(|(axis, n)| if axis == 0 { 1 } else { n.unwrap_or(2) }).collect();
        let length = shape.iter().product();
        let data = match port.kind.unwrap_or(Kind::F32) {
            Kind::F32 => Data::F32(vec![0.5; length]),
            Kind::F64 => Data::F64(vec![0.5; length]),
            Kind::I32 => Data::I32(vec![1; length]),
            Kind::I64 => Data::I64(vec![1; length]),
            Kind::Bool => Data::Bool(vec![false; length]),
            Kind::Text => Data::Text(vec![String::new(); length]),
        };
        Value::trusted(shape, data)
    };
    model.inputs().iter().map(value).collect()
}
