//! Layers that go through a sequence.

use super::super::recurrent::{Cell, Direction, Recurrent};
use super::super::step::{Dense, Operand, Step};
use super::node::Node;
use super::reader::{MOST_COLUMNS, Reader};
use super::tensor::{Tensor, product};

type Answers = Result<Vec<Tensor>, String>;

pub(super) fn lstm(reader: &mut Reader, node: &Node) -> Answers {
    if node.int("input_forget", 0)? != 0 || node.maybe(7).is_some() {
        return Err("it couples its gates, or they see its memory".into());
    }
    layer(reader, node, Cell::Lstm)
}

pub(super) fn gru(reader: &mut Reader, node: &Node) -> Answers {
    if node.int("linear_before_reset", 0)? == 0 {
        return Err("it resets before it multiplies".into());
    }
    layer(reader, node, Cell::Gru)
}

/// Lengths of a layer.
struct Sizes {
    cell: Cell,
    steps: usize,
    inputs: usize,
    size: usize,
    directions: usize,
}

impl Sizes {
    fn of(node: &Node, cell: Cell) -> Result<(Self, Vec<bool>), String> {
        let x = node.input(0)?;
        let ([steps, 1, inputs], Some(1)) = (&x.shape[..], x.batch) else {
            return Err("it takes something else than steps of rows of numbers".into());
        };
        let backwards = match node.text("direction", "forward")? {
            b"forward" => vec![false],
            b"reverse" => vec![true],
            b"bidirectional" => vec![false, true],
            _ => return Err("its direction is not known here".into()),
        };
        if node.int("layout", 0)? != 0 || node.maybe(4).is_some() {
            return Err("its rows come first, or are of different lengths".into());
        }
        let size = node.int("hidden_size", 0)?;
        let size = usize::try_from(size).ok().filter(|n| *n > 0 && *n <= MOST_COLUMNS);
        let size = size.ok_or("it does not say how many columns it keeps")?;
        Ok((Self { cell, steps: *steps, inputs: *inputs, size, directions: backwards.len() }, backwards))
    }

    /// A constant of so many rows and columns for each direction.
    fn constant<'a>(&self, tensor: &'a Tensor, columns: Option<usize>) -> Result<&'a [f32], String> {
        let rows = self.cell.gates() * self.size * if columns.is_none() { 2 } else { 1 };
        let shape = [&[self.directions, rows], columns.as_slice()].concat();
        match tensor.shape == shape && tensor.batch.is_none() {
            true => tensor.floats(),
            false => Err(format!("a constant is of the shape {:?}, not {shape:?}", tensor.shape)),
        }
    }
}

fn layer(reader: &mut Reader, node: &Node, cell: Cell) -> Answers {
    let (sizes, backwards) = Sizes::of(node, cell)?;
    let Sizes { steps, inputs, size, directions, .. } = sizes;
    let made = cell.gates() * size;
    reader.toil(steps * directions, inputs + size, made)?;
    let w = sizes.constant(node.input(1)?, Some(inputs))?;
    let r = sizes.constant(node.input(2)?, Some(size))?;
    let bias = node.maybe(3).map(|bias| sizes.constant(bias, None)).transpose()?;
    let mut layers = Vec::new();
    for (number, backwards) in backwards.into_iter().enumerate() {
        let (of_input, of_hidden) = biases(bias.map(|all| &all[number * 2 * made..][..2 * made]), cell, size);
        let (w, r) = (&w[number * made * inputs..], &r[number * made * size..]);
        let inputs = reader.matrix(Dense::new(inputs, of_input, |k, j| w[j * inputs + k]))?;
        let hidden = reader.matrix(Dense::new(size, of_hidden, |k, j| r[j * size + k]))?;
        layers.push(Direction { inputs, hidden, backwards });
    }
    let memory = if cell == Cell::Lstm { node.maybe(6) } else { None };
    let start = [start(reader, node.maybe(5), &sizes)?, start(reader, memory, &sizes)?];
    let x = node.input(0)?.start()?;
    let columns = Recurrent::columns(steps, directions, size, cell).ok_or("it is too large")?;
    let layer = |out| Recurrent { cell, directions: layers, steps, size, x, start, out };
    let out = reader.step(columns, |out| Step::Recurrent(Box::new(layer(out))))?;
    let (all, last) = (product(&[steps, directions, size])?, directions * size);
    let state = |start| Tensor::columns(vec![directions, 1, size], Some(1), start);
    let answers = [
        Tensor::columns(vec![steps, directions, 1, size], Some(2), out),
        state(out + all),
        state(out + all + last),
    ];
    Ok(answers.into_iter().take(if cell == Cell::Lstm { 3 } else { 2 }).collect())
}

/// What is added to the gates of the inputs and of the hidden columns: both at once, but where the hidden ones are reset.
fn biases(bias: Option<&[f32]>, cell: Cell, size: usize) -> (Vec<f32>, Vec<f32>) {
    let made = cell.gates() * size;
    let Some((w, r)) = bias.map(|all| all.split_at(made)) else { return (vec![0.0; made], vec![0.0; made]) };
    let apart = |at: usize| cell == Cell::Gru && at >= 2 * size;
    let both = |at: usize| if apart(at) { w[at] } else { w[at] + r[at] };
    let rest = |at: usize| if apart(at) { r[at] } else { 0.0 };
    ((0..made).map(both).collect(), (0..made).map(rest).collect())
}

/// What stands before the first step: zeros where nothing is said.
fn start(reader: &mut Reader, given: Option<&Tensor>, sizes: &Sizes) -> Result<Operand, String> {
    let (shape, count) = (vec![sizes.directions, 1, sizes.size], sizes.directions * sizes.size);
    match given {
        None => Ok(Operand::Constants(vec![0.0; count])),
        Some(tensor) if tensor.shape == shape && tensor.batch == Some(1) => {
            reader.operand(tensor, &(0..count).collect::<Vec<_>>())
        }
        Some(tensor) => Err(format!("it begins with the shape {:?}, not {shape:?}", tensor.shape)),
    }
}
