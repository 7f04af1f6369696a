//! `ArrayFeatureExtractor` and `FeatureVectorizer`: columns chosen, columns put side by side.

use tract_onnx::model::{OnnxOpRegister, ParsingContext};
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::super::kernel::{Built, Fact, Kernel, built};
use super::super::rows::{batch, elements, layout, tensor};
use super::attributes::indices;

pub(super) fn register(register: &mut OnnxOpRegister) {
    register.insert("ArrayFeatureExtractor", |_: &ParsingContext, node: &NodeProto| built(node, Extractor));
    register.insert("FeatureVectorizer", vectorizer);
}

fn vectorizer(_: &ParsingContext, node: &NodeProto) -> Built {
    let widths = indices(node, "inputdimensions")?;
    ensure!(widths.len() == node.input.len(), "FeatureVectorizer names {} widths", widths.len());
    built(node, Vectorizer { widths })
}

/// Elements of the last axis by their indices.
#[derive(Debug)]
struct Extractor;

impl Extractor {
    fn pick<T: Datum + Clone>(input: &Tensor, chosen: &[i64]) -> TractResult<Tensor> {
        let columns = input.shape().last().copied().unwrap_or(1).max(1);
        let out_of_range = chosen.iter().find(|ix| **ix < 0 || **ix >= columns as i64);
        ensure!(
            out_of_range.is_none(),
            "ArrayFeatureExtractor asks for column {out_of_range:?} of {columns}"
        );
        let all = input.try_as_plain_ram()?.as_slice::<T>()?;
        let picked =
            all.chunks_exact(columns).flat_map(|row| chosen.iter().map(|ix| row[*ix as usize].clone()));
        let mut shape: TVec<usize> = input.shape().into();
        if shape.len() < 2 {
            shape = tvec!(1, 1);
        }
        if let Some(last) = shape.last_mut() {
            *last = chosen.len();
        }
        tensor(&shape, picked.collect())
    }
}

impl Kernel for Extractor {
    fn name(&self) -> &'static str {
        "ArrayFeatureExtractor"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [input, chosen] = inputs else { bail!("ArrayFeatureExtractor takes values and indices") };
        let mut shape = input.shape.clone();
        if shape.len() < 2 {
            shape = tvec!(1.to_dim(), 1.to_dim());
        }
        if let Some(last) = shape.last_mut() {
            *last = chosen.shape.iter().product();
        }
        Ok(vec![Fact { kind: input.kind, shape }])
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let chosen = elements::<i64>(inputs[1])?;
        let picked = match inputs[0].datum_type() {
            DatumType::F32 => Self::pick::<f32>(inputs[0], &chosen)?,
            DatumType::F64 => Self::pick::<f64>(inputs[0], &chosen)?,
            DatumType::I32 => Self::pick::<i32>(inputs[0], &chosen)?,
            DatumType::I64 => Self::pick::<i64>(inputs[0], &chosen)?,
            DatumType::Bool => Self::pick::<bool>(inputs[0], &chosen)?,
            DatumType::String => Self::pick::<String>(inputs[0], &chosen)?,
            DatumType::TDim => Self::pick::<i64>(&*inputs[0].cast_to::<i64>()?, &chosen)?,
            other => bail!("ArrayFeatureExtractor does not take {other:?}"),
        };
        Ok(vec![picked])
    }
}

/// Inputs side by side as 32-bit numbers; a narrower one is filled up with zeros, a wider one cut.
#[derive(Debug)]
struct Vectorizer {
    widths: Vec<usize>,
}

impl Kernel for Vectorizer {
    fn name(&self) -> &'static str {
        "FeatureVectorizer"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let first = inputs.first().context("FeatureVectorizer has no input")?;
        let width: usize = self.widths.iter().sum();
        Ok(vec![Fact { kind: f32::datum_type(), shape: tvec!(batch(first), width.to_dim()) }])
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let tables: Vec<_> = inputs.iter().map(|input| elements::<f32>(input)).collect::<TractResult<_>>()?;
        let rows = inputs.first().map_or(1, |input| layout(input.shape()).0);
        let mut joined = Vec::new();
        for row in 0..rows {
            for ((table, input), width) in tables.iter().zip(inputs).zip(&self.widths) {
                let has = layout(input.shape()).1;
                let start = row * has;
                let values =
                    table.get(start..start + has.min(*width)).context("FeatureVectorizer: rows differ")?;
                joined.extend_from_slice(values);
                joined.resize(joined.len() + width - values.len(), 0.0);
            }
        }
        Ok(vec![tensor(&[rows, self.widths.iter().sum()], joined)?])
    }
}
