//! A walk through the graph that never calls a model itself.
//!
//! Where a node reads what another one predicted, it is evaluated at the value and at both ends of every interval
//! that comes in, in all combinations. The result's interval is the envelope of the intervals of all of them: exact
//! where the model rises or falls steadily between the ends (an assumption for every other model), and its coverage
//! is what is left when the misses of all intervals on the way are added up.

use crate::bundle::Bundle;
use crate::manifest::resolved::Controls;
use crate::protocol::InputValues;

use super::join::{NodeAnswer, Pending};
use super::{Graph, GraphAnswer};

/// Models by id.
pub type Bundles<'a> = &'a dyn Fn(&str) -> Option<&'a Bundle>;

/// What the walk needs next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Rows that a model must answer.
    Evaluate {
        /// Id of the model.
        model: String,
        /// Rows of its inputs, in the contract's order.
        rows: Vec<Vec<f64>>,
    },
    /// Nothing.
    Done(GraphAnswer),
}

/// A graph under evaluation at one set of inputs.
pub struct Evaluation<'a> {
    pub(super) graph: &'a Graph,
    pub(super) controls: &'a Controls,
    pub(super) bundles: Bundles<'a>,
    pub(super) inputs: InputValues,
    /// What each fit gave.
    pub(super) fitted: Vec<NodeAnswer>,
    /// What each node answered, in the order of the graph.
    pub(super) done: Vec<NodeAnswer>,
    pending: Option<Pending>,
}

impl<'a> Evaluation<'a> {
    /// Starts at the given inputs; missing ones have their defaults.
    pub fn new(graph: &'a Graph, controls: &'a Controls, bundles: Bundles<'a>, inputs: &InputValues) -> Self {
        let inputs = controls.complete(inputs);
        let mut evaluation =
            Self { graph, controls, bundles, inputs, fitted: Vec::new(), done: Vec::new(), pending: None };
        evaluation.fitted = graph.fits.iter().map(|(id, fit)| evaluation.fit(id, fit)).collect();
        evaluation
    }

    /// What to do next. A node that cannot be asked at all is passed over, with its reason.
    pub fn advance(&mut self) -> Step {
        while let Some(node) = self.graph.nodes.get(self.done.len()) {
            match self.prepare(node) {
                Ok(pending) => {
                    let rows = pending.rows.clone();
                    self.pending = Some(pending);
                    return Step::Evaluate { model: node.model.clone(), rows };
                }
                Err((state, problem)) => self.done.push(NodeAnswer::without(node, state, problem)),
            }
        }
        Step::Done(self.finish())
    }

    /// Id of the node whose rows [`Self::advance`] asked for.
    pub fn waiting(&self) -> Option<&str> {
        self.pending.as_ref()?;
        self.graph.nodes.get(self.done.len()).map(|node| node.id.as_str())
    }

    /// Takes what a model answered to the rows that [`Self::advance`] asked for, or why it did not.
    ///
    /// `by` is the model that answered: the node's own, or its stand-in with the same contract.
    pub fn give(&mut self, by: &str, answered: Result<Vec<Vec<f64>>, String>) {
        let (Some(node), Some(pending)) = (self.graph.nodes.get(self.done.len()), self.pending.take()) else {
            return;
        };
        let given = answered.and_then(|rows| match (self.bundles)(by) {
            Some(bundle) => pending.join(node, by, bundle, &rows),
            None => Err(format!("the model `{by}` is not loaded")),
        });
        let mut answer = given.unwrap_or_else(|why| NodeAnswer::without(node, pending.state, why));
        answer.report.model = by.to_owned();
        answer.report.given = pending.given;
        self.done.push(answer);
    }

    /// Says beside the latest answer why another model gave it than the node's own.
    pub fn note(&mut self, notice: String) {
        if let Some(latest) = self.done.last_mut() {
            latest.report.notice = Some(notice);
        }
    }
}

impl Graph {
    /// Clock time of a value of a sequence, hours after midnight.
    pub fn clock_h(&self, k: usize) -> f64 {
        (f64::from(self.start_min) + k as f64 * f64::from(self.step_min)) / 60.0
    }
}
