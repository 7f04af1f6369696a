//! What arrives at the inputs of a node, and the rows that follow from it.

use crate::bundle::Bundle;
use crate::contract::Slot;
use crate::domain::DomainState;
use crate::predict::{self, Given, Query};

use super::carry::{Carried, weaker};
use super::join::Pending;
use super::{Evaluation, MAX_UNCERTAIN, Node, Reading, Source};

impl Evaluation<'_> {
    pub(super) fn prepare(&self, node: &Node) -> Result<Pending, (DomainState, String)> {
        let bundle = (self.bundles)(&node.model)
            .ok_or_else(|| (DomainState::Out, format!("the model `{}` is not loaded", node.model)))?;
        let mut incoming: Vec<(&Slot, Carried)> = Vec::new();
        let mut state = DomainState::In;
        for slot in &bundle.contract.inputs {
            let source = node.edges.iter().find(|(to, _)| *to == slot.name).map(|(_, source)| source);
            let (carried, behind) = self.arriving(source, slot).map_err(|why| (DomainState::Out, why))?;
            state = state.max(behind);
            incoming.push((slot, carried));
        }
        let rows = rows(bundle, &incoming).map_err(|why| (state, why))?;
        let uncertain = || incoming.iter().filter(|(_, carried)| !carried.is_certain());
        let misses = uncertain().flat_map(|(_, carried)| carried.misses.clone()).collect();
        let kind = uncertain().map(|(_, carried)| carried.series.kind).reduce(weaker);
        let given =
            incoming.iter().map(|(slot, carried)| (slot.name.clone(), carried.series.clone())).collect();
        Ok(Pending { rows, given, misses, kind, state })
    }

    /// What arrives at an input of a model, and the worst state behind it.
    fn arriving(&self, source: Option<&Source>, slot: &Slot) -> Result<(Carried, DomainState), String> {
        match source {
            None => Err(format!("nothing is bound to `{}`", slot.name)),
            Some(Source::Value(value)) => {
                Ok((Carried::exactly(vec![*value; slot.length], &slot.unit), DomainState::In))
            }
            Some(Source::Input(from)) => self.set_by_a_person(from, slot).map(|set| (set, DomainState::In)),
            Some(Source::Expression(expression, unit)) => {
                let value =
                    expression.evaluate(&|id| self.number(id)).ok_or("an expression has no value here")?;
                let carried = Carried::exactly(vec![value; slot.length], unit.as_ref().unwrap_or(&slot.unit));
                let carried =
                    carried.in_unit(&slot.unit).ok_or_else(|| format!("no value in `{}`", slot.unit))?;
                Ok((carried, DomainState::In))
            }
            Some(Source::Output(reading)) => {
                let (carried, state) = self.read(reading)?;
                let carried = carried
                    .in_unit(&slot.unit)
                    .ok_or_else(|| format!("`{}` has no value in `{}`", reading.output, slot.unit))?;
                Ok((carried.repeated(slot.length), state))
            }
        }
    }

    pub(super) fn read(&self, reading: &Reading) -> Result<(Carried, DomainState), String> {
        let node = self.fitted.iter().chain(&self.done).find(|done| done.report.id == reading.node);
        let carried = node.and_then(|node| Some((node.outputs.get(&reading.output)?, node.state)));
        let (carried, state) =
            carried.ok_or_else(|| format!("`{}` has no answer, and this needs it", reading.node))?;
        Ok((carried.reduced(reading.statistic), state))
    }
}

/// The row at the values, then one for each combination of the ends of what is uncertain.
fn rows(bundle: &Bundle, incoming: &[(&Slot, Carried)]) -> Result<Vec<Vec<f64>>, String> {
    let uncertain: Vec<usize> =
        (0..incoming.len()).filter(|i| incoming.get(*i).is_some_and(|(_, c)| !c.is_certain())).collect();
    let corners = if uncertain.is_empty() { 0 } else { 1_usize << uncertain.len().min(MAX_UNCERTAIN) };
    let row = |corner: Option<usize>| {
        let value = |(i, (slot, carried)): (usize, &(&Slot, Carried))| {
            let bit = uncertain.iter().position(|u| *u == i);
            let values = match (corner, bit) {
                (Some(corner), Some(bit)) if corner >> bit & 1 == 1 => &carried.series.high,
                (Some(_), Some(_)) => &carried.series.low,
                _ => &carried.series.values,
            };
            (slot.name.clone(), Given::Many(values.clone()))
        };
        let query: Query = incoming.iter().enumerate().map(value).collect();
        predict::row(bundle, &query).map_err(|problems| problems.join("; "))
    };
    std::iter::once(None).chain((0..corners).map(Some)).map(row).collect()
}
