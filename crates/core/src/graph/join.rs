//! What a model answered to the rows of a node, joined to one answer with its interval.

use std::collections::BTreeMap;

use crate::bundle::Bundle;
use crate::domain::{DomainState, DomainVerdict};
use crate::predict::{self, Answer, Series};
use crate::predicted::IntervalKind;

use super::carry::{Carried, coverage, weaker};
use super::lives::Lives;
use super::{Axis, Node, NodeReport};

/// A node that waits for its rows.
pub(super) struct Pending {
    pub rows: Vec<Vec<f64>>,
    /// What goes into the model, by the name of its input.
    pub given: BTreeMap<String, Series>,
    pub misses: BTreeMap<String, f64>,
    pub kind: Option<IntervalKind>,
    pub state: DomainState,
}

/// What a node answered.
pub(super) struct NodeAnswer {
    pub report: NodeReport,
    pub outputs: BTreeMap<String, Carried>,
    /// What the values of its sequences stand at, where that is not the time of day.
    pub axis: Option<Axis>,
    /// The lives that a fit was made of.
    pub lives: Option<Box<Lives>>,
    /// The worst state on the way here.
    pub state: DomainState,
}

impl Pending {
    pub fn join(
        &self,
        node: &Node,
        by: &str,
        bundle: &Bundle,
        answered: &[Vec<f64>],
    ) -> Result<NodeAnswer, String> {
        let mut answers =
            self.rows.iter().zip(answered).map(|(row, answered)| predict::answer(bundle, row, answered));
        let centre = answers.next().ok_or("the model gave no answer")??;
        let around: Vec<Option<Answer>> = answers.map(|answer| answer.ok()).collect();
        let mut domain = centre.domain.clone();
        let is_in =
            |answer: &Option<Answer>| answer.as_ref().is_some_and(|a| a.domain.state == DomainState::In);
        if domain.state == DomainState::In && !around.iter().all(is_in) {
            domain.note(DomainState::Caution, reaches_out(node));
        }
        let state = self.state.max(domain.state);
        let carry = |(name, series): (&String, &Series)| {
            let ends = around.iter().flatten().filter_map(|answer| answer.outputs.get(name));
            (name.clone(), self.carried(&node.id, name, series, ends))
        };
        let outputs = centre.outputs.iter().map(carry).collect();
        let report = NodeReport {
            id: node.id.clone(),
            model: by.to_owned(),
            domain,
            problem: None,
            notice: None,
            given: BTreeMap::new(),
        };
        Ok(NodeAnswer { report, outputs, axis: None, lives: None, state })
    }

    /// The envelope of the intervals of all combinations.
    fn carried<'s>(
        &self,
        node: &str,
        name: &str,
        centre: &Series,
        ends: impl Iterator<Item = &'s Series>,
    ) -> Carried {
        let mut series = centre.clone();
        for end in ends {
            series.low.iter_mut().zip(&end.low).for_each(|(low, other)| *low = low.min(*other));
            series.high.iter_mut().zip(&end.high).for_each(|(high, other)| *high = high.max(*other));
        }
        let mut misses = self.misses.clone();
        misses.insert(format!("{node}.{name}"), 1.0 - centre.coverage);
        series.coverage = coverage(&misses);
        series.kind = match self.kind {
            Some(kind) if centre.coverage < 1.0 => weaker(kind, centre.kind),
            Some(kind) => kind,
            None => centre.kind,
        };
        Carried { series, misses }
    }
}

fn reaches_out(node: &Node) -> String {
    let names: Vec<&str> = node.readings().map(|(to, _)| to).collect();
    format!(
        "The interval of {} reaches to the edge of what {} was validated on.",
        names.join(" and ").replace('_', " "),
        node.id.replace('_', " ")
    )
}

impl NodeAnswer {
    pub fn without(node: &Node, state: DomainState, problem: String) -> Self {
        let report = NodeReport {
            id: node.id.clone(),
            model: node.model.clone(),
            domain: DomainVerdict::default(),
            problem: Some(problem),
            notice: None,
            given: BTreeMap::new(),
        };
        Self { report, outputs: BTreeMap::new(), axis: None, lives: None, state: state.max(DomainState::Out) }
    }
}
