//! A unit and how its life was observed.

use serde::{Deserialize, Serialize};

/// How the end of a life was observed; times in one unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// It failed at this time.
    Failed(f64),
    /// It had not failed at this time, and nothing is known after (right-censored, a suspension).
    Running(f64),
    /// It was found failed at this time, and had not been looked at before (left-censored).
    FailedBefore(f64),
    /// It ran at the first time and was found failed at the second (interval-censored).
    FailedBetween(f64, f64),
}

/// Some units with the same history.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// What was seen of it.
    pub seen: Seen,
    /// Age at which it came under observation; units that failed before it are not in the data at all (left
    /// truncation). Zero or absent for those that are watched from new.
    pub entry: Option<f64>,
    /// How many such units there are, above zero.
    pub count: f64,
}

/// Why units cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum UnitError {
    /// A time that is zero, negative or no finite number.
    #[error("the time {time} of unit {unit} is not above zero and finite; correct it, or leave the unit out")]
    Time {
        /// The time.
        time: f64,
        /// Position of the unit, from 1.
        unit: usize,
    },
    /// An interval or an entry whose order is wrong.
    #[error("unit {unit}: {from} is not before {to}; an interval and an entry end later than they begin")]
    Order {
        /// The earlier time.
        from: f64,
        /// The later time.
        to: f64,
        /// Position of the unit, from 1.
        unit: usize,
    },
    /// A count that is no number above zero.
    #[error("unit {unit} counts {count} times; the count is above zero")]
    Count {
        /// The count.
        count: f64,
        /// Position of the unit, from 1.
        unit: usize,
    },
}

impl Unit {
    /// A unit that failed, watched from new.
    pub fn failed(time: f64) -> Self {
        Self { seen: Seen::Failed(time), entry: None, count: 1.0 }
    }

    /// A unit that had not failed, watched from new.
    pub fn running(time: f64) -> Self {
        Self { seen: Seen::Running(time), entry: None, count: 1.0 }
    }

    /// From a time and whether the unit failed then.
    pub fn of((time, failed): (f64, bool)) -> Self {
        if failed { Self::failed(time) } else { Self::running(time) }
    }

    /// The same with an age of entry.
    pub fn entered(self, age: f64) -> Self {
        Self { entry: Some(age), ..self }
    }

    /// The same, several times.
    pub fn times(self, count: f64) -> Self {
        Self { count, ..self }
    }

    /// The age of entry above zero.
    pub fn entry_age(&self) -> Option<f64> {
        self.entry.filter(|age| *age > 0.0)
    }

    /// Whether it is known to have failed.
    pub fn is_failure(&self) -> bool {
        !matches!(self.seen, Seen::Running(_))
    }

    /// The last time that is known of it.
    pub fn last(&self) -> f64 {
        match self.seen {
            Seen::Failed(t) | Seen::Running(t) | Seen::FailedBefore(t) | Seen::FailedBetween(_, t) => t,
        }
    }

    fn problem(&self, unit: usize) -> Option<UnitError> {
        let time = self.last();
        if !(time > 0.0 && time.is_finite()) {
            return Some(UnitError::Time { time, unit });
        }
        if !(self.count > 0.0 && self.count.is_finite()) {
            return Some(UnitError::Count { count: self.count, unit });
        }
        let begin = if let Seen::FailedBetween(from, _) = self.seen { Some(from) } else { None };
        let bad = [begin, self.entry].into_iter().flatten().find(|from| !(*from < time && from.is_finite()));
        bad.map(|from| UnitError::Order { from, to: time, unit })
    }
}

/// The first unit that cannot be used.
///
/// # Errors
/// See [`UnitError`].
pub fn check(units: &[Unit]) -> Result<(), UnitError> {
    let problem = units.iter().enumerate().find_map(|(i, unit)| unit.problem(i + 1));
    problem.map_or(Ok(()), Err)
}
