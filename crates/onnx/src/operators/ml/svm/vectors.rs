//! Support vectors and the kernel between them and a row.

use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::super::attributes::{floats, string};

#[derive(Debug, Clone, Copy)]
enum Product {
    Linear,
    Poly,
    Rbf,
    Sigmoid,
}

/// Rows to compare with, and how.
#[derive(Debug)]
pub(super) struct Vectors {
    product: Product,
    gamma: f64,
    coef0: f64,
    degree: f64,
    rows: Vec<f64>,
    pub columns: usize,
    pub count: usize,
}

impl Vectors {
    /// `count` rows from `values`.
    ///
    /// # Errors
    /// When they do not make whole rows, or the kernel is not known.
    pub fn of(node: &NodeProto, values: Vec<f32>, count: usize) -> TractResult<Self> {
        let whole = count > 0 && !values.is_empty() && values.len().is_multiple_of(count);
        ensure!(whole, "{} values do not make {count} support vectors", values.len());
        let product = match string(node, "kernel_type", "LINEAR")?.as_str() {
            "LINEAR" => Product::Linear,
            "POLY" => Product::Poly,
            "RBF" => Product::Rbf,
            "SIGMOID" => Product::Sigmoid,
            other => bail!("the kernel `{other}` is not known"),
        };
        let given = floats(node, "kernel_params")?;
        let parameter = |ix: usize| given.get(ix).map_or(0.0, |x| f64::from(*x));
        let columns = values.len() / count;
        let rows = values.into_iter().map(f64::from).collect();
        let (gamma, coef0, degree) = (parameter(0), parameter(1), parameter(2));
        Ok(Self { product, gamma, coef0, degree, rows, columns, count })
    }

    /// The kernel between each support vector and a row.
    pub fn products(&self, row: &[f64], products: &mut Vec<f64>) {
        products.clear();
        products.extend(self.rows.chunks_exact(self.columns).map(|vector| self.product(vector, row)));
    }

    fn product(&self, vector: &[f64], row: &[f64]) -> f64 {
        let dot = || vector.iter().zip(row).map(|(a, b)| a * b).sum::<f64>();
        match self.product {
            Product::Linear => dot(),
            Product::Poly => (self.gamma * dot() + self.coef0).powf(self.degree),
            Product::Sigmoid => (self.gamma * dot() + self.coef0).tanh(),
            Product::Rbf => {
                let square: f64 = vector.iter().zip(row).map(|(a, b)| (a - b) * (a - b)).sum();
                (-self.gamma * square).exp()
            }
        }
    }
}
