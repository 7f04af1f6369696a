//! Numbers in, numbers out, element by element; and matrices.

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_core::ops::einsum::EinSum;
use tract_onnx::tract_core::ops::math::*;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::ops::matmul::MatMulInference;

use super::super::{exponential, kernel};
use super::composite::{Answer, Wiring, composite};
use super::{Builder, Built, built};

pub(super) const OPERATORS: &[(&str, Builder)] = &[
    ("Add", |_, _| plain(Add.into_hir())),
    ("Sub", |_, _| plain(Sub.into_hir())),
    ("Mul", |_, _| plain(Mul.into_hir())),
    ("Div", |_, _| plain(Div.into_hir())),
    ("Abs", |_, _| plain(abs().into_hir())),
    ("Ceil", |_, _| plain(ceil().into_hir())),
    ("Floor", |_, _| plain(floor().into_hir())),
    ("Round", |_, _| plain(round_half_to_even().into_hir())),
    ("Sin", |_, _| plain(sin().into_hir())),
    ("Cos", |_, _| plain(cos().into_hir())),
    ("Tan", |_, _| plain(tan().into_hir())),
    ("Asin", |_, _| plain(asin().into_hir())),
    ("Acos", |_, _| plain(acos().into_hir())),
    ("Atan", |_, _| plain(atan().into_hir())),
    ("Sinh", |_, _| plain(sinh().into_hir())),
    ("Cosh", |_, _| plain(cosh().into_hir())),
    ("Tanh", |_, _| plain(tanh().into_hir())),
    ("Erf", |_, _| plain(erf().into_hir())),
    ("Exp", |_, _| composite("Exp", 1..=1, Answer::Like, |w, io| exponential(w, io[0]))),
    ("Log", |_, _| plain(ln().into_hir())),
    ("Sqrt", |_, _| plain(sqrt().into_hir())),
    ("Reciprocal", |_, _| plain(recip().into_hir())),
    ("Neg", |_, _| plain(neg().into_hir())),
    ("Sign", |_, _| plain(sign().into_hir())),
    ("IsNaN", |_, _| plain(is_nan().into_hir())),
    ("IsInf", is_infinite),
    ("Sum", |_, _| all("Sum", |w, a, b| w.add(a, b))),
    ("Max", |_, _| all("Max", |w, a, b| w.max(a, b))),
    ("Min", |_, _| all("Min", |w, a, b| w.min(a, b))),
    ("Mean", |_, _| {
        composite("Mean", 1..=usize::MAX, Answer::Stretched, |w, io| {
            let sum = folded(w, io, |w, a, b| w.add(a, b))?;
            let count = w.number(io.len() as f64, sum)?;
            w.div(sum, count)
        })
    }),
    ("Pow", |_, _| composite("Pow", 2..=2, Answer::StretchedLike, |w, io| power(w, io[0], io[1]))),
    ("Mod", modulo),
    ("MatMul", |_, _| built(MatMulInference::default())),
    ("Gemm", gemm),
];

fn plain(op: Box<dyn InferenceOp>) -> Built {
    Ok((op, vec![]))
}

fn is_infinite(_: &ParsingContext, node: &NodeProto) -> Built {
    let positive = node.get_attr_opt("detect_positive")?.unwrap_or(true);
    let negative = node.get_attr_opt("detect_negative")?.unwrap_or(true);
    plain(is_inf(positive, negative).into_hir())
}

fn exponential(w: &mut Wiring, x: OutletId) -> TractResult<OutletId> {
    match exponential::takes(w.kind(x)?) {
        true => w.step(kernel::operator(exponential::Exp, 1), &[x]),
        false => w.exp(x),
    }
}

type Pair = fn(&mut Wiring, OutletId, OutletId) -> TractResult<OutletId>;

/// Any number of inputs, one after the other.
fn all(name: &'static str, pair: Pair) -> Built {
    composite(name, 1..=usize::MAX, Answer::Stretched, move |w, io| folded(w, io, pair))
}

fn folded(w: &mut Wiring, io: &[OutletId], pair: Pair) -> TractResult<OutletId> {
    io[1..].iter().try_fold(io[0], |so_far, next| pair(w, so_far, *next))
}

/// In the type of the base; whole numbers to a broken power go through 64 bits.
fn power(w: &mut Wiring, base: OutletId, exponent: OutletId) -> TractResult<OutletId> {
    let (kind, other) = (w.kind(base)?, w.kind(exponent)?);
    let wide = if other.is_float() && !kind.is_float() { DatumType::F64 } else { kind };
    let (base, exponent) = (w.cast(base, wide)?, w.cast(exponent, wide)?);
    let power = w.step(pow(), &[base, exponent])?;
    w.cast(power, kind)
}

/// With `fmod` the remainder has the sign of the dividend, else that of the divisor.
fn modulo(_: &ParsingContext, node: &NodeProto) -> Built {
    let of_dividend = node.get_attr_opt("fmod")?.unwrap_or(false);
    composite("Mod", 2..=2, Answer::Stretched, move |w, io| {
        let rest = w.step(rem(), io)?;
        let kind = w.kind(rest)?;
        if of_dividend || kind.is_unsigned() || kind == DatumType::TDim {
            return Ok(rest);
        }
        // Opposite signs have a negative product; the divisor is larger than the rest, so nothing overflows.
        let zero = w.number(0.0, rest)?;
        let signs = [w.step(sign(), &[rest])?, w.step(sign(), &[io[1]])?];
        let product = w.mul(signs[0], signs[1])?;
        let (opposite, moved) = (w.less(product, zero)?, w.add(rest, io[1])?);
        w.choose(opposite, moved, rest)
    })
}

/// `alpha A B + beta C`.
#[derive(Debug, Clone)]
struct Gemm {
    transposed: [bool; 2],
    alpha: f32,
    beta: f32,
}

fn gemm(_: &ParsingContext, node: &NodeProto) -> Built {
    let turned = |name| TractResult::Ok(node.get_attr_opt::<bool>(name)?.unwrap_or(false));
    let alpha = node.get_attr_opt("alpha")?.unwrap_or(1.0);
    let beta = node.get_attr_opt("beta")?.unwrap_or(1.0);
    built(Gemm { transposed: [turned("transA")?, turned("transB")?], alpha, beta })
}

impl Expansion for Gemm {
    fn name(&self) -> StaticName {
        "Gemm".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        ensure!((2..=3).contains(&inputs.len()), "Gemm has {} inputs", inputs.len());
        check_output_arity(outputs, 1)?;
        let [a, b] = self.transposed.map(usize::from);
        for input in inputs {
            s.equals(&input.datum_type, &outputs[0].datum_type)?;
        }
        s.equals(&outputs[0].rank, 2)?;
        s.equals(&inputs[0].shape[a], &outputs[0].shape[0])?;
        s.equals(&inputs[0].shape[1 - a], &inputs[1].shape[b])?;
        s.equals(&inputs[1].shape[1 - b], &outputs[0].shape[1])
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let mut w = Wiring::new(prefix, model);
        let axes = AxesMapping::for_numpy_matmul(2, self.transposed[0], self.transposed[1], false)?;
        let kind = w.kind(inputs[0])?;
        let product = w.step(EinSum::new(axes, kind), &inputs[..2])?;
        let product = w.scaled(product, self.alpha.into(), 0.0)?;
        let Some(added) = inputs.get(2).filter(|_| self.beta != 0.0) else { return Ok(tvec!(product)) };
        let added = w.scaled(*added, self.beta.into(), 0.0)?;
        Ok(tvec!(w.add(product, added)?))
    }
}
