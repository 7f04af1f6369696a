//! Operators that work element by element on inputs of shapes that are stretched to each other.

use super::{Call, Known};

pub(super) const BROADCAST: [&str; 29] = [
    "Add",
    "Sub",
    "Mul",
    "Div",
    "Pow",
    "Mod",
    "Max",
    "Min",
    "Sum",
    "Mean",
    "Less",
    "LessOrEqual",
    "Greater",
    "GreaterOrEqual",
    "Equal",
    "And",
    "Or",
    "Xor",
    "Where",
    "PRelu",
    "BitShift",
    "BitwiseAnd",
    "BitwiseOr",
    "BitwiseXor",
    "BiasGelu",
    "QuantizeLinear",
    "DequantizeLinear",
    "Clip",
    "Shrink",
];

pub(super) fn of(op: &str, call: &Call) -> Option<Known> {
    let shapes = (0..call.inputs.len()).filter(|index| call.has(*index)).map(|index| call.shape(index));
    let mut shape = Vec::new();
    for other in shapes {
        shape = broadcast(&shape, other?)?;
    }
    Some(Known { ints: ints(op, call), ..Known::of(shape) })
}

/// The shape to which both are stretched.
pub(super) fn broadcast(a: &[u64], b: &[u64]) -> Option<Vec<u64>> {
    let rank = a.len().max(b.len());
    let length = |shape: &[u64], i: usize| (i + shape.len()).checked_sub(rank).map_or(1, |i| shape[i]);
    let both = |i| match (length(a, i), length(b, i)) {
        (1, n) | (n, 1) => Some(n),
        (n, m) => (n == m).then_some(n),
    };
    (0..rank).map(both).collect()
}

/// Arithmetic on shapes.
pub(super) fn ints(op: &str, call: &Call) -> Option<Vec<i64>> {
    let apply: fn(i64, i64) -> Option<i64> = match op {
        "Add" => i64::checked_add,
        "Sub" => i64::checked_sub,
        "Mul" => i64::checked_mul,
        "Div" => i64::checked_div,
        "Mod" => remainder,
        "Max" => |a, b| Some(a.max(b)),
        "Min" => |a, b| Some(a.min(b)),
        "Equal" => |a, b| Some(i64::from(a == b)),
        "Less" => |a, b| Some(i64::from(a < b)),
        "Greater" => |a, b| Some(i64::from(a > b)),
        "Where" => return choose(call.ints(0)?, call.ints(1)?, call.ints(2)?),
        _ => return None,
    };
    if call.inputs.len() != 2 {
        return None;
    }
    let (a, b) = (call.ints(0)?, call.ints(1)?);
    (0..a.len().max(b.len())).map(|i| apply(*entry(a, i)?, *entry(b, i)?)).collect()
}

/// With the sign of the divisor.
fn remainder(a: i64, b: i64) -> Option<i64> {
    let rest = a.checked_rem(b)?;
    Some(if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest })
}

fn choose(condition: &[i64], yes: &[i64], no: &[i64]) -> Option<Vec<i64>> {
    let length = condition.len().max(yes.len()).max(no.len());
    let one = |i| Some(if *entry(condition, i)? == 0 { *entry(no, i)? } else { *entry(yes, i)? });
    (0..length).map(one).collect()
}

fn entry(list: &[i64], index: usize) -> Option<&i64> {
    if list.len() == 1 { list.first() } else { list.get(index) }
}

#[cfg(test)]
mod tests {
    use super::broadcast;

    #[test]
    fn shapes_are_stretched_to_each_other() {
        for (a, b, expected) in [
            (&[3, 1][..], &[4][..], Some(vec![3, 4])),
            (&[], &[2], Some(vec![2])),
            (&[2, 3], &[2, 3], Some(vec![2, 3])),
            (&[2], &[3], None),
        ] {
            assert_eq!(broadcast(a, b), expected);
        }
    }
}
