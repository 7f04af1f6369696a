//! An operator that is a few steps of arithmetic.

use std::fmt;
use std::ops::RangeInclusive;

use tract_onnx::tract_core::broadcast::multi_broadcast;
use tract_onnx::tract_core::ops::binary::TypedBinOp;
use tract_onnx::tract_core::ops::cast::cast;
use tract_onnx::tract_core::ops::change_axes::wire_with_rank_broadcast;
use tract_onnx::tract_core::ops::{logic, math};
use tract_onnx::tract_hir::internal::*;

use super::Built;

/// What is known of the answer before it is calculated.
#[derive(Debug, Clone, Copy)]
pub(super) enum Answer {
    /// Shape and type of the first input.
    Like,
    /// All inputs stretched to one shape, in the type that holds them all.
    Stretched,
    /// The same in the type of the first input.
    StretchedLike,
}

type Steps = dyn Fn(&mut Wiring, &[OutletId]) -> TractResult<OutletId> + Send + Sync;

#[derive(Clone)]
struct Composite {
    name: &'static str,
    inputs: RangeInclusive<usize>,
    answer: Answer,
    steps: Arc<Steps>,
}

/// An operator with one answer, made of steps.
pub(super) fn composite(
    name: &'static str,
    inputs: RangeInclusive<usize>,
    answer: Answer,
    steps: impl Fn(&mut Wiring, &[OutletId]) -> TractResult<OutletId> + Send + Sync + 'static,
) -> Built {
    super::built(Composite { name, inputs, answer, steps: Arc::new(steps) })
}

impl fmt::Debug for Composite {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Expansion for Composite {
    fn name(&self) -> StaticName {
        self.name.into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        ensure!(self.inputs.contains(&inputs.len()), "{} has {} inputs", self.name, inputs.len());
        check_output_arity(outputs, 1)?;
        let answer = &outputs[0];
        if let Answer::Stretched = self.answer {
            s.given_all(inputs.iter().map(|input| &input.datum_type), move |s, types| {
                let all = DatumType::super_type_for(&types);
                let all = all.with_context(|| format!("{} has inputs of {types:?}", self.name))?;
                s.equals(&answer.datum_type, all)
            })?;
        } else {
            s.equals(&answer.datum_type, &inputs[0].datum_type)?;
        }
        if let Answer::Like = self.answer {
            return s.equals(&answer.shape, &inputs[0].shape);
        }
        s.given_all(inputs.iter().map(|input| &input.shape), move |s, shapes| {
            s.equals(&answer.shape, multi_broadcast(&shapes)?)
        })
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let mut wiring = Wiring { prefix, model, steps: 0 };
        let inputs = match self.answer {
            Answer::Stretched => wiring.one_type(inputs)?,
            _ => inputs.into(),
        };
        Ok(tvec!((self.steps)(&mut wiring, &inputs)?))
    }
}

/// Puts steps into a model.
pub(super) struct Wiring<'a> {
    prefix: &'a str,
    pub model: &'a mut TypedModel,
    steps: usize,
}

impl<'a> Wiring<'a> {
    /// Steps named after `prefix`.
    pub fn new(prefix: &'a str, model: &'a mut TypedModel) -> Self {
        Self { prefix, model, steps: 0 }
    }

    /// A name for the next step.
    pub fn name(&mut self) -> String {
        self.steps += 1;
        format!("{}.{}", self.prefix, self.steps)
    }

    pub fn kind(&self, of: OutletId) -> TractResult<DatumType> {
        Ok(self.model.outlet_fact(of)?.datum_type)
    }

    pub fn rank(&self, of: OutletId) -> TractResult<usize> {
        Ok(self.model.outlet_fact(of)?.rank())
    }

    /// One step; inputs of a lower rank get axes of length one in front.
    pub fn step(&mut self, op: impl Into<Box<dyn TypedOp>>, inputs: &[OutletId]) -> TractResult<OutletId> {
        let name = self.name();
        Ok(wire_with_rank_broadcast(name, self.model, op, inputs)?[0])
    }

    /// A number in the type of another value.
    pub fn number(&mut self, number: f64, like: OutletId) -> TractResult<OutletId> {
        let number = tensor0(number).cast_to_dt(self.kind(like)?)?.into_owned();
        let name = self.name();
        self.model.add_const(name, number)
    }

    pub fn cast(&mut self, of: OutletId, to: DatumType) -> TractResult<OutletId> {
        if self.kind(of)? == to { Ok(of) } else { self.step(cast(to), &[of]) }
    }

    fn one_type(&mut self, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let kinds: Vec<_> = inputs.iter().map(|input| self.kind(*input)).collect::<TractResult<_>>()?;
        let all = DatumType::super_type_for(&kinds).with_context(|| format!("inputs of {kinds:?}"))?;
        inputs.iter().map(|input| self.cast(*input, all)).collect()
    }

    pub fn add(&mut self, a: OutletId, b: OutletId) -> TractResult<OutletId> {
        self.step(math::add(), &[a, b])
    }

    pub fn sub(&mut self, a: OutletId, b: OutletId) -> TractResult<OutletId> {
        self.step(math::sub(), &[a, b])
    }

    pub fn mul(&mut self, a: OutletId, b: OutletId) -> TractResult<OutletId> {
        self.step(math::mul(), &[a, b])
    }

    pub fn div(&mut self, a: OutletId, b: OutletId) -> TractResult<OutletId> {
        self.step(math::div(), &[a, b])
    }

    pub fn max(&mut self, a: OutletId, b: OutletId) -> TractResult<OutletId> {
        self.step(math::max(), &[a, b])
    }

    pub fn min(&mut self, a: OutletId, b: OutletId) -> TractResult<OutletId> {
        self.step(math::min(), &[a, b])
    }

    pub fn exp(&mut self, x: OutletId) -> TractResult<OutletId> {
        self.step(math::exp(), &[x])
    }

    /// Whether `a < b`.
    pub fn less(&mut self, a: OutletId, b: OutletId) -> TractResult<OutletId> {
        self.step(TypedBinOp(logic::comp_lt(), None), &[a, b])
    }

    /// `yes` where the condition holds, else `no`.
    pub fn choose(&mut self, condition: OutletId, yes: OutletId, no: OutletId) -> TractResult<OutletId> {
        self.step(logic::Iff, &[condition, yes, no])
    }

    /// `factor * x + offset`.
    pub fn scaled(&mut self, x: OutletId, factor: f64, offset: f64) -> TractResult<OutletId> {
        let mut line = x;
        if factor != 1.0 {
            let factor = self.number(factor, x)?;
            line = self.mul(line, factor)?;
        }
        if offset != 0.0 {
            let offset = self.number(offset, x)?;
            line = self.add(line, offset)?;
        }
        Ok(line)
    }
}
