//! `Scaler` and `Binarizer`: one number in, one number out.

use tract_onnx::model::{OnnxOpRegister, ParsingContext};
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::super::kernel::{Built, Fact, Kernel, built};
use super::super::rows::{elements, tensor};
use super::attributes::floats;

pub(super) fn register(register: &mut OnnxOpRegister) {
    register.insert("Scaler", scaler);
    register.insert("Binarizer", binarizer);
}

fn scaler(_: &ParsingContext, node: &NodeProto) -> Built {
    let (offset, scale) = (floats(node, "offset")?, floats(node, "scale")?);
    ensure!(offset.len() == scale.len(), "offset and scale of Scaler differ in length");
    ensure!(!scale.is_empty(), "Scaler has no scale");
    built(node, Scaler { offset, scale })
}

fn binarizer(_: &ParsingContext, node: &NodeProto) -> Built {
    built(node, Binarizer { threshold: node.get_attr_opt("threshold")?.unwrap_or(0.0) })
}

/// `(x - offset) * scale`, per column or the same for all.
#[derive(Debug)]
struct Scaler {
    offset: Vec<f32>,
    scale: Vec<f32>,
}

impl Kernel for Scaler {
    fn name(&self) -> &'static str {
        "Scaler"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        one(inputs)
    }

    fn multiply_adds(&self) -> usize {
        self.scale.len()
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let columns = inputs[0].shape().last().copied().unwrap_or(1);
        let width = self.scale.len();
        ensure!(width == 1 || width == columns, "Scaler is made for {width} columns, not for {columns}");
        let scaled = match inputs[0].datum_type() {
            DatumType::F32 => self.narrow(inputs[0])?,
            _ => self.wide(inputs[0])?,
        };
        Ok(vec![tensor(inputs[0].shape(), scaled)?])
    }
}

impl Scaler {
    fn narrow(&self, input: &Tensor) -> TractResult<Vec<f32>> {
        let factors = self.offset.iter().zip(&self.scale).cycle();
        Ok(elements::<f32>(input)?
            .iter()
            .zip(factors)
            .map(|(x, (offset, scale))| (x - offset) * scale)
            .collect())
    }

    /// As onnxruntime does: wide numbers are scaled wide, and answered narrow.
    fn wide(&self, input: &Tensor) -> TractResult<Vec<f32>> {
        let factors = self.offset.iter().zip(&self.scale).cycle();
        let scaled = |(x, (offset, scale)): (&f64, (&f32, &f32))| {
            ((x - f64::from(*offset)) * f64::from(*scale)) as f32
        };
        Ok(elements::<f64>(input)?.iter().zip(factors).map(scaled).collect())
    }
}

/// 1 above the threshold, else 0.
#[derive(Debug)]
struct Binarizer {
    threshold: f32,
}

impl Kernel for Binarizer {
    fn name(&self) -> &'static str {
        "Binarizer"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        one(inputs)
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let above = |x: &f32| if *x > self.threshold { 1.0_f32 } else { 0.0 };
        let values = elements::<f32>(inputs[0])?.iter().map(above).collect();
        Ok(vec![tensor(inputs[0].shape(), values)?])
    }
}

fn one(inputs: &[Fact]) -> TractResult<Vec<Fact>> {
    let [input] = inputs else { bail!("it takes one input") };
    Ok(vec![Fact { kind: f32::datum_type(), shape: input.shape.clone() }])
}
