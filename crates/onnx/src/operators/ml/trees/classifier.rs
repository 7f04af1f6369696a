//! `TreeEnsembleClassifier`, with onnxruntime's rules for two classes.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::super::super::kernel::{Built, Fact, Kernel, built};
use super::super::super::rows::{batch, tensor};
use super::super::labels::Labels;
use super::super::linear::largest;
use super::super::post::Post;
use super::aggregate::{Aggregate, Ensemble, Score};
use super::tables;

pub(super) fn build(ctx: &ParsingContext, node: &NodeProto) -> Built {
    let labels = Labels::of(node, "classlabels_int64s")?;
    let base = tables::numbers(ctx, node, "base_values")?;
    let classes = labels.len();
    ensure!(base.len() <= classes, "{} base values for {classes} classes", base.len());
    let ensemble = Ensemble::new(tables::read(ctx, node, "class", classes)?, Aggregate::Sum)?;
    let mut speakers: Vec<usize> = ensemble.weights().map(|(class, _)| *class).collect();
    speakers.sort_unstable();
    speakers.dedup();
    let is_probability = ensemble.weights().all(|(_, weight)| *weight >= 0.0);
    built(
        node,
        Classifier {
            single: classes == 2 && speakers.len() == 1,
            is_probability,
            labels,
            base,
            ensemble,
            post: Post::of(node)?,
        },
    )
}

#[derive(Debug)]
struct Classifier {
    ensemble: Ensemble,
    labels: Labels,
    base: Vec<f64>,
    post: Post,
    /// Two classes of which only one has weights.
    single: bool,
    /// No weight is negative: then the one score of two classes is a probability, and half of it decides.
    is_probability: bool,
}

impl Classifier {
    /// Class and scores of a row.
    fn answer(&self, scores: &[Score], answers: &mut Vec<f64>) -> usize {
        match scores {
            [first, second] => self.two(*first, *second, answers),
            [only] => self.one(*only, answers),
            many => self.many(many, answers),
        }
    }

    fn many(&self, scores: &[Score], answers: &mut Vec<f64>) -> usize {
        let base = self.base.iter().copied().chain(std::iter::repeat(0.0));
        let mut row: Vec<f64> = scores.iter().zip(base).map(|(score, base)| score.value + base).collect();
        let class = largest(&row);
        self.post.apply(&mut row);
        answers.extend(row);
        class
    }

    fn one(&self, score: Score, answers: &mut Vec<f64>) -> usize {
        let mut row = [score.value + self.base.first().copied().unwrap_or(0.0)];
        self.post.apply(&mut row);
        answers.extend(row);
        0
    }

    fn two(&self, first: Score, second: Score, answers: &mut Vec<f64>) -> usize {
        if self.single || !second.hit && self.base.len() < 2 {
            let speaks = if second.hit { second } else { first };
            let score = speaks.value + self.base.last().copied().unwrap_or(0.0);
            let positive = self.single && self.is_probability;
            answers.extend(self.post.both(score, positive));
            return usize::from(score > if positive { 0.5 } else { 0.0 });
        }
        self.many(&[first, second], answers)
    }
}

impl Kernel for Classifier {
    fn name(&self) -> &'static str {
        "TreeEnsembleClassifier"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [input] = inputs else { bail!("a tree ensemble takes one input") };
        let rows = batch(input);
        Ok(vec![
            Fact { kind: self.labels.kind(), shape: tvec!(rows.clone()) },
            Fact { kind: f32::datum_type(), shape: tvec!(rows, self.labels.len().to_dim()) },
        ])
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let (rows, scores) = self.ensemble.scores(inputs[0])?;
        let mut answers = Vec::with_capacity(scores.len());
        let classes: Vec<usize> =
            scores.chunks_exact(self.labels.len()).map(|row| self.answer(row, &mut answers)).collect();
        let scores = answers.into_iter().map(|score| score as f32).collect();
        Ok(vec![self.labels.column(&classes)?, tensor(&[rows, self.labels.len()], scores)?])
    }
}
