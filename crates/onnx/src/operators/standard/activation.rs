//! What stands between the layers of a network.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_core::ops::{math, nn};
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::ops::nn::{LayerLogSoftmax, LayerSoftmax, Softmax};

use super::composite::{Answer, Wiring, composite};
use super::{Builder, Built, built};

pub(super) const OPERATORS: &[(&str, Builder)] = &[
    ("Celu", celu),
    ("Clip", clip),
    ("Elu", elu),
    ("Gelu", gelu),
    ("HardSigmoid", hard_sigmoid),
    ("HardSwish", |_, _| {
        unary("HardSwish", |w, x| {
            let gate = hard_gate(w, x, 1.0 / 6.0, 0.5)?;
            w.mul(x, gate)
        })
    }),
    ("LeakyRelu", leaky_relu),
    ("LogSoftmax", log_softmax),
    ("Mish", |_, _| {
        unary("Mish", |w, x| {
            let soft = softplus(w, x)?;
            let gate = w.step(math::tanh(), &[soft])?;
            w.mul(x, gate)
        })
    }),
    ("PRelu", |_, _| {
        composite("PRelu", 2..=2, Answer::Like, |w, io| {
            let (zero, sloped) = (w.number(0.0, io[0])?, w.mul(io[0], io[1])?);
            let below = w.less(io[0], zero)?;
            w.choose(below, sloped, io[0])
        })
    }),
    ("Relu", |_, _| {
        unary("Relu", |w, x| {
            let zero = w.number(0.0, x)?;
            w.max(x, zero)
        })
    }),
    ("Selu", selu),
    ("Sigmoid", |_, _| unary("Sigmoid", sigmoid)),
    ("Softmax", softmax),
    ("Softplus", |_, _| unary("Softplus", softplus)),
    ("Softsign", |_, _| {
        unary("Softsign", |w, x| {
            let size = w.step(math::abs(), &[x])?;
            let below = w.scaled(size, 1.0, 1.0)?;
            w.div(x, below)
        })
    }),
    ("ThresholdedRelu", thresholded_relu),
];

/// A function of one value that keeps its type.
pub(super) fn unary(
    name: &'static str,
    of: impl Fn(&mut Wiring, OutletId) -> TractResult<OutletId> + Send + Sync + 'static,
) -> Built {
    composite(name, 1..=1, Answer::Like, move |w, io| of(w, io[0]))
}

/// An attribute with the standard's default.
fn number(node: &NodeProto, name: &str, default: f64) -> TractResult<f64> {
    Ok(node.get_attr_opt::<f32>(name)?.map_or(default, f64::from))
}

/// `alpha (exp(x / width) - 1)`.
fn bent(w: &mut Wiring, x: OutletId, alpha: f64, width: f64) -> TractResult<OutletId> {
    let over = w.scaled(x, width.recip(), 0.0)?;
    let exp = w.exp(over)?;
    w.scaled(exp, alpha, -alpha)
}

/// `x` above zero, else the other.
fn above_zero(w: &mut Wiring, x: OutletId, other: OutletId) -> TractResult<OutletId> {
    let zero = w.number(0.0, x)?;
    let above = w.less(zero, x)?;
    w.choose(above, x, other)
}

fn celu(_: &ParsingContext, node: &NodeProto) -> Built {
    let alpha = number(node, "alpha", 1.0)?;
    unary("Celu", move |w, x| {
        let other = bent(w, x, alpha, alpha)?;
        above_zero(w, x, other)
    })
}

fn elu(_: &ParsingContext, node: &NodeProto) -> Built {
    let alpha = number(node, "alpha", 1.0)?;
    unary("Elu", move |w, x| {
        let other = bent(w, x, alpha, 1.0)?;
        above_zero(w, x, other)
    })
}

fn selu(_: &ParsingContext, node: &NodeProto) -> Built {
    let alpha = number(node, "alpha", 1.673_263_192_176_818_8)?;
    let gamma = number(node, "gamma", 1.050_701_022_148_132_3)?;
    unary("Selu", move |w, x| {
        let other = bent(w, x, alpha, 1.0)?;
        let either = above_zero(w, x, other)?;
        w.scaled(either, gamma, 0.0)
    })
}

fn thresholded_relu(_: &ParsingContext, node: &NodeProto) -> Built {
    let alpha = number(node, "alpha", 1.0)?;
    unary("ThresholdedRelu", move |w, x| {
        let (threshold, zero) = (w.number(alpha, x)?, w.number(0.0, x)?);
        let above = w.less(threshold, x)?;
        w.choose(above, x, zero)
    })
}

fn leaky_relu(_: &ParsingContext, node: &NodeProto) -> Built {
    let alpha = number(node, "alpha", 0.01)?;
    unary("LeakyRelu", move |w, x| {
        if w.kind(x)? == DatumType::F32 {
            return w.step(nn::leaky_relu(alpha as f32), &[x]);
        }
        let other = w.scaled(x, alpha, 0.0)?;
        above_zero(w, x, other)
    })
}

/// `factor x + offset`, between zero and one.
fn hard_gate(w: &mut Wiring, x: OutletId, factor: f64, offset: f64) -> TractResult<OutletId> {
    let line = w.scaled(x, factor, offset)?;
    let (zero, one) = (w.number(0.0, x)?, w.number(1.0, x)?);
    let floored = w.max(line, zero)?;
    w.min(floored, one)
}

fn hard_sigmoid(_: &ParsingContext, node: &NodeProto) -> Built {
    let (alpha, beta) = (number(node, "alpha", 0.2)?, number(node, "beta", 0.5)?);
    unary("HardSigmoid", move |w, x| hard_gate(w, x, alpha, beta))
}

/// tract has it in 16 and 32 bits.
pub(super) fn sigmoid(w: &mut Wiring, x: OutletId) -> TractResult<OutletId> {
    if w.kind(x)? != DatumType::F64 {
        return w.step(nn::sigmoid(), &[x]);
    }
    let minus = w.scaled(x, -1.0, 0.0)?;
    let exp = w.exp(minus)?;
    let (one, below) = (w.number(1.0, x)?, w.scaled(exp, 1.0, 1.0)?);
    w.div(one, below)
}

/// `ln(1 + exp(x))` as `max(x, 0) + ln(1 + exp(-|x|))`, which does not overflow.
fn softplus(w: &mut Wiring, x: OutletId) -> TractResult<OutletId> {
    let size = w.step(math::abs(), &[x])?;
    let minus = w.scaled(size, -1.0, 0.0)?;
    let exp = w.exp(minus)?;
    let sum = w.scaled(exp, 1.0, 1.0)?;
    let log = w.step(math::ln(), &[sum])?;
    let zero = w.number(0.0, x)?;
    let ramp = w.max(x, zero)?;
    w.add(ramp, log)
}

fn gelu(_: &ParsingContext, node: &NodeProto) -> Built {
    let by_tanh = node.get_attr_opt::<&str>("approximate")? == Some("tanh");
    unary("Gelu", move |w, x| {
        let gate = if by_tanh { tanh_gate(w, x)? } else { erf_gate(w, x)? };
        let half = w.scaled(gate, 0.5, 0.5)?;
        w.mul(x, half)
    })
}

fn erf_gate(w: &mut Wiring, x: OutletId) -> TractResult<OutletId> {
    let scaled = w.scaled(x, std::f64::consts::FRAC_1_SQRT_2, 0.0)?;
    w.step(math::erf(), &[scaled])
}

/// `tanh(sqrt(2 / pi) (x + 0.044715 x^3))`, as the standard writes it.
fn tanh_gate(w: &mut Wiring, x: OutletId) -> TractResult<OutletId> {
    let square = w.mul(x, x)?;
    let bent = w.scaled(square, 0.044715, 1.0)?;
    let cubic = w.mul(x, bent)?;
    let scaled = w.scaled(cubic, std::f64::consts::FRAC_2_PI.sqrt(), 0.0)?;
    w.step(math::tanh(), &[scaled])
}

/// Bounds are attributes up to opset 10, inputs that may be left out from 11 on.
fn clip(ctx: &ParsingContext, node: &NodeProto) -> Built {
    if ctx.onnx_operator_set_version < 11 {
        let (low, high) = (node.get_attr_opt::<f32>("min")?, node.get_attr_opt::<f32>("max")?);
        return unary("Clip", move |w, x| {
            let low = low.map(|low| w.number(low.into(), x)).transpose()?;
            let high = high.map(|high| w.number(high.into(), x)).transpose()?;
            between(w, x, low, high)
        });
    }
    let mut bounds = tract_onnx::model::optional_inputs(node).skip(1);
    let (low, high) = (bounds.next().flatten(), bounds.next().flatten());
    composite("Clip", 1..=3, Answer::Like, move |w, io| {
        between(w, io[0], low.map(|k| io[k]), high.map(|k| io[k]))
    })
}

fn between(
    w: &mut Wiring,
    x: OutletId,
    low: Option<OutletId>,
    high: Option<OutletId>,
) -> TractResult<OutletId> {
    let kind = w.kind(x)?;
    let mut value = x;
    if let Some(low) = low {
        let low = w.cast(low, kind)?;
        value = w.max(value, low)?;
    }
    if let Some(high) = high {
        let high = w.cast(high, kind)?;
        value = w.min(value, high)?;
    }
    Ok(value)
}

/// Up to opset 12 all axes from the one named are one; from 13 on the one named, by default the last.
fn softmax(ctx: &ParsingContext, node: &NodeProto) -> Built {
    let axis = node.get_attr_opt::<isize>("axis")?;
    match ctx.onnx_operator_set_version {
        ..13 => built(LayerSoftmax::new(axis.unwrap_or(1), true)),
        _ => built(Softmax::new(axis.unwrap_or(-1))),
    }
}

fn log_softmax(ctx: &ParsingContext, node: &NodeProto) -> Built {
    let axis = node.get_attr_opt::<isize>("axis")?;
    match ctx.onnx_operator_set_version {
        ..13 => built(LayerLogSoftmax::new(axis.unwrap_or(1), true)),
        _ => built(LayerLogSoftmax::new(axis.unwrap_or(-1), false)),
    }
}
