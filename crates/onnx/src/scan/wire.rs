//! The wire format of protocol buffers: numbered fields, one after the other. Borrows from the file, allocates nothing.
//! <https://protobuf.dev/programming-guides/encoding/>

use super::refuse::{self, DAMAGED};
use crate::refusal::{Refusal, Result};

/// A stretch of the file that knows where it lies.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bytes<'a> {
    pub data: &'a [u8],
    pub at: usize,
}

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Held<'a> {
    /// A whole number of variable length.
    Number(u64),
    /// A number of four or eight bytes.
    Fixed(Bytes<'a>),
    /// A text, a message or a packed list.
    Bytes(Bytes<'a>),
}

/// A field and where it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field<'a> {
    pub number: u32,
    pub held: Held<'a>,
    pub at: usize,
}

impl<'a> Bytes<'a> {
    pub fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0 }
    }

    /// The fields, as of a message.
    pub fn fields(self) -> Fields<'a> {
        Fields { rest: self, failed: false }
    }

    /// The numbers of a packed list.
    pub fn numbers(self) -> impl Iterator<Item = Result<u64>> {
        let mut rest = self;
        std::iter::from_fn(move || {
            if rest.data.is_empty() {
                return None;
            }
            let number = rest.varint();
            if number.is_err() {
                rest.data = &[];
            }
            Some(number)
        })
    }

    fn take(&mut self, count: usize, what: &str) -> Result<Self> {
        let Some((taken, left)) = self.data.split_at_checked(count) else {
            let message = format!("{what} of {count} bytes is cut off after {}", self.data.len());
            return Err(refuse::at(self.at, message, DAMAGED));
        };
        let taken = Self { data: taken, at: self.at };
        *self = Self { data: left, at: self.at + count };
        Ok(taken)
    }

    fn varint(&mut self) -> Result<u64> {
        let start = self.at;
        let mut value = 0;
        for shift in 0..10 {
            let byte = self.take(1, "a number")?.data[0];
            if shift == 9 && byte > 1 {
                break;
            }
            value |= u64::from(byte & 0x7f) << (7 * shift);
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(refuse::at(start, "a number is longer than 64 bits", DAMAGED))
    }

    fn field(&mut self) -> Result<Field<'a>> {
        let at = self.at;
        let key = self.varint()?;
        let number = u32::try_from(key >> 3).ok().filter(|number| (1..1 << 29).contains(number));
        let number = number.ok_or_else(|| refuse::at(at, "a field has no valid number", DAMAGED))?;
        let held = match key & 7 {
            0 => Held::Number(self.varint()?),
            1 => Held::Fixed(self.take(8, "a number")?),
            2 => {
                let length = usize::try_from(self.varint()?).unwrap_or(usize::MAX);
                Held::Bytes(self.take(length, "a field")?)
            }
            5 => Held::Fixed(self.take(4, "a number")?),
            kind => return Err(refuse::at(at, format!("a field is of the unknown kind {kind}"), DAMAGED)),
        };
        Ok(Field { number, held, at })
    }
}

impl<'a> Field<'a> {
    /// For notes about a whole message.
    pub fn nowhere(at: usize) -> Field<'static> {
        Field { number: 1, held: Held::Number(0), at }
    }

    /// What must be a text, a list or a message.
    pub fn bytes(&self) -> Result<Bytes<'a>> {
        match self.held {
            Held::Bytes(bytes) => Ok(bytes),
            _ => Err(self.wrong("a text or a message")),
        }
    }

    /// What must be a whole number.
    pub fn number(&self) -> Result<u64> {
        match self.held {
            Held::Number(number) => Ok(number),
            _ => Err(self.wrong("a whole number")),
        }
    }

    /// The same, with its sign.
    pub fn signed(&self) -> Result<i64> {
        self.number().map(u64::cast_signed)
    }

    /// Whole numbers of a repeated field, packed or one at a time.
    pub fn whole_numbers(&self) -> Result<impl Iterator<Item = Result<i64>> + use<'a>> {
        let (one, packed) = match self.held {
            Held::Number(number) => (Some(Ok(number)), Bytes { data: &[], at: self.at }),
            Held::Bytes(packed) => (None, packed),
            _ => return Err(self.wrong("whole numbers")),
        };
        Ok(one.into_iter().chain(packed.numbers()).map(|number| number.map(u64::cast_signed)))
    }

    /// The little-endian bytes of numbers of `size` bytes each, packed or one at a time.
    pub fn fixed(&self, size: usize) -> Result<&'a [u8]> {
        match self.held {
            Held::Fixed(one) if one.data.len() == size => Ok(one.data),
            Held::Bytes(packed) if packed.data.len().is_multiple_of(size) => Ok(packed.data),
            _ => Err(self.wrong("numbers of a fixed size")),
        }
    }

    fn wrong(&self, expected: &str) -> Refusal {
        refuse::at(self.at, format!("field {} does not hold {expected}", self.number), DAMAGED)
    }
}

/// The fields of a message, one after the other; ends at the first that is damaged.
pub(super) struct Fields<'a> {
    rest: Bytes<'a>,
    failed: bool,
}

impl<'a> Iterator for Fields<'a> {
    type Item = Result<Field<'a>>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed || self.rest.data.is_empty() {
            return None;
        }
        let field = self.rest.field();
        self.failed = field.is_err();
        Some(field)
    }
}

/// Which fields of a message were there: those that may occur once are merged by decoders, which hides a second one.
#[derive(Default)]
pub(super) struct Once(u64);

impl Once {
    /// Notes a field.
    ///
    /// # Errors
    /// When it was there already.
    pub fn see(&mut self, field: &Field, name: &str) -> Result<()> {
        let bit = 1 << field.number.min(63);
        if self.0 & bit != 0 {
            return Err(refuse::at(field.at, format!("`{name}` occurs twice in one message"), DAMAGED));
        }
        self.0 |= bit;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_messages_are_refused_where_they_break() {
        for (bytes, expected) in [
            (&[][..], "ok"),
            (&[0x08, 0x01], "ok"),
            (&[0x08], "cut off after 0 (at byte 1)"),
            (&[0x08, 0x80], "cut off after 0 (at byte 2)"),
            (
                &[0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02],
                "longer than 64 bits (at byte 1)",
            ),
            (&[0x0a, 0x05, 1, 2], "a field of 5 bytes is cut off after 2 (at byte 2)"),
            (&[0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], "is cut off"),
            (&[0x09, 1, 2, 3], "a number of 8 bytes is cut off after 3"),
            (&[0x0b], "unknown kind 3"),
            (&[0x0e], "unknown kind 6"),
            (&[0x00, 0x01], "no valid number"),
        ] {
            let said = Bytes::new(bytes)
                .fields()
                .collect::<Result<Vec<_>>>()
                .map_or_else(|e| e.message, |_| "ok".into());
            assert!(said.contains(expected), "{bytes:?}: {said}");
        }
    }

    #[test]
    fn lists_are_counted_packed_or_not() {
        let fields = Bytes::new(&[0x3a, 0x03, 0x01, 0x80, 0x01, 0x38, 0x07]).fields();
        let counts = fields.map(|field| field.and_then(|field| Ok(field.whole_numbers()?.count())));
        assert_eq!(counts.collect::<Result<Vec<_>>>(), Ok(vec![2, 1]));
    }
}
