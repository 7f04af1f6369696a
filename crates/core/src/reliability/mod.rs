//! Failure probabilities of an asset and of the station, given that all run now.
//!
//! `exposure` means hours at the reference state (see [`crate::simulation::exposure`]); every mode is a
//! function of the exposure or the starts since "now", so that today's heat never changes the past.

pub mod competing;
pub mod delay_time;
pub mod station;

pub use twinlet_life::weibull;

use delay_time::DefectState;
use weibull::Weibull;

/// One mode of one asset in one ensemble member: all parameters drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ModeState {
    /// A detectable defect that may be present.
    DelayTime(DefectState),
    /// A hidden life, consumed up to `age` hours.
    Ageing {
        /// Life at the reference state.
        life: Weibull,
        /// Hours consumed.
        age: f64,
        /// -ln S at that age: computed once, read at every knot.
        consumed: f64,
    },
    /// Each start adds to the cumulative hazard.
    PerStart {
        /// -ln(1 - p) of one start.
        hazard_per_start: f64,
    },
}

impl ModeState {
    /// A hidden life, consumed up to `age` hours.
    pub fn ageing(life: Weibull, age: f64) -> Self {
        Self::Ageing { life, age, consumed: life.cumulative_hazard(age) }
    }

    /// -ln S after an exposure (hours at the reference state) and a number of starts since "now".
    pub fn cumulative_hazard(&self, exposure: f64, starts: f64) -> f64 {
        match self {
            Self::DelayTime(defect) => defect.cumulative_hazard(exposure),
            Self::Ageing { life, age, consumed } => life.cumulative_hazard(age + exposure) - consumed,
            Self::PerStart { hazard_per_start } => hazard_per_start * starts,
        }
    }
}
