//! Functions of two numbers.

use super::lanes::{LANES, Lane};
use super::step::Operand;

/// A function of two numbers; truth values are ones and zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Binary {
    Add,
    Sub,
    Mul,
    Div,
    Min,
    Max,
    Less,
    Greater,
    LessOrEqual,
    GreaterOrEqual,
    /// The second where the first is NaN.
    Impute,
    /// The first, times the second where it is below zero.
    PRelu,
}

impl Binary {
    /// Whether it answers truth values.
    pub fn compares(self) -> bool {
        matches!(self, Self::Less | Self::Greater | Self::LessOrEqual | Self::GreaterOrEqual)
    }

    /// Applies it to columns among `all`, or constants, for each column of `out`.
    pub fn run(self, all: &[Lane], a: &Operand, b: &Operand, out: &mut [Lane]) {
        match self {
            Self::Add => each(all, a, b, out, |a, b| a + b),
            Self::Sub => each(all, a, b, out, |a, b| a - b),
            Self::Mul => each(all, a, b, out, |a, b| a * b),
            Self::Div => each(all, a, b, out, |a, b| a / b),
            // NaN on either side is the answer, as in onnxruntime.
            Self::Min => each(all, a, b, out, |a, b| if a < b || a.is_nan() { a } else { b }),
            Self::Max => each(all, a, b, out, |a, b| if a > b || a.is_nan() { a } else { b }),
            Self::Less => each(all, a, b, out, |a, b| truth(a < b)),
            Self::Greater => each(all, a, b, out, |a, b| truth(a > b)),
            Self::LessOrEqual => each(all, a, b, out, |a, b| truth(a <= b)),
            Self::GreaterOrEqual => each(all, a, b, out, |a, b| truth(a >= b)),
            Self::Impute => each(all, a, b, out, |a, b| if a.is_nan() { b } else { a }),
            Self::PRelu => each(all, a, b, out, |a, b| if a < 0.0 { a * b } else { a }),
        }
    }
}

/// `a` where the columns from `chosen` are not zero, else `b`.
pub(super) fn choose(all: &[Lane], chosen: usize, a: &Operand, b: &Operand, out: &mut [Lane]) {
    for (at, out) in out.iter_mut().enumerate() {
        let (chosen, a, b) = (all[chosen + at], a.at(all, at), b.at(all, at));
        *out = std::array::from_fn(|lane| if chosen[lane] == 0.0 { b[lane] } else { a[lane] });
    }
}

impl Operand {
    #[inline(always)]
    pub fn at(&self, all: &[Lane], index: usize) -> Lane {
        match self {
            Self::Columns(start) => all[start + index],
            Self::Constants(all) => [all[index]; LANES],
        }
    }
}

fn truth(is: bool) -> f32 {
    if is { 1.0 } else { 0.0 }
}

#[inline(always)]
fn each(all: &[Lane], a: &Operand, b: &Operand, out: &mut [Lane], function: impl Fn(f32, f32) -> f32) {
    for (at, out) in out.iter_mut().enumerate() {
        let (a, b) = (a.at(all, at), b.at(all, at));
        *out = std::array::from_fn(|lane| function(a[lane], b[lane]));
    }
}
