//! Operators that multiply by a constant matrix, and scikit-learn's own.

use super::super::element::Binary;
use super::super::step::Dense;
use super::broadcast::binary;
use super::node::Node;
use super::reader::{MOST_COLUMNS, Reader};
use super::tensor::{Held, Tensor};

type Answer = Result<Tensor, String>;

/// Multiplies the last axis of a tensor by a matrix of so many rows, read by row and column, and adds to it.
fn multiply(
    reader: &mut Reader,
    tensor: &Tensor,
    inputs: usize,
    bias: Vec<f32>,
    at: impl Fn(usize, usize) -> f32,
) -> Answer {
    let rank = tensor.shape.len();
    let last = tensor.row_axis(-1)?;
    if rank < 2 || tensor.shape[last] != inputs {
        return Err(format!("it multiplies {:?} by a matrix of {inputs} rows", tensor.shape));
    }
    let mut shape = tensor.shape.clone();
    shape[last] = bias.len();
    let (start, groups) = (tensor.start()?, tensor.len()? / inputs);
    reader.toil(groups, inputs, bias.len())?;
    let out = reader.affine(start, groups, Dense::new(inputs, bias, at))?;
    Ok(Tensor::columns(shape, tensor.batch, out))
}

/// Rows and columns of a constant matrix.
fn matrix(tensor: &Tensor) -> Result<(usize, usize, &[f32]), String> {
    let values = tensor.floats()?;
    match tensor.shape[..] {
        [rows, columns] if rows.max(columns) <= MOST_COLUMNS => Ok((rows, columns, values)),
        _ => Err("its right side is no matrix".into()),
    }
}

pub(super) fn matmul(reader: &mut Reader, node: &Node) -> Answer {
    let (rows, columns, values) = matrix(node.input(1)?)?;
    multiply(reader, node.input(0)?, rows, vec![0.0; columns], |k, j| values[k * columns + j])
}

pub(super) fn gemm(reader: &mut Reader, node: &Node) -> Answer {
    let (alpha, beta) = (node.float("alpha", 1.0)?, node.float("beta", 1.0)?);
    let (rows, columns, values) = matrix(node.input(1)?)?;
    if node.int("transA", 0)? != 0 || node.input(0)?.shape.len() != 2 || node.input(0)?.batch != Some(0) {
        return Err("its left side is not of rows".into());
    }
    let turned = node.int("transB", 0)? != 0;
    let (inputs, outputs) = if turned { (columns, rows) } else { (rows, columns) };
    let bias = match node.maybe(2) {
        None => vec![0.0; outputs],
        Some(bias) => added(bias, outputs)?.iter().map(|b| beta * b).collect(),
    };
    let at = |k: usize, j: usize| alpha * values[if turned { j * columns + k } else { k * columns + j }];
    multiply(reader, node.input(0)?, inputs, bias, at)
}

/// What is added to each row, as one number for each output.
fn added(tensor: &Tensor, outputs: usize) -> Result<Vec<f32>, String> {
    let values = tensor.floats()?;
    match (&tensor.shape[..], values) {
        ([] | [1] | [1, 1], [one]) => Ok(vec![*one; outputs]),
        ([n] | [1, n], _) if *n == outputs => Ok(values.to_vec()),
        _ => Err(format!("what it adds is of the shape {:?}", tensor.shape)),
    }
}

/// The width of rows without further axes.
fn width(tensor: &Tensor) -> Result<usize, String> {
    match (&tensor.shape[..], tensor.batch) {
        ([_, width], Some(0)) => Ok(*width),
        _ => Err("it takes something else than rows of numbers".into()),
    }
}

/// A constant for each column, or one for all of them.
fn listed(values: &[f32], width: usize) -> Result<Tensor, String> {
    match values.len() {
        n if n == width || n == 1 => {
            Ok(Tensor { shape: vec![n], batch: None, held: Held::Floats(values.into()) })
        }
        n => Err(format!("it has {n} constants for {width} columns")),
    }
}

/// Statistics of training for each column, as one factor and one summand.
pub(super) fn normalized(reader: &mut Reader, node: &Node) -> Answer {
    let (tensor, epsilon) = (node.input(0)?, node.float("epsilon", 1e-5)?);
    if node.int("training_mode", 0)? != 0 || node.int("spatial", 1)? != 1 {
        return Err("it is in training, or normalises each place by itself".into());
    }
    node.float("momentum", 0.9)?;
    let width = width(tensor)?;
    let list = |index: usize| {
        let values = node.input(index)?.floats()?;
        if values.len() == width {
            Ok(values)
        } else {
            Err("its constants are not one for each column".to_owned())
        }
    };
    let (scale, bias, mean, variance) = (list(1)?, list(2)?, list(3)?, list(4)?);
    let factors = scale.iter().zip(variance).map(|(scale, variance)| scale / (variance + epsilon).sqrt());
    let factors: Vec<f32> = factors.collect();
    let summands = bias.iter().zip(mean).zip(&factors).map(|((bias, mean), factor)| bias - mean * factor);
    let summands: Vec<f32> = summands.collect();
    let scaled = binary(reader, Binary::Mul, tensor, &listed(&factors, width)?)?;
    binary(reader, Binary::Add, &scaled, &listed(&summands, width)?)
}

/// `(x - offset) * scale`.
pub(super) fn scaler(reader: &mut Reader, node: &Node) -> Answer {
    let tensor = node.input(0)?;
    let (offset, scale) = (node.floats("offset")?, node.floats("scale")?);
    if offset.len() != scale.len() {
        return Err("its offsets are not as many as its scales".into());
    }
    let width = width(tensor)?;
    let moved = binary(reader, Binary::Sub, tensor, &listed(offset, width)?)?;
    binary(reader, Binary::Mul, &moved, &listed(scale, width)?)
}

pub(super) fn linear(reader: &mut Reader, node: &Node) -> Answer {
    let (inputs, targets) = (width(node.input(0)?)?, node.int("targets", 1)?);
    let outputs = usize::try_from(targets).ok().filter(|n| *n > 0).ok_or("it has no targets")?;
    if node.text("post_transform", "NONE")? != b"NONE" {
        return Err("it transforms what it answers".into());
    }
    let (values, bias) = (node.floats("coefficients")?, node.floats("intercepts")?);
    if Some(values.len()) != inputs.checked_mul(outputs) || ![0, outputs].contains(&bias.len()) {
        return Err("its coefficients are not as many as its columns and targets ask for".into());
    }
    let bias = if bias.is_empty() { vec![0.0; outputs] } else { bias.to_vec() };
    multiply(reader, node.input(0)?, inputs, bias, |k, j| values[j * inputs + k])
}

/// A constant in place of what is not a number.
pub(super) fn imputer(reader: &mut Reader, node: &Node) -> Answer {
    let tensor = node.input(0)?;
    if !node.float("replaced_value_float", 0.0)?.is_nan() {
        return Err("it replaces a value other than NaN".into());
    }
    let values = listed(node.floats("imputed_value_floats")?, width(tensor)?)?;
    binary(reader, Binary::Impute, tensor, &values)
}
