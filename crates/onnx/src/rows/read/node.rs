//! A node while a program is made: its attributes and the tensors it takes.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use super::tensor::Tensor;
use crate::proto::{AttributeProto, NodeProto, TensorProto};

/// Attributes without effect here: on an empty list of axes, which is refused; in training; on other types.
const IDLE: [&str; 5] = ["noop_with_empty_axes", "ratio", "seed", "saturate", "round_mode"];

/// A node. It remembers what it was asked for: what nobody asks about is not understood.
pub(super) struct Node<'a> {
    pub proto: &'a NodeProto,
    /// Version of the set of operators it is of.
    pub version: i64,
    /// `None` for an input that is left out.
    inputs: Vec<Option<Tensor>>,
    attributes: BTreeMap<&'a str, &'a AttributeProto>,
    /// Names of attributes that were asked for.
    asked: RefCell<BTreeSet<String>>,
    /// Inputs that were asked for.
    taken: Cell<usize>,
}

impl<'a> Node<'a> {
    /// A node whose inputs are looked up.
    ///
    /// # Errors
    /// An input that is not known, or an attribute that is given twice.
    pub fn new(proto: &'a NodeProto, version: i64, names: &BTreeMap<&str, Tensor>) -> Result<Self, String> {
        let look_up = |name: &String| match (name.as_str(), names.get(name.as_str())) {
            ("", _) => Ok(None),
            (_, Some(found)) => Ok(Some(found.clone())),
            _ => Err(format!("nothing before it is called `{name}`")),
        };
        let inputs = proto.input.iter().map(look_up).collect::<Result<_, _>>()?;
        let mut attributes = BTreeMap::new();
        for attribute in &proto.attribute {
            if attributes.insert(attribute.name.as_str(), attribute).is_some() {
                return Err(format!("the attribute `{}` is given twice", attribute.name));
            }
        }
        let (asked, taken) = (RefCell::default(), Cell::default());
        Ok(Self { proto, version, inputs, attributes, asked, taken })
    }

    /// That everything that is said of it was asked for.
    ///
    /// # Errors
    /// What was not.
    pub fn understood(&self) -> Result<(), String> {
        let asked = self.asked.borrow();
        let unknown = |name: &&&str| !asked.contains(**name) && !IDLE.contains(*name);
        if let Some(name) = self.attributes.keys().find(unknown) {
            return Err(format!("its attribute `{name}` is not known here"));
        }
        match self.inputs.iter().skip(self.taken.get()).all(Option::is_none) {
            true => Ok(()),
            false => Err("it takes more inputs than are known here".into()),
        }
    }

    /// All inputs, none of which may be left out.
    ///
    /// # Errors
    /// When one is, or there is none.
    pub fn all(&self) -> Result<Vec<&Tensor>, String> {
        self.taken.set(self.inputs.len());
        let all: Option<Vec<&Tensor>> = self.inputs.iter().map(Option::as_ref).collect();
        all.filter(|all| !all.is_empty()).ok_or_else(|| "an input is left out".to_owned())
    }

    /// An input that may be left out.
    pub fn maybe(&self, index: usize) -> Option<&Tensor> {
        self.taken.set(self.taken.get().max(index + 1));
        self.inputs.get(index)?.as_ref()
    }

    /// An input.
    ///
    /// # Errors
    /// When it is left out.
    pub fn input(&self, index: usize) -> Result<&Tensor, String> {
        self.maybe(index).ok_or_else(|| "an input is left out".to_owned())
    }

    fn attribute(&self, name: &str, kind: i32) -> Result<Option<&'a AttributeProto>, String> {
        self.asked.borrow_mut().insert(name.to_owned());
        match self.attributes.get(name) {
            Some(found) if found.r#type != kind => Err(format!("the attribute `{name}` is of another type")),
            found => Ok(found.copied()),
        }
    }

    /// Whether there is such an attribute.
    pub fn has(&self, name: &str) -> bool {
        self.asked.borrow_mut().insert(name.to_owned());
        self.attributes.contains_key(name)
    }

    /// A number among the attributes.
    ///
    /// # Errors
    /// When it is of another type, as for the following.
    pub fn float(&self, name: &str, otherwise: f32) -> Result<f32, String> {
        Ok(self.attribute(name, 1)?.map_or(otherwise, |found| found.f))
    }

    /// A whole number.
    ///
    /// # Errors
    /// As above.
    pub fn int(&self, name: &str, otherwise: i64) -> Result<i64, String> {
        Ok(self.attribute(name, 2)?.map_or(otherwise, |found| found.i))
    }

    /// A text.
    ///
    /// # Errors
    /// As above.
    pub fn text(&self, name: &str, otherwise: &'static str) -> Result<&[u8], String> {
        Ok(self.attribute(name, 3)?.map_or(otherwise.as_bytes(), |found| &found.s))
    }

    /// A tensor.
    ///
    /// # Errors
    /// As above.
    pub fn tensor(&self, name: &str) -> Result<Option<&TensorProto>, String> {
        Ok(self.attribute(name, 4)?.and_then(|found| found.t.as_ref()))
    }

    /// Numbers.
    ///
    /// # Errors
    /// As above.
    pub fn floats(&self, name: &str) -> Result<&[f32], String> {
        Ok(self.attribute(name, 6)?.map_or(&[], |found| &found.floats))
    }

    /// Whole numbers.
    ///
    /// # Errors
    /// As above.
    pub fn ints(&self, name: &str) -> Result<Option<&[i64]>, String> {
        Ok(self.attribute(name, 7)?.map(|found| found.ints.as_slice()))
    }

    /// Whole numbers that are an attribute before a version, and an input since.
    ///
    /// # Errors
    /// When they stand where that version does not have them, or are not constant.
    pub fn list(&self, name: &str, input: usize, since: i64) -> Result<Option<&[i64]>, String> {
        match (self.version < since, self.has(name)) {
            (true, _) => self.ints(name),
            (false, true) => Err(format!("`{name}` is no attribute in its version")),
            (false, false) => self.maybe(input).map(Tensor::ints).transpose(),
        }
    }
}
