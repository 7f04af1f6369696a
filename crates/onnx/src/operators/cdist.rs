//! `com.microsoft::CDist`: distances between each row of one table and each row of another.

use tract_onnx::model::{OnnxOpRegister, ParsingContext};
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::kernel::{Built, Fact, Kernel, built};
use super::rows::{Number, elements, tensor};

pub(super) fn register(register: &mut OnnxOpRegister) {
    register.insert("CDist", cdist);
}

fn cdist(_: &ParsingContext, node: &NodeProto) -> Built {
    let squared = match node.get_attr_opt::<&str>("metric")?.unwrap_or("sqeuclidean") {
        "sqeuclidean" => true,
        "euclidean" => false,
        other => bail!("the metric `{other}` of CDist is not known; export with euclidean distances"),
    };
    built(node, CDist { squared })
}

#[derive(Debug)]
struct CDist {
    squared: bool,
}

/// Rows that are compared at once.
const LANES: usize = 8;
/// Columns that are added up before they are added to those before them: a sum of many loses fewer digits in pieces.
const PIECE: usize = 32;

impl CDist {
    fn distances<T: Number>(&self, a: &Tensor, b: &Tensor) -> TractResult<Tensor> {
        let ([rows, width], [others, same]) = (a.shape(), b.shape()) else {
            bail!("CDist takes two tables");
        };
        ensure!(width == same, "CDist compares rows of {width} with rows of {same}");
        let (rows, width, others) = (*rows, *width, *others);
        let (left, right) = (elements::<T>(a)?, elements::<T>(b)?);
        let turned = turned(&right, width, others);
        let mut distances = vec![T::default(); rows * others];
        for (row, out) in distances.chunks_exact_mut(others.max(1)).enumerate() {
            let x = &left[row * width..(row + 1) * width];
            for (block, out) in out.chunks_mut(LANES).enumerate() {
                let sums = squares(x, &turned[block * width..(block + 1) * width]);
                out.copy_from_slice(&sums[..out.len()]);
            }
        }
        if !self.squared {
            distances.iter_mut().for_each(|distance| *distance = distance.root());
        }
        tensor(&[rows, others], distances)
    }
}

/// Eight rows side by side, column by column, filled up with zeros.
fn turned<T: Number>(values: &[T], width: usize, rows: usize) -> Vec<[T; LANES]> {
    let mut turned = vec![[T::default(); LANES]; rows.div_ceil(LANES) * width];
    for (row, values) in values.chunks_exact(width.max(1)).enumerate() {
        for (columns, value) in turned[row / LANES * width..].iter_mut().zip(values) {
            columns[row % LANES] = *value;
        }
    }
    turned
}

/// Differences are squared one by one: the shorter way by way of norms loses the small distances.
fn squares<T: Number>(x: &[T], others: &[[T; LANES]]) -> [T; LANES] {
    let mut sums = [T::default(); LANES];
    for (x, others) in x.chunks(PIECE).zip(others.chunks(PIECE)) {
        let mut piece = [T::default(); LANES];
        for (x, others) in x.iter().zip(others) {
            for (sum, other) in piece.iter_mut().zip(others) {
                let difference = *x - *other;
                *sum = *sum + difference * difference;
            }
        }
        for (sum, piece) in sums.iter_mut().zip(piece) {
            *sum = *sum + piece;
        }
    }
    sums
}

impl Kernel for CDist {
    fn name(&self) -> &'static str {
        "CDist"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [a, b] = inputs else { bail!("CDist takes two tables") };
        let (Some(rows), Some(others)) = (a.shape.first(), b.shape.first()) else {
            bail!("CDist takes two tables");
        };
        Ok(vec![Fact { kind: a.kind, shape: tvec!(rows.clone(), others.clone()) }])
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let [a, b] = inputs else { bail!("CDist takes two tables") };
        let distances = match a.datum_type() {
            DatumType::F64 => self.distances::<f64>(a, b)?,
            _ => self.distances::<f32>(a, b)?,
        };
        Ok(vec![distances])
    }
}

#[cfg(test)]
mod tests;
