//! Spans around a tide: a first instant, a period, and how long before and after it the way is open.
//!
//! A mean period, not a tide table: the principal lunar tide M2 has 12.4206 h (NOAA, *Tidal Constituents*); real
//! tides come up to an hour earlier or later within a fortnight, so `before` and `after` have to be chosen with care.

use super::Instant;
use super::spans::Span;

/// A periodic opening.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tide {
    /// One tide, for example a low water.
    pub first: Instant,
    /// Hours from one to the next.
    pub period_h: f64,
    /// Hours before each.
    pub before_h: f64,
    /// Hours after each.
    pub after_h: f64,
}

impl Tide {
    /// Spans that touch `0..horizon_min`, minutes from "now", rounded inwards to whole minutes.
    pub fn spans(&self, now: Instant, horizon_min: i64) -> Vec<Span> {
        let first = (now.minutes_until(self.first.date) + self.first.minute) as f64;
        let (period, before, after) = (self.period_h * 60.0, self.before_h * 60.0, self.after_h * 60.0);
        if period.is_nan() || period < 1.0 {
            return Vec::new();
        }
        let nearest = |minute: f64| libm::floor((minute - first) / period) as i64;
        let all = nearest(-after) - 1..=nearest(horizon_min as f64 + before) + 1;
        let span = |k: i64| {
            let middle = first + k as f64 * period;
            Span { from: libm::ceil(middle - before) as i64, to: libm::floor(middle + after) as i64 }
        };
        all.map(span).filter(|s| s.from < horizon_min && s.to > 0).collect()
    }
}
