//! Rows of numbers in a tensor, and tensors of rows.

use std::borrow::Cow;
use std::ops::{Add, Mul, Sub};

use tract_onnx::tract_hir::internal::*;

use super::kernel::Fact;

/// A number that models compute with.
pub(super) trait Number:
    Datum + Copy + PartialOrd + Into<f64> + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self>
{
    /// The nearest.
    fn of(x: f64) -> Self;

    /// The next smaller one.
    fn below(self) -> Self;

    /// The square root.
    fn root(self) -> Self;
}

impl Number for f32 {
    fn of(x: f64) -> Self {
        x as f32
    }

    fn below(self) -> Self {
        self.next_down()
    }

    fn root(self) -> Self {
        self.sqrt()
    }
}

impl Number for f64 {
    fn of(x: f64) -> Self {
        x
    }

    fn below(self) -> Self {
        self.next_down()
    }

    fn root(self) -> Self {
        self.sqrt()
    }
}

/// The elements, converted if need be.
pub(super) fn elements<T: Datum + Copy>(tensor: &Tensor) -> TractResult<Cow<'_, [T]>> {
    if tensor.datum_type() == T::datum_type() {
        return Ok(Cow::Borrowed(tensor.try_as_plain_ram()?.as_slice::<T>()?));
    }
    Ok(Cow::Owned(tensor.cast_to::<T>()?.try_as_plain_ram()?.as_slice::<T>()?.to_vec()))
}

/// Number of rows and their length: one row where there is one axis, and all but the first axis together make a row.
pub(super) fn layout(shape: &[usize]) -> (usize, usize) {
    match shape {
        [] => (1, 1),
        [width] => (1, *width),
        [rows, rest @ ..] => (*rows, rest.iter().product()),
    }
}

/// The length of the batch in a fact: of the first axis where there are several.
pub(super) fn batch(fact: &Fact) -> TDim {
    match fact.shape.as_slice() {
        [] | [_] => 1.to_dim(),
        [rows, ..] => rows.clone(),
    }
}

/// A tensor of this shape.
pub(super) fn tensor<T: Datum>(shape: &[usize], values: Vec<T>) -> TractResult<Tensor> {
    Ok(tract_ndarray::ArrayD::from_shape_vec(shape, values)?.into_tensor())
}

/// Whether wide numbers go in: then it is computed with wide numbers.
pub(super) fn is_wide(kind: DatumType) -> bool {
    matches!(kind, DatumType::F64 | DatumType::I64 | DatumType::U64 | DatumType::TDim)
}
