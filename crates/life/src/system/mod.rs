//! Several laws together: systems of units, modes that compete, mixed populations, planned replacement.

mod competing;
mod mixture;
mod redundancy;
mod replacement;
mod standby;
#[cfg(test)]
mod tests;

pub use competing::{Competing, Incidence, ModeStep, aalen_johansen};
pub use mixture::Mixture;
pub use redundancy::{at_least, parallel, series};
pub use replacement::{Replacement, age_replacement, cost_rate};
pub use standby::{cold_standby_exponential, standby};
