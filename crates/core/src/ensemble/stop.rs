//! When an ensemble has enough members.
//!
//! The bands of an outlook show how members differ, and do not get narrower with more of them. What does is the
//! confidence interval of a mean: its width falls with the root of the number of members. That is the band whose width
//! stops an ensemble. It is looked at only at fixed numbers of members (the first, then twice as many each time), so
//! that neither the speed of a machine nor the number of its workers changes a digit.

use serde::{Deserialize, Serialize};

use super::row::Curve;
use super::table::Table;

/// Standard normal quantile of 97.5 %: a confidence of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// Goes on until the risk is known well enough.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StopRule {
    /// Widest 95 % confidence interval of the mean failure probability at the horizon, of any asset and of the station,
    /// at which the ensemble ends. Example: `band_width: 0.005`.
    pub band_width: f64,
    /// Members at which it ends in any case. Example: `members_at_most: 10000`.
    pub members_at_most: u32,
}

/// Why an ensemble with a [`StopRule`] ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The band was narrow enough.
    BandWidth,
    /// There were as many members as allowed.
    MembersAtMost,
}

/// How an ensemble with a [`StopRule`] ended.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stopped {
    /// Why.
    pub because: Because,
    /// Number of members.
    pub members: u32,
    /// Width of the widest band then, a probability.
    pub band_width: f64,
}

impl Stopped {
    /// Why it ended, to follow the number of members.
    pub fn words(&self) -> String {
        let points = self.band_width * 50.0;
        let why = match self.because {
            Because::BandWidth => "enough",
            Because::MembersAtMost => "the most allowed",
        };
        format!("{why}: mean risks known to ±{points:.2} percentage points (95 %)")
    }
}

impl StopRule {
    /// What to do with so many members: end, or go on to the next number of members.
    ///
    /// # Errors
    /// The number of members to go on to.
    pub(super) fn judge(&self, table: &Table, assets: usize) -> Result<Stopped, u32> {
        let members = table.members() as u32;
        let risks = (0..assets).map(Curve::Failure).chain([Curve::Station]);
        let band_width = risks.map(|curve| width(table.last(curve))).fold(0.0, f64::max);
        let because = match () {
            () if band_width <= self.band_width => Because::BandWidth,
            () if members >= self.members_at_most => Because::MembersAtMost,
            () => return Err(members.saturating_mul(2).min(self.members_at_most)),
        };
        Ok(Stopped { because, members, band_width })
    }
}

/// Width of the confidence interval of a mean; infinite for fewer than two values.
fn width(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    let n = values.len() as f64;
    if n < 2.0 {
        return f64::INFINITY;
    }
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / (n - 1.0);
    2.0 * Z * libm::sqrt(variance / n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_width_falls_with_the_root_of_the_members() {
        // A coin: variance 1/4 n/(n-1), width 2 * 1.96 * 0.5 / sqrt(n - 1).
        for (n, expected) in [(101, 0.195_996), (401, 0.097_998)] {
            let found = width((0..n).map(|k| f64::from(k % 2)));
            assert!((found - expected).abs() < 1e-4, "{found} instead of {expected}");
        }
        assert_eq!(width([1.0].into_iter()), f64::INFINITY);
    }

    #[test]
    fn the_reason_is_said_in_percentage_points() {
        let stopped = Stopped { because: Because::BandWidth, members: 2000, band_width: 0.005 };
        assert_eq!(stopped.words(), "enough: mean risks known to ±0.25 percentage points (95 %)");
    }
}
