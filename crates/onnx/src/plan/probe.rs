//! Trial runs.

use tract_onnx::prelude::*;

use super::Plans;
use crate::port::Port;
use crate::value::Value;

/// Batch sizes at which a plan is tried before it is trusted.
const PROBES: [usize; 2] = [1, 7];

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
    inputs.iter().map(|port| port.sample(rows)).collect()
}
