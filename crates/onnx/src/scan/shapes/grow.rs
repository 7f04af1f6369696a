//! Operators that make something larger by numbers that they are given. How large must be told from the file.

use super::super::Limits;
use super::numbers::broadcast;
use super::{Call, Known, axis};

pub(super) const GROW: [&str; 14] = [
    "ConstantOfShape",
    "Expand",
    "Tile",
    "Range",
    "OneHot",
    "Pad",
    "Resize",
    "Upsample",
    "RandomNormal",
    "RandomUniform",
    "HannWindow",
    "HammingWindow",
    "BlackmanWindow",
    "MelWeightMatrix",
];

pub(super) fn of(op: &str, call: &Call) -> Option<Known> {
    let shape = match op {
        "ConstantOfShape" => return filled(call),
        "Range" => return range(call),
        "Expand" => broadcast(call.shape(0)?, &lengths(call.ints(1)?)?)?,
        "Tile" => tile(call)?,
        "OneHot" => one_hot(call)?,
        "Pad" => pad(call)?,
        "Resize" | "Upsample" => resize(op, call)?,
        "RandomNormal" | "RandomUniform" => lengths(call.node.ints("shape")?)?,
        "MelWeightMatrix" => return None,
        _ => lengths(&[call.input(0)?.single()?])?,
    };
    Some(Known::of(shape))
}

fn lengths(ints: &[i64]) -> Option<Vec<u64>> {
    ints.iter().map(|n| u64::try_from(*n).ok()).collect()
}

fn filled(call: &Call) -> Option<Known> {
    let shape = lengths(call.ints(0)?)?;
    let value = call.node.attribute("value").and_then(|attribute| attribute.tensor.as_ref());
    let value = value.map_or(Some(0), Known::single);
    let count = super::product(&shape);
    let ints = value.filter(|_| count <= Limits::ROWS).map(|value| vec![value; count as usize]);
    Some(Known { ints, ..Known::of(shape) })
}

fn range(call: &Call) -> Option<Known> {
    let [start, limit, step] = [call.input(0)?.single()?, call.input(1)?.single()?, call.input(2)?.single()?];
    if step == 0 {
        return None;
    }
    let (start, limit, step) = (i128::from(start), i128::from(limit), i128::from(step));
    let count = (limit - start + step - step.signum()).div_euclid(step).max(0);
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    let few = count <= Limits::ROWS;
    let entry = |i: u64| i64::try_from(start + i128::from(i) * step).ok();
    let ints = if few { (0..count).map(entry).collect() } else { None };
    Some(Known { ints, ..Known::of(vec![count]) })
}

fn tile(call: &Call) -> Option<Vec<u64>> {
    let (shape, repeats) = (call.shape(0)?, lengths(call.ints(1)?)?);
    (shape.len() == repeats.len())
        .then(|| shape.iter().zip(repeats).map(|(n, k)| n.saturating_mul(k)).collect())
}

fn one_hot(call: &Call) -> Option<Vec<u64>> {
    let mut shape = call.shape(0)?.to_vec();
    let at = axis(call.node.int("axis", -1), shape.len() + 1)?;
    shape.insert(at, u64::try_from(call.input(1)?.single()?).ok()?);
    Some(shape)
}

fn pad(call: &Call) -> Option<Vec<u64>> {
    let shape = call.shape(0)?;
    let pads = call.listed("pads", 1)?;
    let axes: Vec<usize> = if call.has(3) {
        call.ints(3)?.iter().map(|a| axis(*a, shape.len())).collect::<Option<_>>()?
    } else {
        (0..shape.len()).collect()
    };
    let mut padded = shape.to_vec();
    for (index, at) in axes.iter().enumerate() {
        let added = i128::from(*pads.get(index)?) + i128::from(*pads.get(index + axes.len())?);
        padded[*at] = u64::try_from((i128::from(padded[*at]) + added).max(0)).ok()?;
    }
    Some(padded)
}

fn resize(op: &str, call: &Call) -> Option<Vec<u64>> {
    let shape = call.shape(0)?;
    if let Some(sizes) = call.ints(3).filter(|_| call.has(3)) {
        return lengths(sizes);
    }
    let scales = lengths(call.ints(if op == "Resize" && call.inputs.len() > 2 { 2 } else { 1 })?)?;
    (shape.len() == scales.len())
        .then(|| shape.iter().zip(scales).map(|(n, k)| n.saturating_mul(k)).collect())
}
