//! Shapes, constants and types.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_core::ops::cast::cast;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::ops::array;
use tract_onnx::tract_hir::ops::identity::Identity;
use tract_onnx::tract_hir::ops::konst::Const;

use super::composite::{Answer, composite};
use super::{Builder, Built, built};

pub(super) const OPERATORS: &[(&str, Builder)] = &[
    ("Cast", |_, node| built(Cast { to: Some(node.get_attr("to")?) })),
    ("CastLike", |_, _| built(Cast { to: None })),
    ("Concat", |_, node| built(array::Concat::new(node.get_attr("axis")?))),
    ("Constant", value),
    ("ConstantOfShape", constant_of_shape),
    ("Dropout", dropout),
    ("Expand", |_, _| built(array::MultiBroadcastTo)),
    ("EyeLike", |_, node| {
        let diagonal = node.get_attr_opt("k")?.unwrap_or(0);
        Ok((Box::new(array::EyeLike::new(node.get_attr_opt("dtype")?, diagonal)), vec![]))
    }),
    ("Flatten", |_, node| built(array::Flatten::new(node.get_attr_opt("axis")?.unwrap_or(1)))),
    ("Identity", |_, _| Ok((Box::<Identity>::default(), vec![]))),
    ("Range", |_, _| built(array::Range)),
    ("Reshape", |_, node| built(array::Reshape::new(node.get_attr_opt("allowzero")?.unwrap_or(false)))),
    ("Shape", |_, node| {
        built(Shape { start: node.get_attr_opt("start")?.unwrap_or(0), end: node.get_attr_opt("end")? })
    }),
    ("Size", |_, _| built(array::Size::new(DatumType::TDim))),
    ("Tile", |_, _| built(array::Tile)),
    ("Transpose", |_, node| {
        built(array::PermuteAxes::new(node.get_attr_opt_vec::<usize>("perm")?.map(Into::into)))
    }),
];

/// Lengths stay symbols in 64 bits. Nothing else becomes one: tract would calculate with symbols row by row, at a hundred
/// times the cost.
fn whole(from: DatumType, to: DatumType) -> DatumType {
    if to == DatumType::I64 && from == DatumType::TDim { from } else { to }
}

/// To a type, or to that of the second input.
#[derive(Debug, Clone)]
struct Cast {
    to: Option<DatumType>,
}

impl Expansion for Cast {
    fn name(&self) -> StaticName {
        "Cast".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, if self.to.is_some() { 1 } else { 2 })?;
        check_output_arity(outputs, 1)?;
        match self.to {
            Some(to) => s.given(&inputs[0].datum_type, move |s, from| {
                s.equals(&outputs[0].datum_type, whole(from, to))
            })?,
            None => s.equals(&outputs[0].datum_type, &inputs[1].datum_type)?,
        }
        s.equals(&outputs[0].shape, &inputs[0].shape)
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let to = match self.to {
            Some(to) => whole(model.outlet_fact(inputs[0])?.datum_type, to),
            None => model.outlet_fact(inputs[1])?.datum_type,
        };
        model.wire_node(prefix, cast(to), &inputs[..1])
    }
}

/// The lengths of the axes `start..end`; negative ones count from behind, and what is outside is cut off.
#[derive(Debug, Clone)]
struct Shape {
    start: i64,
    end: Option<i64>,
}

impl Shape {
    fn of(&self, shape: &[TDim]) -> Tensor {
        let rank = shape.len() as i64;
        let place = |axis: i64| (if axis < 0 { axis + rank } else { axis }).clamp(0, rank) as usize;
        let (start, end) = (place(self.start), place(self.end.unwrap_or(rank)));
        tensor1(&shape[start.min(end)..end])
    }
}

impl Expansion for Shape {
    fn name(&self) -> StaticName {
        "Shape".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 1)?;
        check_output_arity(outputs, 1)?;
        s.equals(&outputs[0].rank, 1)?;
        s.equals(&outputs[0].datum_type, DatumType::TDim)?;
        s.given(&inputs[0].shape, move |s, shape| {
            s.equals(&outputs[0].value, self.of(&shape).into_arc_tensor())
        })
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let shape = self.of(&model.outlet_fact(inputs[0])?.shape.to_tvec());
        Ok(tvec!(model.add_const(prefix, shape)?))
    }
}

/// A constant in any of the forms that the standard has for it.
fn value(ctx: &ParsingContext, node: &NodeProto) -> Built {
    let tensor = if let Some(tensor) = node.get_attr_opt("value")? {
        ctx.load_tensor(tensor)?
    } else if let Some(number) = node.get_attr_opt::<f32>("value_float")? {
        tensor0(number)
    } else if let Some(number) = node.get_attr_opt::<i64>("value_int")? {
        tensor0(number)
    } else if let Some(numbers) = node.get_attr_opt_slice::<f32>("value_floats")? {
        tensor1(numbers)
    } else if let Some(numbers) = node.get_attr_opt_slice::<i64>("value_ints")? {
        tensor1(numbers)
    } else if let Some(text) = node.get_attr_opt::<String>("value_string")? {
        tensor0(text)
    } else if let Some(texts) = node.get_attr_opt_slice::<Vec<u8>>("value_strings")? {
        tensor1(&texts.iter().map(|text| String::from_utf8_lossy(text).into_owned()).collect::<Vec<_>>())
    } else {
        bail!("a Constant has no value")
    };
    Ok((Box::new(Const::new(tensor.into_arc_tensor())?), vec![]))
}

fn constant_of_shape(ctx: &ParsingContext, node: &NodeProto) -> Built {
    let value = match node.get_attr_opt("value")? {
        Some(tensor) => ctx.load_tensor(tensor)?,
        None => tensor1(&[0_f32]),
    };
    ensure!(value.len() == 1, "ConstantOfShape is given {} values instead of one", value.len());
    built(array::ConstantOfShape::new(value.into_shape(&[])?.into_arc_tensor()))
}

/// Once a model is trained, nothing is dropped.
fn dropout(_: &ParsingContext, node: &NodeProto) -> Built {
    ensure!(
        node.output.iter().filter(|name| !name.is_empty()).count() == 1,
        "Dropout with a mask is for training only"
    );
    composite("Dropout", 1..=3, Answer::Like, |w, io| {
        if let Some(training) = io.get(2) {
            let training = super::constant(w.model, *training, "Dropout's mode")?;
            ensure!(!training.cast_to_scalar::<bool>()?, "Dropout is in training mode");
        }
        Ok(io[0])
    })
}
