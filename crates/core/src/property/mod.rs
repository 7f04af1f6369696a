//! A search over the whole input space of a what-if app for inputs at which a promise is broken.
//!
//! The promises: no number where a model was not validated; numbers that are numbers, inside their intervals; what a
//! limit blocks is refused, and nothing else is; what is declared to rise or fall does so beyond its intervals. A search
//! finds what it finds: that nothing was found is no proof. What breaks a promise is made as small as possible.

mod halton;
mod monotone;
mod points;
mod promise;
mod shrink;

pub use monotone::Monotone;

use serde::{Deserialize, Serialize};

use crate::graph::{Bundles, Graph, GraphAnswer};
use crate::manifest::resolved::Controls;
use crate::protocol::InputValues;

use promise::Promise;

/// Points that are asked for at once.
const BATCH: usize = 256;

/// What is searched.
#[derive(Clone, Copy)]
pub struct Space<'a> {
    /// The graph.
    pub graph: &'a Graph,
    /// Inputs and limits.
    pub controls: &'a Controls,
    /// Models by id.
    pub bundles: Bundles<'a>,
}

/// How it is searched.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Seed of the points.
    pub seed: u64,
    /// Points spread over the input space, beside corners and the borders of limits.
    pub points: usize,
    /// What is declared to rise or fall.
    pub monotone: Vec<Monotone>,
}

/// What was seen at one point.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The answer, or why it was refused.
    pub answer: Result<GraphAnswer, String>,
    /// Id of each node that was asked, and the row at the values, in the contract's order.
    pub rows: Vec<(String, Vec<f64>)>,
}

/// Asks at points, in their order.
pub type Ask<'a> = &'a mut dyn FnMut(&[InputValues]) -> Vec<Observation>;

/// What became of one promise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checked {
    /// The promise, in words.
    pub promise: String,
    /// At how many points it was looked at; lines of nine points for what rises or falls.
    pub points: usize,
    /// At how many of them it is broken.
    pub broken: usize,
    /// The smallest of them that was found.
    pub example: Option<Example>,
}

/// Inputs at which a promise is broken.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// The values that differ from the defaults.
    pub inputs: InputValues,
    /// The values with which they are compared, for a promise about two points.
    pub and: Option<InputValues>,
    /// What is seen there.
    pub says: String,
}

/// Searches, and says of each promise what became of it; the same seed gives the same points.
pub fn search(space: Space<'_>, options: &Options, ask: Ask<'_>) -> Vec<Checked> {
    let points = points::all(space.controls, options);
    let mut found: Vec<Found> = Promise::ALL.iter().map(|_| Found::default()).collect();
    for batch in points.chunks(BATCH) {
        for (inputs, seen) in batch.iter().zip(ask(batch)) {
            for (promise, found) in Promise::ALL.iter().zip(&mut found) {
                found.add(inputs, promise.broken(space, inputs, &seen));
            }
        }
    }
    let checked = |(promise, found): (&Promise, Found)| promise_checked(space, *promise, found, ask);
    let mut all: Vec<Checked> = Promise::ALL.iter().zip(found).map(checked).collect();
    all.extend(options.monotone.iter().map(|one| monotone::check(space, options, one, ask)));
    all
}

/// Where the search looks: the defaults, corners, borders of limits, values that no slider gives, and points spread over
/// all ranges. The same seed gives the same points.
pub fn probes(controls: &Controls, options: &Options) -> Vec<InputValues> {
    points::all(controls, options)
}

/// Points at which a promise was looked at, and the first at which it is broken.
#[derive(Default)]
struct Found {
    points: usize,
    broken: usize,
    first: Option<(InputValues, String)>,
}

impl Found {
    fn add(&mut self, inputs: &InputValues, says: Option<String>) {
        self.points += 1;
        if let Some(says) = says {
            self.broken += 1;
            self.first.get_or_insert_with(|| (inputs.clone(), says));
        }
    }
}

fn promise_checked(space: Space<'_>, promise: Promise, found: Found, ask: Ask<'_>) -> Checked {
    let mut broken = |inputs: &InputValues| {
        let seen = ask(std::slice::from_ref(inputs)).pop()?;
        promise.broken(space, inputs, &seen)
    };
    let example = found.first.map(|(inputs, says)| {
        let (inputs, says) = shrink::smallest(space.controls, inputs, says, &mut broken);
        Example { inputs: shrink::set(space.controls, inputs), and: None, says }
    });
    Checked { promise: promise.text().into(), points: found.points, broken: found.broken, example }
}

#[cfg(test)]
mod tests;
