//! Batches in pieces: rows of a value, filled up, cut, put together.

use crate::value::{Data, Value};

impl Value {
    /// Elements of a whole row along the first axis.
    fn stride(&self) -> usize {
        self.shape.iter().skip(1).product()
    }

    /// The same with `rows` along the first axis: filled up by repeating the last row, or cut.
    pub(super) fn with_rows(self, rows: usize) -> Self {
        let stride = self.stride();
        let mut shape = self.shape;
        if let Some(first) = shape.first_mut() {
            *first = rows;
        }
        let length = rows * stride;
        let data = match self.data {
            Data::F32(x) => Data::F32(resized(x, stride, length)),
            Data::F64(x) => Data::F64(resized(x, stride, length)),
            Data::I32(x) => Data::I32(resized(x, stride, length)),
            Data::I64(x) => Data::I64(resized(x, stride, length)),
            Data::Bool(x) => Data::Bool(resized(x, stride, length)),
            Data::Text(x) => Data::Text(resized(x, stride, length)),
        };
        Self { shape, data }
    }

    /// Rows `start..start + count` along the first axis; out of range gives fewer.
    pub(super) fn rows(&self, start: usize, count: usize) -> Self {
        let stride = self.stride();
        let total = self.shape.first().copied().unwrap_or(0);
        let (from, to) = (start.min(total), (start + count).min(total));
        let range = from * stride..to * stride;
        let data = match &self.data {
            Data::F32(x) => Data::F32(x[range].to_vec()),
            Data::F64(x) => Data::F64(x[range].to_vec()),
            Data::I32(x) => Data::I32(x[range].to_vec()),
            Data::I64(x) => Data::I64(x[range].to_vec()),
            Data::Bool(x) => Data::Bool(x[range].to_vec()),
            Data::Text(x) => Data::Text(x[range].to_vec()),
        };
        let mut shape = self.shape.clone();
        if let Some(first) = shape.first_mut() {
            *first = to - from;
        }
        Self { shape, data }
    }

    /// Appends further rows along the first axis; the rest of the shape must be the same.
    pub(super) fn append(&mut self, more: Self) -> bool {
        if self.shape.get(1..) != more.shape.get(1..) {
            return false;
        }
        match (&mut self.data, more.data) {
            (Data::F32(x), Data::F32(y)) => x.extend(y),
            (Data::F64(x), Data::F64(y)) => x.extend(y),
            (Data::I32(x), Data::I32(y)) => x.extend(y),
            (Data::I64(x), Data::I64(y)) => x.extend(y),
            (Data::Bool(x), Data::Bool(y)) => x.extend(y),
            (Data::Text(x), Data::Text(y)) => x.extend(y),
            _ => return false,
        }
        if let (Some(rows), Some(added)) = (self.shape.first_mut(), more.shape.first()) {
            *rows += added;
        }
        true
    }
}

fn resized<T: Clone>(mut values: Vec<T>, stride: usize, length: usize) -> Vec<T> {
    let last: Vec<T> = values.get(values.len().saturating_sub(stride)..).unwrap_or_default().to_vec();
    while values.len() < length && !last.is_empty() {
        values.extend_from_slice(&last);
    }
    values.truncate(length);
    values
}
