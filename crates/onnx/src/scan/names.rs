//! Who defines which value. A graph lists its nodes in the order in which they run, so what a node takes must have been
//! defined before; a cycle cannot be.

use std::collections::BTreeMap;

use super::refuse::{self, CHECK, shown};
use super::shapes::Known;
use super::wire::Bytes;
use crate::refusal::{Refusal, Result};

/// The names of a graph, and those of the graphs around it.
pub(super) struct Names<'a, 'p> {
    here: BTreeMap<&'a [u8], Known>,
    around: Option<&'p Names<'a, 'p>>,
}

impl<'a, 'p> Names<'a, 'p> {
    pub fn inside(around: Option<&'p Names<'a, 'p>>) -> Self {
        Self { here: BTreeMap::new(), around }
    }

    /// Defines a value.
    ///
    /// # Errors
    /// When the graph has one of that name, or it has no name.
    pub fn define(&mut self, name: Bytes<'a>, known: Known, what: &str) -> Result<()> {
        if name.data.is_empty() {
            return Err(refuse::at(name.at, format!("{what} has no name"), CHECK));
        }
        if self.here.insert(name.data, known).is_none() {
            return Ok(());
        }
        let message = format!("`{}` is defined twice, again as {what}", shown(name.data));
        Err(refuse::at(name.at, message, CHECK))
    }

    /// What is known of a value of this graph or of one around it.
    pub fn get(&self, name: &[u8]) -> Option<&Known> {
        self.here.get(name).or_else(|| self.around?.get(name))
    }

    /// What is known of a value of this graph itself.
    pub fn own(&self, name: &[u8]) -> Option<&Known> {
        self.here.get(name)
    }
}

/// What to say of a value that is used before it is defined.
pub(super) fn undefined(name: Bytes, user: &str) -> Refusal {
    let message = format!(
        "{user} takes `{}`, which nothing before it defines: it is missing, out of order, or part of a cycle",
        shown(name.data)
    );
    refuse::at(name.at, message, CHECK)
}
