//! Trial runs.

use tract_onnx::prelude::*;

use super::Plans;
use crate::model::Port;

/// Batch sizes at which a plan is tried before it is trusted.
const PROBES: [usize; 2] = [1, 7];

/// The plans, if they answer.
pub(super) fn probed(plans: Plans, inputs: &[Port]) -> TractResult<Plans> {
    for rows in PROBES {
        let trial = inputs.iter().map(|port| port.sample(rows)).collect();
        plans.answer(trial)?;
    }
    Ok(plans)
}
