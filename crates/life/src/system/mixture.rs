//! A population of several kinds of units, each with its law.

use serde::{Deserialize, Serialize};

use crate::Distribution;

/// Shares that sum to 1, each with its law.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mixture {
    /// Share and law of each kind.
    pub parts: Vec<(f64, Distribution)>,
}

impl Mixture {
    /// A mixture of shares that are above zero and sum to 1 within 1e-9.
    pub fn new(parts: Vec<(f64, Distribution)>) -> Option<Self> {
        let sum: f64 = parts.iter().map(|(share, _)| share).sum();
        let usable = parts.iter().all(|(share, law)| *share > 0.0 && law.problem().is_none());
        (usable && libm::fabs(sum - 1.0) <= 1e-9).then_some(Self { parts })
    }

    fn sum(&self, figure: impl Fn(&Distribution) -> f64) -> f64 {
        self.parts.iter().map(|(share, law)| share * figure(law)).sum()
    }

    /// Probability to survive to an age, from new.
    pub fn survival(&self, t: f64) -> f64 {
        self.sum(|law| law.survival(t))
    }

    /// Probability to have failed by an age, from new.
    pub fn failed(&self, t: f64) -> f64 {
        self.sum(|law| law.failed(t))
    }

    /// Density, per hour.
    pub fn density(&self, t: f64) -> f64 {
        self.sum(|law| law.density(t))
    }

    /// Failures per hour among those that reach an age. Each part counts with the share that it has by then.
    pub fn hazard(&self, t: f64) -> f64 {
        self.among_survivors(t, |law| law.hazard(t))
    }

    /// -ln of the survival.
    pub fn cumulative_hazard(&self, t: f64) -> f64 {
        let failed = self.failed(t);
        if failed < 0.5 {
            -libm::log1p(-failed)
        } else {
            self.least_hazard(t) - libm::log(self.above_least(t))
        }
    }

    /// Probability to fail within x hours, given that it runs at an age.
    pub fn fails_within(&self, age: f64, x: f64) -> f64 {
        self.among_survivors(age, |law| law.fails_within(age, x))
    }

    /// Mean life.
    pub fn mean(&self) -> f64 {
        self.sum(Distribution::mean)
    }

    /// Mean further life of those that reach an age.
    pub fn mean_residual_life(&self, age: f64) -> f64 {
        self.among_survivors(age, |law| law.mean_residual_life(age))
    }

    /// The age by which a share of new ones has failed, by bisection between the parts' own ages.
    pub fn life_of_share(&self, share: f64) -> f64 {
        let lives: Vec<f64> = self.parts.iter().map(|(_, law)| law.life_of_share(share)).collect();
        let (mut low, mut high) =
            lives.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), t| (a.min(*t), b.max(*t)));
        for _ in 0..2000 {
            let middle = 0.5 * (low + high);
            if !(low < middle && middle < high) {
                break;
            }
            if self.failed(middle) < share { low = middle } else { high = middle }
        }
        high
    }

    /// The age that a share of new ones survives, in the same way.
    pub fn life_of_survivors(&self, survival: f64) -> f64 {
        let lives = self.parts.iter().map(|(_, law)| law.life_of_survivors(survival));
        let (mut low, mut high) =
            lives.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), t| (a.min(t), b.max(t)));
        for _ in 0..2000 {
            let middle = 0.5 * (low + high);
            if !(low < middle && middle < high) {
                break;
            }
            if self.survival(middle) > survival { low = middle } else { high = middle }
        }
        high
    }

    /// The mean of a figure over those that reach an age; relative to the part that survives best, so that nothing
    /// vanishes in the far tail.
    fn among_survivors(&self, t: f64, figure: impl Fn(&Distribution) -> f64) -> f64 {
        let least = self.least_hazard(t);
        let weight = |law: &Distribution| libm::exp(least - law.cumulative_hazard(t));
        let weighted = |law: &Distribution| match weight(law) {
            w if w > 0.0 => w * figure(law),
            _ => 0.0,
        };
        self.sum(weighted) / self.sum(weight)
    }

    fn least_hazard(&self, t: f64) -> f64 {
        self.parts.iter().map(|(_, law)| law.cumulative_hazard(t)).fold(f64::INFINITY, f64::min)
    }

    fn above_least(&self, t: f64) -> f64 {
        let least = self.least_hazard(t);
        self.sum(|law| libm::exp(least - law.cumulative_hazard(t)))
    }
}
