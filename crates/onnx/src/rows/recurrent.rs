//! Layers that go through a sequence step by step: eight rows at a time, or eight cells of a row that is alone.

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
    pub fn run(&self, all: &mut [Lane], dense: &[Dense], alone: bool) {
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
                affine(&before[self.x + step * inputs.inputs..][..inputs.inputs], inputs, of_input, alone);
                affine(hidden, square, of_hidden, alone);
                match (self.cell, alone) {
                    (Cell::Lstm, false) => lstm::<false>(of_input, of_hidden, hidden, memory),
                    (Cell::Lstm, true) => lstm::<true>(of_input, of_hidden, hidden, memory),
                    (Cell::Gru, false) => gru::<false>(of_input, of_hidden, hidden),
                    (Cell::Gru, true) => gru::<true>(of_input, of_hidden, hidden),
                }
                made[(step * many + number) * size..][..size].copy_from_slice(hidden);
            }
        }
    }
}

/// One step: `c = f c + i g`, `h = o tanh(c)`.
fn lstm<const ALONE: bool>(of_input: &[Lane], of_hidden: &[Lane], hidden: &mut [Lane], memory: &mut [Lane]) {
    let size = hidden.len();
    for at in (0..size).step_by(stride::<ALONE>()) {
        let part = |of: &[Lane], number: usize| take::<ALONE>(&of[number * size..][..size], at);
        let gate = |number: usize| sum(&part(of_input, number), &part(of_hidden, number));
        let (input, output) = (gate(0).map(sigmoid), gate(1).map(sigmoid));
        let (forget, candidate) = (gate(2).map(sigmoid), gate(3).map(tanh));
        let before = take::<ALONE>(memory, at);
        let now = each(|lane| forget[lane] * before[lane] + input[lane] * candidate[lane]);
        give::<ALONE>(memory, at, now);
        give::<ALONE>(hidden, at, each(|lane| output[lane] * tanh(now[lane])));
    }
}

/// One step: `h = (1 - z) n + z h`, with `n = tanh(x + r h)`.
fn gru<const ALONE: bool>(of_input: &[Lane], of_hidden: &[Lane], hidden: &mut [Lane]) {
    let size = hidden.len();
    for at in (0..size).step_by(stride::<ALONE>()) {
        let part = |of: &[Lane], number: usize| take::<ALONE>(&of[number * size..][..size], at);
        let gate = |number: usize| sum(&part(of_input, number), &part(of_hidden, number));
        let (update, reset) = (gate(0).map(sigmoid), gate(1).map(sigmoid));
        let (x, h, before) = (part(of_input, 2), part(of_hidden, 2), take::<ALONE>(hidden, at));
        let candidate: Lane = each(|lane| tanh(x[lane] + reset[lane] * h[lane]));
        let now = each(|lane| (1.0 - update[lane]) * candidate[lane] + update[lane] * before[lane]);
        give::<ALONE>(hidden, at, now);
    }
}

/// Columns that are calculated at once: one of eight rows, or eight of a row that is alone.
const fn stride<const ALONE: bool>() -> usize {
    if ALONE { LANES } else { 1 }
}

/// Eight numbers from a column on; beyond the last one, that one again.
#[inline(always)]
fn take<const ALONE: bool>(columns: &[Lane], at: usize) -> Lane {
    match ALONE {
        true => each(|k| columns[(at + k).min(columns.len() - 1)][0]),
        false => columns[at],
    }
}

/// Puts them back.
#[inline(always)]
fn give<const ALONE: bool>(columns: &mut [Lane], at: usize, values: Lane) {
    match ALONE {
        true => columns[at..].iter_mut().zip(values).for_each(|(to, value)| *to = [value; LANES]),
        false => columns[at] = values,
    }
}

#[inline(always)]
fn each(of: impl Fn(usize) -> f32) -> Lane {
    std::array::from_fn(of)
}

#[inline(always)]
fn sum(a: &Lane, b: &Lane) -> Lane {
    each(|lane| a[lane] + b[lane])
}
