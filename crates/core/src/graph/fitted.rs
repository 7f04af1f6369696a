//! What a fit of a life distribution gives, as a contract says it of a model.

use crate::life_data::Law;

/// Values of the curve from 0 to its end.
pub const POINTS: usize = 61;

/// An output of a fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// Name.
    pub name: &'static str,
    /// Title.
    pub title: &'static str,
    /// What it measures.
    pub measure: Measure,
    /// Number of values.
    pub length: usize,
}

/// What an output of a fit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// A ratio.
    One,
    /// A time, in the unit of the times.
    Time,
}

/// All outputs; `shape` and `scale` are those of a Weibull.
pub const OUTPUTS: [Given; 6] = [
    given("failure_probability", "Failure probability", Measure::One, POINTS),
    given("next_failure_probability", "Failure probability ahead", Measure::One, 1),
    given("mean_life", "Mean life", Measure::Time, 1),
    given("b10_life", "B10 life", Measure::Time, 1),
    given("shape", "Shape", Measure::One, 1),
    given("scale", "Scale", Measure::Time, 1),
];

const fn given(name: &'static str, title: &'static str, measure: Measure, length: usize) -> Given {
    Given { name, title, measure, length }
}

impl Given {
    /// UCUM unit, where that of the times is known.
    pub fn unit(self, time: &str) -> &str {
        match self.measure {
            Measure::One => "1",
            Measure::Time => time,
        }
    }
}

/// The output of a name that a fit of a law gives.
pub fn find(law: Law, name: &str) -> Option<Given> {
    let is_weibull = law == Law::Weibull;
    OUTPUTS.into_iter().find(|given| given.name == name && (is_weibull || !matches!(name, "shape" | "scale")))
}
