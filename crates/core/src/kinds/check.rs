//! What every declared kind asks of its contract.

use std::collections::{BTreeMap, BTreeSet};

use crate::contract::{Contract, Slot};

/// Everything that does not fit, in words; an output is judged with the inputs that it reads.
pub(super) struct Check<'a> {
    contract: &'a Contract,
    problems: Vec<String>,
    read: BTreeSet<String>,
}

impl<'a> Check<'a> {
    pub fn new(contract: &'a Contract) -> Self {
        Self { contract, problems: Vec::new(), read: BTreeSet::new() }
    }

    pub fn add(&mut self, problem: String) {
        self.problems.push(problem);
    }

    /// The contract's outputs in order, each with what the file says about it; notes what is missing or superfluous.
    pub fn outputs<T>(&mut self, mut said: BTreeMap<String, T>) -> Vec<(&'a Slot, T)> {
        let mut found = Vec::with_capacity(said.len());
        for slot in &self.contract.outputs {
            match said.remove(&slot.name) {
                Some(one) => found.push((slot, one)),
                None => self.add(format!("output `{}` of the contract is missing", slot.name)),
            }
        }
        for name in said.into_keys() {
            self.add(format!("`{name}` is no output of the contract"));
        }
        found
    }

    /// Notes that an output reads an input: one of the contract, with one value or as many as the output.
    pub fn reads(&mut self, output: &Slot, name: &str) -> Option<&'a Slot> {
        self.read.insert(name.to_owned());
        let Some(slot) = self.contract.inputs.iter().find(|slot| slot.name == name) else {
            self.add(format!("`{}` reads `{name}`, which is no input of the contract", output.name));
            return None;
        };
        if slot.length != 1 && slot.length != output.length {
            self.add(format!(
                "`{}` has {} values and reads `{name}`, which has {}",
                output.name, output.length, slot.length
            ));
        }
        Some(slot)
    }

    /// The same for an input that has one value.
    pub fn reads_one(&mut self, output: &Slot, name: &str) -> Option<&'a Slot> {
        let slot = self.reads(output, name)?;
        if slot.length != 1 {
            self.add(format!("`{name}` has {} values; one is needed", slot.length));
        }
        Some(slot)
    }

    /// The model when nothing was noted; an input that nothing reads promises an influence that is not there.
    ///
    /// # Errors
    /// Everything that was noted.
    pub fn done<T>(mut self, model: T) -> Result<T, String> {
        for slot in self.contract.inputs.iter().filter(|slot| !self.read.contains(&slot.name)) {
            self.problems.push(format!("input `{}` is read by no output", slot.name));
        }
        if self.problems.is_empty() { Ok(model) } else { Err(self.problems.join("; ")) }
    }
}
