//! Columns that are put around others.

use super::node::Node;
use super::reader::{MOST_COLUMNS, Reader};
use super::tensor::{Held, Tensor, product};

type Answer = Result<Tensor, String>;

/// All indices of a shape, in order.
pub(super) fn grid(shape: &[usize]) -> Vec<Vec<usize>> {
    shape.iter().fold(vec![vec![]], |all, length| {
        all.iter()
            .flat_map(|first: &Vec<usize>| (0..*length).map(move |n| [&first[..], &[n]].concat()))
            .collect()
    })
}

/// More columns around those that there are, all of one number.
pub(super) fn pad(reader: &mut Reader, node: &Node) -> Answer {
    let tensor = node.input(0)?;
    let rank = tensor.shape.len();
    if node.text("mode", "constant")? != b"constant" || node.version < 11 {
        return Err("it pads with something else than a constant input".into());
    }
    let pads = node.input(1)?.ints()?;
    let value = match node.maybe(2).map(Tensor::floats).transpose()? {
        None => 0.0,
        Some([value]) => *value,
        Some(_) => return Err("it pads with more than one number".into()),
    };
    let pads: Option<Vec<usize>> =
        pads.iter().map(|n| usize::try_from(*n).ok().filter(|n| *n <= MOST_COLUMNS)).collect();
    let pads =
        pads.filter(|pads| pads.len() == 2 * rank).ok_or("it cuts off, or pads other axes than there are")?;
    if tensor.batch.is_none_or(|batch| pads[batch] + pads[rank + batch] > 0) {
        return Err("it pads the batch, or a constant".into());
    }
    let shape: Vec<usize> =
        (0..rank).map(|axis| pads[axis] + tensor.shape[axis] + pads[rank + axis]).collect();
    if product(&shape)? > MOST_COLUMNS {
        return Err("it needs more columns than are held here".into());
    }
    reader.spend(product(&shape)?)?;
    let (start, fill) = (tensor.start()?, reader.fill(&[value])?);
    let inside =
        |axis: usize, index: usize| index.checked_sub(pads[axis]).filter(|at| *at < tensor.shape[axis]);
    let place = |indices: Vec<usize>| {
        let at = indices
            .iter()
            .enumerate()
            .try_fold(0, |at, (axis, index)| Some(at * tensor.shape[axis] + inside(axis, *index)?));
        at.map_or(fill, |at| start + at)
    };
    let order = grid(&shape).into_iter().map(place).collect();
    let start = reader.place(order)?;
    Ok(Tensor { shape, batch: tensor.batch, held: Held::Columns(start) })
}
