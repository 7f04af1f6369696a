//! Choosing elements, and putting them elsewhere.

use tract_onnx::model::{ParsingContext, optional_inputs};
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_core::ops::array::{OneHot as Hot, StridedSlice, Topk, Trilu};
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::ops::array::{self, ScatterReduction};

use super::super::{kernel, topk};
use super::{Builder, Built, axis, built, constant, integers};

pub(super) const OPERATORS: &[(&str, Builder)] = &[
    ("Gather", |_, node| built(array::Gather::new(axis_of(node, 0)?))),
    ("GatherElements", |_, node| built(array::GatherElements::new(axis_of(node, 0)?))),
    ("GatherND", |_, node| {
        Ok((Box::new(array::GatherNd::new(node.get_attr_opt("batch_dims")?.unwrap_or(0))), vec![]))
    }),
    ("OneHot", |_, node| built(OneHot { axis: axis_of(node, -1)? })),
    ("ScatterElements", |_, node| built(array::ScatterElements::new(axis_of(node, 0)?, reduction(node)?))),
    ("ScatterND", |_, node| built(array::ScatterNd::new(reduction(node)?))),
    ("Slice", slice),
    ("Split", split),
    ("TopK", |_, node| {
        let largest = node.get_attr_opt("largest")?.unwrap_or(true);
        built(TopK { axis: axis_of(node, -1)?, largest })
    }),
    ("Trilu", |_, node| built(Triangle { upper: node.get_attr_opt("upper")?.unwrap_or(true) })),
];

fn axis_of(node: &NodeProto, default: i64) -> TractResult<i64> {
    Ok(node.get_attr_opt("axis")?.unwrap_or(default))
}

fn reduction(node: &NodeProto) -> TractResult<ScatterReduction> {
    ScatterReduction::parse(node.get_attr_opt("reduction")?.unwrap_or("none"))
}

/// Start and end are inputs from opset 10 on; older files are refused.
fn slice(ctx: &ParsingContext, node: &NodeProto) -> Built {
    ensure!(ctx.onnx_operator_set_version >= 10, "Slice is from before opset 10");
    let mut options = optional_inputs(node).skip(3);
    let (axes, steps) = (options.next().flatten(), options.next().flatten());
    let op = StridedSlice {
        optional_axes_input: axes,
        optional_steps_input: steps,
        begin_mask: 0,
        end_mask: 0,
        shrink_axis_mask: 0,
    };
    Ok((Box::new(op), vec![]))
}

fn split(_: &ParsingContext, node: &NodeProto) -> Built {
    let axis = node.get_attr_opt("axis")?.unwrap_or(0);
    let parts = node.output.len();
    match node.input.get(1).filter(|name| !name.is_empty()) {
        Some(_) => built(Split { axis, parts }),
        None => built(array::Split::new(axis, parts, node.get_attr_opt_vec("split")?)),
    }
}

/// With the lengths of the parts as an input.
#[derive(Debug, Clone)]
struct Split {
    axis: isize,
    parts: usize,
}

impl Expansion for Split {
    fn name(&self) -> StaticName {
        "Split".into()
    }

    fn nboutputs(&self) -> TractResult<usize> {
        Ok(self.parts)
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 2)?;
        check_output_arity(outputs, self.parts)?;
        for output in outputs {
            s.equals(&output.datum_type, &inputs[0].datum_type)?;
        }
        s.given_2(&inputs[0].shape, &inputs[1].value, move |s, mut shape, lengths| {
            let axis = axis(self.axis as i64, shape.len())?;
            for (output, length) in outputs.iter().zip(integers(&lengths)?) {
                shape[axis] = length.to_dim();
                s.equals(&output.shape, shape.clone())?;
            }
            Ok(())
        })
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let lengths = integers(&*constant(model, inputs[1], "the lengths of a Split")?)?;
        let lengths = lengths.into_iter().map(|length| length as usize).collect();
        array::Split::new(self.axis, self.parts, Some(lengths)).wire(prefix, model, &inputs[..1])
    }
}

/// The largest or least values along an axis, and where they stood.
#[derive(Debug, Clone)]
struct TopK {
    axis: i64,
    largest: bool,
}

impl Expansion for TopK {
    fn name(&self) -> StaticName {
        "TopK".into()
    }

    fn nboutputs(&self) -> TractResult<usize> {
        Ok(2)
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 2)?;
        check_output_arity(outputs, 2)?;
        s.equals(&outputs[0].datum_type, &inputs[0].datum_type)?;
        s.equals(&outputs[1].datum_type, DatumType::I64)?;
        s.equals(&outputs[0].shape, &outputs[1].shape)?;
        s.given_2(&inputs[0].shape, &inputs[1].value, move |s, mut shape, count| {
            let axis = axis(self.axis, shape.len())?;
            shape[axis] = count.cast_to::<TDim>()?.to_plain_array_view::<TDim>()?[[0]].clone();
            s.equals(&outputs[0].shape, shape)
        })
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let axis = axis(self.axis, model.outlet_fact(inputs[0])?.rank())?;
        let fact = model.outlet_fact(inputs[0])?;
        let known = model.outlet_fact(inputs[1])?.konst.clone().filter(|_| topk::selects(fact.datum_type));
        if let Some(count) = known {
            let [count] = integers(&count)?[..] else { bail!("TopK takes one number of them") };
            let count = usize::try_from(count).context("TopK takes less than none")?;
            let best = topk::TopK { axis, largest: self.largest, count };
            return model.wire_node(prefix, kernel::operator(best, 2), &inputs[..1]);
        }
        let fallback_k = model.symbols.new_with_prefix("k").into();
        model.wire_node(prefix, Topk { axis, largest: self.largest, fallback_k }, inputs)
    }
}

/// One class becomes a row of off and on.
#[derive(Debug, Clone)]
struct OneHot {
    axis: i64,
}

impl Expansion for OneHot {
    fn name(&self) -> StaticName {
        "OneHot".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 3)?;
        check_output_arity(outputs, 1)?;
        s.equals(&outputs[0].datum_type, &inputs[2].datum_type)?;
        s.given_2(&inputs[0].shape, &inputs[1].value, move |s, mut shape, depth| {
            let axis = axis(self.axis, shape.len() + 1)?;
            shape.insert(axis, integers(&depth)?[0].to_dim());
            s.equals(&outputs[0].shape, shape)
        })
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let depth = integers(&*constant(model, inputs[1], "OneHot's depth")?)?[0];
        let values = constant(model, inputs[2], "OneHot's values")?;
        let axis = axis(self.axis, model.outlet_fact(inputs[0])?.rank() + 1)?;
        let [off, on] = [values.nth(0)?.into_arc_tensor(), values.nth(1)?.into_arc_tensor()];
        model.wire_node(prefix, Hot { axis, dim: usize::try_from(depth)?, off, on }, &inputs[..1])
    }
}

/// What is above or below a diagonal becomes zero.
#[derive(Debug, Clone)]
struct Triangle {
    upper: bool,
}

impl Expansion for Triangle {
    fn name(&self) -> StaticName {
        "Trilu".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        ensure!((1..=2).contains(&inputs.len()), "Trilu has {} inputs", inputs.len());
        check_output_arity(outputs, 1)?;
        s.equals(&outputs[0].datum_type, &inputs[0].datum_type)?;
        s.equals(&outputs[0].shape, &inputs[0].shape)
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let diagonal = match inputs.get(1) {
            Some(given) => integers(&*constant(model, *given, "Trilu's diagonal")?)?[0],
            None => 0,
        };
        let diagonal = model.add_const(format!("{prefix}.diagonal"), tensor0(diagonal))?;
        model.wire_node(prefix, Trilu { upper: self.upper }, &[inputs[0], diagonal])
    }
}
