//! The answer of the whole graph, once every node was asked.

use crate::domain::{DomainState, DomainVerdict};

use super::carry::Carried;
use super::{Evaluation, GraphAnswer, LimitAnswer, Origin, Output, OutputAnswer, Reading, derive, fitted};

/// What an output is worth, and the worst state behind it.
pub(super) type Found = (Carried, DomainState);

impl Evaluation<'_> {
    pub(super) fn finish(&self) -> GraphAnswer {
        let mut domain = DomainVerdict::default();
        for node in self.fitted.iter().chain(&self.done) {
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
        let nodes = self.fitted.iter().chain(&self.done).map(|node| node.report.clone()).collect();
        GraphAnswer { outputs, nodes, domain }
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
        let known = reading.and_then(|reading| self.known(reading));
        let title = output.title.clone().or_else(|| known.as_ref().map(|(title, _)| title.clone()));
        let title = title.unwrap_or_else(|| output.id.clone());
        let is_single = reading.is_none_or(|reading| reading.statistic.is_some());
        let length = if is_single { 1 } else { known.map_or(1, |(_, length)| length) };
        let fit = reading.and_then(|reading| self.fitted.iter().find(|fit| fit.report.id == reading.node));
        let axis = fit.and_then(|fit| fit.axis.clone()).filter(|_| length > 1);
        let limit = output.limit.as_ref().map(|limit| LimitAnswer::new(limit, series.as_ref()));
        let lives = fit.and_then(|fit| fit.lives.clone()).filter(|_| axis.is_some());
        OutputAnswer { id: output.id.clone(), title, length, axis, lives, series, state, limit }
    }

    /// Title and length of what is read, from the contract or from what a fit gives.
    fn known(&self, reading: &Reading) -> Option<(String, usize)> {
        if self.graph.fit(&reading.node).is_some() {
            let given = fitted::OUTPUTS.iter().find(|given| given.name == reading.output)?;
            return Some((given.title.to_owned(), given.length));
        }
        let node = self.graph.node(&reading.node)?;
        let contract = &(self.bundles)(&node.model)?.contract;
        let slot = contract.outputs.iter().find(|slot| slot.name == reading.output)?;
        Some((slot.title.clone(), slot.length))
    }

    /// A node without an answer only because it reads one without: its reason would say nothing new.
    fn is_consequence(&self, id: &str) -> bool {
        let readings = self.graph.node(id).into_iter().flat_map(|node| node.readings());
        readings.into_iter().any(|(_, reading)| self.read(reading).is_err())
    }
}
