//! Tensors as they go in and come out: a shape, and numbers or texts in row-major order.

use tract_onnx::prelude::*;

use crate::refusal::{Refusal, Result};

/// The elements of a tensor, row-major.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// 32-bit numbers.
    F32(Vec<f32>),
    /// 64-bit numbers.
    F64(Vec<f64>),
    /// 32-bit whole numbers.
    I32(Vec<i32>),
    /// 64-bit whole numbers.
    I64(Vec<i64>),
    /// Truth values.
    Bool(Vec<bool>),
    /// Texts.
    Text(Vec<String>),
}

/// What the elements of a tensor are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 32-bit numbers.
    F32,
    /// 64-bit numbers.
    F64,
    /// 32-bit whole numbers.
    I32,
    /// 64-bit whole numbers.
    I64,
    /// Truth values.
    Bool,
    /// Texts.
    Text,
}

/// A tensor.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    shape: Vec<usize>,
    data: Data,
}

impl Data {
    /// Number of elements.
    pub fn len(&self) -> usize {
        match self {
            Self::F32(x) => x.len(),
            Self::F64(x) => x.len(),
            Self::I32(x) => x.len(),
            Self::I64(x) => x.len(),
            Self::Bool(x) => x.len(),
            Self::Text(x) => x.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What the elements are.
    pub fn kind(&self) -> Kind {
        match self {
            Self::F32(_) => Kind::F32,
            Self::F64(_) => Kind::F64,
            Self::I32(_) => Kind::I32,
            Self::I64(_) => Kind::I64,
            Self::Bool(_) => Kind::Bool,
            Self::Text(_) => Kind::Text,
        }
    }
}

impl Kind {
    /// The standard's name of the element type.
    pub fn name(self) -> &'static str {
        match self {
            Self::F32 => "float",
            Self::F64 => "double",
            Self::I32 => "int32",
            Self::I64 => "int64",
            Self::Bool => "bool",
            Self::Text => "string",
        }
    }

    pub(crate) fn datum(self) -> DatumType {
        match self {
            Self::F32 => DatumType::F32,
            Self::F64 => DatumType::F64,
            Self::I32 => DatumType::I32,
            Self::I64 => DatumType::I64,
            Self::Bool => DatumType::Bool,
            Self::Text => DatumType::String,
        }
    }
}

impl Value {
    /// A tensor of this shape.
    ///
    /// # Errors
    /// `input` when the number of elements is not the product of the shape.
    pub fn new(shape: Vec<usize>, data: Data) -> Result<Self> {
        let expected = shape.iter().try_fold(1_usize, |product, n| product.checked_mul(*n));
        if expected != Some(data.len()) {
            let message = format!("{} values do not fill a tensor of shape {shape:?}", data.len());
            return Err(Refusal::new("input", message, "give as many values as the shape says"));
        }
        Ok(Self { shape, data })
    }

    /// A tensor whose shape is known to fit.
    pub(crate) fn trusted(shape: Vec<usize>, data: Data) -> Self {
        Self { shape, data }
    }

    /// Lengths along each axis.
    pub fn shape(&self) -> &[usize] {
        &self.shape
    }

    /// The elements, row-major.
    pub fn data(&self) -> &Data {
        &self.data
    }

    /// Elements of a whole row along the first axis.
    fn stride(&self) -> usize {
        self.shape.iter().skip(1).product()
    }

    /// The same with `rows` along the first axis: filled up by repeating the last row, or cut.
    pub(crate) fn with_rows(self, rows: usize) -> Self {
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
    pub(crate) fn rows(&self, start: usize, count: usize) -> Self {
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
    pub(crate) fn append(&mut self, more: Self) -> bool {
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

    pub(crate) fn into_tensor(self) -> TractResult<Tensor> {
        let shape = self.shape;
        match self.data {
            Data::F32(x) => tract_tensor(&shape, x),
            Data::F64(x) => tract_tensor(&shape, x),
            Data::I32(x) => tract_tensor(&shape, x),
            Data::I64(x) => tract_tensor(&shape, x),
            Data::Bool(x) => tract_tensor(&shape, x),
            Data::Text(x) => tract_tensor(&shape, x),
        }
    }

    /// Small integers widen, symbolic whole numbers become numbers.
    pub(crate) fn from_tensor(tensor: &Tensor) -> TractResult<Self> {
        let data = match tensor.datum_type() {
            DatumType::F32 => Data::F32(elements(tensor)?),
            DatumType::F64 => Data::F64(elements(tensor)?),
            DatumType::I32 => Data::I32(elements(tensor)?),
            DatumType::Bool => Data::Bool(elements(tensor)?),
            DatumType::String => Data::Text(elements(tensor)?),
            DatumType::F16 => Data::F32(elements(&*tensor.cast_to::<f32>()?)?),
            DatumType::I8 | DatumType::U8 | DatumType::I16 | DatumType::U16 => {
                Data::I32(elements(&*tensor.cast_to::<i32>()?)?)
            }
            _ => Data::I64(elements(&*tensor.cast_to::<i64>()?)?),
        };
        Ok(Self { shape: tensor.shape().to_vec(), data })
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

fn elements<T: Datum>(tensor: &Tensor) -> TractResult<Vec<T>> {
    Ok(tensor.try_as_plain_ram()?.as_slice::<T>()?.to_vec())
}

fn tract_tensor<T: Datum>(shape: &[usize], values: Vec<T>) -> TractResult<Tensor> {
    Ok(tract_ndarray::ArrayD::from_shape_vec(shape, values)?.into_tensor())
}

impl Kind {
    /// From the number of `TensorProto.DataType`; `None` for types that we do not hand over.
    pub(crate) fn of(data_type: i32) -> Option<Self> {
        match data_type {
            1 => Some(Self::F32),
            6 => Some(Self::I32),
            7 => Some(Self::I64),
            8 => Some(Self::Text),
            9 => Some(Self::Bool),
            11 => Some(Self::F64),
            _ => None,
        }
    }
}
