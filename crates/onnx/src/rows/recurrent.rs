//! Layers that go through a sequence: eight rows at a time, step by step.

use super::affine::affine;
use super::lanes::{LANES, Lane};
use super::math::{sigmoid, tanh};
use super::step::{Dense, Operand};

/// What a step makes of its gates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cell {
    /// Long short-term memory: input, output, forget, candidate.
    Lstm,
    /// A gated recurrent unit: update, reset, candidate, which is reset after it is multiplied.
    Gru,
}

impl Cell {
    /// Gates of a cell.
    pub fn gates(self) -> usize {
        match self {
            Self::Lstm => 4,
            Self::Gru => 3,
        }
    }
}

/// One direction: its matrices, of the inputs and of the hidden columns, and whether it begins at the end.
pub(super) struct Direction {
    pub inputs: usize,
    pub hidden: usize,
    pub backwards: bool,
}

/// A layer. Behind `out` stand the hidden columns of all steps, by step and direction, those after the last step, the
/// memory of each direction, and the gates of the inputs and of the hidden columns.
pub(super) struct Recurrent {
    pub cell: Cell,
    pub directions: Vec<Direction>,
    pub steps: usize,
    pub size: usize,
    /// The first of the input's columns.
    pub x: usize,
    /// Hidden columns before the first step, then the memory, by direction.
    pub start: [Operand; 2],
    pub out: usize,
}

impl Recurrent {
    /// Columns that are kept for a step, with the gates.
    pub fn columns(steps: usize, directions: usize, size: usize, cell: Cell) -> Option<usize> {
        steps.checked_add(2)?.checked_mul(directions)?.checked_add(2 * cell.gates())?.checked_mul(size)
    }

    /// Goes through the sequence.
    pub fn run(&self, all: &mut [Lane], dense: &[Dense]) {
        let (before, after) = all.split_at_mut(self.out);
        let (size, many) = (self.size, self.directions.len());
        let (made, rest) = after.split_at_mut(self.steps * many * size);
        let (hidden, rest) = rest.split_at_mut(many * size);
        let (memory, gates) = rest.split_at_mut(many * size);
        let (of_input, of_hidden) =
            gates[..2 * self.cell.gates() * size].split_at_mut(self.cell.gates() * size);
        for (at, (hidden, memory)) in hidden.iter_mut().zip(memory.iter_mut()).enumerate() {
            (*hidden, *memory) = (self.start[0].at(before, at), self.start[1].at(before, at));
        }
        for (number, direction) in self.directions.iter().enumerate() {
            let (inputs, square) = (&dense[direction.inputs], &dense[direction.hidden]);
            let (hidden, memory) =
                (&mut hidden[number * size..][..size], &mut memory[number * size..][..size]);
            for step in 0..self.steps {
                let step = if direction.backwards { self.steps - 1 - step } else { step };
                affine(&before[self.x + step * inputs.inputs..][..inputs.inputs], inputs, of_input);
                affine(hidden, square, of_hidden);
                match self.cell {
                    Cell::Lstm => lstm(of_input, of_hidden, hidden, memory),
                    Cell::Gru => gru(of_input, of_hidden, hidden),
                }
                made[(step * many + number) * size..][..size].copy_from_slice(hidden);
            }
        }
    }
}

/// One step: `c = f c + i g`, `h = o tanh(c)`.
fn lstm(of_input: &[Lane], of_hidden: &[Lane], hidden: &mut [Lane], memory: &mut [Lane]) {
    let size = hidden.len();
    for (at, (hidden, memory)) in hidden.iter_mut().zip(memory).enumerate() {
        let gate = |number: usize| sum(&of_input[number * size + at], &of_hidden[number * size + at]);
        let (input, output) = (gate(0).map(sigmoid), gate(1).map(sigmoid));
        let (forget, candidate) = (gate(2).map(sigmoid), gate(3).map(tanh));
        *memory = each(|lane| forget[lane] * memory[lane] + input[lane] * candidate[lane]);
        *hidden = each(|lane| output[lane] * tanh(memory[lane]));
    }
}

/// One step: `h = (1 - z) n + z h`, with `n = tanh(x + r h)`.
fn gru(of_input: &[Lane], of_hidden: &[Lane], hidden: &mut [Lane]) {
    let size = hidden.len();
    for (at, hidden) in hidden.iter_mut().enumerate() {
        let gate = |number: usize| sum(&of_input[number * size + at], &of_hidden[number * size + at]);
        let (update, reset) = (gate(0).map(sigmoid), gate(1).map(sigmoid));
        let (x, h) = (&of_input[2 * size + at], &of_hidden[2 * size + at]);
        let candidate: Lane = each(|lane| tanh(x[lane] + reset[lane] * h[lane]));
        *hidden = each(|lane| (1.0 - update[lane]) * candidate[lane] + update[lane] * hidden[lane]);
    }
}

#[inline(always)]
fn each(of: impl Fn(usize) -> f32) -> Lane {
    std::array::from_fn(of)
}

#[inline(always)]
fn sum(a: &Lane, b: &Lane) -> Lane {
    std::array::from_fn::<f32, LANES, _>(|lane| a[lane] + b[lane])
}
