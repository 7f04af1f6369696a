//! Operators that fold axes.

use super::{Call, Known, axis};

pub(super) const REDUCE: [&str; 12] = [
    "ReduceSum",
    "ReduceMean",
    "ReduceMax",
    "ReduceMin",
    "ReduceProd",
    "ReduceSumSquare",
    "ReduceLogSum",
    "ReduceLogSumExp",
    "ReduceL1",
    "ReduceL2",
    "ArgMax",
    "ArgMin",
];

pub(super) fn of(op: &str, call: &Call) -> Option<Known> {
    let shape = call.shape(0)?;
    let keep = call.node.int("keepdims", 1) != 0;
    let folded = if op.starts_with("Arg") {
        vec![axis(call.node.int("axis", 0), shape.len())?]
    } else {
        axes(call, shape.len())?
    };
    let length = |(at, length): (usize, &u64)| match folded.contains(&at) {
        true => keep.then_some(1),
        false => Some(*length),
    };
    let product =
        (op == "ReduceProd").then(|| call.ints(0)?.iter().try_fold(1_i64, |all, n| all.checked_mul(*n)));
    let ints = product.flatten().filter(|_| shape.len() <= 1).map(|all| vec![all]);
    Some(Known { ints, ..Known::of(shape.iter().enumerate().filter_map(length).collect()) })
}

/// The axes that it names; all where it names none.
fn axes(call: &Call, rank: usize) -> Option<Vec<usize>> {
    if call.node.attribute("axes").is_none() && !call.has(1) {
        let none = call.node.int("noop_with_empty_axes", 0) != 0;
        return Some(if none { vec![] } else { (0..rank).collect() });
    }
    call.listed("axes", 1)?.iter().map(|a| axis(*a, rank)).collect()
}
