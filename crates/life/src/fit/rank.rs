//! Rank regression: a line through the probability plot.
//!
//! Points: the y of each failure and the z of its median rank, (i - 0.3)/(n + 0.4) with Johnson's order number i where
//! units were suspended. Sources: Benard and Bos-Levenbach, Statistica Neerlandica 7, 1953; Johnson, The Statistical
//! Treatment of Fatigue Experiments, 1964; Abernethy, The New Weibull Handbook, 2006, chapters 2 and 5.

use serde::{Deserialize, Serialize};

use super::fitted::distribution;
use super::sample::check;
use super::{FitError, Law};
use crate::Distribution;
use crate::data::{Seen, Unit};

/// Which distances the line keeps small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Regression {
    /// Of time (y on z), the common choice for lives.
    OnX,
    /// Of rank (z on y).
    OnY,
}

/// A law from a line through the probability plot.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RankFit {
    /// The law with its parameters.
    pub distribution: Distribution,
    /// Correlation of the points.
    pub correlation: f64,
}

/// A failure on the probability plot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub time: f64,
    pub rank: f64,
}

/// One point for each failure, in order of time; failures at one time have ranks of their own.
pub(super) fn points(units: &[Unit]) -> Result<Vec<Point>, FitError> {
    let mut lives: Vec<(f64, bool)> = Vec::new();
    for unit in units {
        let life = match (unit.seen, unit.entry_age()) {
            (Seen::Failed(t), None) => (t, true),
            (Seen::Running(t), None) => (t, false),
            _ => {
                return Err(FitError::NoResampling(
                    "ranks need units that were watched from new until a known time; fit by maximum likelihood",
                ));
            }
        };
        lives.extend(std::iter::repeat_n(life, unit.count as usize));
    }
    lives.sort_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let n = lives.len() as f64;
    let mut order = 0.0;
    let point = |(i, (time, failed)): (usize, &(f64, bool))| {
        let running = n - i as f64;
        failed.then(|| {
            order += (n + 1.0 - order) / (1.0 + running);
            Point { time: *time, rank: (order - 0.3) / (n + 0.4) }
        })
    };
    Ok(lives.iter().enumerate().filter_map(point).collect())
}

/// Fits a law of location and scale, or the exponential law (with a line through its origin), by ranks.
///
/// # Errors
/// See [`FitError`]; a law without a straight probability plot (gamma, Weibull with a location) has none.
pub fn rank_regression(law: Law, units: &[Unit], regression: Regression) -> Result<RankFit, FitError> {
    check(law, units)?;
    if !law.is_location_scale() {
        return Err(FitError::NoResampling(
            "this law's probability plot is no straight line; fit by maximum likelihood",
        ));
    }
    let is_log = law.is_of_logarithm() && law != Law::Exponential;
    let y = |t: f64| if is_log { libm::log(t) } else { t };
    let z = |rank: f64| match law {
        Law::Exponential => -libm::log1p(-rank),
        _ => law.standard().quantile(rank),
    };
    let points: Vec<(f64, f64)> = points(units)?.iter().map(|p| (y(p.time), z(p.rank))).collect();
    let sums = Sums::of(&points);
    let theta = match (law, regression) {
        (Law::Exponential, Regression::OnX) => vec![libm::log(sums.raw_yz / sums.raw_zz)],
        (Law::Exponential, Regression::OnY) => vec![libm::log(sums.raw_yy / sums.raw_yz)],
        (_, Regression::OnX) => vec![sums.y - sums.yz / sums.zz * sums.z, sums.yz / sums.zz],
        (_, Regression::OnY) => vec![sums.y - sums.yy / sums.yz * sums.z, sums.yy / sums.yz],
    };
    let distribution = distribution(law, &theta);
    let is_usable = theta.iter().all(|x| x.is_finite()) && distribution.problem().is_none();
    let correlation = sums.yz / libm::sqrt(sums.yy * sums.zz);
    if is_usable { Ok(RankFit { distribution, correlation }) } else { Err(FitError::NoMaximum) }
}

/// Means, and sums of squares around them; and those around zero.
struct Sums {
    y: f64,
    z: f64,
    yy: f64,
    yz: f64,
    zz: f64,
    raw_yy: f64,
    raw_yz: f64,
    raw_zz: f64,
}

impl Sums {
    fn of(points: &[(f64, f64)]) -> Self {
        let n = points.len() as f64;
        let sum = |f: &dyn Fn(f64, f64) -> f64| points.iter().map(|(y, z)| f(*y, *z)).sum::<f64>();
        let (y, z) = (sum(&|y, _| y) / n, sum(&|_, z| z) / n);
        Self {
            y,
            z,
            yy: sum(&|b, _| (b - y) * (b - y)),
            yz: sum(&|b, c| (b - y) * (c - z)),
            zz: sum(&|_, c| (c - z) * (c - z)),
            raw_yy: sum(&|y, _| y * y),
            raw_yz: sum(&|y, z| y * z),
            raw_zz: sum(&|_, z| z * z),
        }
    }
}

/// Correlation of the probability plot of a law, 1 for a straight line.
pub(super) fn correlation(law: Law, units: &[Unit]) -> Option<f64> {
    rank_regression(law, units, Regression::OnX).ok().map(|fit| fit.correlation)
}
