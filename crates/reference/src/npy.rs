//! Tensors from NumPy's format (<https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>), versions 1 to 3:
//! little-endian numbers and truth values in row-major order, which is what `numpy.save` writes.

use twinlet_onnx::{Data, Value};

const MAGIC: &[u8] = b"\x93NUMPY";
const SAVE: &str = "save it again with `numpy.save`, as an array of numbers in row-major order";

/// Reads a file; what is wrong with it otherwise.
pub(crate) fn read(bytes: &[u8]) -> Result<Value, String> {
    let (header, body) = split(bytes).ok_or_else(|| format!("is not in NumPy's format; {SAVE}"))?;
    if field(header, "fortran_order").is_none_or(|order| !order.starts_with("False")) {
        return Err(format!("is not in row-major order; {SAVE}"));
    }
    let shape = shape(header).ok_or_else(|| format!("has a header without a shape; {SAVE}"))?;
    let kind = field(header, "descr").map(|text| text.trim_start_matches(['\'', '"'])).unwrap_or_default();
    let data = match kind.get(..3).unwrap_or_default() {
        "<f4" => Data::F32(numbers(body, f32::from_le_bytes)),
        "<f8" => Data::F64(numbers(body, f64::from_le_bytes)),
        "<i4" => Data::I32(numbers(body, i32::from_le_bytes)),
        "<i8" => Data::I64(numbers(body, i64::from_le_bytes)),
        "|b1" => Data::Bool(body.iter().map(|byte| *byte != 0).collect()),
        other => return Err(format!("holds elements of type `{other}`, which no model here takes; {SAVE}")),
    };
    Value::new(shape, data).map_err(|_| format!("is cut off or too long; {SAVE}"))
}

/// Header and elements.
fn split(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (version, rest) = rest.split_at_checked(2)?;
    let (length, rest) = match version[0] {
        1 => rest.split_at_checked(2)?,
        2 | 3 => rest.split_at_checked(4)?,
        _ => return None,
    };
    let length = length.iter().rev().fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte));
    let (header, body) = rest.split_at_checked(length)?;
    Some((std::str::from_utf8(header).ok()?, body))
}

/// What follows a key of the header, which is a Python dictionary.
fn field<'a>(header: &'a str, key: &str) -> Option<&'a str> {
    let after = header.split_once(&format!("'{key}'"))?.1;
    Some(after.split_once(':')?.1.trim_start())
}

fn shape(header: &str) -> Option<Vec<usize>> {
    let inside = field(header, "shape")?.strip_prefix('(')?.split_once(')')?.0;
    let lengths = inside.split(',').map(str::trim).filter(|text| !text.is_empty());
    lengths.map(|text| text.parse().ok()).collect()
}

/// None at all where the last one is cut off, so that their number does not fit the shape.
fn numbers<T, const N: usize>(body: &[u8], read: impl Fn([u8; N]) -> T) -> Vec<T> {
    match body.as_chunks() {
        (whole, []) => whole.iter().map(|bytes| read(*bytes)).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(header: &str, body: &[u8]) -> Vec<u8> {
        let length = u16::try_from(header.len()).unwrap().to_le_bytes();
        [MAGIC, &[1, 0], &length, header.as_bytes(), body].concat()
    }

    #[test]
    fn reads_numbers_with_their_shape() {
        let two = [1_f32.to_le_bytes(), (-2.5_f32).to_le_bytes()].concat();
        for (dims, shape) in [("(2,)", vec![2]), ("(1, 2)", vec![1, 2]), ("(2, 1, 1), ", vec![2, 1, 1])] {
            let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': {dims}, }}   \n");
            let value = read(&file(&header, &two)).unwrap();
            assert_eq!((value.shape(), value.data()), (&shape[..], &Data::F32(vec![1.0, -2.5])), "{dims}");
        }
        let one = file("{'descr': '<i8', 'fortran_order': False, 'shape': (), }\n", &(-7_i64).to_le_bytes());
        assert_eq!(read(&one), Ok(Value::new(vec![], Data::I64(vec![-7])).unwrap()));
    }

    #[test]
    fn says_what_is_wrong() {
        let header = |descr: &str, order: &str, shape: &str| {
            format!("{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}\n")
        };
        for (bytes, reason) in [
            (b"PK\x03\x04".to_vec(), "not in NumPy's format"),
            (MAGIC.to_vec(), "not in NumPy's format"),
            (file(&header("<f4", "True", "(1,)"), &[0; 4]), "row-major"),
            (file(&header("<f4", "False", "(2,)"), &[0; 4]), "cut off"),
            (file(&header("<f4", "False", "(1,)"), &[0; 6]), "cut off"),
            (file(&header("<f4", "False", "(1,)"), &[0; 9]), "cut off"),
            (file(&header("<U5", "False", "(1,)"), &[0; 20]), "`<U5`"),
            (file(&header("<f4", "False", "1"), &[0; 4]), "without a shape"),
        ] {
            let said = read(&bytes).unwrap_err();
            assert!(said.contains(reason), "{said}, not {reason}");
        }
    }
}
