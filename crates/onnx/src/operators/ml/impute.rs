//! `Imputer`: a value in place of a missing one.

use tract_onnx::model::{OnnxOpRegister, ParsingContext};
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::super::kernel::{Built, Fact, Kernel, built};
use super::super::rows::{elements, tensor};
use super::attributes::{floats, ints};

pub(super) fn register(register: &mut OnnxOpRegister) {
    register.insert("Imputer", imputer);
}

fn imputer(_: &ParsingContext, node: &NodeProto) -> Built {
    let kernel = Imputer {
        floats: floats(node, "imputed_value_floats")?,
        ints: ints(node, "imputed_value_int64s")?,
        missing: node.get_attr_opt("replaced_value_float")?.unwrap_or(0.0),
        missing_int: node.get_attr_opt("replaced_value_int64")?.unwrap_or(0),
    };
    ensure!(!kernel.floats.is_empty() || !kernel.ints.is_empty(), "Imputer has no values to give");
    built(node, kernel)
}

#[derive(Debug)]
struct Imputer {
    floats: Vec<f32>,
    ints: Vec<i64>,
    missing: f32,
    missing_int: i64,
}

impl Imputer {
    fn filled<T: Datum + Copy>(
        input: &Tensor,
        values: &[T],
        missing: impl Fn(&T) -> bool,
    ) -> TractResult<Tensor> {
        let columns = input.shape().last().copied().unwrap_or(1);
        let width = values.len();
        ensure!(width == 1 || width == columns, "Imputer is made for {width} columns, not for {columns}");
        let fill = |(x, value): (&T, &T)| if missing(x) { *value } else { *x };
        let filled = elements::<T>(input)?.iter().zip(values.iter().cycle()).map(fill).collect();
        tensor(input.shape(), filled)
    }
}

impl Kernel for Imputer {
    fn name(&self) -> &'static str {
        "Imputer"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [input] = inputs else { bail!("Imputer takes one input") };
        Ok(vec![input.clone()])
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let wide: Vec<f64> = self.floats.iter().map(|x| f64::from(*x)).collect();
        let missing = f64::from(self.missing);
        let filled = match inputs[0].datum_type() {
            DatumType::F32 => Self::filled(inputs[0], &self.floats, |x| {
                *x == self.missing || x.is_nan() && self.missing.is_nan()
            })?,
            DatumType::F64 => {
                Self::filled(inputs[0], &wide, |x| *x == missing || x.is_nan() && missing.is_nan())?
            }
            DatumType::I64 => Self::filled(inputs[0], &self.ints, |x| *x == self.missing_int)?,
            other => bail!("Imputer does not take {other:?}"),
        };
        Ok(vec![filled])
    }
}
