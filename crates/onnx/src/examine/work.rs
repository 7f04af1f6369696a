//! Multiplications with addition that one row costs.

use tract_onnx::pb::ModelProto;
use tract_onnx::tract_core::ops::Cost;
use tract_onnx::tract_core::ops::scan::Scan;
use tract_onnx::tract_hir::internal::*;

use crate::clean;
use crate::plan;
use crate::port::Port;

/// For a batch of one; `None` when the model cannot be typed.
pub(super) fn multiply_adds(proto: &ModelProto, inputs: &[Port]) -> Option<u64> {
    let mut proto = proto.clone();
    clean::clean(&mut proto);
    let typed = plan::typed(&proto, inputs)?;
    of_model(&typed).ok()?.to_i64().ok().and_then(|n| u64::try_from(n).ok())
}

fn of_model(model: &TypedModel) -> TractResult<TDim> {
    let mut sum = 0.to_dim();
    for node in &model.nodes {
        let facts = model.node_input_facts(node.id)?;
        if let Some(scan) = node.op_as::<Scan>() {
            let steps = scan.iteration_count(&facts).unwrap_or_else(|| 1.to_dim());
            sum += of_model(&scan.body)? * steps;
            continue;
        }
        let costs = node.op.cost(&facts)?;
        sum +=
            costs.into_iter().filter(|(cost, _)| matches!(cost, Cost::FMA(_))).map(|(_, n)| n).sum::<TDim>();
    }
    Ok(sum)
}
