//! The kernel of dense layers: four outputs of eight rows at a time, or sixteen outputs of a row that is alone.

use super::lanes::{LANES, Lane};
use super::step::Dense;

/// Inputs that are added up before they are added to those before them: a sum of many loses fewer digits in pieces.
const PIECE: usize = 32;
/// Blocks of four outputs that a row alone goes through at a time: one addition would wait for the one before it.
const BLOCKS: usize = 4;

/// `out = x W + b`, added up in the order of the inputs and the bias at last, by plain multiplications and additions: the
/// same bits on every machine, and for a row alone, of which all lanes are copies.
pub(super) fn affine(x: &[Lane], dense: &Dense, out: &mut [Lane], alone: bool) {
    if alone {
        return affine_alone(x, dense, out);
    }
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

fn affine_alone(x: &[Lane], dense: &Dense, out: &mut [Lane]) {
    let groups = dense.weights.chunks(BLOCKS * dense.inputs).zip(dense.bias.chunks(4 * BLOCKS));
    for ((weights, bias), out) in groups.zip(out.chunks_mut(4 * BLOCKS)) {
        if weights.len() == BLOCKS * dense.inputs {
            finish(sums_alone::<BLOCKS>(x, weights).as_flattened(), bias, out);
            continue;
        }
        for ((weights, bias), out) in weights.chunks(dense.inputs).zip(bias.chunks(4)).zip(out.chunks_mut(4))
        {
            finish(sums_alone::<1>(x, weights).as_flattened(), bias, out);
        }
    }
}

fn finish(sums: &[f32], bias: &[f32], out: &mut [Lane]) {
    for ((to, sum), bias) in out.iter_mut().zip(sums).zip(bias) {
        *to = [sum + bias; LANES];
    }
}

/// The sums of so many blocks, whose weights lie one after the other.
#[inline(always)]
fn sums_alone<const N: usize>(x: &[Lane], weights: &[[f32; 4]]) -> [[f32; 4]; N] {
    let blocks: [&[[f32; 4]]; N] = std::array::from_fn(|block| &weights[block * x.len()..][..x.len()]);
    let mut sums = [[0.0; 4]; N];
    for from in (0..x.len()).step_by(PIECE) {
        let mut piece = [[0.0; 4]; N];
        for k in from..(from + PIECE).min(x.len()) {
            for (sums, block) in piece.iter_mut().zip(&blocks) {
                for (sum, weight) in sums.iter_mut().zip(block[k]) {
                    *sum += weight * x[k][0];
                }
            }
        }
        for (sum, more) in sums.as_flattened_mut().iter_mut().zip(piece.as_flattened()) {
            *sum += more;
        }
    }
    sums
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
