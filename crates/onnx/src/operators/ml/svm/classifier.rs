//! `SVMClassifier`: one machine for each pair of classes; each pair votes.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::super::super::kernel::{Built, Fact, Kernel, built};
use super::super::super::rows::{batch, elements, layout, tensor};
use super::super::attributes::{floats, indices};
use super::super::labels::Labels;
use super::super::linear::largest;
use super::super::post::{Post, logistic};
use super::coupling::couple;
use super::vectors::Vectors;

pub(super) fn build(_: &ParsingContext, node: &NodeProto) -> Built {
    let labels = Labels::of(node, "classlabels_ints")?;
    let per_class = indices(node, "vectors_per_class")?;
    let wide = |name: &str| -> TractResult<Vec<f64>> {
        Ok(floats(node, name)?.into_iter().map(f64::from).collect())
    };
    let count: usize = per_class.iter().sum();
    let classes = labels.len();
    // Without support vectors it is a linear model with a row of coefficients for each class.
    let (vectors, coefficients) = match count {
        0 => (Vectors::of(node, floats(node, "coefficients")?, classes)?, vec![]),
        n => (Vectors::of(node, floats(node, "support_vectors")?, n)?, wide("coefficients")?),
    };
    let machine = Classifier {
        vectors,
        coefficients,
        per_class,
        rho: wide("rho")?,
        prob_a: wide("prob_a")?,
        prob_b: wide("prob_b")?,
        labels,
        post: Post::of(node)?,
    };
    machine.check()?;
    built(node, machine)
}

#[derive(Debug)]
struct Classifier {
    vectors: Vectors,
    /// `(classes - 1) x support vectors`; empty for a linear model.
    coefficients: Vec<f64>,
    per_class: Vec<usize>,
    /// One for each pair of classes, first with second, first with third, and so on.
    rho: Vec<f64>,
    prob_a: Vec<f64>,
    prob_b: Vec<f64>,
    labels: Labels,
    post: Post,
}

impl Classifier {
    fn pairs(&self) -> usize {
        let classes = self.labels.len();
        classes * classes.saturating_sub(1) / 2
    }

    fn check(&self) -> TractResult<()> {
        if self.coefficients.is_empty() {
            return Ok(());
        }
        let (classes, pairs) = (self.labels.len(), self.pairs());
        ensure!(classes == self.per_class.len() && classes > 1, "SVMClassifier has {classes} labels");
        let expected = (classes - 1) * self.vectors.count;
        ensure!(
            self.coefficients.len() == expected,
            "SVMClassifier has {} coefficients",
            self.coefficients.len()
        );
        ensure!(self.rho.len() == pairs, "SVMClassifier has {} offsets for {pairs} pairs", self.rho.len());
        let both = self.prob_a.len() == self.prob_b.len();
        ensure!(
            both && (self.prob_a.is_empty() || self.prob_a.len() == pairs),
            "prob_a and prob_b are incomplete"
        );
        Ok(())
    }

    fn has_probabilities(&self) -> bool {
        !self.prob_a.is_empty()
    }

    fn columns(&self) -> usize {
        let pairwise = !self.coefficients.is_empty() && !self.has_probabilities();
        if pairwise && self.pairs() > 1 { self.pairs() } else { self.labels.len() }
    }

    /// The decision value of each pair: positive for the first of the two.
    fn decisions(&self, products: &[f64]) -> Vec<f64> {
        let starts: Vec<usize> =
            self.per_class.iter().scan(0, |at, n| Some(std::mem::replace(at, *at + n))).collect();
        let mut decisions = Vec::with_capacity(self.pairs());
        for i in 0..self.per_class.len() {
            for j in i + 1..self.per_class.len() {
                let sum = self.part(products, j - 1, starts[i], self.per_class[i])
                    + self.part(products, i, starts[j], self.per_class[j]);
                decisions.push(sum + self.rho[decisions.len()]);
            }
        }
        decisions
    }

    fn part(&self, products: &[f64], row: usize, start: usize, count: usize) -> f64 {
        let weights = &self.coefficients[row * self.vectors.count..][start..start + count];
        weights.iter().zip(&products[start..start + count]).map(|(w, k)| w * k).sum()
    }

    /// Votes of the pairs.
    fn votes(&self, decisions: &[f64]) -> Vec<f64> {
        let mut votes = vec![0.0; self.labels.len()];
        let mut decisions = decisions.iter();
        for i in 0..votes.len() {
            for j in i + 1..votes.len() {
                let first = decisions.next().is_some_and(|value| *value > 0.0);
                votes[if first { i } else { j }] += 1.0;
            }
        }
        votes
    }

    /// Platt's sigmoid for each pair, kept away from 0 and 1 as libsvm does, then coupled.
    fn probabilities(&self, decisions: &[f64]) -> Vec<f64> {
        let classes = self.labels.len();
        let mut r = vec![vec![0.0; classes]; classes];
        let pairs = (0..classes).flat_map(|i| (i + 1..classes).map(move |j| (i, j)));
        for (pair, (i, j)) in pairs.enumerate() {
            let p =
                logistic(-(decisions[pair] * self.prob_a[pair] + self.prob_b[pair])).clamp(1e-7, 1.0 - 1e-7);
            (r[i][j], r[j][i]) = (p, 1.0 - p);
        }
        couple(&r)
    }

    /// Class and scores of a row, from its products with the vectors.
    fn answer(&self, products: &[f64]) -> (usize, Vec<f64>) {
        if self.coefficients.is_empty() {
            let rho = self.rho.first().copied().unwrap_or(0.0);
            let mut scores: Vec<f64> = products.iter().map(|x| x + rho).collect();
            let class = largest(&scores);
            self.post.apply(&mut scores);
            return (class, scores);
        }
        let decisions = self.decisions(products);
        let class = largest(&self.votes(&decisions));
        let mut scores = match (self.has_probabilities(), decisions.as_slice()) {
            (true, _) => self.probabilities(&decisions),
            // As onnxruntime does, though the decision speaks for the first class.
            (false, [single]) => return (class, self.post.both(*single, false).to_vec()),
            (false, _) => decisions,
        };
        self.post.apply(&mut scores);
        (class, scores)
    }
}

impl Kernel for Classifier {
    fn name(&self) -> &'static str {
        "SVMClassifier"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [input] = inputs else { bail!("SVMClassifier takes one input") };
        let rows = batch(input);
        Ok(vec![
            Fact { kind: self.labels.kind(), shape: tvec!(rows.clone()) },
            Fact { kind: f32::datum_type(), shape: tvec!(rows, self.columns().to_dim()) },
        ])
    }

    fn multiply_adds(&self) -> usize {
        self.vectors.columns * self.vectors.count + self.coefficients.len()
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let (_, columns) = layout(inputs[0].shape());
        ensure!(
            columns == self.vectors.columns,
            "SVMClassifier of {} columns is given {columns}",
            self.vectors.columns
        );
        let (mut classes, mut answers, mut products) = (vec![], vec![], vec![]);
        for row in elements::<f64>(inputs[0])?.chunks_exact(columns) {
            self.vectors.products(row, &mut products);
            let (class, scores) = self.answer(&products);
            classes.push(class);
            answers.extend(scores.into_iter().map(|score| score as f32));
        }
        Ok(vec![self.labels.column(&classes)?, tensor(&[classes.len(), self.columns()], answers)?])
    }
}
