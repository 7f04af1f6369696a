//! Arguments by any of their names.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::value::plain;
use super::{CaseError, Value};

/// Arguments of a case; those of an object in `params`, `parameters`, `data` or `dist` count as its own.
pub(super) struct Arguments<'a> {
    entries: BTreeMap<String, &'a Value>,
    /// Names that were asked for.
    asked: Rc<RefCell<BTreeSet<String>>>,
}

/// Names of what is said about data, and changes nothing.
const REMARKS: [&str; 7] = ["source", "note", "notes", "comment", "description", "unit", "title"];
const NESTED: [&str; 6] = ["params", "parameters", "data", "law", "dist", "distribution"];

impl<'a> Arguments<'a> {
    pub fn new(args: &'a Value) -> Self {
        let mut arguments = Self { entries: BTreeMap::new(), asked: Rc::default() };
        arguments.take(args);
        arguments
    }

    fn take(&mut self, args: &'a Value) {
        let Value::Object(entries) = args else { return };
        for (name, value) in entries {
            let name = plain(name);
            if NESTED.contains(&name.as_str()) && matches!(value, Value::Object(_)) {
                self.take(value);
            } else {
                self.entries.insert(name, value);
            }
        }
    }

    /// The same with one more.
    pub fn with<'b>(&self, name: &str, value: &'b Value) -> Arguments<'b>
    where
        'a: 'b,
    {
        let own = self.entries.iter().map(|(name, value)| (name.clone(), *value));
        Arguments { entries: own.chain([(plain(name), value)]).collect(), asked: Rc::clone(&self.asked) }
    }

    /// Names of arguments that nobody asked for: they changed nothing. Remarks are none.
    pub fn unused(&self) -> Vec<String> {
        let asked = self.asked.borrow();
        let is_unused = |name: &&String| !asked.contains(*name) && !REMARKS.contains(&name.as_str());
        self.entries.keys().filter(is_unused).cloned().collect()
    }

    /// The first that is there, and not `null`.
    pub fn get(&self, names: &[&str]) -> Option<&'a Value> {
        let names: Vec<String> = names.iter().map(|name| plain(name)).collect();
        self.asked.borrow_mut().extend(names.iter().cloned());
        let mut named = names.iter().filter_map(|name| self.entries.get(name).copied());
        named.find(|value| !matches!(value, Value::Null(())))
    }

    pub fn needed(&self, names: &[&str]) -> Result<&'a Value, CaseError> {
        self.get(names)
            .ok_or_else(|| CaseError::Missing(names.first().copied().unwrap_or_default().to_owned()))
    }

    pub fn maybe_number(&self, names: &[&str]) -> Result<Option<f64>, CaseError> {
        self.get(names).map(|value| number(value, names)).transpose()
    }

    pub fn number(&self, names: &[&str]) -> Result<f64, CaseError> {
        number(self.needed(names)?, names)
    }

    pub fn number_or(&self, names: &[&str], otherwise: f64) -> Result<f64, CaseError> {
        Ok(self.maybe_number(names)?.unwrap_or(otherwise))
    }

    /// A list of numbers; a bare number is a list of one, and an absent one is empty.
    pub fn numbers(&self, names: &[&str]) -> Result<Vec<f64>, CaseError> {
        match self.get(names) {
            None => Ok(Vec::new()),
            Some(value) => list(value, names),
        }
    }

    /// A list of numbers that has to be there.
    pub fn needed_numbers(&self, names: &[&str]) -> Result<Vec<f64>, CaseError> {
        list(self.needed(names)?, names)
    }

    /// A list of values; absent is empty.
    pub fn values(&self, names: &[&str]) -> Result<&'a [Value], CaseError> {
        match self.get(names) {
            None => Ok(&[]),
            Some(Value::List(list)) => Ok(list),
            Some(_) => Err(wrong(names, "no list")),
        }
    }

    pub fn text(&self, names: &[&str]) -> Option<&'a str> {
        match self.get(names) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// What a function says at a number, or at each of a list.
    pub fn each(&self, names: &[&str], answer: &dyn Fn(f64) -> f64) -> Result<Value, CaseError> {
        match self.needed(names)? {
            Value::List(_) => Ok(self.numbers(names)?.into_iter().map(answer).collect::<Vec<f64>>().into()),
            value => Ok(answer(number(value, names)?).into()),
        }
    }

    /// Coverage of bounds: `ci`, `confidence`, `coverage` or 1 - `alpha_level`; 0.95 where none is named.
    pub fn coverage(&self) -> Result<f64, CaseError> {
        let names = ["ci", "confidence", "coverage", "confidence_level", "level", "conf_level"];
        let named = self.maybe_number(&names)?;
        let risk = self.maybe_number(&["alpha_level", "significance", "alpha_ci", "alpha_risk"])?;
        Ok(named.map_or(1.0 - risk.unwrap_or(0.05), |c| if c > 1.0 { c / 100.0 } else { c }))
    }
}

pub(super) fn wrong(names: &[&str], what: &str) -> CaseError {
    CaseError::Argument { name: names.first().copied().unwrap_or_default().to_owned(), what: what.to_owned() }
}

pub(super) fn number(value: &Value, names: &[&str]) -> Result<f64, CaseError> {
    match value {
        Value::Number(x) => Ok(*x),
        Value::Bool(x) => Ok(f64::from(u8::from(*x))),
        _ => Err(wrong(names, "no number")),
    }
}

fn list(value: &Value, names: &[&str]) -> Result<Vec<f64>, CaseError> {
    match value {
        Value::List(list) => list.iter().map(|value| number(value, names)).collect(),
        value => Ok(vec![number(value, names)?]),
    }
}
