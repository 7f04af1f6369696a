//! The standard's operators that surrogates are made of, written down with tract's own parts. tract has a register of the
//! whole standard, but whoever asks for it links Fourier transforms, image scaling and quantised convolutions as well:
//! a phone would download them for nothing.

mod activation;
mod arithmetic;
mod axes;
mod composite;
mod einsum;
mod layer;
mod pad;
mod pick;
mod pool;
mod shape;

use tract_onnx::model::{OnnxOpRegister, ParsingContext};
use tract_onnx::ops::{cumsum, logic, rec};
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

/// An operator, and the names from outside that a body in it reads.
type Built = TractResult<(Box<dyn InferenceOp>, Vec<String>)>;
/// How an operator is made from its node.
type Builder = fn(&ParsingContext, &NodeProto) -> Built;

/// Enters them all.
pub(super) fn register(register: &mut OnnxOpRegister) {
    let groups: [&[(&'static str, Builder)]; 8] = [
        arithmetic::OPERATORS,
        activation::OPERATORS,
        axes::OPERATORS,
        layer::OPERATORS,
        pad::OPERATORS,
        pick::OPERATORS,
        pool::OPERATORS,
        shape::OPERATORS,
    ];
    for (name, builder) in groups.into_iter().flatten() {
        register.insert(name, *builder);
    }
    register.insert("Einsum", einsum::einsum);
    // Comparisons, truth values, `If`, and what repeats itself: tract's register has these in pieces of their own.
    logic::register_all_ops(register);
    cumsum::register_all_ops(register);
    rec::register_all_ops(register);
}

/// An operator without a body.
fn built(op: impl Expansion) -> Built {
    Ok((expand(op), vec![]))
}

/// An axis counted from the front; negative ones count from behind.
///
/// # Errors
/// Where there is no such axis.
fn axis(axis: i64, rank: usize) -> TractResult<usize> {
    let from_front = if axis < 0 { axis + rank as i64 } else { axis };
    ensure!((0..rank as i64).contains(&from_front), "there is no axis {axis} in a tensor of rank {rank}");
    Ok(from_front as usize)
}

/// The whole numbers in a tensor.
fn integers(tensor: &Tensor) -> TractResult<Vec<i64>> {
    Ok(tensor.cast_to::<i64>()?.to_plain_array_view::<i64>()?.iter().copied().collect())
}

/// The value of an input that must be the same for every batch.
///
/// # Errors
/// Where it is calculated from the rows.
fn constant(model: &TypedModel, input: OutletId, what: &str) -> TractResult<Arc<Tensor>> {
    let value = model.outlet_fact(input)?.konst.clone();
    value.with_context(|| format!("{what} must be constant, not calculated from the inputs"))
}

#[cfg(test)]
mod tests;
