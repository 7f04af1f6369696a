//! Layers that bring values to a common scale.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_core::ops::math;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::ops::nn::Reducer;

use super::axes::along;
use super::composite::{Answer, Wiring, composite};
use super::{Builder, Built, axis};

pub(super) const OPERATORS: &[(&str, Builder)] = &[
    ("BatchNormalization", batch),
    ("InstanceNormalization", instance),
    ("LayerNormalization", layer),
    ("LpNormalization", norm),
];

fn epsilon(node: &NodeProto) -> TractResult<f64> {
    Ok(node.get_attr_opt::<f32>("epsilon")?.map_or(1e-5, f64::from))
}

/// One value per channel beside a tensor whose second axis is the channels.
fn per_channel(w: &mut Wiring, values: OutletId, rank: usize) -> TractResult<OutletId> {
    (2..rank).try_fold(values, |values, _| {
        let last = w.rank(values)?;
        w.step(AxisOp::Add(last), &[values])
    })
}

/// `(x - mean) scale / sqrt(var + epsilon) + bias`, with statistics from training.
fn batch(_: &ParsingContext, node: &NodeProto) -> Built {
    let epsilon = epsilon(node)?;
    composite("BatchNormalization", 5..=5, Answer::Like, move |w, io| {
        let rank = w.rank(io[0])?;
        let [scale, bias, mean, variance] = [io[1], io[2], io[3], io[4]];
        let deviation = w.scaled(variance, 1.0, epsilon)?;
        let deviation = w.step(math::sqrt(), &[deviation])?;
        let slope = w.div(scale, deviation)?;
        let moved = w.mul(mean, slope)?;
        let offset = w.sub(bias, moved)?;
        let (slope, offset) = (per_channel(w, slope, rank)?, per_channel(w, offset, rank)?);
        let scaled = w.mul(io[0], slope)?;
        w.add(scaled, offset)
    })
}

/// `(x - mean) / sqrt(variance + epsilon)` along some axes.
fn standardised(w: &mut Wiring, x: OutletId, axes: &[usize], epsilon: f64) -> TractResult<OutletId> {
    let mean = along(w, Reducer::Mean, axes, x)?;
    let centred = w.sub(x, mean)?;
    let square = w.mul(centred, centred)?;
    let variance = along(w, Reducer::Mean, axes, square)?;
    let variance = w.scaled(variance, 1.0, epsilon)?;
    let deviation = w.step(math::sqrt(), &[variance])?;
    w.div(centred, deviation)
}

fn instance(_: &ParsingContext, node: &NodeProto) -> Built {
    let epsilon = epsilon(node)?;
    composite("InstanceNormalization", 3..=3, Answer::Like, move |w, io| {
        let rank = w.rank(io[0])?;
        let axes: Vec<usize> = (2..rank).collect();
        let standard = standardised(w, io[0], &axes, epsilon)?;
        let (scale, bias) = (per_channel(w, io[1], rank)?, per_channel(w, io[2], rank)?);
        let scaled = w.mul(standard, scale)?;
        w.add(scaled, bias)
    })
}

/// Along the last axes. Half precision is widened on the way, as the standard asks.
fn layer(_: &ParsingContext, node: &NodeProto) -> Built {
    let epsilon = epsilon(node)?;
    let first = node.get_attr_opt("axis")?.unwrap_or(-1);
    let answers = node.output.iter().filter(|name| !name.is_empty()).count();
    ensure!(answers == 1, "LayerNormalization is asked for its mean, which is for training only");
    composite("LayerNormalization", 2..=3, Answer::Like, move |w, io| {
        let (rank, kind) = (w.rank(io[0])?, w.kind(io[0])?);
        let wide = if kind == DatumType::F16 { DatumType::F32 } else { kind };
        let io: TVec<OutletId> = io.iter().map(|one| w.cast(*one, wide)).collect::<TractResult<_>>()?;
        let axes: Vec<usize> = (axis(first, rank)?..rank).collect();
        let standard = standardised(w, io[0], &axes, epsilon)?;
        let mut scaled = w.mul(standard, io[1])?;
        if let Some(bias) = io.get(2) {
            scaled = w.add(scaled, *bias)?;
        }
        w.cast(scaled, kind)
    })
}

/// Divided by the length of the row, by its absolute values (p = 1) or squares (p = 2).
fn norm(_: &ParsingContext, node: &NodeProto) -> Built {
    let along_axis = node.get_attr_opt("axis")?.unwrap_or(-1);
    let reducer = match node.get_attr_opt("p")?.unwrap_or(2_i64) {
        1 => Reducer::L1,
        2 => Reducer::L2,
        other => bail!("LpNormalization has p = {other}; known are 1 and 2"),
    };
    composite("LpNormalization", 1..=1, Answer::Like, move |w, io| {
        let axis = axis(along_axis, w.rank(io[0])?)?;
        let length = along(w, reducer, &[axis], io[0])?;
        w.div(io[0], length)
    })
}
