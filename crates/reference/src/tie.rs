//! Where a classifier's own reference is undecided.

use std::collections::BTreeSet;

use twinlet_onnx::Value;

use crate::compare::{TOLERANCE, numbers, scale};

/// The rows at which, in some output of numbers with a column for each class, the two largest are within the tolerance.
/// There, rounding chooses the label.
pub(crate) fn ties(outputs: &[Value], rows: usize) -> BTreeSet<usize> {
    let undecided = outputs.iter().flat_map(|value| match (value.shape(), numbers(value)) {
        ([n, classes], Some(x)) if *n == rows && *classes > 1 => close(&x, *classes),
        _ => Vec::new(),
    });
    undecided.collect()
}

fn close(values: &[f64], classes: usize) -> Vec<usize> {
    let limit = TOLERANCE * scale(values);
    let is_close = |row: &[f64]| {
        let mut row = row.to_vec();
        row.sort_by(|a, b| b.total_cmp(a));
        row[0] - row[1] <= limit
    };
    let rows = values.chunks_exact(classes).enumerate();
    rows.filter(|(_, row)| is_close(row)).map(|(i, _)| i).collect()
}
