//! The answer of the whole graph, once every node was asked.

use crate::domain::{DomainState, DomainVerdict};

use super::{Evaluation, GraphAnswer, LimitAnswer, Output, OutputAnswer, Reading};

impl Evaluation<'_> {
    pub(super) fn finish(&self) -> GraphAnswer {
        let mut domain = DomainVerdict::default();
        for node in &self.done {
            let verdict = &node.report.domain;
            verdict.reasons.iter().for_each(|reason| domain.note(verdict.state, reason.clone()));
            domain.state = domain.state.max(node.state);
            if let Some(problem) = &node.report.problem {
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
        let title = output.title.clone().unwrap_or_else(|| self.contract_title(&output.from));
        let limit = output.limit.as_ref().map(|limit| LimitAnswer::new(limit, series.as_ref()));
        OutputAnswer { id: output.id.clone(), title, series, state, limit }
    }

    fn contract_title(&self, reading: &Reading) -> String {
        let bundle = self.graph.node(&reading.node).and_then(|node| (self.bundles)(&node.model));
        let slot = bundle.and_then(|b| b.contract.outputs.iter().find(|s| s.name == reading.output));
        slot.map_or_else(|| reading.output.clone(), |slot| slot.title.clone())
    }
}
