//! The answer of the whole graph, once every node was asked.

use crate::contract::Slot;
use crate::domain::{DomainState, DomainVerdict};

use super::{Evaluation, GraphAnswer, LimitAnswer, Output, OutputAnswer, Reading};

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
        let outputs = self.graph.outputs.iter().map(|output| self.shown(output)).collect();
        GraphAnswer { outputs, nodes: self.done.iter().map(|node| node.report.clone()).collect(), domain }
    }

    fn shown(&self, output: &Output) -> OutputAnswer {
        let found = self.read(&output.from).ok();
        let state = found.as_ref().map_or(DomainState::Out, |(_, state)| *state);
        let carried = found.and_then(|(carried, _)| match &output.unit {
            Some(unit) => carried.in_unit(unit),
            None => Some(carried),
        });
        let series = carried.map(|carried| carried.series).filter(|_| state != DomainState::Out);
        let slot = self.slot(&output.from);
        let title = output.title.clone().or_else(|| slot.map(|s| s.title.clone()));
        let title = title.unwrap_or_else(|| output.from.output.clone());
        let length = if output.from.statistic.is_some() { 1 } else { slot.map_or(1, |s| s.length) };
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
