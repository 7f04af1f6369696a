//! Operators that work along axes: given as attributes in older files, as inputs in newer ones.

use tract_onnx::pb::NodeProto;
use tract_onnx::tract_core::ops::math;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::ops::array::{AddDims, Squeeze};
use tract_onnx::tract_hir::ops::nn::{Reduce, Reducer};

use super::composite::Wiring;
use super::{Builder, Built, axis, built, constant, integers};

pub(super) const OPERATORS: &[(&str, Builder)] = &[
    ("ArgMax", |_, node| arg(node, Reducer::ArgMax)),
    ("ArgMin", |_, node| arg(node, Reducer::ArgMin)),
    ("GlobalAveragePool", |_, _| over(Action::Pool(Reducer::Mean), None)),
    ("GlobalMaxPool", |_, _| over(Action::Pool(Reducer::Max), None)),
    ("ReduceL1", |_, node| reduce(node, Reducer::L1)),
    ("ReduceL2", |_, node| reduce(node, Reducer::L2)),
    ("ReduceLogSum", |_, node| reduce(node, Reducer::LogSum)),
    ("ReduceLogSumExp", |_, node| reduce(node, Reducer::LogSumExp)),
    ("ReduceMax", |_, node| reduce(node, Reducer::Max)),
    ("ReduceMean", |_, node| reduce(node, Reducer::Mean)),
    ("ReduceMin", |_, node| reduce(node, Reducer::Min)),
    ("ReduceProd", |_, node| reduce(node, Reducer::Prod)),
    ("ReduceSum", |_, node| reduce(node, Reducer::Sum)),
    ("ReduceSumSquare", |_, node| reduce(node, Reducer::SumSquare)),
    ("Squeeze", |_, node| over(Action::Squeeze, node.get_attr_opt_vec("axes")?)),
    ("Unsqueeze", |_, node| over(Action::Unsqueeze, node.get_attr_opt_vec("axes")?)),
];

/// What is done along the axes.
#[derive(Debug, Clone)]
enum Action {
    Squeeze,
    Unsqueeze,
    Reduce {
        reducer: Reducer,
        keep: bool,
        none_is_none: bool,
    },
    /// All axes behind batch and channels.
    Pool(Reducer),
}

#[derive(Debug, Clone)]
struct OverAxes {
    action: Action,
    attribute: Option<Vec<i64>>,
}

fn over(action: Action, attribute: Option<Vec<i64>>) -> Built {
    built(OverAxes { action, attribute })
}

fn reduce(node: &NodeProto, reducer: Reducer) -> Built {
    let keep = node.get_attr_opt("keepdims")?.unwrap_or(true);
    let none_is_none = node.get_attr_opt("noop_with_empty_axes")?.unwrap_or(false);
    over(Action::Reduce { reducer, keep, none_is_none }, node.get_attr_opt_vec("axes")?)
}

fn arg(node: &NodeProto, reducer: fn(bool) -> Reducer) -> Built {
    let axis = node.get_attr_opt("axis")?.unwrap_or(0);
    let keep = node.get_attr_opt("keepdims")?.unwrap_or(true);
    let last = node.get_attr_opt("select_last_index")?.unwrap_or(false);
    built(Reduce::new(Some(vec![axis]), keep, reducer(last)))
}

impl OverAxes {
    /// The axes meant, where the file names `axes`, or `None` where it names none.
    fn resolve(&self, axes: Option<Vec<i64>>, shape: &[TDim]) -> TractResult<Vec<usize>> {
        let rank = shape.len();
        match (&self.action, axes) {
            (Action::Pool(_), _) => Ok((2..rank).collect()),
            (Action::Unsqueeze, Some(axes)) => axes.iter().map(|one| axis(*one, rank + axes.len())).collect(),
            (Action::Unsqueeze, None) => bail!("Unsqueeze names no axis"),
            (Action::Squeeze, None) => Ok((0..rank).filter(|k| shape[*k].is_one()).collect()),
            (Action::Reduce { none_is_none, .. }, axes) if axes.as_ref().is_none_or(Vec::is_empty) => {
                Ok(if *none_is_none { vec![] } else { (0..rank).collect() })
            }
            (_, Some(axes)) => axes.iter().map(|one| axis(*one, rank)).collect(),
            (_, None) => Ok((0..rank).collect()),
        }
    }

    fn shape(&self, axes: &[usize], shape: &[TDim]) -> TVec<TDim> {
        let mut shape: TVec<TDim> = shape.into();
        let mut sorted = axes.to_vec();
        sorted.sort_unstable();
        match &self.action {
            Action::Unsqueeze => sorted.iter().for_each(|axis| shape.insert(*axis, 1.to_dim())),
            Action::Squeeze | Action::Reduce { keep: false, .. } => sorted.iter().rev().for_each(|axis| {
                shape.remove(*axis);
            }),
            _ => sorted.iter().for_each(|axis| shape[*axis] = 1.to_dim()),
        }
        shape
    }
}

impl Expansion for OverAxes {
    fn name(&self) -> StaticName {
        format!("{:?}", self.action).into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_output_arity(outputs, 1)?;
        s.equals(&outputs[0].datum_type, &inputs[0].datum_type)?;
        match inputs {
            [input] => s.given(&input.shape, move |s, shape| {
                let axes = self.resolve(self.attribute.clone(), &shape)?;
                s.equals(&outputs[0].shape, self.shape(&axes, &shape))
            }),
            [input, axes] => s.given_2(&input.shape, &axes.value, move |s, shape, axes| {
                let axes = self.resolve(Some(integers(&axes)?), &shape)?;
                s.equals(&outputs[0].shape, self.shape(&axes, &shape))
            }),
            _ => bail!("{} has {} inputs", self.name(), inputs.len()),
        }
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let axes = match inputs.get(1) {
            Some(axes) => Some(integers(&*constant(model, *axes, "the axes of an operator")?)?),
            None => self.attribute.clone(),
        };
        let input = &inputs[..1];
        let axes = self.resolve(axes, &model.outlet_fact(inputs[0])?.shape)?;
        let signed = |axes: Vec<usize>| axes.into_iter().map(|axis| axis as isize).collect();
        match self.action {
            Action::Unsqueeze => AddDims::new(signed(axes)).wire(prefix, model, input),
            Action::Squeeze => Squeeze::new(Some(signed(sorted(axes)))).wire(prefix, model, input),
            Action::Reduce { reducer, keep, .. } => reduced(prefix, model, input[0], &axes, reducer, keep),
            Action::Pool(reducer) => reduced(prefix, model, input[0], &axes, reducer, true),
        }
    }
}

fn sorted(mut axes: Vec<usize>) -> Vec<usize> {
    axes.sort_unstable();
    axes
}

/// A reduction; tract's logarithm of a sum of exponentials overflows, so that one is taken relative to the largest.
fn reduced(
    prefix: &str,
    model: &mut TypedModel,
    input: OutletId,
    axes: &[usize],
    reducer: Reducer,
    keep: bool,
) -> TractResult<TVec<OutletId>> {
    let sorted: TVec<usize> = sorted(axes.to_vec()).into();
    let mut w = Wiring::new(prefix, model);
    let mut value = match reducer {
        Reducer::LogSumExp => log_sum_exp(&mut w, &sorted, input)?,
        _ => along(&mut w, reducer, &sorted, input)?,
    };
    for axis in sorted.iter().rev().filter(|_| !keep) {
        value = w.step(AxisOp::Rm(*axis), &[value])?;
    }
    Ok(tvec!(value))
}

/// A reduction that keeps its axes, with length one.
pub(super) fn along(
    w: &mut Wiring,
    reducer: Reducer,
    axes: &[usize],
    input: OutletId,
) -> TractResult<OutletId> {
    let name = w.name();
    reducer.wire(axes.into(), &name, w.model, input)
}

fn log_sum_exp(w: &mut Wiring, axes: &[usize], input: OutletId) -> TractResult<OutletId> {
    let largest = along(w, Reducer::Max, axes, input)?;
    // Where all are minus infinity, so is the answer, and the difference must not be "not a number".
    let lowest = w.number(f32::MIN.into(), input)?;
    let largest = w.max(largest, lowest)?;
    let relative = w.sub(input, largest)?;
    let exp = w.exp(relative)?;
    let sum = along(w, Reducer::Sum, axes, exp)?;
    let log = w.step(math::ln(), &[sum])?;
    w.add(log, largest)
}
