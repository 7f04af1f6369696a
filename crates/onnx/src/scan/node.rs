//! `NodeProto`: an operator and what it takes and makes.

use super::attribute::{self, Attribute};
use super::decoded;
use super::names::{self, Names};
use super::refuse::{self, CHECK, EXPORT, shown};
use super::shapes::{self, Known};
use super::tally::Tally;
use super::wire::{Bytes, Field, Once};
use super::{graph, model};
use crate::refusal::Result;

/// Inputs, outputs or attributes of one node, at most.
const MOST: usize = 512;

/// A node.
#[derive(Default)]
pub(super) struct Node<'a> {
    name: &'a [u8],
    pub op: &'a [u8],
    domain: &'a [u8],
    pub inputs: Vec<Bytes<'a>>,
    pub outputs: Vec<Bytes<'a>>,
    pub attributes: Vec<Attribute<'a>>,
}

/// Scans a node: its inputs must be known, then its outputs are.
///
/// # Errors
/// What is wrong with it.
pub(super) fn scan<'a>(
    field: &Field<'a>,
    names: &mut Names<'a, '_>,
    depth: usize,
    tally: &mut Tally,
) -> Result<()> {
    tally.node(field)?;
    tally.keep(decoded::NODE, 1, field)?;
    let node = read(field.bytes()?, tally)?;
    node.check(field)?;
    for name in &node.inputs {
        if !name.data.is_empty() && names.get(name.data).is_none() {
            return Err(names::undefined(*name, &node.called()));
        }
    }
    let inputs: Vec<Known> =
        node.inputs.iter().map(|name| names.get(name.data).cloned().unwrap_or_default()).collect();
    let before = tally.enter(shapes::repeats(&node, &inputs));
    for graph in node.attributes.iter().filter_map(|attribute| attribute.graph) {
        graph::scan(graph, Some(names), depth + 1, tally)?;
    }
    tally.leave(before);
    let made = shapes::of(&node, &inputs, tally)?;
    for (index, name) in node.outputs.iter().enumerate().filter(|(_, name)| !name.data.is_empty()) {
        let known = made.get(index).cloned().unwrap_or_default();
        tally.tensor(&known, || node.called())?;
        names.define(*name, known, &node.called())?;
    }
    Ok(())
}

fn read<'a>(message: Bytes<'a>, tally: &mut Tally) -> Result<Node<'a>> {
    let (mut node, mut once) = (Node::default(), Once::default());
    for field in message.fields() {
        let field = field?;
        if matches!(field.number, 3 | 4 | 6 | 7) {
            once.see(&field, "a field of a node")?;
        }
        match field.number {
            1 => {
                tally.keep(2 * decoded::LIST, 1, &field)?;
                node.inputs.push(field.bytes()?);
            }
            2 => {
                tally.keep(2 * decoded::LIST, 1, &field)?;
                node.outputs.push(field.bytes()?);
            }
            3 => node.name = field.bytes()?.data,
            4 => node.op = field.bytes()?.data,
            5 => node.attributes.push(attribute::scan(field.bytes()?, tally)?),
            7 => node.domain = field.bytes()?.data,
            _ => {}
        }
    }
    Ok(node)
}

impl Node<'_> {
    /// How it is called in messages.
    pub fn called(&self) -> String {
        match self.name {
            b"" => format!("a node `{}`", shown(self.op)),
            name => format!("the node `{}` ({})", shown(name), shown(self.op)),
        }
    }

    /// An attribute by its name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'_>> {
        self.attributes.iter().find(|attribute| attribute.name == name.as_bytes())
    }

    /// A whole number among the attributes.
    pub fn int(&self, name: &str, otherwise: i64) -> i64 {
        self.attribute(name).and_then(|attribute| attribute.int).unwrap_or(otherwise)
    }

    /// A list of whole numbers among the attributes.
    pub fn ints(&self, name: &str) -> Option<&[i64]> {
        self.attribute(name)?.ints.as_deref()
    }

    fn check(&self, field: &Field) -> Result<()> {
        if self.op.is_empty() {
            return Err(refuse::at(field.at, "a node names no operator", CHECK));
        }
        if !model::DOMAINS.iter().any(|known| known.names.contains(&self.domain)) {
            let message =
                format!("{} is of the set `{}`, which is not known here", self.called(), shown(self.domain));
            return Err(refuse::at(field.at, message, EXPORT));
        }
        if self.outputs.iter().all(|name| name.data.is_empty()) {
            return Err(refuse::at(field.at, format!("{} makes nothing", self.called()), CHECK));
        }
        let most = self.inputs.len().max(self.outputs.len()).max(self.attributes.len());
        if most > MOST {
            let message =
                format!("{} has {most} inputs, outputs or attributes; {MOST} is the most", self.called());
            return Err(refuse::at(field.at, message, EXPORT));
        }
        for (index, attribute) in self.attributes.iter().enumerate() {
            if self.attributes[..index].iter().any(|earlier| earlier.name == attribute.name) {
                let message = format!("{} says `{}` twice", self.called(), shown(attribute.name));
                return Err(refuse::at(field.at, message, CHECK));
            }
        }
        Ok(())
    }
}
