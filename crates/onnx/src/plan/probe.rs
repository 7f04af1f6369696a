//! Trial runs.

use tract_onnx::prelude::*;

use super::Plans;
use crate::model::Port;
use crate::value::{Data, Kind, Value};

/// Batch sizes at which a plan is tried before it is trusted.
const PROBES: [usize; 2] = [1, 7];
/// Length of an axis that is free and not the batch.
const FREE: usize = 8;

/// The plans, if they answer: those with a fixed batch each at its own.
pub(super) fn probed(plans: Plans, inputs: &[Port]) -> TractResult<Plans> {
    let fixed = plans.fixed.iter().map(|(rows, _)| *rows);
    for rows in PROBES.into_iter().chain(fixed) {
        plans.answer(samples(inputs, rows))?;
    }
    Ok(plans)
}

/// Inputs of so many rows.
pub(super) fn samples(inputs: &[Port], rows: usize) -> Vec<Value> {
    inputs.iter().map(|port| sample(port, rows)).collect()
}

fn sample(port: &Port, rows: usize) -> Value {
    let axes = port.shape.as_deref().unwrap_or_default().iter().enumerate();
    let shape: Vec<usize> = axes.map(|(axis, n)| if axis == 0 { rows } else { n.unwrap_or(FREE) }).collect();
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
}
