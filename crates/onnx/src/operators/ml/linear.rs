//! `LinearRegressor` and `LinearClassifier`.

use tract_onnx::model::{OnnxOpRegister, ParsingContext};
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::super::kernel::{Built, Fact, Kernel, built};
use super::super::rows::{batch, elements, is_wide, layout, tensor};
use super::attributes::floats;
use super::labels::Labels;
use super::post::Post;

pub(super) fn register(register: &mut OnnxOpRegister) {
    register.insert("LinearRegressor", regressor);
    register.insert("LinearClassifier", classifier);
}

fn regressor(_: &ParsingContext, node: &NodeProto) -> Built {
    let targets: usize = node.get_attr_opt("targets")?.unwrap_or(1);
    built(node, Regressor { linear: Linear::of(node, targets)?, post: Post::of(node)? })
}

fn classifier(_: &ParsingContext, node: &NodeProto) -> Built {
    let labels = Labels::of(node, "classlabels_ints")?;
    let rows = floats(node, "intercepts")?.len();
    let scores = if rows > 0 { rows } else { labels.len() };
    built(node, Classifier { linear: Linear::of(node, scores)?, post: Post::of(node)?, labels })
}

/// `coefficients` (scores x columns) times a row, plus intercepts.
#[derive(Debug)]
struct Linear {
    coefficients: Vec<f32>,
    intercepts: Vec<f32>,
    scores: usize,
    columns: usize,
}

impl Linear {
    fn of(node: &NodeProto, scores: usize) -> TractResult<Self> {
        let (coefficients, mut intercepts) = (floats(node, "coefficients")?, floats(node, "intercepts")?);
        let whole = scores > 0 && !coefficients.is_empty() && coefficients.len() % scores == 0;
        ensure!(whole, "{} coefficients do not make {scores} rows", coefficients.len());
        intercepts.resize(scores, 0.0);
        let columns = coefficients.len() / scores;
        Ok(Self { coefficients, intercepts, scores, columns })
    }

    /// Calls `take` with the scores of each row.
    fn each(&self, input: &Tensor, mut take: impl FnMut(&mut Vec<f64>)) -> TractResult<()> {
        let (_, columns) = layout(input.shape());
        ensure!(columns == self.columns, "a linear model of {} columns is given {columns}", self.columns);
        let mut scores = Vec::with_capacity(self.scores);
        if is_wide(input.datum_type()) {
            for row in elements::<f64>(input)?.chunks_exact(columns) {
                self.score(row.iter().copied(), &mut scores);
                take(&mut scores);
            }
        } else {
            for row in elements::<f32>(input)?.chunks_exact(columns) {
                self.score(row.iter().map(|x| f64::from(*x)), &mut scores);
                take(&mut scores);
            }
        }
        Ok(())
    }

    fn score(&self, row: impl Iterator<Item = f64> + Clone, scores: &mut Vec<f64>) {
        scores.clear();
        for (weights, intercept) in self.coefficients.chunks_exact(self.columns).zip(&self.intercepts) {
            let sum: f64 = weights.iter().zip(row.clone()).map(|(w, x)| f64::from(*w) * x).sum();
            scores.push(sum + f64::from(*intercept));
        }
    }
}

#[derive(Debug)]
struct Regressor {
    linear: Linear,
    post: Post,
}

impl Kernel for Regressor {
    fn name(&self) -> &'static str {
        "LinearRegressor"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [input] = inputs else { bail!("LinearRegressor takes one input") };
        Ok(vec![Fact { kind: f32::datum_type(), shape: tvec!(batch(input), self.linear.scores.to_dim()) }])
    }

    fn multiply_adds(&self) -> usize {
        self.linear.coefficients.len()
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let mut answers = Vec::new();
        self.linear.each(inputs[0], |scores| {
            self.post.apply(scores);
            answers.extend(scores.iter().map(|score| *score as f32));
        })?;
        Ok(vec![tensor(&[layout(inputs[0].shape()).0, self.linear.scores], answers)?])
    }
}

#[derive(Debug)]
struct Classifier {
    linear: Linear,
    post: Post,
    labels: Labels,
}

impl Classifier {
    /// One row of coefficients and two labels: its score is that of the second class.
    fn is_binary(&self) -> bool {
        self.linear.scores == 1 && self.labels.len() == 2
    }

    fn columns(&self) -> usize {
        if self.is_binary() { 2 } else { self.linear.scores }
    }

    /// The class, by the raw scores; the first of equals.
    fn class(&self, scores: &[f64]) -> usize {
        if self.linear.scores == 1 {
            return usize::from(scores[0] > 0.0);
        }
        largest(scores)
    }
}

/// Index of the largest; the first of equals.
pub(super) fn largest(scores: &[f64]) -> usize {
    let mut best = 0;
    for (ix, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = ix;
        }
    }
    best
}

impl Kernel for Classifier {
    fn name(&self) -> &'static str {
        "LinearClassifier"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [input] = inputs else { bail!("LinearClassifier takes one input") };
        let rows = batch(input);
        Ok(vec![
            Fact { kind: self.labels.kind(), shape: tvec!(rows.clone()) },
            Fact { kind: f32::datum_type(), shape: tvec!(rows, self.columns().to_dim()) },
        ])
    }

    fn multiply_adds(&self) -> usize {
        self.linear.coefficients.len()
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let (mut classes, mut answers) = (Vec::new(), Vec::new());
        self.linear.each(inputs[0], |scores| {
            classes.push(self.class(scores));
            if self.is_binary() {
                answers.extend(self.post.complement(scores[0]).map(|s| s as f32));
            } else {
                self.post.apply(scores);
                answers.extend(scores.iter().map(|score| *score as f32));
            }
        })?;
        Ok(vec![self.labels.column(&classes)?, tensor(&[classes.len(), self.columns()], answers)?])
    }
}
