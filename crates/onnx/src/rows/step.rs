//! What a program does with columns, one after the other. A step writes columns behind those it reads.

use super::element::Binary;
use super::lanes::{LANES, Lane};
use super::recurrent::Recurrent;
use super::row::Row;
use super::unary::Unary;

/// What an element-wise step takes.
pub(super) enum Operand {
    /// Consecutive columns from here.
    Columns(usize),
    /// A number for each column.
    Constants(Vec<f32>),
}

/// A matrix and what is added after it.
pub(super) struct Dense {
    /// Rows of the matrix.
    pub inputs: usize,
    /// One for each output.
    pub bias: Vec<f32>,
    /// Four outputs at a time, filled up with zeros: for each input, the weights of the four.
    pub weights: Vec<[f32; 4]>,
    /// Differs for most that differ, so that few are compared number by number.
    mark: u64,
}

impl Dense {
    /// From a matrix of `inputs` rows and as many columns as there are outputs, read by row and column.
    pub fn new(inputs: usize, bias: Vec<f32>, at: impl Fn(usize, usize) -> f32) -> Self {
        let outputs = bias.len();
        let weight = |k: usize, j: usize| if j < outputs { at(k, j) } else { 0.0 };
        let weights: Vec<[f32; 4]> = (0..outputs.div_ceil(4))
            .flat_map(|block| (0..inputs).map(move |k| (block, k)))
            .map(|(block, k)| [0, 1, 2, 3].map(|j| weight(k, 4 * block + j)))
            .collect();
        let all = bias.iter().chain(weights.as_flattened()).map(|x| u64::from(x.to_bits()));
        // The multiplier is that of Fowler, Noll and Vo's hash.
        let mark = all.fold(0, |mark: u64, bits| (mark ^ bits).wrapping_mul(0x0100_0000_01b3));
        Self { inputs, bias, weights, mark }
    }

    /// Columns of the matrix.
    pub fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Whether it is the same to the bit.
    pub fn same(&self, other: &Self) -> bool {
        let bits = |all: &[f32], others: &[f32]| {
            all.len() == others.len() && all.iter().zip(others).all(|(a, b)| a.to_bits() == b.to_bits())
        };
        (self.inputs, self.mark) == (other.inputs, other.mark)
            && bits(&self.bias, &other.bias)
            && bits(self.weights.as_flattened(), other.weights.as_flattened())
    }
}

/// A step; `out` is the first of the columns it writes.
pub(super) enum Step {
    /// Constants, the same for all rows.
    Fill { values: Vec<f32>, out: usize },
    /// Columns one after the other.
    Copy { from: Vec<usize>, out: usize },
    /// Groups of columns from `x`, each multiplied by a matrix.
    Affine { x: usize, groups: usize, dense: usize, out: usize },
    /// Each of `count` columns by itself.
    Unary { function: Unary, x: usize, count: usize, out: usize },
    /// Pairs of columns.
    Binary { function: Binary, a: Operand, b: Operand, count: usize, out: usize },
    /// `a` where the column `chosen` is not zero, else `b`.
    Choose { chosen: usize, a: Operand, b: Operand, count: usize, out: usize },
    /// A layer that goes through a sequence.
    Recurrent(Box<Recurrent>),
    /// Groups of `length` columns, each taken together.
    Row { function: Row, x: usize, groups: usize, length: usize, out: usize },
}

impl Step {
    /// Does it; for a row that is alone, all lanes are copies before and after.
    pub fn run(&self, all: &mut [Lane], dense: &[Dense], alone: bool) {
        match self {
            Self::Fill { values, out } => {
                for (to, value) in all[*out..].iter_mut().zip(values) {
                    *to = [*value; LANES];
                }
            }
            Self::Recurrent(layer) => layer.run(all, dense, alone),
            Self::Copy { from, out } => {
                let (before, after) = all.split_at_mut(*out);
                for (to, from) in after.iter_mut().zip(from) {
                    *to = before[*from];
                }
            }
            Self::Affine { x, groups, dense: which, out } => {
                let (before, after) = all.split_at_mut(*out);
                let dense = &dense[*which];
                let x = before[*x..].chunks_exact(dense.inputs);
                for (x, out) in x.zip(after.chunks_exact_mut(dense.outputs())).take(*groups) {
                    super::affine::affine(x, dense, out, alone);
                }
            }
            Self::Unary { function, x, count, out } => {
                let (before, after) = all.split_at_mut(*out);
                function.run(&before[*x..*x + count], &mut after[..*count]);
            }
            Self::Binary { function, a, b, count, out } => {
                let (before, after) = all.split_at_mut(*out);
                function.run(before, a, b, &mut after[..*count]);
            }
            Self::Choose { chosen, a, b, count, out } => {
                let (before, after) = all.split_at_mut(*out);
                super::element::choose(before, *chosen, a, b, &mut after[..*count]);
            }
            Self::Row { function, x, groups, length, out } => {
                let (before, after) = all.split_at_mut(*out);
                function.run(&before[*x..*x + groups * length], *length, after);
            }
        }
    }
}
