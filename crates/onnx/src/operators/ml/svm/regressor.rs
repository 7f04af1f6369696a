//! `SVMRegressor`: also the one-class machine.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::super::super::kernel::{Built, Fact, Kernel, built};
use super::super::super::rows::{batch, elements, layout, tensor};
use super::super::attributes::floats;
use super::super::post::Post;
use super::vectors::Vectors;

pub(super) fn build(_: &ParsingContext, node: &NodeProto) -> Built {
    let coefficients = floats(node, "coefficients")?;
    let supports: usize = node.get_attr_opt("n_supports")?.unwrap_or(0);
    // Without support vectors it is a linear model: the coefficients are the one row to multiply with.
    let (vectors, weights) = match supports {
        0 => (Vectors::of(node, coefficients, 1)?, vec![1.0]),
        n => (Vectors::of(node, floats(node, "support_vectors")?, n)?, coefficients),
    };
    ensure!(weights.len() == vectors.count, "SVMRegressor has {} coefficients", weights.len());
    built(
        node,
        Regressor {
            vectors,
            weights: weights.into_iter().map(f64::from).collect(),
            rho: floats(node, "rho")?.first().map_or(0.0, |rho| f64::from(*rho)),
            one_class: node.get_attr_opt::<i64>("one_class")?.unwrap_or(0) != 0,
            post: Post::of(node)?,
        },
    )
}

#[derive(Debug)]
struct Regressor {
    vectors: Vectors,
    weights: Vec<f64>,
    rho: f64,
    one_class: bool,
    post: Post,
}

impl Kernel for Regressor {
    fn name(&self) -> &'static str {
        "SVMRegressor"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [input] = inputs else { bail!("SVMRegressor takes one input") };
        Ok(vec![Fact { kind: f32::datum_type(), shape: tvec!(batch(input), 1.to_dim()) }])
    }

    fn multiply_adds(&self) -> usize {
        self.vectors.columns * self.vectors.count + self.weights.len()
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let (rows, columns) = layout(inputs[0].shape());
        ensure!(
            columns == self.vectors.columns,
            "SVMRegressor of {} columns is given {columns}",
            self.vectors.columns
        );
        let mut products = Vec::new();
        let answer = |row: &[f64]| {
            self.vectors.products(row, &mut products);
            let sum: f64 = self.weights.iter().zip(&products).map(|(w, k)| w * k).sum();
            let mut score = [sum + self.rho];
            match self.one_class {
                true => score[0] = if score[0] > 0.0 { 1.0 } else { -1.0 },
                false => self.post.apply(&mut score),
            }
            score[0] as f32
        };
        let answers = elements::<f64>(inputs[0])?.chunks_exact(columns).map(answer).collect();
        Ok(vec![tensor(&[rows, 1], answers)?])
    }
}
