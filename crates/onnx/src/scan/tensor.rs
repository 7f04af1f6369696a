//! `TensorProto`: constants. Their data must be there, and be as much as the shape says.

use super::decoded;
use super::refuse::{self, CHECK, DAMAGED, EXPORT, SMALLER, shown};
use super::shapes::{Known, REMEMBERED, is_whole};
use super::tally::Tally;
use super::wire::{Bytes, Field, Once};
use crate::refusal::Result;

/// Axes of a tensor, at most.
pub(super) const MOST_AXES: usize = 8;

/// What is found while its fields go by.
#[derive(Default)]
struct Found<'a> {
    name: Option<Bytes<'a>>,
    kind: i64,
    shape: Vec<u64>,
    raw: Option<&'a [u8]>,
    /// Elements in one of the typed lists, and which list it is.
    listed: u64,
    list: Option<u32>,
    ints: Vec<i64>,
    nan: bool,
}

/// A constant.
pub(super) struct Tensor<'a> {
    /// Its name, if it has one.
    pub name: Option<Bytes<'a>>,
    /// Its shape, and its values where they may be a shape.
    pub known: Known,
    /// Whether one of several elements is not a number.
    pub nan: bool,
}

/// Scans a tensor.
///
/// # Errors
/// What is wrong with it.
pub(super) fn scan<'a>(message: Bytes<'a>, tally: &mut Tally) -> Result<Tensor<'a>> {
    let (mut found, mut once) = (Found::default(), Once::default());
    for field in message.fields() {
        let field = field?;
        match field.number {
            1 => found.dims(&field, tally)?,
            2 => {
                once.see(&field, "data_type")?;
                found.kind = field.signed()?;
            }
            4..=7 | 10 | 11 => found.list(&field, tally)?,
            8 => {
                once.see(&field, "name")?;
                found.name = Some(field.bytes()?);
            }
            9 => {
                once.see(&field, "raw_data")?;
                found.raw = Some(field.bytes()?.data);
            }
            3 => return Err(refuse::at(field.at, "a tensor is stored in segments", EXPORT)),
            13 => return Err(refuse::at(field.at, "a tensor's data lie in another file", EXPORT)),
            14 if field.number()? != 0 => {
                return Err(refuse::at(field.at, "a tensor's data lie in another file", EXPORT));
            }
            _ => {}
        }
    }
    found.finish(message.at, tally)
}

impl<'a> Found<'a> {
    fn dims(&mut self, field: &Field, tally: &mut Tally) -> Result<()> {
        for length in field.whole_numbers()? {
            tally.keep(8, 1, field)?;
            self.shape.push(axis(length?, self.shape.len(), field.at)?);
        }
        Ok(())
    }

    fn list(&mut self, field: &Field, tally: &mut Tally) -> Result<()> {
        if self.list.is_some_and(|list| list != field.number) {
            return Err(refuse::at(field.at, "a tensor holds its data twice", DAMAGED));
        }
        self.list = Some(field.number);
        let count = match field.number {
            4 => self.floats(field.fixed(4)?, 4),
            10 => self.floats(field.fixed(8)?, 8),
            6 => field.bytes().map(|_| 1)?,
            _ => self.whole(field)?,
        };
        match field.number {
            4 | 5 => tally.keep(4, count, field)?,
            6 => tally.keep(decoded::LIST, count, field)?,
            _ => tally.keep(8, count, field)?,
        }
        self.listed = self.listed.saturating_add(count as u64);
        Ok(())
    }

    fn floats(&mut self, bytes: &[u8], size: usize) -> usize {
        self.nan |= bytes.chunks_exact(size).any(|bytes| float(bytes).is_nan());
        self.remember(bytes.chunks_exact(size).map(|bytes| exact(float(bytes))));
        bytes.len() / size
    }

    /// Keeps whole numbers, also those written with a decimal point, for as long as all are whole and few.
    fn remember(&mut self, numbers: impl Iterator<Item = Option<i64>>) {
        self.ints.extend(numbers.take(REMEMBERED + 1).map_while(|number| number));
        self.ints.truncate(REMEMBERED + 1);
    }

    fn whole(&mut self, field: &Field) -> Result<usize> {
        let mut count = 0;
        for number in field.whole_numbers()? {
            let number = number?;
            count += 1;
            if self.ints.len() <= REMEMBERED {
                self.ints.push(number);
            }
        }
        Ok(count)
    }

    fn finish(mut self, byte: usize, tally: &mut Tally) -> Result<Tensor<'a>> {
        tally.keep(decoded::TENSOR, 1, &Field::nowhere(byte))?;
        let name = self.name.map_or("a tensor".into(), |name| format!("the tensor `{}`", shown(name.data)));
        let elements = elements_of(&self.shape)
            .filter(|elements| *elements <= tally.limits.tensor)
            .ok_or_else(|| refuse::at(byte, format!("{name} has the shape {:?}", self.shape), SMALLER))?;
        let Some((size, list)) = layout(self.kind) else {
            let message = format!("{name} is of the element type {}, which is not known here", self.kind);
            return Err(refuse::at(byte, message, EXPORT));
        };
        let (held, unit) = match (self.raw, self.list) {
            (Some(raw), None) if size > 0 => (raw.len() as u64, size),
            (None, Some(found)) if found == list => (self.listed, 1),
            (None, None) => (0, 1),
            _ => {
                return Err(refuse::at(
                    byte,
                    format!("{name} holds data of another type than it says"),
                    CHECK,
                ));
            }
        };
        if elements.checked_mul(unit) != Some(held) {
            let message = format!(
                "{name} holds {held} {} for the shape {:?}",
                if unit == 1 { "elements or bytes" } else { "bytes" },
                self.shape
            );
            return Err(refuse::at(byte, message, CHECK));
        }
        self.read_raw();
        let remembered = self.ints.len() as u64 == elements && elements <= REMEMBERED as u64;
        let known = Known {
            shape: Some(self.shape),
            ints: remembered.then_some(self.ints),
            whole: is_whole(self.kind),
            constant: true,
            maps: false,
        };
        Ok(Tensor { name: self.name, known, nan: self.nan && elements > 1 })
    }

    /// Reads what raw data say: a few whole numbers, and whether one is not a number.
    fn read_raw(&mut self) {
        let Some(raw) = self.raw else { return };
        match self.kind {
            1 => _ = self.floats(raw, 4),
            11 => _ = self.floats(raw, 8),
            6 => self.remember(raw.chunks_exact(4).map(|bytes| Some(whole(bytes)))),
            7 => self.remember(raw.chunks_exact(8).map(|bytes| Some(whole(bytes)))),
            _ => {}
        }
    }
}

/// Checks the length of an axis. Nothing but an empty list has a length of zero.
fn axis(length: i64, index: usize, byte: usize) -> Result<u64> {
    if index >= MOST_AXES {
        return Err(refuse::at(byte, format!("a tensor has more than {MOST_AXES} axes"), SMALLER));
    }
    u64::try_from(length)
        .map_err(|_| refuse::at(byte, format!("a tensor has an axis of the length {length}"), CHECK))
}

fn elements_of(shape: &[u64]) -> Option<u64> {
    if shape.len() > 1 && shape.contains(&0) {
        return None;
    }
    shape.iter().try_fold(1_u64, |product, length| product.checked_mul(*length))
}

/// Bytes of an element in raw data (0: there is no such form), and the field of its list.
fn layout(kind: i64) -> Option<(u64, u32)> {
    Some(match kind {
        1 => (4, 4),
        2 | 3 | 9 => (1, 5),
        4 | 5 | 10 => (2, 5),
        6 => (4, 5),
        7 => (8, 7),
        8 => (0, 6),
        11 => (8, 10),
        12 => (4, 11),
        13 => (8, 11),
        _ => return None,
    })
}

fn float(bytes: &[u8]) -> f64 {
    match *bytes {
        [a, b, c, d] => f32::from_le_bytes([a, b, c, d]).into(),
        [a, b, c, d, e, f, g, h] => f64::from_le_bytes([a, b, c, d, e, f, g, h]),
        _ => 0.0,
    }
}

/// The whole number that this is, if it is one.
fn exact(number: f64) -> Option<i64> {
    (number.trunc() == number && number.abs() < 9e15).then_some(number as i64)
}

fn whole(bytes: &[u8]) -> i64 {
    match *bytes {
        [a, b, c, d] => i32::from_le_bytes([a, b, c, d]).into(),
        [a, b, c, d, e, f, g, h] => i64::from_le_bytes([a, b, c, d, e, f, g, h]),
        _ => 0,
    }
}
