//! `ModelProto`: the file as a whole.

use super::decoded;
use super::graph;
use super::refuse::{self, DAMAGED, EXPORT, shown};
use super::tally::Tally;
use super::wire::{Bytes, Field, Once};
use crate::refusal::Result;

/// A set of operators: how it is called, and the versions that are read.
pub(super) struct Domain {
    pub names: &'static [&'static [u8]],
    oldest: i64,
    newest: i64,
}

/// The sets that are known.
pub(super) const DOMAINS: [Domain; 3] = [
    Domain { names: &[b"", b"ai.onnx"], oldest: 7, newest: 24 },
    Domain { names: &[b"ai.onnx.ml"], oldest: 1, newest: 5 },
    Domain { names: &[b"com.microsoft"], oldest: 1, newest: 1 },
];

/// Scans a file.
///
/// # Errors
/// What is wrong with it.
pub(super) fn scan(message: Bytes, tally: &mut Tally) -> Result<()> {
    let (mut once, mut graph, mut known) = (Once::default(), None, 0);
    for field in message.fields() {
        let field = field?;
        if matches!(field.number, 1..=7) {
            once.see(&field, "a field of the model")?;
        }
        match field.number {
            7 => graph = Some(field.bytes()?),
            8 => known += usize::from(opset(&field, tally)?),
            14 => {
                tally.keep(decoded::ENTRY, 1, &field)?;
                field.bytes()?;
            }
            20 => return Err(refuse::at(field.at, "the file holds a way to train the model", EXPORT)),
            25 => return Err(refuse::at(field.at, "the file defines functions of its own", EXPORT)),
            _ => {}
        }
    }
    let graph = graph.ok_or_else(|| refuse::refusal("the file holds no graph", DAMAGED))?;
    if known == 0 {
        return Err(refuse::refusal("the file names no set of operators that is known here", DAMAGED));
    }
    graph::scan(graph, None, 0, tally)
}

/// Whether it is a set that we know. Others may be named as long as no node is of them.
fn opset(field: &Field, tally: &mut Tally) -> Result<bool> {
    tally.keep(decoded::OPERATOR_SET, 1, field)?;
    let (mut name, mut version, mut once) = (&b""[..], 0, Once::default());
    for field in field.bytes()?.fields() {
        let field = field?;
        once.see(&field, "a field of a set of operators")?;
        match field.number {
            1 => name = field.bytes()?.data,
            2 => version = field.signed()?,
            _ => {}
        }
    }
    let Some(known) = DOMAINS.iter().find(|known| known.names.contains(&name)) else { return Ok(false) };
    if (known.oldest..=known.newest).contains(&version) {
        return Ok(true);
    }
    let name = if name.is_empty() { "ai.onnx".into() } else { shown(name) };
    let (oldest, newest) = (known.oldest, known.newest);
    let message =
        format!("it needs version {version} of the operators `{name}`; {oldest} to {newest} are known");
    Err(refuse::at(field.at, message, "export it for another version (`target_opset`, `opset_version`)"))
}

/// Notes without effect, which the decoder keeps all the same.
pub(super) fn notes(message: Bytes, tally: &mut Tally) -> Result<()> {
    for field in message.fields() {
        tally.keep(decoded::ENTRY, 1, &field?)?;
    }
    Ok(())
}
