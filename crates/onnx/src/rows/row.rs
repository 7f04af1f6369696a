//! What takes several columns together.

use super::lanes::{LANES, Lane};
use super::math;

/// What becomes of a group of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// As many columns, whose sum is one.
    Softmax,
    /// Their logarithms.
    LogSoftmax,
    Sum,
    Mean,
    SumSquare,
    Product,
    Max,
    Min,
    /// The logarithm of the sum of their powers of e.
    LogSumExp,
    /// Which is the largest, the first of several.
    ArgMax,
    /// Which is the least.
    ArgMin,
}

impl Row {
    /// Columns that come of a group of so many.
    pub fn makes(self, length: usize) -> usize {
        match self {
            Self::Softmax | Self::LogSoftmax => length,
            _ => 1,
        }
    }

    /// Applies it to groups of `length` columns.
    pub fn run(self, x: &[Lane], length: usize, out: &mut [Lane]) {
        for (x, out) in x.chunks_exact(length).zip(out.chunks_exact_mut(self.makes(length))) {
            match self {
                Self::Softmax => softmax(x, out),
                Self::LogSoftmax => log_softmax(x, out),
                Self::Sum => out[0] = sum(x, |x| x),
                Self::Mean => out[0] = sum(x, |x| x).map(|sum| sum / length as f32),
                Self::SumSquare => out[0] = sum(x, |x| x * x),
                Self::Product => out[0] = folded(x, |a, b| a * b),
                Self::Max => out[0] = largest(x),
                Self::LogSumExp => out[0] = log_sum_exp(x),
                Self::ArgMax => out[0] = place(x, |new, best| new > best),
                Self::ArgMin => out[0] = place(x, |new, best| new < best),
                Self::Min => out[0] = folded(x, |a, b| if a < b || a.is_nan() { a } else { b }),
            }
        }
    }
}

#[inline(always)]
fn folded(x: &[Lane], function: impl Fn(f32, f32) -> f32) -> Lane {
    x[1..].iter().fold(x[0], |all, x| std::array::from_fn(|lane| function(all[lane], x[lane])))
}

fn largest(x: &[Lane]) -> Lane {
    folded(x, |a, b| if a > b || a.is_nan() { a } else { b })
}

#[inline(always)]
fn sum(x: &[Lane], of: impl Fn(f32) -> f32) -> Lane {
    x.iter().fold([0.0; LANES], |all, x| std::array::from_fn(|lane| all[lane] + of(x[lane])))
}

/// The largest is taken off first, so that nothing overflows.
fn softmax(x: &[Lane], out: &mut [Lane]) {
    let most = largest(x);
    for (x, out) in x.iter().zip(out.iter_mut()) {
        *out = std::array::from_fn(|lane| math::exp(x[lane] - most[lane]));
    }
    let sum = sum(out, |x| x);
    for out in out {
        *out = std::array::from_fn(|lane| out[lane] / sum[lane]);
    }
}

/// What is taken off first is nothing where it is infinite, so that the answer is infinite as well.
fn log_sum_exp(x: &[Lane]) -> Lane {
    let most = largest(x).map(|most| if most.is_infinite() { 0.0 } else { most });
    let sum = x.iter().fold([0.0; LANES], |all: Lane, x| {
        std::array::from_fn(|lane| all[lane] + math::exp(x[lane] - most[lane]))
    });
    std::array::from_fn(|lane| math::log(sum[lane]) + most[lane])
}

fn place(x: &[Lane], better: impl Fn(f32, f32) -> bool) -> Lane {
    let first = (x[0], [0.0; LANES]);
    let (_, place) = x.iter().enumerate().skip(1).fold(first, |(best, place), (at, x)| {
        let is: [bool; LANES] = std::array::from_fn(|lane| better(x[lane], best[lane]));
        (
            std::array::from_fn(|lane| if is[lane] { x[lane] } else { best[lane] }),
            std::array::from_fn(|lane| if is[lane] { at as f32 } else { place[lane] }),
        )
    });
    place
}

fn log_softmax(x: &[Lane], out: &mut [Lane]) {
    let most = largest(x);
    let sum = x.iter().fold([0.0; LANES], |all: Lane, x| {
        std::array::from_fn(|lane| all[lane] + math::exp(x[lane] - most[lane]))
    });
    let log = sum.map(math::log);
    for (x, out) in x.iter().zip(out) {
        *out = std::array::from_fn(|lane| x[lane] - most[lane] - log[lane]);
    }
}
