//! Questions that ask many times: what an input may be at most, which input matters most, and a map over two.
//!
//! [`Inquiry`] asks a graph, [`StationInquiry`] an ensemble of a station; what is asked is the same.
//! Nothing here calls a model. [`Inquiry`] says at which inputs it needs the graph's answer and takes the answers, as
//! [`crate::graph::Evaluation`] does with rows. Inputs that a limit blocks are judged here and never asked for.

mod answer;
mod course;
mod global;
mod inquiry;
pub(crate) mod lattice;
mod sensitivity;
mod solve;
mod station;
mod sweep;

pub use answer::{
    Axis, Bar, Effect, Found, Global, Index, LimitedBy, Point, Sensitivities, Solved, StudyAnswer, Swept,
};
pub use global::{COVERAGE, GLOBAL_SAMPLES, MOST_INPUTS};
pub use inquiry::{Inquiry, Step};
pub use station::{
    MOST_STATION_SAMPLES, STATION_CELLS, STATION_MEMBERS, STATION_SAMPLES, StationInquiry,
    outputs as station_outputs,
};

use serde::{Deserialize, Serialize};

/// Points in each round of [`Solve`] when none are given.
pub const STEPS: u32 = 17;
/// Columns and rows of [`Sweep`] when none are given.
pub const CELLS: (u32, u32) = (13, 9);
/// Points of [`GlobalSensitivity`] when none are given.
pub const SAMPLES: u32 = 256;
/// Most points in a round of [`Solve`], and most columns or rows of [`Sweep`].
pub const MOST: u32 = 101;

/// A question that asks a graph, or the ensemble of a station, many times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Study {
    /// How far an input may go before an output crosses a bound.
    Solve(Solve),
    /// How much an output changes with each input on its own.
    Sensitivity(Sensitivity),
    /// An output over two inputs.
    Sweep(Sweep),
    /// What each input is worth over the whole domain.
    GlobalSensitivity(GlobalSensitivity),
}

/// The inverse question: the highest (lowest) value of `input` such that the whole interval of `output` stays on the
/// allowed side of `bound` at every value from the other end of the input's range, the safe end, up to it. Values at the
/// safe end at which nothing can be said are passed over ([`Solved::from`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Solve {
    /// Id of a numeric input.
    pub input: String,
    /// Which end is looked for.
    pub seek: Seek,
    /// Id of an output that is one number.
    pub output: String,
    /// What is not allowed.
    pub bound: Bound,
    /// Points in each round, 3 to [`MOST`]. What happens between the points of the first round is not seen: a stretch
    /// that is crossed and left again between two of them is overlooked.
    #[serde(default = "steps")]
    pub steps: u32,
}

/// Which end of the allowed stretch is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seek {
    /// The highest value; the lowest of the range is the safe end.
    Highest,
    /// The lowest value; the highest of the range is the safe end.
    Lowest,
}

/// Which values of the output are not allowed, in its unit on the screen. The bound itself is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Values above this, as in a manifest's `limit: { above: ... }`.
    Above(f64),
    /// Values below this.
    Below(f64),
}

/// How much an output changes with each input on its own, the others as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sensitivity {
    /// Id of an output that is one number.
    pub output: String,
    /// Ids of numbers, choices and switches; all of them when absent.
    #[serde(default)]
    pub inputs: Option<Vec<String>>,
    /// How far each number goes; choices and switches have every value that they can have.
    #[serde(default)]
    pub span: Span,
}

/// How far an input goes to either side.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// This share of the width of its range from its present value, clipped to the range; above 0, up to 1.
    Share(f64),
    /// From the lowest to the highest value of its range. An end outside a model's domain has no number, and says so.
    Full,
}

impl Default for Span {
    fn default() -> Self {
        Self::Share(0.1)
    }
}

/// An output over the ranges of two inputs, the others as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sweep {
    /// Id of an output that is one number.
    pub output: String,
    /// Id of the numeric input along the columns.
    pub x: String,
    /// Id of the numeric input along the rows.
    pub y: String,
    /// Columns, 2 to [`MOST`].
    #[serde(default = "columns")]
    pub nx: u32,
    /// Rows, 2 to [`MOST`].
    #[serde(default = "rows")]
    pub ny: u32,
}

/// Shares of an output's variance by input, while all of them vary over their ranges within the domain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GlobalSensitivity {
    /// Id of an output that is one number.
    pub output: String,
    /// Ids of numeric inputs, twelve at most; all of them when absent. The others stay as they are.
    #[serde(default)]
    pub inputs: Option<Vec<String>>,
    /// Points, 32 to 8192; the graph is asked three times as often for each input at most.
    #[serde(default = "samples")]
    pub samples: u32,
    /// Seed of the points.
    #[serde(default)]
    pub seed: u64,
}

fn samples() -> u32 {
    SAMPLES
}

fn steps() -> u32 {
    STEPS
}

fn columns() -> u32 {
    CELLS.0
}

fn rows() -> u32 {
    CELLS.1
}

impl Study {
    /// Id of the output that it is about.
    pub fn output(&self) -> &str {
        match self {
            Self::Solve(study) => &study.output,
            Self::Sensitivity(study) => &study.output,
            Self::Sweep(study) => &study.output,
            Self::GlobalSensitivity(study) => &study.output,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;
