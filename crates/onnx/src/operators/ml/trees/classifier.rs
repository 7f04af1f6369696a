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
        let class = if self.base.is_empty() { best(scores, &row) } else { largest(&row) };
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

    /// Two classes, as onnxruntime scores them: exporters write binary models with weights for one class only, and what
    /// comes of the other depends on how many base values there are.
    fn two(&self, first: Score, second: Score, answers: &mut Vec<f64>) -> usize {
        let base = |ix: usize| self.base.get(ix).copied().unwrap_or(0.0);
        let based = |score: Score, base: f64| if score.hit { score.value + base } else { 0.0 };
        let (mut row, decides) = match self.base.len() {
            2 if second.hit => {
                let score = first.value + base(1);
                ([if first.hit { -score } else { 0.0 }, score], score)
            }
            2 => ([based(first, base(0)), 0.0], based(first, base(0))),
            _ if second.hit => ([based(first, base(0)), second.value], second.value),
            1 if !self.single => ([based(first, base(0)), 0.0], based(first, base(0))),
            _ => return self.only_first(first.value + base(0), answers),
        };
        self.post.apply(&mut row);
        answers.extend(row);
        self.second(decides)
    }

    /// The one score speaks for the second class.
    fn only_first(&self, score: f64, answers: &mut Vec<f64>) -> usize {
        answers.extend(self.post.both(score, self.single && self.is_probability));
        self.second(score)
    }

    /// Whether a score speaks for the second class; in 32 bits, so that half of the votes is half.
    fn second(&self, score: f64) -> usize {
        let threshold = if self.single && self.is_probability { 0.5 } else { 0.0 };
        usize::from(score as f32 > threshold)
    }
}

/// The class with the largest score among those that a leaf spoke about; the first of equals.
fn best(scores: &[Score], row: &[f64]) -> usize {
    let hit = |ix: usize| scores[ix].hit;
    let first = (0..row.len()).find(|ix| hit(*ix)).unwrap_or(0);
    (first..row.len())
        .filter(|ix| hit(*ix))
        .fold(first, |best, ix| if row[ix] > row[best] { ix } else { best })
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
