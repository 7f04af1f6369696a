//! Operators that take several columns together.

use super::super::row::Row;
use super::super::step::Step;
use super::node::Node;
use super::reader::Reader;
use super::shape::permuted;
use super::tensor::{Held, Tensor};

type Answer = Result<Tensor, String>;

/// Sums and the like along axes that are an attribute before this version.
pub(super) fn reduce(reader: &mut Reader, node: &Node, function: Row, since: i64) -> Answer {
    let axes = match node.list("axes", 1, since)? {
        Some(axes) if !axes.is_empty() => axes,
        _ => return Err("it names no axes, so that the batch is among them".into()),
    };
    along(reader, node, function, axes)
}

/// Where the largest or least along an axis is.
pub(super) fn place(reader: &mut Reader, node: &Node, function: Row) -> Answer {
    if node.int("select_last_index", 0)? != 0 {
        return Err("it answers the last of several".into());
    }
    let found = along(reader, node, function, &[node.int("axis", 0)?])?;
    let start = found.start()?;
    Ok(Tensor { held: Held::Wholes(start), ..found })
}

fn along(reader: &mut Reader, node: &Node, function: Row, axes: &[i64]) -> Answer {
    let tensor = node.input(0)?;
    let axes = axes.iter().map(|axis| tensor.row_axis(*axis)).collect::<Result<Vec<_>, _>>()?;
    let (reduced, kept): (Vec<usize>, Vec<usize>) =
        (0..tensor.shape.len()).partition(|axis| axes.contains(axis));
    let whole = tensor.len()?;
    let length: usize = reduced.iter().map(|axis| tensor.shape[*axis]).product();
    let start = tensor.start()?;
    let order = permuted(&tensor.shape, &[kept.as_slice(), &reduced].concat());
    let x = reader.place(order.into_iter().map(|at| start + at).collect())?;
    let groups = whole / length;
    let out = reader.step(groups, |out| Step::Row { function, x, groups, length, out })?;
    Ok(match node.int("keepdims", 1)? {
        0 => {
            let batch = tensor.batch.and_then(|batch| kept.iter().position(|axis| *axis == batch));
            Tensor::columns(kept.iter().map(|axis| tensor.shape[*axis]).collect(), batch, out)
        }
        _ => {
            let shape = tensor.shape.iter().enumerate();
            let shape = shape.map(|(axis, n)| if axes.contains(&axis) { 1 } else { *n }).collect();
            Tensor::columns(shape, tensor.batch, out)
        }
    })
}

/// Along the last axis; before version 13 along all from an axis on.
pub(super) fn softmax(reader: &mut Reader, node: &Node, function: Row) -> Answer {
    let tensor = node.input(0)?;
    let old = node.version < 13;
    let at = tensor.row_axis(node.int("axis", if old { 1 } else { -1 })?)?;
    if old && tensor.batch.is_some_and(|batch| batch > at) {
        return Err("it works along the batch".into());
    }
    if !old && at + 1 != tensor.shape.len() {
        return Err("it works along another axis than the last".into());
    }
    let count = tensor.len()?;
    let length: usize = tensor.shape[at..].iter().product();
    let (x, groups) = (tensor.start()?, count / length);
    let out = reader.step(count, |out| Step::Row { function, x, groups, length, out })?;
    Ok(Tensor::columns(tensor.shape.clone(), tensor.batch, out))
}
