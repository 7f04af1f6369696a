//! What a program is made with: steps so far, columns taken, and how much more a file may ask for.

use std::rc::Rc;

use super::super::step::{Dense, Operand, Step};
use super::tensor::{Held, Tensor, product};

/// Columns of the scratch: 2 MiB of it.
pub(super) const MOST_COLUMNS: usize = 1 << 16;
/// Multiplications for a row.
const MOST_WORK: usize = 1 << 27;

/// A program in the making.
#[derive(Default)]
pub(super) struct Reader {
    pub steps: Vec<Step>,
    pub dense: Vec<Dense>,
    pub columns: usize,
    entries: usize,
    work: usize,
}

impl Reader {
    /// Takes so many new columns.
    ///
    /// # Errors
    /// When there are no more.
    pub fn take(&mut self, count: usize) -> Result<usize, String> {
        let start = self.columns;
        let end = start.checked_add(count).filter(|end| *end <= MOST_COLUMNS);
        self.columns = end.ok_or("it needs more columns than are held here")?;
        Ok(start)
    }

    /// Counts entries of lists.
    ///
    /// # Errors
    /// When there are too many.
    pub fn spend(&mut self, entries: usize) -> Result<(), String> {
        let all = self.entries.checked_add(entries).filter(|all| *all <= super::MOST_ENTRIES);
        self.entries = all.ok_or("it is too large")?;
        Ok(())
    }

    /// Columns one after the other in this order, copied if need be.
    ///
    /// # Errors
    /// When there are too many.
    pub fn place(&mut self, order: Vec<usize>) -> Result<usize, String> {
        let first = order.first().copied().unwrap_or(0);
        if order.iter().enumerate().all(|(at, column)| *column == first + at) {
            return Ok(first);
        }
        let out = self.take(order.len())?;
        self.spend(order.len())?;
        self.steps.push(Step::Copy { from: order, out });
        Ok(out)
    }

    /// The elements of a tensor in another order, as a tensor of this shape.
    ///
    /// # Errors
    /// When they do not fill it, or are too many.
    pub fn moved(
        &mut self,
        tensor: &Tensor,
        shape: Vec<usize>,
        batch: Option<usize>,
        order: Vec<usize>,
    ) -> Result<Tensor, String> {
        let length = tensor.len()?;
        if product(&shape)? != order.len() || order.iter().any(|at| *at >= length) {
            return Err("its elements do not fill its shape".into());
        }
        let shifted = |start: usize| order.iter().map(|at| start + at).collect();
        let held = match &tensor.held {
            Held::Columns(start) => Held::Columns(self.place(shifted(*start))?),
            Held::Truths(start) => Held::Truths(self.place(shifted(*start))?),
            Held::Wholes(start) => Held::Wholes(self.place(shifted(*start))?),
            Held::Floats(all) => Held::Floats(self.picked(all, &order)?),
            Held::Ints(all) => Held::Ints(self.picked(all, &order)?),
            Held::Lengths(all) => Held::of_lengths(&self.picked(all, &order)?),
            Held::Other => return Err("a constant is of a type that is not read here".into()),
        };
        Ok(Tensor { shape, batch, held })
    }

    fn picked<T: Copy>(&mut self, all: &[T], order: &[usize]) -> Result<Rc<[T]>, String> {
        self.spend(order.len())?;
        let picked: Option<Rc<[T]>> = order.iter().map(|at| all.get(*at).copied()).collect();
        picked.ok_or_else(|| "an element is out of range".to_owned())
    }

    /// Where the columns of a tensor begin; constants that are repeated for each row are put into columns.
    ///
    /// # Errors
    /// When it holds anything else, or there are too many.
    pub fn columns_of(&mut self, tensor: &Tensor) -> Result<usize, String> {
        match (&tensor.held, tensor.batch) {
            (Held::Floats(all), Some(_)) => self.fill(all),
            _ => tensor.start(),
        }
    }

    /// Columns that hold constants.
    ///
    /// # Errors
    /// When there are too many.
    pub fn fill(&mut self, values: &[f32]) -> Result<usize, String> {
        self.spend(values.len())?;
        self.step(values.len(), |out| Step::Fill { values: values.to_vec(), out })
    }

    /// A tensor's elements in an order, for a step that takes constants as well as columns.
    ///
    /// # Errors
    /// When it holds anything else.
    pub fn operand(&mut self, tensor: &Tensor, order: &[usize]) -> Result<Operand, String> {
        match &tensor.held {
            Held::Columns(start) => {
                self.place(order.iter().map(|at| start + at).collect()).map(Operand::Columns)
            }
            Held::Floats(all) => Ok(Operand::Constants(self.picked(all, order)?.to_vec())),
            _ => Err("it takes something else than 32-bit numbers".into()),
        }
    }

    /// A step that makes so many columns from its operands; which of them are made is told to it.
    ///
    /// # Errors
    /// When there are too many.
    pub fn step(&mut self, count: usize, step: impl FnOnce(usize) -> Step) -> Result<usize, String> {
        let out = self.take(count)?;
        self.steps.push(step(out));
        Ok(out)
    }

    /// Counts multiplications of groups of columns by a matrix, before it is made.
    ///
    /// # Errors
    /// When there are too many.
    pub fn toil(&mut self, groups: usize, inputs: usize, outputs: usize) -> Result<(), String> {
        let all = [groups, inputs, outputs.next_multiple_of(4)];
        let work = all.iter().try_fold(1_usize, |all, n| all.checked_mul(*n));
        let work = work.and_then(|work| work.checked_add(self.work)).filter(|work| *work <= MOST_WORK);
        self.work = work.ok_or("it takes too many multiplications")?;
        Ok(())
    }

    /// Multiplies groups of columns by a matrix.
    ///
    /// # Errors
    /// When it is too much.
    pub fn affine(&mut self, x: usize, groups: usize, dense: Dense) -> Result<usize, String> {
        let count = groups.checked_mul(dense.outputs()).ok_or("it is too large")?;
        let dense = self.matrix(dense)?;
        self.step(count, |out| Step::Affine { x, groups, dense, out })
    }

    /// Keeps a matrix; equal ones are kept once.
    ///
    /// # Errors
    /// When it is too much.
    pub fn matrix(&mut self, dense: Dense) -> Result<usize, String> {
        let known = self.dense.iter().position(|one| one.same(&dense));
        if let Some(known) = known {
            return Ok(known);
        }
        self.spend(dense.weights.len())?;
        self.dense.push(dense);
        Ok(self.dense.len() - 1)
    }
}
