//! `Normalizer`: rows divided by their norm.

use tract_onnx::model::{OnnxOpRegister, ParsingContext};
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::super::kernel::{Built, Fact, Kernel, built};
use super::super::rows::{elements, tensor};
use super::attributes::string;

pub(super) fn register(register: &mut OnnxOpRegister) {
    register.insert("Normalizer", normalizer);
}

fn normalizer(_: &ParsingContext, node: &NodeProto) -> Built {
    let norm = match string(node, "norm", "MAX")?.as_str() {
        "MAX" => Norm::Max,
        "L1" => Norm::L1,
        "L2" => Norm::L2,
        other => bail!("the norm `{other}` is not known"),
    };
    built(node, norm)
}

#[derive(Debug, Clone, Copy)]
enum Norm {
    Max,
    L1,
    L2,
}

impl Norm {
    /// onnxruntime takes the largest value, not the largest magnitude, and keeps a row whose norm is zero.
    fn of(self, row: &[f32]) -> f32 {
        let wide = row.iter().map(|x| f64::from(*x));
        match self {
            Self::Max => row.iter().copied().fold(f32::NEG_INFINITY, f32::max),
            Self::L1 => wide.map(f64::abs).sum::<f64>() as f32,
            Self::L2 => wide.map(|x| x * x).sum::<f64>().sqrt() as f32,
        }
    }
}

impl Kernel for Norm {
    fn name(&self) -> &'static str {
        "Normalizer"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [input] = inputs else { bail!("Normalizer takes one input") };
        Ok(vec![Fact { kind: f32::datum_type(), shape: input.shape.clone() }])
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let columns = inputs[0].shape().last().copied().unwrap_or(1).max(1);
        let mut values = elements::<f32>(inputs[0])?.into_owned();
        for row in values.chunks_exact_mut(columns) {
            let norm = self.of(row);
            if norm != 0.0 {
                row.iter_mut().for_each(|x| *x /= norm);
            }
        }
        Ok(vec![tensor(inputs[0].shape(), values)?])
    }
}
