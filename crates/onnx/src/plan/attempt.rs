//! One attempt: a batch, optimised or not.

use std::sync::Arc;

use tract_onnx::pb::ModelProto;
use tract_onnx::prelude::*;

use super::tensor::datum;
use crate::operators;
use crate::port::Port;
use crate::value::Kind;

/// What the first axis of the inputs is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Batch {
    /// Free: one plan for every batch.
    Any,
    /// This many rows.
    Fixed(usize),
    /// Plans for one row and for several numbers of rows.
    Sizes,
}

/// A way to run a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Way {
    pub batch: Batch,
    pub optimised: bool,
}

impl Way {
    pub fn describe(self) -> String {
        let batch = match self.batch {
            Batch::Any => "one plan for any batch".to_owned(),
            Batch::Fixed(n) => format!("a plan for {n} rows, as exported"),
            Batch::Sizes => "plans for several numbers of rows".to_owned(),
        };
        if self.optimised { batch } else { batch + ", not optimised" }
    }
}

/// Operators with which a free batch is not tried: two layers of them fail at the second batch, and in a browser, where
/// nothing catches a panic, tract has ended on others. Plans for fixed batches are quicker besides.
const RECURRENT: [&str; 3] = ["LSTM", "GRU", "RNN"];

/// The ways worth trying, best first.
pub(super) fn ways(proto: &ModelProto, inputs: &[Port]) -> Vec<Way> {
    let optimised = |batch| Way { batch, optimised: true };
    let plain = |batch| Way { batch, optimised: false };
    let fixed = inputs.first().and_then(|port| *port.shape.as_ref()?.first()?);
    if let Some(rows) = fixed {
        return vec![optimised(Batch::Fixed(rows)), plain(Batch::Fixed(rows))];
    }
    let mut nodes = proto.graph.iter().flat_map(|graph| &graph.node);
    let recurrent = nodes.any(|node| RECURRENT.contains(&node.op_type.as_str()));
    let any = (!recurrent).then(|| optimised(Batch::Any));
    let rest = [optimised(Batch::Sizes), plain(Batch::Any), plain(Batch::Sizes)];
    any.into_iter().chain(rest).filter(|way| !(recurrent && way.batch == Batch::Any)).collect()
}

/// Builds the plan.
pub(super) fn plan(
    proto: &ModelProto,
    inputs: &[Port],
    batch: Batch,
    optimised: bool,
) -> TractResult<Arc<TypedRunnableModel>> {
    let typed = typed(proto, inputs, batch)?;
    if optimised { typed.into_optimized()?.into_runnable() } else { typed.into_runnable() }
}

/// The model with all types and shapes.
pub(super) fn typed(proto: &ModelProto, inputs: &[Port], batch: Batch) -> TractResult<TypedModel> {
    let mut model = operators::reader().model_for_proto_model(proto)?;
    let rows = match batch {
        Batch::Fixed(n) => n.to_dim(),
        Batch::Any | Batch::Sizes => model.symbols.sym("N").to_dim(),
    };
    for (slot, port) in inputs.iter().enumerate() {
        let fact = fact(&model, port, &rows);
        model = model.with_input_fact(slot, fact)?;
    }
    model.into_typed()
}

fn fact(model: &InferenceModel, port: &Port, rows: &TDim) -> InferenceFact {
    let kind = port.kind.unwrap_or(Kind::F32);
    let Some(shape) = &port.shape else { return InferenceFact::dt(datum(kind)) };
    let length = |(axis, length): (usize, &Option<usize>)| match length {
        _ if axis == 0 => rows.clone(),
        Some(length) => length.to_dim(),
        None => model.symbols.sym(&format!("A{axis}")).to_dim(),
    };
    let dims: TVec<TDim> = shape.iter().enumerate().map(length).collect();
    InferenceFact::dt_shape(datum(kind), dims)
}
