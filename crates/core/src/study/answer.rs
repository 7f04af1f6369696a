//! What a study answers.

use serde::{Deserialize, Serialize};

use crate::domain::DomainState;
use crate::graph::OutputAnswer;
use crate::predicted::Predicted;
use crate::protocol::InputValue;

/// The answer of a study.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StudyAnswer {
    /// What was found.
    pub found: Found,
    /// Sentences to be shown beside it, such as why a remote model was not asked.
    pub notices: Vec<String>,
    /// How many inputs the graph was asked at.
    pub asked: usize,
}

/// What was found, by the kind of study.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// How far an input may go.
    Solve(Box<Solved>),
    /// What each input changes.
    Sensitivity(Sensitivities),
    /// A map over two inputs.
    Sweep(Swept),
    /// What each input is worth over the whole domain.
    Global(Global),
}

/// How far an input may go.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Solved {
    /// The input.
    pub input: String,
    /// Where the allowed stretch begins, of the values that were looked at: the safe end of the range, or the first
    /// value from there that is neither blocked nor without a number.
    pub from: Option<f64>,
    /// The end of that stretch, in the input's unit and on its step; `None` where there is none.
    pub value: Option<f64>,
    /// What forbids the next value.
    pub limited_by: LimitedBy,
    /// The same in sentences: of the limit, of the domain, or of the model that has no answer.
    pub reasons: Vec<String>,
    /// The first value that is not allowed: one step beyond `value`. `None` at the end of the range.
    pub beyond: Option<f64>,
    /// The output at `value`.
    pub at: Option<OutputAnswer>,
    /// The state at `value`.
    pub state: Option<DomainState>,
}

/// What forbids the next value of an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitedBy {
    /// The interval of the output reaches beyond the bound.
    Output,
    /// A model behind the output was not validated there.
    Domain,
    /// This limit of the app blocks it; `range` or `shape` where another input is not valid as it is.
    Limit(String),
    /// A model behind the output has no answer there for another reason than its domain.
    NoAnswer,
    /// Nothing: the input's range ends.
    Range,
}

/// An output at one set of inputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Value, interval and state; `None` where there is no number to show.
    pub predicted: Option<Predicted<f64>>,
    /// The state there; `None` where the inputs are blocked and nothing was asked.
    pub state: Option<DomainState>,
    /// Id of the limit that blocks the inputs.
    pub blocked: Option<String>,
}

/// What each input changes on its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sensitivities {
    /// The output.
    pub output: String,
    /// Its unit; empty where no point has a number.
    pub unit: String,
    /// The output at the inputs as they are.
    pub base: Point,
    /// The input that changes the output most comes first; those without two numbers come last.
    pub bars: Vec<Bar>,
}

/// What one input changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// The input.
    pub input: String,
    /// Its lower value, in its unit; of a choice or a switch the value with the lowest output.
    pub low_at: InputValue,
    /// Its higher value; of a choice or a switch the value with the highest output.
    pub high_at: InputValue,
    /// The output at the one.
    pub low: Point,
    /// The output at the other.
    pub high: Point,
}

/// An output over two inputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Swept {
    /// The output.
    pub output: String,
    /// Its unit; empty where no cell has a number.
    pub unit: String,
    /// Columns.
    pub x: Axis,
    /// Rows.
    pub y: Axis,
    /// Row by row from the lowest `y`, each from the lowest `x`.
    pub cells: Vec<Point>,
}

/// The values of an input along one side of a map.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// The input.
    pub input: String,
    /// Its unit.
    pub unit: String,
    /// From the lowest to the highest value of its range.
    pub values: Vec<f64>,
}

/// Shares of an output's variance by input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Global {
    /// The output.
    pub output: String,
    /// Its unit; empty where no point has a number.
    pub unit: String,
    /// Its standard deviation over the domain; 0 where nothing can be said.
    pub deviation: f64,
    /// The input with the largest share first; none where the output does not change or too few points have a number.
    pub effects: Vec<Effect>,
    /// Points that count.
    pub samples: u32,
    /// Seed of the points.
    pub seed: u64,
    /// How often a point, or some of its inputs, was drawn.
    pub drawn: u32,
    /// Of these, how often a limit blocked it or there was no number: it was drawn again.
    pub outside: u32,
    /// Points that were given up after too many such draws.
    pub given_up: u32,
}

/// The shares of one input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Effect {
    /// The input.
    pub input: String,
    /// First-order index: what is gone on average once it is known.
    pub first: Index,
    /// Total index: what is left on average while everything else is known.
    pub total: Index,
    /// Shapley effect: its fair share. The effects of all inputs add up to one.
    pub shapley: Index,
}

/// A share of the variance with its bootstrap interval; small ones may come out below zero.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// The share.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
}

impl Global {
    /// What the shares rest on, in a sentence.
    pub fn counted(&self) -> String {
        let Self { samples, seed, drawn, outside, given_up, .. } = self;
        let out = match outside {
            0 => "none of them outside the domain".to_owned(),
            n => format!("{n} of them outside the domain and drawn again"),
        };
        let given_up = match given_up {
            0 => String::new(),
            n => format!(" {n} points were left out: what surrounds them is outside, too."),
        };
        format!(
            "{samples} points, seed {seed}; {drawn} draws, {out}. Intervals: 90 % of a bootstrap.{given_up}"
        )
    }
}

impl Point {
    /// The number alone, to compare points by.
    pub(super) fn value(&self) -> Option<f64> {
        self.predicted.map(|predicted| predicted.shown().value)
    }
}

impl Bar {
    /// How far apart the values at both ends are; `None` where one has no number.
    pub(super) fn swing(&self) -> Option<f64> {
        Some(libm::fabs(self.high.value()? - self.low.value()?))
    }
}
