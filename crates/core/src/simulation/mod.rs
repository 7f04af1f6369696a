//! The station over time: balances in core around the surrogate's hydraulic map.
//!
//! Steps of one minute, because pump cycles last minutes and coarser steps alias. Nothing here knows
//! of probabilities: [`run::Days`] is one possible day.

pub mod balance;
pub mod control;
pub mod drive;
pub mod exposure;
pub mod grid;
pub mod heating;
pub mod lanes;
pub mod pace;
pub mod run;
pub mod slots;
pub mod thermal;

/// Most pumps that a station can have.
pub const MAX_PUMPS: usize = 4;

/// A number for each pump; entries beyond the station's pumps are unused.
pub type PerPump<T> = [T; MAX_PUMPS];

/// Why a station cannot be simulated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SimulationError {
    /// The model's contract lacks a name that the station needs.
    #[error("the hydraulic model has no {direction} named `{name}`")]
    Slot {
        /// `input` or `output`.
        direction: &'static str,
        /// The missing name.
        name: String,
    },
    /// More pumps than [`MAX_PUMPS`], or none.
    #[error("a station has 1 to {MAX_PUMPS} pumps, not {0}")]
    Pumps(usize),
    /// The grid's answer does not have the expected size.
    #[error("the hydraulic map returned {found} values instead of {expected}")]
    GridSize {
        /// Values expected.
        expected: usize,
        /// Values found.
        found: usize,
    },
    /// NaN or infinity, or a value outside the contract's plausible range.
    #[error(
        "the hydraulic model answered {value} for `{output}`, outside its contract's range {min} to {max}"
    )]
    Implausible {
        /// The output's name.
        output: String,
        /// The answer, as text because NaN has no JSON.
        value: String,
        /// Lowest plausible.
        min: String,
        /// Highest plausible.
        max: String,
    },
    /// An input has no value or is not a number.
    #[error("input `{0}` has no numeric value")]
    Input(String),
}
