//! Operators that multiply: matrices, convolutions, recurrent cells. Their work is counted besides.

use super::super::tally::Tally;
use super::numbers::broadcast;
use super::{Call, Known, product};
use crate::refusal::Result;

/// Counts the multiplications of a node, as far as its shapes are known.
pub(super) fn work(op: &str, call: &Call, tally: &mut Tally) -> Result<()> {
    match factors(op, call) {
        Some(factors) => tally.work(&factors, || call.node.called()),
        None => Ok(()),
    }
}

fn factors(op: &str, call: &Call) -> Option<Vec<u64>> {
    let made = || of(op, call)?.into_iter().next()?.shape.map(|shape| product(&shape));
    match op {
        "MatMul" => Some(vec![made()?, *call.shape(0)?.last()?]),
        "Gemm" => Some(vec![made()?, gemm(call)?[1]]),
        "CDist" => Some(vec![made()?, *call.shape(0)?.last()?]),
        "Conv" => Some(vec![made()?, product(call.shape(1)?.get(1..)?)]),
        "ConvTranspose" => Some(vec![product(call.shape(0)?), product(call.shape(1)?.get(1..)?)]),
        "Einsum" => Some(vec![product(&einsum(call)?.1)]),
        "LSTM" | "GRU" | "RNN" => {
            let steps = product(call.shape(0)?.get(..2)?);
            Some(vec![steps, product(call.shape(1)?).saturating_add(product(call.shape(2)?))])
        }
        _ => None,
    }
}

pub(super) fn of(op: &str, call: &Call) -> Option<Vec<Known>> {
    let shape = match op {
        "MatMul" => matmul(call.shape(0)?, call.shape(1)?)?,
        "Gemm" => {
            let [rows, _, columns] = gemm(call)?;
            vec![rows, columns]
        }
        "CDist" => vec![*call.shape(0)?.first()?, *call.shape(1)?.first()?],
        "Conv" | "MaxPool" | "AveragePool" => windows(op, call)?,
        "Einsum" => einsum(call)?.0,
        "LSTM" | "GRU" | "RNN" => return recurrent(call),
        _ => return None,
    };
    Some(vec![Known::of(shape)])
}

fn matmul(a: &[u64], b: &[u64]) -> Option<Vec<u64>> {
    let (wide, tall) = (a.len() > 1, b.len() > 1);
    let batch = |shape: &[u64]| shape.get(..shape.len().saturating_sub(2)).unwrap_or_default().to_vec();
    let mut shape = broadcast(&batch(a), &batch(b))?;
    shape.extend(wide.then(|| a[a.len() - 2]));
    shape.extend(tall.then(|| b[b.len() - 1]));
    Some(shape)
}

/// Rows, what is summed over, columns.
fn gemm(call: &Call) -> Option<[u64; 3]> {
    let [a, b] = [call.shape(0)?, call.shape(1)?];
    let turned = |name: &str| usize::from(call.node.int(name, 0) != 0);
    let (at, bt) = (turned("transA"), turned("transB"));
    Some([*a.get(at)?, *a.get(1 - at)?, *b.get(1 - bt)?])
}

/// What a window that slides over the axes behind the second leaves.
fn windows(op: &str, call: &Call) -> Option<Vec<u64>> {
    let shape = call.shape(0)?;
    let weights = if op == "Conv" { Some(call.shape(1)?) } else { None };
    let kernel: Vec<u64> = match (call.node.ints("kernel_shape"), weights) {
        (Some(kernel), _) => kernel.iter().map(|n| n.unsigned_abs()).collect(),
        (None, Some(weights)) => weights.get(2..)?.to_vec(),
        (None, None) => return None,
    };
    let entry = |name: &str, at: usize, otherwise: i64| {
        call.node.ints(name).and_then(|list| list.get(at)).map_or(otherwise, |n| *n).unsigned_abs()
    };
    let mut made = vec![*shape.first()?, weights.map_or(shape.get(1), |weights| weights.first()).copied()?];
    for (at, length) in shape.iter().skip(2).enumerate() {
        // Padding that it works out by itself keeps the length at most.
        let own = call
            .node
            .attribute("auto_pad")
            .and_then(|a| a.text)
            .is_some_and(|mode| mode.starts_with(b"SAME"));
        let padded =
            length.saturating_add(entry("pads", at, 0)).saturating_add(entry("pads", at + kernel.len(), 0));
        let reach = entry("dilations", at, 1).saturating_mul(kernel.get(at)?.saturating_sub(1));
        let places = if own { *length } else { padded.saturating_sub(reach) };
        made.push(places.div_ceil(entry("strides", at, 1).max(1)));
    }
    Some(made)
}

fn recurrent(call: &Call) -> Option<Vec<Known>> {
    let (&[steps, batch, _], &[directions, _, hidden]) = (call.shape(0)?, call.shape(2)?) else {
        return None;
    };
    let last = || Known::of(vec![directions, batch, hidden]);
    Some(vec![Known::of(vec![steps, directions, batch, hidden]), last(), last()])
}

/// The shape that is made, and the lengths of all indices.
fn einsum(call: &Call) -> Option<(Vec<u64>, Vec<u64>)> {
    let equation = str::from_utf8(call.node.attribute("equation")?.text?).ok()?;
    let equation: String = equation.chars().filter(|c| !c.is_whitespace()).collect();
    let (inputs, output) = equation.split_once("->")?;
    let mut lengths: Vec<(char, u64)> = Vec::new();
    for (index, letters) in inputs.split(',').enumerate() {
        for (letter, length) in letters.chars().zip(call.shape(index)?) {
            if lengths.iter().all(|(known, _)| *known != letter) {
                lengths.push((letter, *length));
            }
        }
    }
    let length = |letter: char| lengths.iter().find(|(known, _)| *known == letter).map(|(_, length)| *length);
    Some((
        output.chars().map(length).collect::<Option<_>>()?,
        lengths.iter().map(|(_, length)| *length).collect(),
    ))
}
