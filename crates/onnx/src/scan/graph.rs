//! `GraphProto`: the main graph, and those inside of nodes.

use super::decoded;
use super::names::{self, Names};
use super::refuse::{self, CHECK, EXPORT, shown};
use super::shapes::Known;
use super::tally::Tally;
use super::value_info::{self, Declared};
use super::wire::{Bytes, Field};
use super::{model, node, tensor};
use crate::refusal::{Refusal, Result};

/// Scans a graph inside of those whose names are `around`, `depth` levels below the main graph.
///
/// # Errors
/// What is wrong with it.
pub(super) fn scan(message: Bytes, around: Option<&Names>, depth: usize, tally: &mut Tally) -> Result<()> {
    if depth > tally.limits.depth {
        let message_of = format!("graphs lie more than {} levels deep in nodes", tally.limits.depth);
        return Err(refuse::at(message.at, message_of, EXPORT));
    }
    let mut names = Names::inside(around);
    // What nodes need is written after them: constants and inputs go first.
    each(message, 5, |field| constant(field, &mut names, tally))?;
    let mut free = Names::inside(None);
    let inputs = each(message, 11, |field| input(field, &mut names, &mut free, depth, tally))?;
    if depth == 0 && inputs == 0 {
        return Err(refuse::at(message.at, "the graph takes no input", CHECK));
    }
    for field in message.fields() {
        let field = field?;
        match field.number {
            1 => node::scan(&field, &mut names, depth, tally)?,
            13 => _ = value_info::scan(field.bytes()?, tally)?,
            14 => {
                tally.keep(decoded::ANNOTATION, 1, &field)?;
                model::notes(field.bytes()?, tally)?;
            }
            15 => return Err(refuse::at(field.at, "a constant is stored as a sparse tensor", EXPORT)),
            _ => {}
        }
    }
    let mut answers = Names::inside(None);
    match each(message, 12, |field| output(field, &names, &mut answers, tally))? {
        0 => Err(refuse::at(message.at, "a graph has no output", CHECK)),
        _ => Ok(()),
    }
}

/// Does something for each field of a number, and counts them.
fn each<'a>(
    message: Bytes<'a>,
    number: u32,
    mut work: impl FnMut(&Field<'a>) -> Result<()>,
) -> Result<usize> {
    let mut count = 0;
    for field in message.fields() {
        let field = field?;
        if field.number == number {
            work(&field)?;
            count += 1;
        }
    }
    Ok(count)
}

fn constant<'a>(field: &Field<'a>, names: &mut Names<'a, '_>, tally: &mut Tally) -> Result<()> {
    let found = tensor::scan(field.bytes()?, tally)?;
    let name = found.name.unwrap_or(Bytes { data: &[], at: field.at });
    if found.nan {
        let message = format!("the constant `{}` holds values that are not numbers (NaN)", shown(name.data));
        return Err(refuse::at(field.at, message, "train and export the model again"));
    }
    tally.tensor(&found.known, || format!("the constant `{}`", shown(name.data)))?;
    names.define(name, found.known, "a constant")
}

fn input<'a>(
    field: &Field<'a>,
    names: &mut Names<'a, '_>,
    free: &mut Names<'a, '_>,
    depth: usize,
    tally: &mut Tally,
) -> Result<()> {
    let info = value_info::scan(field.bytes()?, tally)?;
    let name = info.name.unwrap_or(Bytes { data: &[], at: field.at });
    let known = match info.kind {
        Declared::Tensor(known) => known,
        Declared::Nothing if depth > 0 => Known::default(),
        Declared::Nothing => return Err(untensor(name, "input", "of no type")),
        Declared::Other => return Err(untensor(name, "input", "a sequence, a map or optional")),
    };
    let what = || format!("the input `{}`", shown(name.data));
    tally.tensor(&known, what)?;
    free.define(name, Known::default(), "an input")?;
    // An input that is a constant as well is one with a value to fall back on; it is not asked for.
    if names.own(name.data).is_some() {
        return Ok(());
    }
    names.define(name, known, "an input")
}

fn output<'a>(
    field: &Field<'a>,
    names: &Names,
    answers: &mut Names<'a, '_>,
    tally: &mut Tally,
) -> Result<()> {
    let info = value_info::scan(field.bytes()?, tally)?;
    let name = info.name.unwrap_or(Bytes { data: &[], at: field.at });
    let Some(known) = names.own(name.data) else {
        return Err(names::undefined(name, "the list of outputs"));
    };
    if matches!(info.kind, Declared::Other) && !known.maps {
        return Err(untensor(name, "output", "a sequence, a map or optional"));
    }
    if let Declared::Tensor(stated) = &info.kind {
        tally.tensor(stated, || format!("the output `{}`", shown(name.data)))?;
    }
    answers.define(name, Known::default(), "an output")
}

fn untensor(name: Bytes, what: &str, is: &str) -> Refusal {
    let message = format!("the {what} `{}` is {is}, not a tensor", shown(name.data));
    refuse::at(name.at, message, EXPORT)
}
