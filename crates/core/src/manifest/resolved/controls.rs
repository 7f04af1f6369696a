//! What a person can set, as one part of a manifest: the guardrail needs nothing else of it.

use std::collections::BTreeMap;

use crate::field::Inspectable;
use crate::protocol::{InputValue, InputValues};

use super::{Input, InputKind, Limit, NumberInput};

/// Inputs and limits, each in the order of the manifest.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Controls {
    /// What can be set.
    pub inputs: Vec<Input>,
    /// Limits on it.
    pub limits: Vec<Limit>,
    /// What findings can name.
    pub inspectable: Inspectable,
}

impl Controls {
    /// An input by id.
    pub fn input(&self, id: &str) -> Option<&Input> {
        self.inputs.iter().find(|i| i.id == id)
    }

    /// The numeric part of an input by id.
    pub fn number_input(&self, id: &str) -> Option<&NumberInput> {
        match &self.input(id)?.kind {
            InputKind::Number(n) => Some(n),
            _ => None,
        }
    }

    /// Values of all inputs: the given ones over the defaults.
    pub fn complete(&self, given: &InputValues) -> InputValues {
        let default = |input: &Input| match &input.kind {
            InputKind::Number(n) => InputValue::Number(n.default),
            InputKind::Choice { default, .. } => InputValue::Choice(default.clone()),
            InputKind::Switch { default } => InputValue::Switch(*default),
            InputKind::Span(span) => InputValue::Span(span.default),
            InputKind::List(list) => InputValue::List(list.default.clone()),
        };
        let mut values: BTreeMap<String, InputValue> =
            self.inputs.iter().map(|i| (i.id.clone(), default(i))).collect();
        values.extend(given.values.iter().map(|(k, v)| (k.clone(), v.clone())));
        InputValues { values, shapes: given.shapes.clone(), findings: given.findings.clone() }
    }
}
