//! Margins around a tensor.

use tract_onnx::model::{ParsingContext, optional_inputs};
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_core::ops::array::{Pad as Padded, PadMode, Slice};
use tract_onnx::tract_hir::internal::*;

use super::{Builder, Built, axis, built, constant, integers};

pub(super) const OPERATORS: &[(&str, Builder)] = &[("Pad", pad)];

/// Which inputs there are besides the tensor and the margins.
#[derive(Debug, Clone)]
struct Pad {
    mode: Mode,
    value: Option<usize>,
    axes: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
enum Mode {
    Constant,
    Edge,
    Reflect,
}

/// Margins are inputs from opset 11 on; older files are refused.
fn pad(ctx: &ParsingContext, node: &NodeProto) -> Built {
    ensure!(ctx.onnx_operator_set_version >= 11, "Pad is from before opset 11");
    let mode = match node.get_attr_opt("mode")?.unwrap_or("constant") {
        "constant" => Mode::Constant,
        "edge" => Mode::Edge,
        "reflect" => Mode::Reflect,
        other => bail!("Pad has the mode `{other}`; known are constant, edge and reflect"),
    };
    let mut options = optional_inputs(node).skip(2);
    built(Pad { mode, value: options.next().flatten(), axes: options.next().flatten() })
}

/// Margins before and after along each axis; negative ones cut.
fn margins(rank: usize, pads: &[i64], axes: Option<&[i64]>) -> TractResult<Vec<(i64, i64)>> {
    let all: Vec<i64> = (0..rank as i64).collect();
    let axes = axes.unwrap_or(&all);
    ensure!(pads.len() == 2 * axes.len(), "Pad has {} margins for {} axes", pads.len(), axes.len());
    let mut margins = vec![(0, 0); rank];
    for (k, one) in axes.iter().enumerate() {
        margins[axis(*one, rank)?] = (pads[k], pads[k + axes.len()]);
    }
    Ok(margins)
}

impl Expansion for Pad {
    fn name(&self) -> StaticName {
        "Pad".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_output_arity(outputs, 1)?;
        s.equals(&outputs[0].datum_type, &inputs[0].datum_type)?;
        s.equals(&outputs[0].rank, &inputs[0].rank)?;
        s.given_2(&inputs[0].shape, &inputs[1].value, move |s, shape, pads| {
            let pads = integers(&pads)?;
            let answer = move |s: &mut Solver<'r>, axes: Option<Vec<i64>>| {
                let margins = margins(shape.len(), &pads, axes.as_deref())?;
                let padded = shape.iter().zip(margins).map(|(length, (a, b))| length.clone() + a + b);
                s.equals(&outputs[0].shape, padded.collect::<TVec<TDim>>())
            };
            match self.axes {
                Some(axes) => s.given(&inputs[axes].value, move |s, axes| answer(s, Some(integers(&axes)?))),
                None => answer(s, None),
            }
        })
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let pads = integers(&*constant(model, inputs[1], "Pad's margins")?)?;
        let axes = self.axes.map(|k| integers(&*constant(model, inputs[k], "Pad's axes")?)).transpose()?;
        let fact = model.outlet_fact(inputs[0])?.clone();
        let margins = margins(fact.rank(), &pads, axes.as_deref())?;
        let mut wire = inputs[0];
        for (axis, (before, after)) in margins.iter().enumerate().filter(|(_, (a, b))| a.min(b) < &0) {
            let (start, end) = ((-before).max(0).to_dim(), fact.shape[axis].clone() + *after.min(&0));
            wire = model.wire_node(format!("{prefix}.cut-{axis}"), Slice::new(axis, start, end), &[wire])?[0];
        }
        let pads = margins.iter().map(|(a, b)| ((*a).max(0) as usize, (*b).max(0) as usize)).collect();
        let mode = self.mode(model, inputs, fact.datum_type)?;
        model.wire_node(prefix, Padded { pads, mode }, &[wire])
    }
}

impl Pad {
    fn mode(&self, model: &TypedModel, inputs: &[OutletId], kind: DatumType) -> TractResult<PadMode> {
        let value = match (self.mode, self.value) {
            (Mode::Edge, _) => return Ok(PadMode::Edge),
            (Mode::Reflect, _) => return Ok(PadMode::Reflect),
            (Mode::Constant, Some(k)) => constant(model, inputs[k], "Pad's value")?,
            (Mode::Constant, None) => rctensor0(0_f32),
        };
        let value = value.cast_to_dt(kind)?.into_owned();
        Ok(PadMode::Constant(value.into_shape(&[])?.into_arc_tensor()))
    }
}
