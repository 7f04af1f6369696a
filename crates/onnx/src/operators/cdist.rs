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

impl CDist {
    /// Differences are squared one by one: the shorter way by way of norms loses the small distances.
    fn distances<T: Number>(&self, a: &Tensor, b: &Tensor) -> TractResult<Tensor> {
        let ([rows, width], [others, same]) = (a.shape(), b.shape()) else {
            bail!("CDist takes two tables");
        };
        ensure!(width == same, "CDist compares rows of {width} with rows of {same}");
        let (left, right) = (elements::<T>(a)?, elements::<T>(b)?);
        let width = (*width).max(1);
        let mut distances = Vec::with_capacity(rows * others);
        for x in left.chunks_exact(width) {
            distances.extend(right.chunks_exact(width).map(|y| T::of(self.distance(x, y))));
        }
        distances.resize(rows * others, T::of(0.0));
        tensor(&[*rows, *others], distances)
    }

    fn distance<T: Number>(&self, x: &[T], y: &[T]) -> f64 {
        let square = |(x, y): (&T, &T)| ((*x).into() - (*y).into()).powi(2);
        let sum: f64 = x.iter().zip(y).map(square).sum();
        if self.squared { sum } else { sum.sqrt() }
    }
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
