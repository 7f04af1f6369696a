//! Operators that keep, cut, join or turn tensors around.

use super::{Call, Known, axis};

/// Those that keep the shape of their first input.
pub(super) const SAME: [&str; 41] = [
    "Relu",
    "Sigmoid",
    "Tanh",
    "Exp",
    "Log",
    "Sqrt",
    "Erf",
    "Gelu",
    "Elu",
    "Celu",
    "Selu",
    "LeakyRelu",
    "ThresholdedRelu",
    "HardSigmoid",
    "HardSwish",
    "Mish",
    "Softplus",
    "Softsign",
    "Softmax",
    "LogSoftmax",
    "Hardmax",
    "Sin",
    "Cos",
    "Tan",
    "Reciprocal",
    "IsNaN",
    "IsInf",
    "Dropout",
    "BatchNormalization",
    "LayerNormalization",
    "InstanceNormalization",
    "CumSum",
    "Trilu",
    "Scaler",
    "Imputer",
    "Normalizer",
    "Binarizer",
    "LabelEncoder",
    "Not",
    "Sign",
    "EyeLike",
];

pub(super) fn of(op: &str, call: &Call) -> Option<Vec<Known>> {
    let one = |known: Option<Known>| Some(vec![known.unwrap_or_default()]);
    match op {
        "Constant" => one(constant(call)),
        "Identity" | "Cast" | "Floor" | "Ceil" | "Round" => one(call.input(0).cloned()),
        "Neg" | "Abs" => one(call.input(0).map(|known| turned(op, known))),
        "Shape" => one(shape_of(call)),
        "Size" => one(call.shape(0).map(|shape| Known::list(vec![super::product(shape) as i64]))),
        "Reshape" => one(reshape(call)),
        "Flatten" => one(flatten(call)),
        "Transpose" => one(transpose(call)),
        "Concat" => one(concat(call)),
        "Gather" => one(gather(call)),
        "GatherElements" => one(call.shape(1).map(|shape| Known::of(shape.to_vec()))),
        "ScatterElements" | "ScatterND" | "Scatter" => {
            one(call.shape(0).map(|shape| Known::of(shape.to_vec())))
        }
        "Slice" => one(slice(call)),
        "Squeeze" => one(squeeze(call)),
        "Unsqueeze" => one(unsqueeze(call)),
        "Split" => split(call),
        "TopK" => top(call),
        _ => None,
    }
}

fn constant(call: &Call) -> Option<Known> {
    let attribute = call.node.attributes.first()?;
    match attribute.name {
        b"value" => attribute.tensor.clone(),
        b"value_int" => Some(Known { shape: Some(vec![]), ..Known::list(vec![attribute.int?]) }),
        b"value_ints" => {
            Some(Known { ints: attribute.ints.clone(), ..Known::of(vec![attribute.count as u64]) })
        }
        b"value_floats" | b"value_strings" => Some(Known::of(vec![attribute.count as u64])),
        _ => Some(Known::of(vec![])),
    }
}

fn turned(op: &str, known: &Known) -> Known {
    let turn = |n: &i64| if op == "Neg" { n.checked_neg() } else { n.checked_abs() };
    let ints = known.ints.as_ref().and_then(|ints| ints.iter().map(turn).collect());
    Known { ints, ..known.clone() }
}

fn shape_of(call: &Call) -> Option<Known> {
    let shape: Vec<i64> = call.shape(0)?.iter().map(|n| i64::try_from(*n)).collect::<Result<_, _>>().ok()?;
    let rank = shape.len() as i64;
    let bound = |name: &str, otherwise: i64| {
        let at = call.node.int(name, otherwise);
        (if at < 0 { at.saturating_add(rank) } else { at }).clamp(0, rank) as usize
    };
    Some(Known::list(shape.get(bound("start", 0)..bound("end", rank)).unwrap_or_default().to_vec()))
}

fn reshape(call: &Call) -> Option<Known> {
    let (shape, wanted) = (call.shape(0)?, call.ints(1)?);
    let keep = call.node.int("allowzero", 0) == 0;
    let mut made = Vec::new();
    for (at, length) in wanted.iter().enumerate() {
        made.push(match *length {
            0 if keep => *shape.get(at)?,
            -1 => 1,
            length => u64::try_from(length).ok()?,
        });
    }
    let (all, stated) = (super::product(shape), super::product(&made));
    if let Some(free) = wanted.iter().position(|length| *length == -1) {
        made[free] = all.checked_div(stated)?;
    }
    Some(Known { ints: call.input(0)?.ints.clone(), ..Known::of(made) })
}

fn flatten(call: &Call) -> Option<Known> {
    let shape = call.shape(0)?;
    let at = call.node.int("axis", 1);
    let at = if at < 0 { at.checked_add_unsigned(shape.len() as u64)? } else { at };
    let (front, back) = shape.split_at_checked(usize::try_from(at).ok()?)?;
    Some(Known::of(vec![super::product(front), super::product(back)]))
}

fn transpose(call: &Call) -> Option<Known> {
    let shape = call.shape(0)?;
    let backwards: Vec<i64> = (0..shape.len() as i64).rev().collect();
    let order = call.node.ints("perm").unwrap_or(&backwards);
    let length = |at: &i64| shape.get(usize::try_from(*at).ok()?).copied();
    let made: Vec<u64> = order.iter().map(length).collect::<Option<_>>()?;
    let ints = match (shape, order) {
        ([rows, columns], [1, 0]) => call.ints(0).and_then(|list| turn(list, *rows, *columns)),
        ([_], _) => call.ints(0).map(<[i64]>::to_vec),
        _ => None,
    };
    Some(Known { ints, ..Known::of(made) })
}

fn turn(list: &[i64], rows: u64, columns: u64) -> Option<Vec<i64>> {
    let entry = |row: u64, column: u64| list.get((row * columns + column) as usize).copied();
    (0..columns).flat_map(|column| (0..rows).map(move |row| entry(row, column))).collect()
}

fn concat(call: &Call) -> Option<Known> {
    let mut shape = call.shape(0)?.to_vec();
    let at = axis(call.node.int("axis", 0), shape.len())?;
    shape[at] = 0;
    for index in 0..call.inputs.len() {
        shape[at] = shape[at].saturating_add(*call.shape(index)?.get(at)?);
    }
    let lists = (0..call.inputs.len()).map(|index| call.ints(index)).collect::<Option<Vec<_>>>();
    let ints = lists.filter(|_| shape.len() == 1).map(|lists| lists.concat());
    Some(Known { ints, ..Known::of(shape) })
}

fn gather(call: &Call) -> Option<Known> {
    let (shape, taken) = (call.shape(0)?, call.shape(1)?);
    let at = axis(call.node.int("axis", 0), shape.len())?;
    let made = [&shape[..at], taken, &shape[at + 1..]].concat();
    let pick = |list: &[i64], at: &i64| list.get(axis(*at, list.len())?).copied();
    let picked = call.ints(0).zip(call.ints(1)).filter(|_| shape.len() == 1);
    let ints = picked.and_then(|(list, at)| at.iter().map(|at| pick(list, at)).collect());
    Some(Known { ints, ..Known::of(made) })
}

fn slice(call: &Call) -> Option<Known> {
    let mut shape = call.shape(0)?.to_vec();
    let (starts, ends) = (call.listed("starts", 1)?, call.listed("ends", 2)?);
    let counted: Vec<i64> = (0..starts.len() as i64).collect();
    let named = call.node.attribute("axes").is_some() || call.has(3);
    let axes = if named { call.listed("axes", 3)? } else { &counted };
    let mut ints = call.ints(0).map(<[i64]>::to_vec);
    for (index, at) in axes.iter().enumerate() {
        let at = axis(*at, shape.len())?;
        let step = if call.has(4) { *call.ints(4)?.get(index)? } else { 1 };
        let cut = Cut::new(*starts.get(index)?, *ends.get(index)?, step, i64::try_from(shape[at]).ok()?)?;
        ints = ints.and_then(|list| cut.of(&list, &shape, at));
        shape[at] = cut.count;
    }
    Some(Known { ints, ..Known::of(shape) })
}

/// Every `step`th place from `start` on.
struct Cut {
    start: i64,
    step: i64,
    count: u64,
}

impl Cut {
    fn new(start: i64, end: i64, step: i64, length: i64) -> Option<Self> {
        let from_front = |n: i64| if n < 0 { n.saturating_add(length) } else { n };
        // Backwards, the first place is `length - 1` and the end lies before place 0.
        let (low, high) = if step < 0 { (-1, length - 1) } else { (0, length) };
        let (start, end) =
            (from_front(start).clamp(low, high.max(low)), from_front(end).clamp(low, high.max(low)));
        let distance = if step < 0 { start - end } else { end - start };
        let count = distance.max(0).unsigned_abs().checked_div(step.unsigned_abs())?;
        let rest = !distance.max(0).unsigned_abs().is_multiple_of(step.unsigned_abs());
        Some(Self { start, step, count: count + u64::from(rest) })
    }

    /// Those places along an axis of a short list.
    fn of(&self, list: &[i64], shape: &[u64], at: usize) -> Option<Vec<i64>> {
        if list.is_empty() || super::product(shape) != list.len() as u64 {
            return None;
        }
        let [before, length, behind] =
            [&shape[..at], &shape[at..=at], &shape[at + 1..]].map(|part| super::product(part) as i64);
        let mut cut = Vec::new();
        for outer in 0..before {
            for place in
                (0..self.count as i64).map(|k| self.start.saturating_add(k.saturating_mul(self.step)))
            {
                for inner in 0..behind {
                    let entry = (outer * length + place) * behind + inner;
                    cut.push(*list.get(usize::try_from(entry).ok()?)?);
                }
            }
        }
        Some(cut)
    }
}

fn squeeze(call: &Call) -> Option<Known> {
    let (shape, known) = (call.shape(0)?, call.input(0)?);
    let named = call.node.attribute("axes").is_some() || call.has(1);
    let axes = if named { Some(call.listed("axes", 1)?) } else { None };
    let axes = axes.map(|axes| axes.iter().map(|a| axis(*a, shape.len())).collect::<Option<Vec<_>>>());
    let axes = match axes {
        Some(axes) => Some(axes?),
        None => None,
    };
    let gone = |at: usize, length: u64| axes.as_ref().map_or(length == 1, |axes| axes.contains(&at));
    let left =
        shape.iter().enumerate().filter(|(at, length)| !gone(*at, **length)).map(|(_, length)| *length);
    Some(Known { ints: known.ints.clone(), ..Known::of(left.collect()) })
}

fn unsqueeze(call: &Call) -> Option<Known> {
    let mut shape = call.shape(0)?.to_vec();
    let added = call.listed("axes", 1)?;
    let rank = shape.len() + added.len();
    let mut axes = added.iter().map(|a| axis(*a, rank)).collect::<Option<Vec<_>>>()?;
    axes.sort_unstable();
    for at in axes {
        shape.insert(at.min(shape.len()), 1);
    }
    Some(Known { ints: call.input(0)?.ints.clone(), ..Known::of(shape) })
}

fn split(call: &Call) -> Option<Vec<Known>> {
    let shape = call.shape(0)?;
    let at = axis(call.node.int("axis", 0), shape.len())?;
    let parts = call.node.outputs.len() as u64;
    let named = call.node.attribute("split").is_some() || call.has(1);
    let sizes = if named { Some(call.listed("split", 1)?) } else { None };
    let part = |index: u64| {
        let mut part = shape.to_vec();
        part[at] = match sizes {
            Some(sizes) => u64::try_from(*sizes.get(index as usize)?).ok()?,
            None => shape[at].div_ceil(parts),
        };
        Some(Known::of(part))
    };
    (0..parts).map(part).collect()
}

fn top(call: &Call) -> Option<Vec<Known>> {
    let mut shape = call.shape(0)?.to_vec();
    let at = axis(call.node.int("axis", -1), shape.len())?;
    let count = call.node.attribute("k").and_then(|k| k.int).or_else(|| call.input(1)?.single())?;
    shape[at] = shape[at].min(u64::try_from(count).ok()?);
    Some(vec![Known::of(shape.clone()), Known::of(shape)])
}
