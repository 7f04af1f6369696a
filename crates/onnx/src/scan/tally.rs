//! What a file has asked for so far.

use super::limits::Limits;
use super::refuse::{self, SMALLER};
use super::shapes::Known;
use super::wire::Field;
use crate::refusal::Result;

/// Running sums over the whole file.
pub(super) struct Tally<'l> {
    pub limits: &'l Limits,
    nodes: usize,
    decoded: usize,
    constants: u64,
    tensors: u64,
    times: u64,
    work: u64,
}

impl<'l> Tally<'l> {
    pub fn new(limits: &'l Limits) -> Self {
        Self { limits, nodes: 0, decoded: 0, constants: 0, tensors: 0, times: 1, work: 0 }
    }

    /// One more node.
    pub fn node(&mut self, field: &Field) -> Result<()> {
        self.nodes += 1;
        if self.nodes <= self.limits.nodes {
            return Ok(());
        }
        let message = format!("it has more than {} nodes", self.limits.nodes);
        Err(refuse::at(field.at, message, SMALLER))
    }

    /// `count` things of so many bytes that the decoder keeps: counted twice, as lists grow by doubling.
    pub fn keep(&mut self, size: usize, count: usize, field: &Field) -> Result<()> {
        let bytes = count.saturating_mul(2 * size);
        self.decoded = self.decoded.saturating_add(bytes);
        if self.decoded <= self.limits.decoded {
            return Ok(());
        }
        let message = format!(
            "its messages and lists would take more than {} MiB once decoded",
            self.limits.decoded >> 20
        );
        Err(refuse::at(field.at, message, SMALLER))
    }

    /// A tensor of this shape that `what` makes.
    pub fn tensor(&mut self, known: &Known, what: impl Fn() -> String) -> Result<()> {
        let Some(shape) = &known.shape else { return Ok(()) };
        // An axis of no length hides what the others claim.
        let elements = shape.iter().fold(1_u64, |all, length| all.saturating_mul((*length).max(1)));
        self.tensors = self.tensors.saturating_add(elements);
        if known.constant {
            self.constants = self.constants.saturating_add(elements);
        }
        let limits = self.limits;
        for (found, most, whole) in [
            (elements, limits.tensor, "one tensor has"),
            (self.constants, limits.constants, "all constants together have"),
            (self.tensors, limits.tensors, "all tensors together have"),
        ] {
            if found > most {
                let message =
                    format!("with {} of the shape {shape:?}, {whole} more than {most} elements", what());
                return Err(refuse::refusal(message, SMALLER));
            }
        }
        Ok(())
    }

    /// Work in a body that is run `times` over counts so often, until [`Tally::leave`].
    pub fn enter(&mut self, times: u64) -> u64 {
        let before = self.times;
        self.times = before.saturating_mul(times.max(1));
        before
    }

    /// Back to how it was before [`Tally::enter`].
    pub fn leave(&mut self, before: u64) {
        self.times = before;
    }

    /// Multiplications that `what` does.
    pub fn work(&mut self, factors: &[u64], what: impl Fn() -> String) -> Result<()> {
        let more = factors.iter().fold(self.times, |product, factor| product.saturating_mul(*factor));
        self.work = self.work.saturating_add(more);
        if self.work <= self.limits.work {
            return Ok(());
        }
        let message = format!("up to {} a run takes more than {} multiplications", what(), self.limits.work);
        Err(refuse::refusal(message, SMALLER))
    }
}

#[cfg(test)]
mod tests {
    use super::super::decoded;
    use super::*;

    #[test]
    fn two_bytes_become_more_than_a_thousand() {
        const { assert!(decoded::ATTRIBUTE > 1_000) };
        let limits = Limits { decoded: 2 * decoded::ATTRIBUTE, ..Limits::default() };
        let (mut tally, field) = (Tally::new(&limits), Field::nowhere(0));
        assert!(tally.keep(decoded::ATTRIBUTE, 1, &field).is_ok());
        assert!(tally.keep(decoded::ATTRIBUTE, 1, &field).is_err());
        assert!(Tally::new(&limits).keep(8, usize::MAX, &field).is_err());
    }
}
