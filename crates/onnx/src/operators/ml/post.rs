//! From raw scores to what a model answers: the post-transforms of the standard.

use tract_onnx::pb::NodeProto;
use tract_onnx::tract_hir::internal::*;

use super::attributes::string;

/// What is done with the raw scores of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Post {
    None,
    Logistic,
    Softmax,
    SoftmaxZero,
    Probit,
}

impl Post {
    /// From the attribute `post_transform`.
    ///
    /// # Errors
    /// When it is none of the standard's.
    pub fn of(node: &NodeProto) -> TractResult<Self> {
        Self::named(&string(node, "post_transform", "NONE")?)
    }

    fn named(name: &str) -> TractResult<Self> {
        Ok(match name {
            "NONE" => Self::None,
            "LOGISTIC" => Self::Logistic,
            "SOFTMAX" => Self::Softmax,
            "SOFTMAX_ZERO" => Self::SoftmaxZero,
            "PROBIT" => Self::Probit,
            other => bail!("the post-transform `{other}` is not known"),
        })
    }

    /// From its number in `TreeEnsemble` of ai.onnx.ml 5.
    ///
    /// # Errors
    /// When it is none of the standard's.
    pub fn numbered(number: i64) -> TractResult<Self> {
        let names = ["NONE", "SOFTMAX", "LOGISTIC", "SOFTMAX_ZERO", "PROBIT"];
        let name = usize::try_from(number).ok().and_then(|ix| names.get(ix));
        Self::named(name.with_context(|| format!("the post-transform {number} is not known"))?)
    }

    /// Applies it to the scores of one row.
    pub fn apply(self, scores: &mut [f64]) {
        match self {
            Self::None => {}
            Self::Logistic => scores.iter_mut().for_each(|s| *s = logistic(*s)),
            Self::Softmax => softmax(scores, |_| true),
            Self::SoftmaxZero => softmax(scores, |s| s.abs() > 1e-7),
            Self::Probit => scores.iter_mut().for_each(|s| *s = probit(*s)),
        }
    }

    /// Both scores of a binary tree ensemble whose first class alone has weights: the complement where the score is a
    /// probability, else the opposite. As onnxruntime does, a softmax is not taken, and a probit stands alone.
    pub fn both(self, score: f64, is_probability: bool) -> [f64; 2] {
        match self {
            Self::Logistic => [logistic(-score), logistic(score)],
            Self::Probit => [probit(score), 0.0],
            _ if is_probability => [1.0 - score, score],
            _ => [-score, score],
        }
    }

    /// Both scores of a binary linear classifier with one row of coefficients: the complement, whatever the score is.
    pub fn complement(self, score: f64) -> [f64; 2] {
        match self {
            Self::Logistic => [logistic(-score), logistic(score)],
            Self::Probit => [probit(1.0 - score), probit(score)],
            _ => [1.0 - score, score],
        }
    }
}

/// `1 / (1 + e^-x)`, without overflow.
pub(super) fn logistic(x: f64) -> f64 {
    let e = (-x.abs()).exp();
    if x < 0.0 { e / (1.0 + e) } else { 1.0 / (1.0 + e) }
}

/// Scores that do not take part stay zero.
fn softmax(scores: &mut [f64], takes_part: impl Fn(f64) -> bool) {
    let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        if takes_part(*score) {
            *score = (*score - largest).exp();
            sum += *score;
        } else {
            *score = 0.0;
        }
    }
    if sum > 0.0 {
        scores.iter_mut().for_each(|score| *score /= sum);
    }
}

/// The normal quantile by way of the inverse error function in Winitzki's closed form (2008), which onnxruntime uses:
/// good to about three digits, and the same three as there.
fn probit(p: f64) -> f64 {
    std::f64::consts::SQRT_2 * inverse_erf(2.0 * p - 1.0)
}

fn inverse_erf(x: f64) -> f64 {
    let log = ((1.0 - x) * (1.0 + x)).ln();
    let a = 2.0 / (std::f64::consts::PI * 0.147) + 0.5 * log;
    let b = log / 0.147;
    ((a * a - b).sqrt() - a).sqrt().copysign(x)
}
