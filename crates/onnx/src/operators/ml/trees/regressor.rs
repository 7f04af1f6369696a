//! `TreeEnsembleRegressor`.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::super::super::kernel::{Built, Fact, Kernel, built};
use super::super::super::rows::{batch, tensor};
use super::super::attributes::string;
use super::super::post::Post;
use super::aggregate::{Aggregate, Ensemble, Score};
use super::tables;

pub(super) fn build(ctx: &ParsingContext, node: &NodeProto) -> Built {
    let targets: usize = node.get_attr_opt("n_targets")?.unwrap_or(1);
    let aggregate = Aggregate::named(&string(node, "aggregate_function", "SUM")?)?;
    let base = tables::numbers(ctx, node, "base_values")?;
    ensure!(base.is_empty() || base.len() == targets, "{} base values for {targets} targets", base.len());
    let ensemble = Ensemble::new(tables::read(ctx, node, "target", targets)?, aggregate)?;
    built(node, Regressor { ensemble, base, post: Post::of(node)?, kind: f32::datum_type() })
}

/// Trees that answer numbers.
#[derive(Debug)]
pub(super) struct Regressor {
    pub ensemble: Ensemble,
    pub base: Vec<f64>,
    pub post: Post,
    pub kind: DatumType,
}

impl Kernel for Regressor {
    fn name(&self) -> &'static str {
        "TreeEnsembleRegressor"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [input] = inputs else { bail!("a tree ensemble takes one input") };
        Ok(vec![Fact { kind: self.kind, shape: tvec!(batch(input), self.ensemble.targets().to_dim()) }])
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let (rows, scores) = self.ensemble.scores(inputs[0])?;
        let targets = self.ensemble.targets();
        // As onnxruntime does: of several targets, one that no leaf spoke about stays zero, without its base value.
        let based =
            |(score, base): (&Score, f64)| if score.hit || targets == 1 { score.value + base } else { 0.0 };
        let base = self.base.iter().copied().chain(std::iter::repeat(0.0)).take(targets);
        let mut values: Vec<f64> = scores.iter().zip(base.cycle()).map(based).collect();
        // As onnxruntime does: of the post-transforms, one target alone has only the probit.
        if targets > 1 || self.post == Post::Probit {
            values.chunks_exact_mut(targets.max(1)).for_each(|row| self.post.apply(row));
        }
        let answer = match self.kind {
            DatumType::F64 => tensor(&[rows, targets], values)?,
            _ => tensor(&[rows, targets], values.into_iter().map(|value| value as f32).collect())?,
        };
        Ok(vec![answer])
    }
}
