//! The shapes that constants and declared inputs lead to, at [`Limits::ROWS`](super::Limits::ROWS) rows: enough of the
//! standard to know how large a tensor becomes before anything allocates it. What cannot be told stays unknown; only
//! operators whose whole purpose is to make something larger must be told.
//! Shapes as in <https://onnx.ai/onnx/operators/>.

mod arrange;
mod checks;
mod grow;
mod numbers;
mod products;
mod reduce;
mod trees;

use super::node::Node;
use super::refuse::{self, EXPORT};
use super::tally::Tally;
use crate::refusal::Result;

/// Whole numbers that are remembered of one value: it may be a shape.
pub(super) const REMEMBERED: usize = 64;

/// What is known of a value.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Lengths along each axis.
    pub shape: Option<Vec<u64>>,
    /// Its elements, where they are whole numbers and few: it may be a shape.
    pub ints: Option<Vec<i64>>,
    /// Whether its elements are of a type of whole numbers.
    pub whole: bool,
    /// Whether it follows from constants alone.
    pub constant: bool,
    /// Whether it is a list of maps (ZipMap), which the rest of the crate takes as a tensor.
    pub maps: bool,
}

impl Known {
    /// A tensor of this shape.
    pub fn of(shape: Vec<u64>) -> Self {
        Self { shape: Some(shape), ..Self::default() }
    }

    /// A list of whole numbers.
    pub fn list(ints: Vec<i64>) -> Self {
        Self { shape: Some(vec![ints.len() as u64]), ints: Some(ints), ..Self::default() }
    }

    /// A single whole number among its elements.
    pub fn single(&self) -> Option<i64> {
        match self.ints.as_deref() {
            Some([one]) => Some(*one),
            _ => None,
        }
    }
}

/// Elements of a shape; the largest number there is when they cannot be counted.
pub(super) fn product(shape: &[u64]) -> u64 {
    if shape.contains(&0) {
        return 0;
    }
    shape.iter().fold(1, |product, length| product.saturating_mul(*length))
}

/// An axis counted from the front or the back.
fn axis(axis: i64, rank: usize) -> Option<usize> {
    let from_front = if axis < 0 { axis.checked_add_unsigned(rank as u64)? } else { axis };
    usize::try_from(from_front).ok().filter(|axis| *axis < rank)
}

/// A node and what is known of its inputs.
pub(super) struct Call<'c, 'n> {
    node: &'c Node<'n>,
    inputs: &'c [Known],
}

impl<'c> Call<'c, '_> {
    fn input(&self, index: usize) -> Option<&'c Known> {
        self.inputs.get(index)
    }

    fn shape(&self, index: usize) -> Option<&'c [u64]> {
        self.input(index)?.shape.as_deref()
    }

    fn ints(&self, index: usize) -> Option<&'c [i64]> {
        self.input(index)?.ints.as_deref()
    }

    /// Whole numbers that older versions have as an attribute and newer ones as an input.
    fn listed(&self, name: &str, input: usize) -> Option<&'c [i64]> {
        match self.node.attribute(name) {
            Some(attribute) => attribute.ints.as_deref(),
            None => self.ints(input),
        }
    }

    /// Whether an optional input is there.
    fn has(&self, index: usize) -> bool {
        self.node.inputs.get(index).is_some_and(|name| !name.data.is_empty())
    }
}

/// What is known of a node's outputs.
///
/// # Errors
/// When it makes something larger and how large cannot be told, or it multiplies too much.
pub(super) fn of(node: &Node, inputs: &[Known], tally: &mut Tally) -> Result<Vec<Known>> {
    let call = Call { node, inputs };
    let op = str::from_utf8(node.op).unwrap_or_default();
    checks::check(op, &call)?;
    let constant =
        inputs.iter().zip(&node.inputs).all(|(known, name)| known.constant || name.data.is_empty());
    let mut made = if grow::GROW.contains(&op) {
        let grown = grow::of(op, &call);
        let told = grown.ok_or_else(|| {
            let message = format!("how large {} becomes cannot be told from the file", node.called());
            refuse::refusal(message, EXPORT)
        });
        vec![told?]
    } else {
        products::work(op, &call, tally)?;
        rest(op, &call)
    };
    for known in &mut made {
        known.constant = constant;
        known.whole = whole(op, &call, known.whole);
        // Lists that double from node to node are no shapes.
        known.ints = known.ints.take().filter(|ints| ints.len() <= REMEMBERED);
    }
    Ok(made)
}

/// Whether a node makes whole numbers.
fn whole(op: &str, call: &Call, made: bool) -> bool {
    match op {
        "Constant" => made,
        "Shape" | "Size" | "ArgMax" | "ArgMin" => true,
        "Cast" => is_whole(call.node.int("to", 1)),
        _ => call.input(0).is_some_and(|known| known.whole),
    }
}

/// Whether an element type is one of whole numbers.
pub(super) fn is_whole(kind: i64) -> bool {
    matches!(kind, 2..=7 | 12 | 13)
}

fn rest(op: &str, call: &Call) -> Vec<Known> {
    let one = |known: Option<Known>| vec![known.unwrap_or_default()];
    if arrange::SAME.contains(&op) {
        return one(call.shape(0).map(|shape| Known::of(shape.to_vec())));
    }
    if numbers::BROADCAST.contains(&op) {
        return one(numbers::of(op, call));
    }
    if reduce::REDUCE.contains(&op) {
        return one(reduce::of(op, call));
    }
    arrange::of(op, call)
        .or_else(|| products::of(op, call))
        .or_else(|| trees::of(op, call))
        .unwrap_or_default()
}

/// How often the graphs inside of a node are run: `Scan` runs its body once for each entry of an axis.
pub(super) fn repeats(node: &Node, inputs: &[Known]) -> u64 {
    if node.op != b"Scan" {
        return 1;
    }
    let scanned = usize::try_from(node.int("num_scan_inputs", 1)).unwrap_or(0).min(inputs.len());
    let shapes = inputs[inputs.len() - scanned..].iter().filter_map(|known| known.shape.as_ref());
    shapes.filter_map(|shape| shape.first()).copied().max().unwrap_or(1)
}
