//! `TopK` with a constant number: the best of each line in order, and where they stood.

use std::cmp::Ordering;

use tract_onnx::tract_hir::internal::*;

use super::kernel::{Fact, Kernel};
use super::rows::{elements, tensor};

/// Up to so many are kept in order while a line is gone through; more are taken from the sorted line.
const FEW: usize = 32;
/// Values that are compared at once with the worst that is kept.
const CHUNK: usize = 16;

/// The largest or least of each line along an axis.
#[derive(Debug)]
pub(super) struct TopK {
    pub axis: usize,
    pub largest: bool,
    pub count: usize,
}

/// Whether there is a quick way for such elements.
pub(super) fn selects(kind: DatumType) -> bool {
    [f32::datum_type(), f64::datum_type(), i32::datum_type(), i64::datum_type()].contains(&kind)
}

/// Not a number is worse than all others; among equals the first is better.
fn order<T: PartialOrd>(a: &T, b: &T, largest: bool) -> Ordering {
    let order = if largest { b.partial_cmp(a) } else { a.partial_cmp(b) };
    let is_number = |x: &T| x.partial_cmp(x).is_some();
    order.unwrap_or_else(|| is_number(b).cmp(&is_number(a)))
}

impl TopK {
    fn select<T: Datum + Copy + PartialOrd>(&self, input: &Tensor) -> TractResult<Vec<Tensor>> {
        let mut shape = input.shape().to_vec();
        let length = *shape.get(self.axis).context("TopK has no such axis")?;
        ensure!(self.count <= length, "TopK asks for {} of {length}", self.count);
        let inner: usize = shape[self.axis + 1..].iter().product();
        shape[self.axis] = self.count;
        let all = elements::<T>(input)?;
        let made = shape.iter().product();
        let (mut values, mut places) = (vec![T::default(); made], vec![0; made]);
        let (mut best, mut line) = (Vec::new(), Vec::new());
        let lines = if made == 0 { 0 } else { all.len() / length };
        for at in 0..lines {
            let (outer, inner_at) = (at / inner, at % inner);
            line.clear();
            line.extend(all[outer * length * inner + inner_at..].iter().step_by(inner).take(length));
            self.best(&line, &mut best);
            for (rank, (value, place)) in best.iter().enumerate() {
                let to = (outer * self.count + rank) * inner + inner_at;
                (values[to], places[to]) = (*value, *place);
            }
        }
        Ok(vec![tensor(&shape, values)?, tensor(&shape, places)?])
    }

    /// The best of a line, with their places.
    fn best<T: Copy + PartialOrd>(&self, line: &[T], best: &mut Vec<(T, i64)>) {
        let first = if self.count > FEW { line.len() } else { self.count };
        let (first, rest) = line.split_at(first);
        best.clear();
        best.extend(first.iter().copied().zip(0..));
        best.sort_by(|a, b| order(&a.0, &b.0, self.largest));
        best.truncate(self.count);
        for (chunk, start) in rest.chunks(CHUNK).zip((first.len() as i64..).step_by(CHUNK)) {
            // A number that does not compare may be the bound or the value: it is looked at closer.
            let behind = |value: &T, best: &[(T, i64)]| match best.last() {
                Some((bound, _)) if self.largest => *value <= *bound,
                Some((bound, _)) => *value >= *bound,
                None => true,
            };
            if chunk.iter().fold(true, |all, value| all & behind(value, best)) {
                continue;
            }
            for (value, place) in chunk.iter().zip(start..) {
                if !behind(value, best) {
                    self.insert(*value, place, best);
                }
            }
        }
    }

    /// Takes a value in, if it is better than the last of those that are kept.
    fn insert<T: Copy + PartialOrd>(&self, value: T, place: i64, best: &mut Vec<(T, i64)>) {
        let better = |kept: &(T, i64)| order(&value, &kept.0, self.largest).is_lt();
        if best.last().is_some_and(better) {
            best.pop();
            let at = best.iter().rposition(|kept| !better(kept)).map_or(0, |at| at + 1);
            best.insert(at, (value, place));
        }
    }
}

impl Kernel for TopK {
    fn name(&self) -> &'static str {
        "TopK"
    }

    fn outputs(&self, inputs: &[Fact]) -> TractResult<Vec<Fact>> {
        let [input] = inputs else { bail!("TopK of a constant number takes one input") };
        let mut shape = input.shape.clone();
        *shape.get_mut(self.axis).context("TopK has no such axis")? = self.count.to_dim();
        Ok(vec![Fact { kind: input.kind, shape: shape.clone() }, Fact { kind: DatumType::I64, shape }])
    }

    fn eval(&self, inputs: &[&Tensor]) -> TractResult<Vec<Tensor>> {
        let [input] = inputs else { bail!("TopK of a constant number takes one input") };
        match input.datum_type() {
            DatumType::F32 => self.select::<f32>(input),
            DatumType::F64 => self.select::<f64>(input),
            DatumType::I32 => self.select::<i32>(input),
            DatumType::I64 => self.select::<i64>(input),
            other => bail!("TopK does not choose among {other:?}"),
        }
    }
}

#[cfg(test)]
mod tests;
