//! The answer of the whole graph, once every node was asked.

use crate::contract::Slot;
use crate::domain::{DomainState, DomainVerdict};

use super::carry::Carried;
use super::{Evaluation, GraphAnswer, LimitAnswer, Origin, Output, OutputAnswer, Reading, derive};

/// What an output is worth, and the worst state behind it.
pub(super) type Found = (Carried, DomainState);

impl Evaluation<'_> {
    pub(super) fn finish(&self) -> GraphAnswer {
        let mut domain = DomainVerdict::default();
        for node in &self.done {
            let verdict = &node.report.domain;
            verdict.reasons.iter().for_each(|reason| domain.note(verdict.state, reason.clone()));
            domain.state = domain.state.max(node.state);
            if let Some(problem) = &node.report.problem
                && !self.is_consequence(&node.report.id)
            {
                domain.note(DomainState::Out, format!("No answer from {}: {problem}.", node.report.id));
            }
        }
        let mut found: Vec<(String, Found)> = Vec::new();
        let mut outputs = Vec::new();
        for output in &self.graph.outputs {
            let here = self.find(output, &found);
            outputs.push(self.shown(output, here.as_ref()));
            found.extend(here.map(|here| (output.id.clone(), here)));
        }
        GraphAnswer { outputs, nodes: self.done.iter().map(|node| node.report.clone()).collect(), domain }
    }

    /// What an output is worth, in its unit; `None` where it has no number.
    fn find(&self, output: &Output, before: &[(String, Found)]) -> Option<Found> {
        let (carried, state) = match &output.from {
            Origin::Node(reading) => self.read(reading).ok()?,
            Origin::Derived(expression) => {
                let unit = output.unit.as_deref().unwrap_or("1");
                return derive::derived(expression, unit, &|id| self.number(id), before);
            }
        };
        let carried = match &output.unit {
            Some(unit) => carried.in_unit(unit)?,
            None => carried,
        };
        Some((carried, state))
    }

    fn shown(&self, output: &Output, found: Option<&Found>) -> OutputAnswer {
        let state = found.map_or(DomainState::Out, |(_, state)| *state);
        let series = found.map(|(carried, _)| carried.series.clone()).filter(|_| state != DomainState::Out);
        let reading = output.from.reading();
        let slot = reading.and_then(|reading| self.slot(reading));
        let title = output.title.clone().or_else(|| slot.map(|slot| slot.title.clone()));
        let title = title.unwrap_or_else(|| output.id.clone());
        let is_single = reading.is_none_or(|reading| reading.statistic.is_some());
        let length = if is_single { 1 } else { slot.map_or(1, |slot| slot.length) };
        let limit = output.limit.as_ref().map(|limit| LimitAnswer::new(limit, series.as_ref()));
        OutputAnswer { id: output.id.clone(), title, length, series, state, limit }
    }

    fn slot(&self, reading: &Reading) -> Option<&Slot> {
        let node = self.graph.node(&reading.node)?;
        let contract = &(self.bundles)(&node.model)?.contract;
        contract.outputs.iter().find(|slot| slot.name == reading.output)
    }

    /// A node without an answer only because it reads one without: its reason would say nothing new.
    fn is_consequence(&self, id: &str) -> bool {
        let readings = self.graph.node(id).into_iter().flat_map(|node| node.readings());
        readings.into_iter().any(|(_, reading)| self.read(reading).is_err())
    }
}
