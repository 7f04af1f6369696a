//! A study under way: it says where it needs the graph's answer, and takes the answers.

use crate::graph::{Bundles, Graph, GraphAnswer, fitted};
use crate::guardrail::Finding;
use crate::manifest::resolved::{Controls, NumberInput};
use crate::protocol::InputValues;

use super::course::{Course, Outcome, at, blocked};
use super::{MOST, Study, StudyAnswer, global, sensitivity, solve, sweep};

/// What a study needs next.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// The graph's answers at these inputs; none of them is blocked.
    Ask(Vec<InputValues>),
    /// Nothing.
    Done(Box<StudyAnswer>),
}

/// A study under way.
pub struct Inquiry<'a> {
    graph: &'a Graph,
    controls: &'a Controls,
    inputs: InputValues,
    output: String,
    course: Box<dyn Course + 'a>,
    /// What is known of the round under way: the limit that blocks a point, or nothing yet.
    round: Vec<Option<Finding>>,
    notices: Vec<String>,
    asked: usize,
}

impl<'a> Inquiry<'a> {
    /// Starts a study around the given inputs; missing ones have their defaults.
    ///
    /// # Errors
    /// In words: an input or output that is not known, not a number, or not one number; figures out of their range.
    pub fn new(
        graph: &'a Graph,
        controls: &'a Controls,
        bundles: Bundles<'_>,
        inputs: &InputValues,
        study: &Study,
    ) -> Result<Self, String> {
        check_output(graph, bundles, study.output())?;
        let inputs = controls.complete(inputs);
        let course: Box<dyn Course + 'a> = match study {
            Study::Solve(study) => Box::new(solve::Course::new(graph, controls, study)?),
            Study::Sensitivity(study) => Box::new(sensitivity::Course::new(controls, &inputs, study)?),
            Study::Sweep(study) => Box::new(sweep::Course::new(controls, study)?),
            Study::GlobalSensitivity(study) => Box::new(global::Course::new(controls, study)?),
        };
        let output = study.output().to_owned();
        Ok(Self { graph, controls, inputs, output, course, round: Vec::new(), notices: Vec::new(), asked: 0 })
    }

    /// What to do next. Rounds in which every point is blocked are passed over.
    pub fn advance(&mut self) -> Step {
        loop {
            let settings = self.course.next();
            if settings.is_empty() {
                return Step::Done(Box::new(self.done()));
            }
            let points: Vec<InputValues> = settings.iter().map(|setting| at(&self.inputs, setting)).collect();
            self.round = points.iter().map(|point| blocked(self.controls, point)).collect();
            let open = points.into_iter().zip(&self.round).filter(|(_, blocked)| blocked.is_none());
            let open: Vec<InputValues> = open.map(|(point, _)| point).collect();
            if !open.is_empty() {
                return Step::Ask(open);
            }
            self.give(Vec::new());
        }
    }

    /// Takes the answers that [`Self::advance`] asked for, in its order.
    pub fn give(&mut self, answers: Vec<GraphAnswer>) {
        self.asked += answers.len();
        answers.iter().for_each(|answer| self.note(answer));
        let mut answers = answers.into_iter();
        let outcome = |blocked: Option<Finding>| match blocked {
            Some(finding) => Some(Outcome::Blocked(finding)),
            // Many answers are kept at once, and nobody traces one of them.
            None => answers.next().map(|answer| Outcome::Answered(Box::new(answer.without_given()))),
        };
        let outcomes = std::mem::take(&mut self.round).into_iter().filter_map(outcome).collect();
        self.course.take(outcomes);
    }

    /// Keeps why other models answered than a node's own, once each.
    fn note(&mut self, answer: &GraphAnswer) {
        let behind = self.graph.behind(&self.output);
        for node in answer.nodes.iter().filter(|node| behind.contains(&node.id.as_str())) {
            if let Some(notice) = node.notice.as_ref().filter(|notice| !self.notices.contains(notice)) {
                self.notices.push(notice.clone());
            }
        }
    }

    fn done(&self) -> StudyAnswer {
        StudyAnswer { found: self.course.found(), notices: self.notices.clone(), asked: self.asked }
    }
}

fn check_output(graph: &Graph, bundles: Bundles<'_>, id: &str) -> Result<(), String> {
    let Some(output) = graph.outputs.iter().find(|output| output.id == id) else {
        let ids: Vec<&str> = graph.outputs.iter().map(|output| output.id.as_str()).collect();
        return Err(format!("there is no output `{id}`; the app has {}", ids.join(", ")));
    };
    // What an expression gives is one number.
    let Some(reading) = output.from.reading() else { return Ok(()) };
    let bundle = graph.node(&reading.node).and_then(|node| bundles(&node.model));
    let slots = bundle.map_or(&[][..], |bundle| &bundle.contract.outputs);
    let slot = slots.iter().find(|slot| slot.name == reading.output).map(|slot| slot.length);
    let given = graph.fit(&reading.node).and_then(|fit| fitted::find(fit.fit.into(), &reading.output));
    let length = slot.or(given.map(|given| given.length)).unwrap_or(1);
    match reading.statistic {
        None if length > 1 => Err(format!(
            "the output `{id}` is a sequence of {length} values; a study takes an output that is one number, such as \
             its `max`"
        )),
        _ => Ok(()),
    }
}

/// The numeric part of an input.
pub(super) fn number<'c>(controls: &'c Controls, id: &str) -> Result<&'c NumberInput, String> {
    if let Some(number) = controls.number_input(id) {
        return Ok(number);
    }
    let numeric = controls.inputs.iter().filter(|input| controls.number_input(&input.id).is_some());
    let ids: Vec<&str> = numeric.map(|input| input.id.as_str()).collect();
    Err(format!("there is no numeric input `{id}`; the app has {}", ids.join(", ")))
}

/// A number of points that a study may have.
pub(super) fn count(what: &str, n: u32, least: u32) -> Result<(), String> {
    if (least..=MOST).contains(&n) {
        return Ok(());
    }
    Err(format!("`{what}` is {n}; it is a number from {least} to {MOST}"))
}
