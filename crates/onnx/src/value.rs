//! Tensors as they go in and come out: a shape, and numbers or texts in row-major order.

use serde::{Deserialize, Serialize};

use crate::refusal::{Refusal, Result};

/// The elements of a tensor, row-major.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Value {
    pub(crate) shape: Vec<usize>,
    pub(crate) data: Data,
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
