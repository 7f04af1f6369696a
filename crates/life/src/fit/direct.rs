//! The likelihood of units under a law with given parameters, in the units' own time; for the laws whose likelihood has
//! no simpler form.

use crate::Distribution;
use crate::data::{Seen, Unit};

/// Logarithm of the likelihood of units under a law with given parameters.
pub fn log_likelihood(law: &Distribution, units: &[Unit]) -> f64 {
    units.iter().map(|unit| unit.count * of_unit(law, unit)).sum()
}

fn of_unit(law: &Distribution, unit: &Unit) -> f64 {
    let seen = match unit.seen {
        Seen::Failed(t) => law.ln_density(t),
        Seen::Running(t) => -law.cumulative_hazard(t),
        Seen::FailedBefore(t) => law.ln_failed(t),
        Seen::FailedBetween(from, to) => {
            let gained = law.gained_hazard(from, to - from);
            -law.cumulative_hazard(from) + libm::log(-libm::expm1(-gained))
        }
    };
    seen + unit.entry_age().map_or(0.0, |age| law.cumulative_hazard(age))
}
