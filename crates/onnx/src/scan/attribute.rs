//! `AttributeProto`: what is said of a node besides its inputs.

use super::decoded;
use super::refuse::{self, EXPORT, SMALLER, shown};
use super::shapes::{Known, REMEMBERED};
use super::tally::Tally;
use super::tensor;
use super::wire::{Bytes, Field, Once};
use crate::refusal::Result;

/// Attributes that say how large something is, and the largest that a surrogate needs.
const SIZES: [&[u8]; 20] = [
    b"kernel_shape",
    b"pads",
    b"strides",
    b"dilations",
    b"hidden_size",
    b"n_targets",
    b"targets",
    b"output_shape",
    b"output_padding",
    b"shape",
    b"repeats",
    b"k",
    b"group",
    b"num_outputs",
    b"blocksize",
    b"sample_size",
    b"num_scan_inputs",
    b"max",
    b"num_heads",
    b"size",
];
const LARGEST: u64 = 1 << 20;

/// An attribute, as far as shapes depend on it.
#[derive(Default)]
pub(super) struct Attribute<'a> {
    pub name: &'a [u8],
    pub int: Option<i64>,
    /// A list of whole numbers, if it is short.
    pub ints: Option<Vec<i64>>,
    /// Entries of whichever list it is.
    pub count: usize,
    pub text: Option<&'a [u8]>,
    pub tensor: Option<Known>,
    pub graph: Option<Bytes<'a>>,
}

/// Scans an attribute; a graph in it is left to the caller, who knows the names around it.
///
/// # Errors
/// What is wrong with it.
pub(super) fn scan<'a>(message: Bytes<'a>, tally: &mut Tally) -> Result<Attribute<'a>> {
    let (mut found, mut once) = (Attribute::default(), Once::default());
    for field in message.fields() {
        let field = field?;
        if !matches!(field.number, 7..=9) {
            once.see(&field, "a field of an attribute")?;
        }
        match field.number {
            1 => found.name = field.bytes()?.data,
            3 => found.int = Some(field.signed()?),
            4 => found.text = Some(field.bytes()?.data),
            5 => found.tensor = Some(tensor::scan(field.bytes()?, tally)?.known),
            6 => found.graph = Some(field.bytes()?),
            7 => {
                let count = field.fixed(4)?.len() / 4;
                tally.keep(4, count, &field)?;
                found.count += count;
            }
            8 => found.list(&field, tally)?,
            9 => {
                tally.keep(2 * decoded::LIST, 1, &field)?;
                field.bytes()?;
                found.count += 1;
            }
            10 => return Err(refuse::at(field.at, "an attribute is a list of tensors", EXPORT)),
            11 => return Err(refuse::at(field.at, "an attribute is a list of graphs", EXPORT)),
            15 => return Err(refuse::at(field.at, "an attribute is a list of types", EXPORT)),
            21 => return Err(refuse::at(field.at, "an attribute refers to that of a function", EXPORT)),
            22 | 23 => return Err(refuse::at(field.at, "an attribute is a sparse tensor", EXPORT)),
            _ => {}
        }
    }
    tally.keep(decoded::ATTRIBUTE, 1, &Field::nowhere(message.at))?;
    found.sizes(message.at)?;
    Ok(found)
}

impl Attribute<'_> {
    fn list(&mut self, field: &Field, tally: &mut Tally) -> Result<()> {
        let mut added = 0;
        let remembered = self.ints.get_or_insert_default();
        for number in field.whole_numbers()? {
            let number = number?;
            added += 1;
            if remembered.len() < REMEMBERED {
                remembered.push(number);
            }
        }
        self.count += added;
        tally.keep(8, added, field)
    }

    /// Sizes that no memory holds are refused before anything multiplies them.
    fn sizes(&mut self, byte: usize) -> Result<()> {
        if self.count > REMEMBERED {
            self.ints = None;
        }
        if !SIZES.contains(&self.name) {
            return Ok(());
        }
        let numbers = self.int.iter().chain(self.ints.iter().flatten());
        match numbers.copied().find(|number| number.unsigned_abs() > LARGEST) {
            Some(number) => {
                let message =
                    format!("the attribute `{}` is {number}, more than {LARGEST}", shown(self.name));
                Err(refuse::at(byte, message, SMALLER))
            }
            None => Ok(()),
        }
    }
}
