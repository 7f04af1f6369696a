//! Values as tract holds them.

use tract_onnx::prelude::*;

use crate::value::{Data, Kind, Value};

/// tract's name of an element type.
pub(super) fn datum(kind: Kind) -> DatumType {
    match kind {
        Kind::F32 => DatumType::F32,
        Kind::F64 => DatumType::F64,
        Kind::I32 => DatumType::I32,
        Kind::I64 => DatumType::I64,
        Kind::Bool => DatumType::Bool,
        Kind::Text => DatumType::String,
    }
}

/// A value, handed over.
pub(super) fn into_tensor(value: Value) -> TractResult<Tensor> {
    let Value { shape, data } = value;
    match data {
        Data::F32(x) => tensor(&shape, x),
        Data::F64(x) => tensor(&shape, x),
        Data::I32(x) => tensor(&shape, x),
        Data::I64(x) => tensor(&shape, x),
        Data::Bool(x) => tensor(&shape, x),
        Data::Text(x) => tensor(&shape, x),
    }
}

/// Small integers widen, symbolic whole numbers become numbers.
pub(super) fn from_tensor(tensor: &Tensor) -> TractResult<Value> {
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
    Ok(Value::trusted(tensor.shape().to_vec(), data))
}

fn elements<T: Datum>(tensor: &Tensor) -> TractResult<Vec<T>> {
    Ok(tensor.try_as_plain_ram()?.as_slice::<T>()?.to_vec())
}

fn tensor<T: Datum>(shape: &[usize], values: Vec<T>) -> TractResult<Tensor> {
    Ok(tract_ndarray::ArrayD::from_shape_vec(shape, values)?.into_tensor())
}
