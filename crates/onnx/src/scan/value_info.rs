//! `ValueInfoProto` and `TypeProto`: what inputs and outputs are declared to be.

use super::decoded;
use super::limits::Limits;
use super::refuse::{self, CHECK, EXPORT, shown};
use super::shapes::Known;
use super::tally::Tally;
use super::tensor::MOST_AXES;
use super::wire::{Bytes, Field, Once};
use crate::refusal::Result;

/// Letters of the expression that names the length of an axis. It is parsed later.
const LONGEST_LENGTH: usize = 128;
/// Brackets of such an expression.
const MOST_BRACKETS: usize = 16;

/// A declared value.
#[derive(Default)]
pub(super) struct Info<'a> {
    pub name: Option<Bytes<'a>>,
    pub kind: Declared,
}

/// What it is declared to be.
#[derive(Default)]
pub(super) enum Declared {
    /// Nothing is said.
    #[default]
    Nothing,
    /// A tensor, as far as its shape is known.
    Tensor(Known),
    /// A sequence, a map or something optional.
    Other,
}

/// Scans a declaration.
///
/// # Errors
/// What is wrong with it.
pub(super) fn scan<'a>(message: Bytes<'a>, tally: &mut Tally) -> Result<Info<'a>> {
    let (mut info, mut once) = (Info::default(), Once::default());
    for field in message.fields() {
        let field = field?;
        match field.number {
            1 => {
                once.see(&field, "name")?;
                info.name = Some(field.bytes()?);
            }
            2 => {
                once.see(&field, "type")?;
                info.kind = declared(field.bytes()?, tally)?;
            }
            _ => {}
        }
    }
    tally.keep(decoded::VALUE_INFO, 1, &Field::nowhere(message.at))?;
    Ok(info)
}

fn declared(message: Bytes, tally: &mut Tally) -> Result<Declared> {
    let (mut kind, mut once) = (Declared::Nothing, Once::default());
    for field in message.fields() {
        let field = field?;
        match field.number {
            1 => {
                once.see(&field, "tensor_type")?;
                kind = Declared::Tensor(tensor(field.bytes()?, tally)?);
            }
            8 => return Err(refuse::at(field.at, "a value is a sparse tensor", EXPORT)),
            4 | 5 | 7 | 9 => kind = Declared::Other,
            _ => {}
        }
    }
    Ok(kind)
}

fn tensor(message: Bytes, tally: &mut Tally) -> Result<Known> {
    let (mut known, mut once) = (Known::default(), Once::default());
    for field in message.fields() {
        let field = field?;
        match field.number {
            1 => {
                once.see(&field, "elem_type")?;
                let kind = field.signed()?;
                if !(0..=13).contains(&kind) {
                    let message = format!("a value is of the element type {kind}, which is not known here");
                    return Err(refuse::at(field.at, message, EXPORT));
                }
            }
            2 => {
                once.see(&field, "shape")?;
                known.shape = Some(shape(field.bytes()?, tally)?);
            }
            _ => {}
        }
    }
    Ok(known)
}

fn shape(message: Bytes, tally: &mut Tally) -> Result<Vec<u64>> {
    let mut lengths = Vec::new();
    for field in message.fields() {
        let field = field?;
        if field.number != 1 {
            continue;
        }
        tally.keep(decoded::DIMENSION, 1, &field)?;
        if lengths.len() >= MOST_AXES {
            return Err(refuse::at(field.at, format!("a value has more than {MOST_AXES} axes"), CHECK));
        }
        let free = if lengths.is_empty() { Limits::ROWS } else { Limits::FREE };
        lengths.push(length(field.bytes()?)?.unwrap_or(free));
    }
    Ok(lengths)
}

/// The length of an axis; `None` where it is free.
fn length(message: Bytes) -> Result<Option<u64>> {
    let (mut length, mut once) = (None, Once::default());
    for field in message.fields() {
        let field = field?;
        match field.number {
            1 => {
                once.see(&field, "dim_value")?;
                let stated = field.signed()?;
                length = Some(u64::try_from(stated).ok().filter(|n| *n > 0).ok_or_else(|| {
                    let message = format!("a value has an axis of the length {stated}");
                    refuse::at(field.at, message, "export it with the axis left free (dynamic)")
                })?);
            }
            2 => {
                once.see(&field, "dim_param")?;
                expression(field.bytes()?)?;
            }
            _ => {}
        }
    }
    Ok(length)
}

fn expression(text: Bytes) -> Result<()> {
    let brackets = text.data.iter().filter(|c| **c == b'(').count();
    if text.data.len() <= LONGEST_LENGTH && brackets <= MOST_BRACKETS {
        return Ok(());
    }
    let message = format!("the length of an axis is called `{}`, which is too long", shown(text.data));
    Err(refuse::at(text.at, message, "give the axis a short name such as `N`"))
}
