//! Eight rows side by side.

/// Rows that are calculated together.
pub(super) const LANES: usize = 8;

/// A number for each of the rows.
pub(super) type Lane = [f32; LANES];

/// Puts rows `first..` of a row-major tensor into columns; what lies beyond the last row repeats it.
pub(super) fn put(values: &[f32], width: usize, first: usize, columns: &mut [Lane]) {
    let rows: [&[f32]; LANES] = std::array::from_fn(|lane| {
        let last = values.len() / width - 1;
        let row = (first + lane).min(last);
        &values[row * width..(row + 1) * width]
    });
    for (column, to) in columns.iter_mut().enumerate() {
        *to = rows.map(|row| row[column]);
    }
}

/// Takes rows `first..` out of columns.
pub(super) fn get(columns: &[Lane], width: usize, first: usize, values: &mut [f32]) {
    for (lane, row) in values[first * width..].chunks_exact_mut(width).take(LANES).enumerate() {
        for (to, column) in row.iter_mut().zip(columns) {
            *to = column[lane];
        }
    }
}
