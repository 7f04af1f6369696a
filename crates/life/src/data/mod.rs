//! What is known of each unit's life, and estimates that need no law.

mod steps;
mod unit;

pub use steps::{Step, StepError, cumulative_hazard_at, steps, survival_at};
pub use unit::{Seen, Unit, UnitError, check};
