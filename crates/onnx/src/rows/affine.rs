//! The kernel of dense layers: four outputs of eight rows at a time.

use super::lanes::{LANES, Lane};
use super::step::Dense;

/// Inputs that are added up before they are added to those before them: a sum of many loses fewer digits in pieces.
const PIECE: usize = 32;

/// `out = x W + b`, added up in the order of the inputs and the bias at last, by plain multiplications and additions: the
/// same bits on every machine.
pub(super) fn affine(x: &[Lane], dense: &Dense, out: &mut [Lane]) {
    let blocks = dense.weights.chunks_exact(dense.inputs).zip(dense.bias.chunks(4)).zip(out.chunks_mut(4));
    for ((weights, bias), out) in blocks {
        let mut sums = [[0.0; LANES]; 4];
        for (x, weights) in x.chunks(PIECE).zip(weights.chunks(PIECE)) {
            add(&mut sums, &piece(x, weights));
        }
        for ((to, sum), bias) in out.iter_mut().zip(sums).zip(bias) {
            *to = sum.map(|sum| sum + bias);
        }
    }
}

#[inline(always)]
fn add(sums: &mut [Lane; 4], more: &[Lane; 4]) {
    for (sum, more) in sums.as_flattened_mut().iter_mut().zip(more.as_flattened()) {
        *sum += more;
    }
}

#[inline(always)]
fn piece(x: &[Lane], weights: &[[f32; 4]]) -> [Lane; 4] {
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
