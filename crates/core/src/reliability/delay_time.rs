//! The delay-time (P-F) model: a defect arrives, can be detected, and fails after a delay.
//!
//! Source: Christer, A. H., Delay time model of reliability of equipment subject to inspection monitoring,
//! J. Opl Res. Soc. 50 (1999); Bayes' rule for the evidence of the vibration zone.

use crate::manifest::resolved::{DelayTime, Zone};

use super::weibull::Weibull;

/// A possible defect of one asset in one ensemble member.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DefectState {
    /// Probability that a defect is present now.
    pub present: f64,
    /// Exposure since it arrived, given that it is present, hours.
    pub elapsed: f64,
    /// -ln P(a defect has not failed by `elapsed`): computed once, read a thousand times.
    elapsed_hazard: f64,
    /// Law of the delay from arrival to failure.
    pub delay: Weibull,
    /// Rate of new defects per hour of exposure.
    pub arrival_rate: f64,
}

impl DefectState {
    /// A possible defect: its probability, its exposure so far, the law of its delay, the rate of new ones.
    pub fn new(present: f64, elapsed: f64, delay: Weibull, arrival_rate: f64) -> Self {
        Self { present, elapsed, elapsed_hazard: delay.cumulative_hazard(elapsed), delay, arrival_rate }
    }

    /// P(a present defect has failed after an exposure since "now"), including the doubt that it is present.
    pub fn fails_by(&self, exposure: f64) -> f64 {
        -self.present
            * libm::expm1(self.elapsed_hazard - self.delay.cumulative_hazard(self.elapsed + exposure))
    }

    /// Expected failures by defects that arrive after "now": they thin a Poisson process, so that
    /// -ln S = rate * integral of P(delay < exposure - arrival).
    pub fn new_defects(&self, exposure: f64) -> f64 {
        self.arrival_rate * self.delay.scale * early_failures(self.delay.shape, exposure / self.delay.scale)
    }

    /// -ln S after an exposure since "now".
    pub fn cumulative_hazard(&self, exposure: f64) -> f64 {
        self.at(exposure).cumulative_hazard()
    }

    /// Both ways to fail after an exposure since "now".
    pub fn at(&self, exposure: f64) -> Failing {
        Failing { by_new: self.new_defects(exposure), by_present: self.fails_by(exposure) }
    }
}

/// How an asset may have failed after an exposure: the dear part of a hazard, kept to be read with and without an
/// inspection.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Failing {
    /// Expected failures by defects that arrived after "now".
    pub by_new: f64,
    /// P(the present defect has failed), including the doubt that it is present.
    pub by_present: f64,
}

impl Failing {
    /// -ln S.
    pub fn cumulative_hazard(&self) -> f64 {
        self.by_new - libm::log1p(-self.by_present)
    }

    /// -ln S when an inspection finds a present defect with probability `detection`, and `before` is
    /// [`Self::by_present`] when the repair removes it: before that nothing changes.
    pub fn cumulative_hazard_after(&self, before: f64, detection: f64) -> f64 {
        let later = (self.by_present - before).max(0.0);
        self.by_new - libm::log1p(-(before + (1.0 - detection) * later))
    }
}

/// Integral of 1 - exp(-x^shape) from 0 to z, by the Gauss-Legendre rule with five points on each of four parts.
fn early_failures(shape: f64, z: f64) -> f64 {
    const POINTS: [(f64, f64); 5] = [
        (-0.906_179_845_938_664, 0.236_926_885_056_189),
        (-0.538_469_310_105_683, 0.478_628_670_499_366),
        (0.0, 0.568_888_888_888_889),
        (0.538_469_310_105_683, 0.478_628_670_499_366),
        (0.906_179_845_938_664, 0.236_926_885_056_189),
    ];
    if z <= 0.0 {
        return 0.0;
    }
    if z < 0.05 {
        // The series' first two terms; the third is below 1e-6 of the first.
        let x = libm::pow(z, shape);
        return z * x * (1.0 / (shape + 1.0) - x / (2.0 * (2.0 * shape + 1.0)));
    }
    let half = z / 8.0;
    let part = |k: usize| {
        let middle = half * (2 * k + 1) as f64;
        POINTS.iter().map(|(x, w)| -w * libm::expm1(-libm::pow(middle + half * x, shape))).sum::<f64>() * half
    };
    (0..4).map(part).sum()
}

/// Odds that a defect is present, before any evidence: it arrived since the last inspection and has not failed.
///
/// `age` and `since_inspection` in hours of exposure; midpoint rule over 64 parts.
pub fn prior_odds(model: &DelayTime, age: f64, since_inspection: f64) -> f64 {
    let arrival = Weibull { shape: model.arrival.shape, scale: model.arrival.scale_h };
    let delay = Weibull { shape: model.delay.shape, scale: model.delay.scale_h };
    let since = since_inspection.min(age);
    let (parts, start) = (64, arrival.cumulative_hazard(age - since));
    let width = since / f64::from(parts);
    let part = |k: i32| {
        let elapsed = (f64::from(k) + 0.5) * width;
        let arrived_first = libm::exp(start - arrival.cumulative_hazard(age - elapsed));
        arrival.hazard(age - elapsed) * arrived_first * delay.survival(elapsed)
    };
    let none = libm::exp(start - arrival.cumulative_hazard(age));
    (0..parts).map(part).sum::<f64>() * width / none
}

/// Log odds of a defect after the evidence of a vibration zone, by Bayes' rule.
pub fn posterior_log_odds(model: &DelayTime, prior_odds: f64, zone: Zone) -> f64 {
    let i = zone.index();
    libm::log(prior_odds * model.with_defect[i] / model.without_defect[i])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(present: f64) -> DefectState {
        DefectState::new(present, 750.0, Weibull { shape: 2.5, scale: 1000.0 }, 1e-5)
    }

    #[test]
    fn without_a_defect_only_new_ones_fail() {
        // Small z: rate * scale * z^(shape+1)/(shape+1), by hand 1e-5 * 1000 * 0.02^3.5/3.5.
        let expected = 1e-5 * 1000.0 * 0.02f64.powf(3.5) / 3.5;
        assert!((state(0.0).cumulative_hazard(20.0) / expected - 1.0).abs() < 1e-3);
    }

    #[test]
    fn a_present_defect_follows_its_delay() {
        // By hand: H(750) = 0.75^2.5 = 0.487139, H(800) = 0.8^2.5 = 0.572433, 1 - exp(-0.085294) = 0.081758.
        assert!((state(1.0).fails_by(50.0) - 0.081_758).abs() < 2e-6);
        assert!((state(0.5).fails_by(50.0) - 0.040_879).abs() < 1e-6);
    }

    #[test]
    fn the_integral_matches_a_fine_sum() {
        for (shape, z) in [(2.5, 0.04), (2.5, 0.3), (2.0, 1.5), (1.0, 2.0)] {
            let n = 200_000;
            let h = z / f64::from(n);
            let f = |k: i32| -libm::expm1(-((f64::from(k) + 0.5) * h).powf(shape)) * h;
            let sum: f64 = (0..n).map(f).sum();
            assert!((early_failures(shape, z) / sum - 1.0).abs() < 1e-5, "shape {shape}, z {z}");
        }
    }

    #[test]
    fn an_inspection_helps_only_after_the_repair() {
        let s = state(0.9);
        for (exposure, removed, detection, expected) in [
            (10.0, 20.0, 0.9, s.cumulative_hazard(10.0)),
            (50.0, 20.0, 0.0, s.cumulative_hazard(50.0)),
            (50.0, 20.0, 1.0, s.new_defects(50.0) - (1.0 - s.fails_by(20.0)).ln()),
        ] {
            let before = s.fails_by(f64::min(removed, exposure));
            assert!((s.at(exposure).cumulative_hazard_after(before, detection) - expected).abs() < 1e-12);
        }
    }
}
