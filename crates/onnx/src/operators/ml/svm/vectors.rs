//! Support vectors and the kernel between them and a row.

use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::super::super::exponential::exp;
use super::super::attributes::{floats, string};

/// Vectors that are compared with a row at once.
const LANES: usize = 8;

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
    /// Eight vectors side by side, column by column, filled up with zeros.
    blocks: Vec<[f32; LANES]>,
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
        let blocks = side_by_side(&values, columns, count);
        let (gamma, coef0, degree) = (parameter(0), parameter(1), parameter(2));
        Ok(Self { product, gamma, coef0, degree, blocks, columns, count })
    }

    /// The kernel between each support vector and a row.
    pub fn products(&self, row: &[f64], products: &mut Vec<f64>) {
        products.clear();
        for block in self.blocks.chunks_exact(self.columns) {
            products.extend(self.product(block, row));
        }
        products.truncate(self.count);
    }

    fn product(&self, block: &[[f32; LANES]], row: &[f64]) -> [f64; LANES] {
        let dots = || summed(block, row, |a, b| a * b);
        let (gamma, coef0) = (self.gamma, self.coef0);
        match self.product {
            Product::Linear => dots(),
            Product::Poly => dots().map(|dot| (gamma * dot + coef0).powf(self.degree)),
            Product::Sigmoid => dots().map(|dot| (gamma * dot + coef0).tanh()),
            Product::Rbf => summed(block, row, |a, b| (a - b) * (a - b)).map(|square| exp(-gamma * square)),
        }
    }
}

fn side_by_side(values: &[f32], columns: usize, count: usize) -> Vec<[f32; LANES]> {
    let mut blocks = vec![[0.0; LANES]; count.div_ceil(LANES) * columns];
    for (vector, values) in values.chunks_exact(columns).enumerate() {
        for (lanes, value) in blocks[vector / LANES * columns..].iter_mut().zip(values) {
            lanes[vector % LANES] = *value;
        }
    }
    blocks
}

/// A sum over the columns, of each vector with the row.
#[inline(always)]
fn summed(block: &[[f32; LANES]], row: &[f64], of: impl Fn(f64, f64) -> f64) -> [f64; LANES] {
    let mut sums = [0.0; LANES];
    for (lanes, x) in block.iter().zip(row) {
        for (sum, lane) in sums.iter_mut().zip(lanes) {
            *sum += of(f64::from(*lane), *x);
        }
    }
    sums
}
