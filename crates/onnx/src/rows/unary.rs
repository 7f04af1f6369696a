//! Functions of one number.

use super::lanes::Lane;
use super::math;

/// A function, with its constants.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Unary {
    Neg,
    Abs,
    Sqrt,
    Reciprocal,
    Exp,
    Log,
    Tanh,
    Sigmoid,
    Softplus,
    Erf,
    Gelu,
    /// Gelu by a hyperbolic tangent.
    GeluTanh,
    Softsign,
    Relu,
    LeakyRelu(f32),
    /// `negative * (exp(x / scale) - 1)` below zero, `positive * x` above.
    Elu {
        negative: f32,
        scale: f32,
        positive: f32,
    },
    HardSigmoid(f32, f32),
    HardSwish,
    /// At least the one, then at most the other.
    Clip(f32, f32),
    /// The product of so many times the number.
    Power(u8),
    Not,
}

impl Unary {
    /// Applies it to columns.
    pub fn run(self, x: &[Lane], out: &mut [Lane]) {
        match self {
            Self::Neg => each(x, out, |x| -x),
            Self::Abs => each(x, out, f32::abs),
            Self::Sqrt => each(x, out, f32::sqrt),
            Self::Reciprocal => each(x, out, |x| 1.0 / x),
            Self::Exp => each(x, out, math::exp),
            Self::Log => each(x, out, math::log),
            Self::Tanh => each(x, out, math::tanh),
            Self::Sigmoid => each(x, out, math::sigmoid),
            Self::Softplus => each(x, out, math::softplus),
            Self::Erf => each(x, out, math::erf),
            Self::Gelu => each(x, out, |x| 0.5 * x * (1.0 + math::erf(x * std::f32::consts::FRAC_1_SQRT_2))),
            Self::GeluTanh => each(x, out, |x| {
                // The factor is the root of 2 / pi.
                0.5 * x * (1.0 + math::tanh(0.797_884_6 * (x + 0.044_715 * x * x * x)))
            }),
            Self::Softsign => each(x, out, |x| x / (1.0 + x.abs())),
            // NaN stays NaN, as in onnxruntime: a comparison with it is false.
            Self::Relu => each(x, out, |x| if x < 0.0 { 0.0 } else { x }),
            Self::LeakyRelu(slope) => each(x, out, |x| if x < 0.0 { slope * x } else { x }),
            Self::Elu { negative, scale, positive } => each(x, out, |x| {
                let below = negative * math::exp_m1(x / scale);
                if x < 0.0 { below } else { positive * x }
            }),
            Self::HardSigmoid(alpha, beta) => each(x, out, |x| clip(alpha * x + beta, 0.0, 1.0)),
            Self::HardSwish => each(x, out, |x| x * clip(x / 6.0 + 0.5, 0.0, 1.0)),
            Self::Clip(low, high) => each(x, out, |x| clip(x, low, high)),
            Self::Power(times) => each(x, out, |x| (1..times).fold(x, |product, _| product * x)),
            Self::Not => each(x, out, |x| if x == 0.0 { 1.0 } else { 0.0 }),
        }
    }
}

#[inline(always)]
fn clip(x: f32, low: f32, high: f32) -> f32 {
    let x = if x < low { low } else { x };
    if x > high { high } else { x }
}

#[inline(always)]
fn each(x: &[Lane], out: &mut [Lane], function: impl Fn(f32) -> f32) {
    for (x, out) in x.iter().zip(out) {
        for (x, out) in x.iter().zip(out) {
            *out = function(*x);
        }
    }
}
