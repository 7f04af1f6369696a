//! The kernel of dense layers: four outputs of eight rows at a time.

use super::lanes::{LANES, Lane};
use super::step::Dense;

/// `out = x W + b`, added up in the order of the inputs and the bias at last, by plain multiplications and additions: the
/// same bits on every machine.
pub(super) fn affine(x: &[Lane], dense: &Dense, out: &mut [Lane]) {
    let blocks = dense.weights.chunks_exact(dense.inputs).zip(dense.bias.chunks(4)).zip(out.chunks_mut(4));
    for ((weights, bias), out) in blocks {
        for ((to, sum), bias) in out.iter_mut().zip(sums(x, weights)).zip(bias) {
            *to = sum.map(|sum| sum + bias);
        }
    }
}

#[inline(always)]
fn sums(x: &[Lane], weights: &[[f32; 4]]) -> [Lane; 4] {
    let mut sums = [[0.0; LANES]; 4];
    for (x, weights) in x.iter().zip(weights) {
        for (sum, weight) in sums.iter_mut().zip(weights) {
            for (sum, x) in sum.iter_mut().zip(x) {
                *sum += weight * x;
            }
        }
    }
    sums
}
