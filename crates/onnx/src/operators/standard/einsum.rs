//! Sums over named axes, as `ij,jk->ik`.

use std::collections::BTreeMap;

use tract_onnx::model::ParsingContext;
use tract_onnx::pb::NodeProto;
use tract_onnx::tract_core::ops::einsum::EinSum;
use tract_onnx::tract_hir::internal::*;

use super::{Built, built};

/// An equation as the file has it.
#[derive(Debug, Clone)]
struct Einsum {
    equation: String,
}

pub(super) fn einsum(_: &ParsingContext, node: &NodeProto) -> Built {
    let equation: String = node.get_attr("equation")?;
    built(Einsum { equation: equation.chars().filter(|c| !c.is_whitespace()).collect() })
}

/// The equation without dots and with its right side. Dots stand for further axes, aligned at the last of them, and get
/// capital letters; without a right side it is the letters that occur once, in order, behind those of the dots.
fn spelt_out(equation: &str, ranks: &[usize]) -> TractResult<String> {
    let (left, right) = equation.split_once("->").map_or((equation, None), |(l, r)| (l, Some(r)));
    let terms: Vec<&str> = left.split(',').collect();
    ensure!(terms.len() == ranks.len(), "`{equation}` has {} terms for {} inputs", terms.len(), ranks.len());
    let mut dots = vec![0; ranks.len()];
    for (k, term) in terms.iter().enumerate().filter(|(_, term)| term.contains("...")) {
        let further = (ranks[k] + 3).checked_sub(term.len());
        dots[k] = further.with_context(|| format!("`{term}` has more axes than its input"))?;
    }
    let most = dots.iter().copied().max().unwrap_or(0);
    let letters: String = ('A'..='Z').filter(|c| !equation.contains(*c)).take(most).collect();
    let further = |count: usize| letters.get(most - count..).unwrap_or_default();
    let spelt: Vec<String> = terms.iter().zip(&dots).map(|(t, n)| t.replace("...", further(*n))).collect();
    let right = match right {
        Some(right) => right.replace("...", &letters),
        None => {
            let once = ('a'..='z').chain('A'..='Z').filter(|c| left.matches(*c).count() == 1);
            letters.chars().chain(once).collect()
        }
    };
    Ok(format!("{}->{right}", spelt.join(",")))
}

/// The shape of the answer.
fn shape(equation: &str, shapes: &[TVec<TDim>]) -> TractResult<TVec<TDim>> {
    let (left, right) = equation.split_once("->").context("an equation has two sides")?;
    let mut lengths: BTreeMap<char, TDim> = BTreeMap::new();
    for (term, shape) in left.split(',').zip(shapes) {
        ensure!(term.len() == shape.len(), "`{term}` stands for an input of rank {}", shape.len());
        for (letter, length) in term.chars().zip(shape) {
            let known = lengths.entry(letter).or_insert_with(|| length.clone());
            if known.is_one() {
                *known = length.clone();
            }
        }
    }
    let length = |letter| lengths.get(&letter).cloned();
    right.chars().map(|c| length(c).with_context(|| format!("`{c}` is on the right side only"))).collect()
}

impl Expansion for Einsum {
    fn name(&self) -> StaticName {
        "Einsum".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        s: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_output_arity(outputs, 1)?;
        for input in inputs {
            s.equals(&input.datum_type, &outputs[0].datum_type)?;
        }
        s.given_all(inputs.iter().map(|input| &input.shape), move |s, shapes: Vec<TVec<TDim>>| {
            let ranks: Vec<usize> = shapes.iter().map(|shape| shape.len()).collect();
            s.equals(&outputs[0].shape, shape(&spelt_out(&self.equation, &ranks)?, &shapes)?)
        })
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let rank = |input: &OutletId| Ok(model.outlet_fact(*input)?.rank());
        let ranks: Vec<usize> = inputs.iter().map(rank).collect::<TractResult<_>>()?;
        let axes: AxesMapping = spelt_out(&self.equation, &ranks)?.parse()?;
        let kind = model.outlet_fact(inputs[0])?.datum_type;
        model.wire_node(prefix, EinSum::new(axes, kind), inputs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equations() -> TractResult<()> {
        let cases = [
            ("ij,jk->ik", &[2, 2][..], "ij,jk->ik"),
            ("ij,jk", &[2, 2], "ij,jk->ik"),
            ("ba,ca", &[2, 2], "ba,ca->bc"),
            ("...ij,jk->...ik", &[4, 2], "ABij,jk->ABik"),
            ("...i,...i", &[3, 2], "ABi,Bi->AB"),
        ];
        for (equation, ranks, expected) in cases {
            assert_eq!(spelt_out(equation, ranks)?, expected);
        }
        assert!(spelt_out("...ij", &[1]).is_err());
        assert!(spelt_out("ij,jk", &[2]).is_err());
        Ok(())
    }
}
