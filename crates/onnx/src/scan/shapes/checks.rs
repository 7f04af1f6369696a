//! Attributes at which the inference engine divides by zero, never ends, or answers something else.

use super::super::refuse::{self, CHECK};
use super::{Call, Known, axis, numbers};
use crate::refusal::Result;

/// Attributes that must be at least 1, and those of them that only windows have.
const POSITIVE: [&str; 6] = ["kernel_shape", "strides", "dilations", "group", "num_outputs", "blocksize"];
/// Operators with one axis of their first input.
const ALONG: [&str; 14] = [
    "Softmax",
    "LogSoftmax",
    "Hardmax",
    "Concat",
    "Gather",
    "GatherElements",
    "Split",
    "ArgMax",
    "ArgMin",
    "TopK",
    "ScatterElements",
    "LpNormalization",
    "LayerNormalization",
    "Compress",
];

/// Operators without an input, or whose first may be left out.
const FROM_NOTHING: [&str; 4] = ["Constant", "RandomNormal", "RandomUniform", "Loop"];

/// Checks what a node says of itself.
///
/// # Errors
/// With what it says.
pub(super) fn check(op: &str, call: &Call) -> Result<()> {
    let wrong = |what: String| Err(refuse::refusal(format!("{} {what}", call.node.called()), CHECK));
    for name in POSITIVE {
        let Some(attribute) = call.node.attribute(name) else { continue };
        let least = attribute.int.iter().chain(attribute.ints.iter().flatten()).min();
        if let Some(least) = least.filter(|least| **least < 1) {
            return wrong(format!("has `{name}` {least}, less than 1"));
        }
    }
    if ALONG.contains(&op)
        && let Some(shape) = call.shape(0)
        && let Some(stated) = call.node.attribute("axis").and_then(|attribute| attribute.int)
        && axis(stated, shape.len()).is_none()
    {
        return wrong(format!("works along axis {stated} of a tensor of {} axes", shape.len()));
    }
    if !call.has(0) && !FROM_NOTHING.contains(&op) {
        return wrong("takes no input".into());
    }
    match op {
        "Gather" if leads_out(call) => wrong("takes entries that are not there".into()),
        "Transpose" if !is_order(call) => wrong("does not name each axis once".into()),
        "Slice" if !has_steps(call) => wrong("takes steps of 0, or too long ones".into()),
        "Pad" if cuts_too_much(call) => wrong("cuts off more than there is".into()),
        "Add" | "Sub" | "Mul" | "Div" | "Mod" if has_no_answer(op, call) => {
            wrong("divides whole numbers by zero, or their result is too large".into())
        }
        _ => Ok(()),
    }
}

/// Whether arithmetic on known whole numbers fails: the inference engine would do it, and end.
fn has_no_answer(op: &str, call: &Call) -> bool {
    let known = |known: &Known| known.whole && known.ints.is_some();
    let fits = || numbers::of(op, call).is_some();
    call.inputs.len() == 2 && call.inputs.iter().all(known) && fits() && numbers::ints(op, call).is_none()
}

/// Whether the places of a `Gather` are known and not all there. Along the batch nothing can be said: it may be longer.
fn leads_out(call: &Call) -> bool {
    let (Some(data), Some(shape), Some(places)) = (call.input(0), call.shape(0), call.ints(1)) else {
        return false;
    };
    let Some(at) = axis(call.node.int("axis", 0), shape.len()) else { return false };
    let Ok(length) = i64::try_from(shape[at]) else { return false };
    let fixed = at != 0 || data.constant || data.ints.is_some();
    fixed && places.iter().any(|place| !(-length..length).contains(place))
}

/// Whether a `Transpose` names each axis once.
fn is_order(call: &Call) -> bool {
    let Some(attribute) = call.node.attribute("perm") else { return true };
    let mut order = attribute.ints.clone().unwrap_or_default();
    order.sort_unstable();
    order.iter().enumerate().all(|(at, axis)| i64::try_from(at) == Ok(*axis))
        && call.shape(0).is_none_or(|shape| shape.len() == order.len())
}

/// Whether a `Slice` takes steps that lead somewhere.
fn has_steps(call: &Call) -> bool {
    let usual = |step: &i64| *step != 0 && i32::try_from(*step).is_ok();
    call.ints(4).is_none_or(|steps| steps.iter().all(usual))
}

/// Whether a `Pad` makes an axis shorter than nothing.
fn cuts_too_much(call: &Call) -> bool {
    let (Some(shape), Some(pads)) = (call.shape(0), call.listed("pads", 1)) else { return false };
    let cut: i128 = pads.iter().filter(|n| **n < 0).map(|n| -i128::from(*n)).max().unwrap_or(0);
    // The batch may be a single row.
    cut > 0 && shape.iter().skip(1).any(|length| 2 * cut > i128::from(*length))
}
