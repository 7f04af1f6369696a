//! What a run of `twinlet predict` came to.

use std::fmt;
use std::time::Instant;

use twinlet_core::domain::DomainState;
use twinlet_core::predict::Answer;

/// Rows by what became of them.
pub struct Tally {
    start: Instant,
    inside: u64,
    caution: u64,
    out: u64,
    /// Rows with an error.
    pub errors: u64,
}

impl Tally {
    /// Nothing yet; the clock runs.
    pub fn start() -> Self {
        Self { start: Instant::now(), inside: 0, caution: 0, out: 0, errors: 0 }
    }

    /// Counts a row.
    pub fn add(&mut self, answer: &Result<Answer, Vec<String>>) {
        let count = match answer.as_ref().map(|a| a.domain.state) {
            Ok(DomainState::In) => &mut self.inside,
            Ok(DomainState::Caution) => &mut self.caution,
            Ok(DomainState::Out) => &mut self.out,
            Err(_) => &mut self.errors,
        };
        *count += 1;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { start, inside, caution, out, errors } = self;
        let rows = inside + caution + out + errors;
        let per_second = rows as f64 / start.elapsed().as_secs_f64().max(1e-9);
        write!(
            f,
            "{rows} rows: {inside} in the domain, {caution} at its edge, {out} outside (not answered), "
        )?;
        write!(f, "{errors} with an error; {per_second:.0} rows per second")
    }
}
