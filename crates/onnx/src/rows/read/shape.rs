//! Operators that only move elements: what is told here is where each of them is from.

use super::lengths;
use super::node::Node;
use super::reader::Reader;
use super::tensor::{Held, Length, Tensor, axis, product};

type Answer = Result<Tensor, String>;

/// Positions of the elements of a row-major tensor when its axes are gone through in this order, each with its indices.
fn walk(shape: &[usize], axes: &[(usize, Vec<usize>)]) -> Vec<usize> {
    let stride = |axis: usize| shape.get(axis + 1..).unwrap_or_default().iter().product::<usize>();
    axes.iter().fold(vec![0], |order, (axis, indices)| {
        let stride = stride(*axis);
        order.iter().flat_map(|base| indices.iter().map(move |index| base + index * stride)).collect()
    })
}

/// Positions in the order of other axes.
pub(super) fn permuted(shape: &[usize], axes: &[usize]) -> Vec<usize> {
    let whole = |axis: &usize| (*axis, (0..shape.get(*axis).copied().unwrap_or(1)).collect());
    walk(shape, &axes.iter().map(whole).collect::<Vec<_>>())
}

/// Entries of an axis, in this order.
fn select(reader: &mut Reader, tensor: &Tensor, at: usize, indices: &[usize]) -> Answer {
    let mut shape = tensor.shape.clone();
    shape[at] = indices.len();
    product(&shape)?;
    let whole = |(axis, length): (usize, &usize)| match axis == at {
        true => (axis, indices.to_vec()),
        false => (axis, (0..*length).collect()),
    };
    let order = walk(&tensor.shape, &tensor.shape.iter().enumerate().map(whole).collect::<Vec<_>>());
    reader.moved(tensor, shape, tensor.batch, order)
}

/// The same elements in another shape.
fn shaped(tensor: &Tensor, shape: Vec<usize>, batch: Option<usize>) -> Answer {
    match product(&shape)? == tensor.len()? {
        true => Ok(Tensor { shape, batch, held: tensor.held.clone() }),
        false => Err("its elements do not fill its shape".into()),
    }
}

pub(super) fn concat(reader: &mut Reader, node: &Node) -> Answer {
    let all = node.all()?;
    if let Some(list) = lengths::concat(&all, node)? {
        return Ok(list);
    }
    let first = all[0];
    let at = if node.proto.op_type == "FeatureVectorizer" {
        let widths = all.iter().map(|one| one.shape.get(1).map(|n| *n as i64)).collect::<Option<Vec<_>>>();
        if first.shape.len() != 2 || widths.as_deref() != node.ints("inputdimensions")? {
            return Err("its inputs are not as wide as it says".into());
        }
        first.row_axis(1)?
    } else if node.has("axis") {
        first.row_axis(node.int("axis", 1)?)?
    } else {
        return Err("it names no axis".into());
    };
    let mut shape = first.shape.clone();
    shape[at] = 0;
    for one in &all {
        let alike = one.shape.len() == shape.len() && one.batch == first.batch;
        let others =
            one.shape.iter().zip(&first.shape).enumerate().all(|(axis, (a, b))| axis == at || a == b);
        if !alike || !others {
            return Err("its inputs are of different shapes".into());
        }
        shape[at] = shape[at].checked_add(one.shape[at]).ok_or("it is too large")?;
    }
    reader.spend(product(&shape)?)?;
    let starts = all.iter().map(|one| reader.columns_of(one)).collect::<Result<Vec<_>, _>>()?;
    let mut order = Vec::new();
    for outer in 0..first.around(at).0 {
        for (one, start) in all.iter().zip(&starts) {
            let (_, length, inner) = one.around(at);
            let from = start + outer * length * inner;
            order.extend(from..from + length * inner);
        }
    }
    Ok(Tensor::columns(shape, first.batch, reader.place(order)?))
}

pub(super) fn split(reader: &mut Reader, node: &Node) -> Result<Vec<Tensor>, String> {
    let tensor = node.input(0)?;
    let at = tensor.row_axis(node.int("axis", 0)?)?;
    let (length, outputs) = (tensor.shape[at], node.proto.output.len());
    let sizes: Vec<usize> = match node.list("split", 1, 13)? {
        Some(sizes) => sizes.iter().map(|n| usize::try_from(*n).unwrap_or(0)).collect(),
        None if node.version >= 18 => in_pieces(length, node.int("num_outputs", 0)?, outputs)?,
        None if outputs > 0 && length.is_multiple_of(outputs) => vec![length / outputs; outputs],
        None => return Err("it splits into pieces of different lengths".into()),
    };
    let sum = sizes.iter().try_fold(0_usize, |sum, n| sum.checked_add(*n));
    if sum != Some(length) || sizes.len() != outputs {
        return Err("its pieces are not the whole".into());
    }
    let ends = sizes.iter().scan(0, |end, size| {
        *end += size;
        Some(*end)
    });
    let pieces: Vec<Vec<usize>> = ends.zip(&sizes).map(|(end, size)| (end - size..end).collect()).collect();
    pieces.iter().map(|indices| select(reader, tensor, at, indices)).collect()
}

fn in_pieces(length: usize, pieces: i64, outputs: usize) -> Result<Vec<usize>, String> {
    if usize::try_from(pieces) != Ok(outputs) || outputs == 0 {
        return Err("it does not say into how many pieces".into());
    }
    let size = length.div_ceil(outputs);
    Ok((0..outputs).map(|piece| size.min(length.saturating_sub(piece * size))).collect())
}

pub(super) fn slice(reader: &mut Reader, node: &Node) -> Answer {
    let mut tensor = node.input(0)?.clone();
    let missing = || "it does not say from where to where".to_owned();
    let starts = node.list("starts", 1, 10)?.ok_or_else(missing)?;
    let ends = node.list("ends", 2, 10)?.ok_or_else(missing)?;
    let axes = node.list("axes", 3, 10)?.map(<[i64]>::to_vec);
    let axes = axes.unwrap_or_else(|| (0..starts.len() as i64).collect());
    let steps = if node.version < 10 { None } else { node.maybe(4) };
    let steps = steps.map(|all| all.ints().map(<[i64]>::to_vec)).transpose()?;
    let steps = steps.unwrap_or_else(|| vec![1; starts.len()]);
    if [ends.len(), axes.len(), steps.len()] != [starts.len(); 3] {
        return Err("its lists are of different lengths".into());
    }
    let mut seen = Vec::new();
    for (((start, end), number), step) in starts.iter().zip(ends).zip(&axes).zip(&steps) {
        let at = axis(*number, tensor.shape.len())?;
        if seen.contains(&at) {
            return Err("it names an axis twice".into());
        }
        seen.push(at);
        // Exporters write out that all rows are meant.
        if tensor.batch == Some(at) && (*start, *step) == (0, 1) && *end >= i64::from(i32::MAX) {
            continue;
        }
        let at = tensor.row_axis(*number)?;
        tensor = select(reader, &tensor, at, &range(tensor.shape[at], *start, *end, *step))?;
    }
    Ok(tensor)
}

/// Indices from a start up to an end, which may be counted from behind and lie outside.
fn range(length: usize, start: i64, end: i64, step: i64) -> Vec<usize> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let from_front = |n: i64| if n < 0 { n.saturating_add(length) } else { n };
    let (least, most) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let end = from_front(end).clamp(least, most);
    let first = from_front(start).clamp(least.max(0), most);
    let inside = |n: &i64| if step < 0 { *n > end } else { step > 0 && *n < end };
    let next = |n: &i64| n.checked_add(step);
    std::iter::successors(Some(first), next)
        .take_while(inside)
        .filter_map(|n| usize::try_from(n).ok())
        .collect()
}

/// Entries of an axis by constant indices, which may have several axes of their own.
pub(super) fn gather(reader: &mut Reader, node: &Node) -> Answer {
    let (tensor, list) = (node.input(0)?, node.input(1)?);
    let last = node.proto.op_type == "ArrayFeatureExtractor";
    let number = if last { -1 } else { node.int("axis", 0)? };
    if last && tensor.shape.len() < 2 {
        return Err("it takes columns of a tensor without columns".into());
    }
    let at = tensor.row_axis(number)?;
    let indices = list.ints()?.iter().map(|index| axis(*index, tensor.shape[at]));
    let indices =
        indices.collect::<Result<Vec<_>, _>>().map_err(|_| "an index is out of range".to_owned())?;
    let found = select(reader, tensor, at, &indices)?;
    if last {
        return Ok(found);
    }
    let (before, after) = (&tensor.shape[..at], &tensor.shape[at + 1..]);
    let batch = tensor.batch.map(|batch| if batch > at { batch + list.shape.len() - 1 } else { batch });
    shaped(&found, [before, &list.shape, after].concat(), batch)
}

pub(super) fn transpose(reader: &mut Reader, node: &Node) -> Answer {
    let tensor = node.input(0)?;
    let rank = tensor.shape.len();
    let order: Vec<usize> = match node.ints("perm")? {
        Some(perm) => perm.iter().map(|n| axis(*n, rank)).collect::<Result<_, _>>()?,
        None => (0..rank).rev().collect(),
    };
    if order.len() != rank || !(0..rank).all(|axis| order.contains(&axis)) {
        return Err("its order of axes is none".into());
    }
    let shape = order.iter().map(|axis| tensor.shape[*axis]).collect();
    let batch = tensor.batch.and_then(|batch| order.iter().position(|axis| *axis == batch));
    tensor.len()?;
    reader.moved(tensor, shape, batch, permuted(&tensor.shape, &order))
}

pub(super) fn flatten(node: &Node) -> Answer {
    let tensor = node.input(0)?;
    let number = node.int("axis", 1)?;
    let rank = tensor.shape.len();
    let at = if usize::try_from(number) == Ok(rank) { rank } else { axis(number, rank)? };
    let all = |lengths: &[usize]| lengths.iter().product::<usize>();
    tensor.len()?;
    let (rows, columns) = (all(&tensor.shape[..at]), all(&tensor.shape[at..]));
    if tensor.batch.is_some_and(|batch| batch >= at || rows != 1) {
        return Err("it mixes rows".into());
    }
    shaped(tensor, vec![rows, columns], tensor.batch.map(|_| 0))
}

pub(super) fn squeeze(node: &Node) -> Answer {
    let tensor = node.input(0)?;
    let axes = node.list("axes", 1, 13)?.ok_or("it names no axes, so that the batch may vanish")?;
    let axes = axes.iter().map(|axis| tensor.row_axis(*axis)).collect::<Result<Vec<_>, _>>()?;
    let kept: Vec<usize> = (0..tensor.shape.len()).filter(|axis| !axes.contains(axis)).collect();
    let shape = kept.iter().map(|axis| tensor.shape[*axis]).collect();
    let batch = tensor.batch.and_then(|batch| kept.iter().position(|axis| *axis == batch));
    shaped(tensor, shape, batch)
}

pub(super) fn unsqueeze(node: &Node) -> Answer {
    let tensor = node.input(0)?;
    let axes = node.list("axes", 1, 13)?.ok_or("it names no axes")?;
    let rank = tensor.shape.len() + axes.len();
    product(&vec![1; rank])?;
    let axes = axes.iter().map(|number| axis(*number, rank)).collect::<Result<Vec<_>, _>>()?;
    let old: Vec<usize> = (0..rank).filter(|axis| !axes.contains(axis)).collect();
    if old.len() != tensor.shape.len() {
        return Err("it names an axis twice".into());
    }
    let mut shape = vec![1; rank];
    for (at, length) in old.iter().zip(&tensor.shape) {
        shape[*at] = *length;
    }
    shaped(tensor, shape, tensor.batch.and_then(|batch| old.get(batch).copied()))
}

/// Rows stay whole: the batch is the axis that is as long as there are rows, copied from it, or to be found out.
pub(super) fn reshape(node: &Node) -> Answer {
    let (tensor, target) = (node.input(0)?, node.input(1)?.read_lengths()?);
    let rows = target.iter().position(|n| *n == Length::Rows);
    let plain = |n: &Length| if let Length::Of(n) = n { *n } else { 1 };
    let target: Vec<i64> = target.iter().map(plain).collect();
    let copies = node.int("allowzero", 0)? == 0;
    let copied = |axis: usize| tensor.shape.get(axis).copied().ok_or("it copies an axis that is not there");
    let mut shape = Vec::new();
    for (axis, n) in target.iter().enumerate() {
        shape.push(match n {
            0 if copies => copied(axis)?,
            -1 => 1,
            n => usize::try_from(*n).map_err(|_| "a length is negative")?,
        });
    }
    let free = target.iter().position(|n| *n == -1);
    if target.iter().filter(|n| **n == -1).count() > 1 {
        return Err("it leaves two lengths open".into());
    }
    let kept = tensor.batch.filter(|batch| target.get(*batch) == Some(&0));
    let batch = match tensor.batch {
        None => None,
        Some(_) => Some(rows.or(kept).or(free).ok_or("it fixes the number of rows")?),
    };
    if let Some(free) = free.filter(|free| batch != Some(*free)) {
        shape[free] = tensor.len()? / product(&shape)?;
    }
    let before = |shape: &[usize], batch: Option<usize>| product(&shape[..batch.unwrap_or(0)]);
    if before(&tensor.shape, tensor.batch)? != before(&shape, batch)? {
        return Err("it mixes rows".into());
    }
    shaped(tensor, shape, batch).map_err(|_| "it does not keep rows whole".to_owned())
}

/// To 32-bit numbers, from those, from truth values or places.
pub(super) fn cast(node: &Node) -> Answer {
    let mut tensor = node.input(0)?.clone();
    let to = node.int("to", 0)?;
    if to == 7 && matches!(tensor.held, Held::Ints(_) | Held::Lengths(_)) {
        return Ok(tensor);
    }
    if to != 1 {
        return Err("it converts to another type than 32-bit numbers".into());
    }
    tensor.held = match tensor.held {
        Held::Truths(start) | Held::Wholes(start) => Held::Columns(start),
        Held::Columns(_) | Held::Floats(_) => tensor.held,
        _ => return Err("it converts from a type that is not read here".into()),
    };
    Ok(tensor)
}
