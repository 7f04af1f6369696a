//! Operators that take elements one by one, shorter shapes repeated.

use super::super::element::Binary;
use super::super::step::Step;
use super::super::unary::Unary;
use super::node::Node;
use super::reader::{MOST_COLUMNS, Reader};
use super::tensor::{Held, Tensor, product};

type Answer = Result<Tensor, String>;

/// The common shape of tensors, and for each of them where its elements are from.
struct Common {
    shape: Vec<usize>,
    batch: Option<usize>,
    orders: Vec<Vec<usize>>,
}

impl Common {
    fn of(tensors: &[&Tensor]) -> Result<Self, String> {
        let rank = tensors.iter().map(|one| one.shape.len()).max().unwrap_or(0);
        let mut batches = tensors.iter().filter_map(|one| Some(one.batch? + rank - one.shape.len()));
        let batch = batches.next();
        if batch.is_none() {
            return Err("it takes constants alone".into());
        }
        if batches.any(|other| Some(other) != batch) {
            return Err("it takes rows along different axes".into());
        }
        let length = |one: &Tensor, axis: usize| {
            (axis + one.shape.len()).checked_sub(rank).map_or(1, |axis| one.shape[axis])
        };
        let shape: Vec<usize> =
            (0..rank).map(|axis| tensors.iter().map(|one| length(one, axis)).max().unwrap_or(1)).collect();
        if batch.is_some_and(|batch| shape[batch] != 1) {
            return Err("a constant has a length along the batch".into());
        }
        if product(&shape)? > MOST_COLUMNS {
            return Err("it makes more columns than are held here".into());
        }
        let fits =
            |one: &&Tensor| (0..rank).all(|axis| length(one, axis) == 1 || length(one, axis) == shape[axis]);
        match tensors.iter().all(fits) {
            true => {
                let orders = tensors.iter().map(|one| order(&shape, one)).collect();
                Ok(Self { shape, batch, orders })
            }
            false => Err("its inputs are of different shapes".into()),
        }
    }

    fn count(&self) -> usize {
        self.shape.iter().product()
    }
}

/// Where each element of the common shape is in a tensor.
fn order(shape: &[usize], tensor: &Tensor) -> Vec<usize> {
    let missing = shape.len() - tensor.shape.len();
    let mut order = vec![0];
    for (axis, length) in shape.iter().enumerate() {
        let own = axis.checked_sub(missing).map_or(1, |axis| tensor.shape[axis]);
        order = order
            .iter()
            .flat_map(|at| (0..*length).map(move |index| if own == 1 { *at } else { at * own + index }))
            .collect();
    }
    order
}

/// A function of two tensors.
pub(super) fn binary(reader: &mut Reader, function: Binary, a: &Tensor, b: &Tensor) -> Answer {
    let common = Common::of(&[a, b])?;
    let (a, b) = (reader.operand(a, &common.orders[0])?, reader.operand(b, &common.orders[1])?);
    let count = common.count();
    let out = reader.step(count, |out| Step::Binary { function, a, b, count, out })?;
    let held = if function.compares() { Held::Truths(out) } else { Held::Columns(out) };
    Ok(Tensor { shape: common.shape, batch: common.batch, held })
}

/// A function of two inputs.
pub(super) fn pair(reader: &mut Reader, node: &Node, function: Binary) -> Answer {
    let (a, b) = (node.input(0)?, node.input(1)?);
    match (&a.held, &b.held) {
        (Held::Ints(_), Held::Ints(_)) if function == Binary::Mul => super::lengths::product_of(a, b),
        _ => binary(reader, function, a, b),
    }
}

/// A function of any number of inputs, two at a time.
pub(super) fn many(reader: &mut Reader, node: &Node, function: Binary) -> Answer {
    let all = node.all()?;
    let first = all[0].clone();
    all[1..].iter().try_fold(first, |so_far, next| binary(reader, function, &so_far, next))
}

pub(super) fn choose(reader: &mut Reader, node: &Node) -> Answer {
    let all = node.all()?;
    let [chosen, a, b] = all[..] else { return Err("it takes three inputs".into()) };
    let common = Common::of(&[chosen, a, b])?;
    let Held::Truths(start) = chosen.held else { return Err("what it goes by is constant".into()) };
    let chosen = reader.place(common.orders[0].iter().map(|at| start + at).collect())?;
    let (a, b) = (reader.operand(a, &common.orders[1])?, reader.operand(b, &common.orders[2])?);
    let count = common.count();
    let out = reader.step(count, |out| Step::Choose { chosen, a, b, count, out })?;
    Ok(Tensor::columns(common.shape, common.batch, out))
}

/// A function of the first input.
pub(super) fn single(reader: &mut Reader, node: &Node, function: Unary) -> Answer {
    let tensor = node.input(0)?;
    let (x, count) = (tensor.start()?, tensor.len()?);
    let out = reader.step(count, |out| Step::Unary { function, x, count, out })?;
    Ok(Tensor::columns(tensor.shape.clone(), tensor.batch, out))
}

pub(super) fn not(reader: &mut Reader, node: &Node) -> Answer {
    let tensor = node.input(0)?;
    let Held::Truths(x) = tensor.held else { return Err("it takes no truth values".into()) };
    let count = tensor.len()?;
    let out = reader.step(count, |out| Step::Unary { function: Unary::Not, x, count, out })?;
    Ok(Tensor { held: Held::Truths(out), ..tensor.clone() })
}

/// A power whose exponent is a small constant whole number: products are as good as any other way to it.
pub(super) fn power(reader: &mut Reader, node: &Node) -> Answer {
    let exponent = node.input(1)?;
    if exponent.shape.len() > node.input(0)?.shape.len() {
        return Err("its exponent has more axes than its base".into());
    }
    let value = match &exponent.held {
        Held::Floats(all) if all.len() == 1 => all[0],
        Held::Ints(all) if all.len() == 1 => all[0] as f32,
        _ => return Err("its exponent is not one constant".into()),
    };
    let times = [1_u8, 2, 3, 4].into_iter().find(|n| f32::from(*n) == value);
    let times = times.ok_or_else(|| format!("its exponent is {value}; 1, 2, 3 and 4 are products"))?;
    single(reader, node, Unary::Power(times))
}

pub(super) fn clip(reader: &mut Reader, node: &Node) -> Answer {
    let (mut low, mut high) = (f32::MIN, f32::MAX);
    if node.version < 11 {
        (low, high) = (node.float("min", low)?, node.float("max", high)?);
    } else {
        if node.has("min") || node.has("max") {
            return Err("its bounds are no attributes in its version".into());
        }
        for (index, bound) in [(1, &mut low), (2, &mut high)] {
            if let Some(tensor) = node.maybe(index) {
                let [value] = tensor.floats()? else { return Err("a bound is not one number".into()) };
                *bound = *value;
            }
        }
    }
    single(reader, node, Unary::Clip(low, high))
}
