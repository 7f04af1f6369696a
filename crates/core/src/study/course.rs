//! What every study has in common: it asks at settings of some inputs and reads one output from the answers, those of a
//! graph or what an ensemble of a station says in the same form.

use crate::domain::DomainState;
use crate::graph::{Graph, GraphAnswer, OutputAnswer};
use crate::guardrail::{self, Finding, Level};
use crate::manifest::resolved::Controls;
use crate::predicted::Predicted;
use crate::protocol::{InputValue, InputValues};

use super::{Found, Point};

/// Inputs that are set to other values than they have, by id.
pub(super) type Setting = Vec<(String, InputValue)>;

/// Inputs with some of them set to other values.
pub(super) fn at(inputs: &InputValues, setting: &Setting) -> InputValues {
    let mut inputs = inputs.clone();
    inputs.values.extend(setting.iter().cloned());
    inputs
}

/// The strictest finding that blocks inputs.
pub(super) fn blocked(controls: &Controls, inputs: &InputValues) -> Option<Finding> {
    let findings = guardrail::check(controls, inputs).findings;
    findings.into_iter().find(|finding| finding.level == Level::Block)
}

/// What came of one setting.
pub(super) enum Outcome {
    /// A limit blocks it.
    Blocked(Finding),
    /// The graph's answer.
    Answered(Box<GraphAnswer>),
}

/// The course of a study: rounds of settings, each after the outcomes of the one before.
pub(super) trait Course {
    /// The settings of the next round; none when everything is known.
    fn next(&self) -> Vec<Setting>;
    /// Takes the outcomes of that round, in its order.
    fn take(&mut self, outcomes: Vec<Outcome>);
    /// What was found.
    fn found(&self) -> Found;
}

impl Outcome {
    /// The answer to one output.
    pub fn output(&self, id: &str) -> Option<&OutputAnswer> {
        match self {
            Self::Blocked(_) => None,
            Self::Answered(answer) => answer.outputs.iter().find(|output| output.id == id),
        }
    }

    /// The unit of an output that has a number.
    pub fn unit(&self, id: &str) -> Option<String> {
        Some(self.output(id)?.series.as_ref()?.unit.clone())
    }

    /// One output, as a point.
    pub fn point(&self, id: &str) -> Point {
        let blocked = match self {
            Self::Blocked(finding) => Some(finding.limit.clone()),
            Self::Answered(_) => None,
        };
        let output = self.output(id);
        let predicted = output.and_then(predicted);
        Point { predicted, state: output.map(|output| output.state), blocked }
    }
}

/// The number of an output with its interval and its state.
fn predicted(output: &OutputAnswer) -> Option<Predicted<f64>> {
    let series = output.series.as_ref()?;
    Some(Predicted::new(*series.values.first()?, series.interval(0)?, output.state))
}

/// Why an output has no number, from the first node on the way to it that has none.
pub(super) enum Missing {
    /// The node's model was not validated there.
    Domain(Vec<String>),
    /// The node has no answer for another reason.
    NoAnswer(String),
}

/// Why an output of an answer has no number.
pub(super) fn missing(graph: &Graph, answer: &GraphAnswer, output: &str) -> Missing {
    let behind = graph.behind(output);
    // The order of evaluation puts a cause before what follows from it.
    for node in answer.nodes.iter().filter(|node| behind.contains(&node.id.as_str())) {
        if node.domain.state == DomainState::Out {
            return Missing::Domain(node.domain.reasons.clone());
        }
        if let Some(problem) = &node.problem {
            return Missing::NoAnswer(format!("No answer from {}: {problem}.", node.id));
        }
    }
    Missing::NoAnswer(format!("`{output}` has no number."))
}
