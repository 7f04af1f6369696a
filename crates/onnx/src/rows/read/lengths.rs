//! What exporters do with the shapes of tensors: lists of lengths, and constants as long as there are rows.

use std::rc::Rc;

use super::node::Node;
use super::reader::Reader;
use super::tensor::{Held, Length, MOST_LENGTHS, Tensor, product};

type Answer = Result<Tensor, String>;

/// The lengths of a tensor, of which some may be left out.
pub(super) fn shape(node: &Node) -> Answer {
    let tensor = node.input(0)?;
    let rank = tensor.shape.len() as i64;
    if matches!(tensor.held, Held::Other) {
        return Err("a constant is of a type that is not read here".into());
    }
    let from_front = |n: i64| (if n < 0 { n.saturating_add(rank) } else { n }).clamp(0, rank) as usize;
    let (start, end) = (node.int("start", 0)?, node.int("end", rank)?);
    let length = |(axis, n): (usize, &usize)| match tensor.batch == Some(axis) {
        true => Length::Rows,
        false => Length::Of(*n as i64),
    };
    let all: Vec<Length> = tensor.shape.iter().enumerate().map(length).collect();
    Ok(Tensor::lengths(all.get(from_front(start)..from_front(end)).unwrap_or_default().to_vec()))
}

/// Lists one after the other; `None` when there are others than lists of whole numbers.
///
/// # Errors
/// When its axis is not the one that lists have.
pub(super) fn concat(all: &[&Tensor], node: &Node) -> Result<Option<Tensor>, String> {
    let whole = |one: &&Tensor| matches!(one.held, Held::Ints(_) | Held::Lengths(_)) && one.shape.len() == 1;
    if !all.iter().all(whole) {
        return Ok(None);
    }
    if ![0, -1].contains(&node.int("axis", 1)?) {
        return Err("it joins lists along an axis that they do not have".into());
    }
    let lists = all.iter().map(|one| one.read_lengths()).collect::<Result<Vec<_>, _>>()?;
    let list = lists.concat();
    match list.len() {
        0 => Err("a tensor is empty".into()),
        n if n > MOST_LENGTHS => Err(format!("a list of lengths has {n} entries")),
        _ => Ok(Some(Tensor::lengths(list))),
    }
}

/// Whole numbers times others, or times one.
pub(super) fn product_of(a: &Tensor, b: &Tensor) -> Answer {
    let (long, short) = if a.shape.len() < b.shape.len() || a.len()? < b.len()? { (b, a) } else { (a, b) };
    let (all, by) = (long.ints()?, short.ints()?);
    if all.len() > MOST_LENGTHS {
        return Err(format!("a list of lengths has {} entries", all.len()));
    }
    if short.shape != long.shape && by.len() != 1 {
        return Err("its lists are of different lengths".into());
    }
    let products = all.iter().zip(by.iter().cycle()).map(|(a, b)| a.checked_mul(*b));
    let products: Option<Rc<[i64]>> = products.collect();
    Ok(Tensor { held: Held::Ints(products.ok_or("a product of lengths is too large")?), ..long.clone() })
}

/// A shape with the axis of the rows.
fn sized(lengths: &[Length]) -> Result<(Vec<usize>, Option<usize>), String> {
    let batch = lengths.iter().position(|n| *n == Length::Rows);
    if lengths.iter().filter(|n| **n == Length::Rows).count() > 1 {
        return Err("two axes are as long as there are rows".into());
    }
    let length = |n: &Length| match n {
        Length::Rows => Ok(1),
        Length::Of(n) => usize::try_from(*n).map_err(|_| "a length is negative".to_owned()),
    };
    Ok((lengths.iter().map(length).collect::<Result<_, _>>()?, batch))
}

/// The same number everywhere; none is zero.
pub(super) fn constant(reader: &mut Reader, node: &Node) -> Answer {
    let value = node.tensor("value")?.map(Tensor::constant).transpose()?;
    repeated(reader, value.map_or_else(|| Held::Floats(Rc::new([0.0])), |value| value.held), node.input(0)?)
}

/// One constant in a larger shape.
pub(super) fn expand(reader: &mut Reader, node: &Node) -> Answer {
    let (value, shape) = (node.input(0)?, node.input(1)?);
    match value.batch.is_none() && value.shape.len() <= shape.len()? {
        true => repeated(reader, value.held.clone(), shape),
        false => Err("it repeats what depends on the row".into()),
    }
}

fn repeated(reader: &mut Reader, value: Held, lengths: &Tensor) -> Answer {
    let (shape, batch) = sized(&lengths.read_lengths()?)?;
    let count = product(&shape)?;
    reader.spend(count)?;
    let held = match &value {
        Held::Floats(all) if all.len() == 1 => Held::Floats(vec![all[0]; count].into()),
        Held::Ints(all) if all.len() == 1 && batch.is_none() => Held::Ints(vec![all[0]; count].into()),
        _ => return Err("it repeats something else than one number".into()),
    };
    Ok(Tensor { shape, batch, held })
}
