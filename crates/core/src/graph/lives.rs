//! The lives behind a fit: what failed and what left, without a law, for survival curves and probability papers.

use serde::{Deserialize, Serialize};

use crate::life_data::{COVERAGE, Fit, Law, plot_points};
use crate::units::Readout;
use twinlet_life::data::{Step, Unit, steps};

/// The lives that a curve was fitted to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lives {
    /// Each unit: time at which it left, and whether it failed then.
    pub units: Vec<(f64, bool)>,
    /// The product-limit estimate, a step for each time of failure (Kaplan and Meier, 1958).
    pub steps: Vec<LifeStep>,
    /// Coverage of the steps' bounds, each time on its own.
    pub coverage: f64,
    /// Time and median rank of each failure (Benard and Bos-Levenbach, 1953).
    pub ranks: Vec<(f64, f64)>,
    /// The law that was fitted.
    pub law: Law,
    /// Its parameters: name, value, bounds. Times are in the unit of the axis.
    pub parameters: Vec<LifeParameter>,
}

/// The share that survives just after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct LifeStep {
    /// Time of the failure.
    pub t: f64,
    /// Share that survives.
    pub survival: f64,
    /// Lower bound, over ln(-ln S); zero where all have failed.
    pub low: f64,
    /// Upper bound; the share before where all have failed, since the bounds have none there.
    pub high: f64,
}

/// A parameter of the law.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LifeParameter {
    /// Its name: `shape`, `scale_h`.
    pub name: String,
    /// The estimate.
    pub value: f64,
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

impl Lives {
    /// Of the units that a law was fitted to; `None` where no step can be made, which the fit then could not either.
    pub(super) fn of(units: &[(f64, bool)], fit: &Fit) -> Option<Self> {
        let all: Vec<Unit> = units.iter().map(|unit| Unit::of(*unit)).collect();
        let mut before = 1.0;
        let step = |s: Step| {
            let (low, high) = s.survival_bounds.unwrap_or((0.0, before));
            before = high;
            LifeStep { t: s.time, survival: s.survival, low, high }
        };
        let parameter = |p: crate::life_data::Parameter| LifeParameter {
            name: p.name.to_owned(),
            value: p.bounds.value,
            low: p.bounds.low,
            high: p.bounds.high,
        };
        Some(Self {
            units: units.to_vec(),
            steps: steps(&all, COVERAGE).ok()?.into_iter().map(step).collect(),
            coverage: COVERAGE,
            ranks: plot_points(units).ok()?.iter().map(|p| (p.time, p.median_rank)).collect(),
            law: fit.law,
            parameters: fit.parameters(COVERAGE).into_iter().map(parameter).collect(),
        })
    }

    /// The same in another unit of time.
    pub(super) fn convert(&mut self, readout: &Readout) {
        self.units.iter_mut().for_each(|unit| unit.0 = readout.exact(unit.0));
        self.steps.iter_mut().for_each(|step| step.t = readout.exact(step.t));
        self.ranks.iter_mut().for_each(|rank| rank.0 = readout.exact(rank.0));
        let time = |x: f64| readout.exact(x);
        for p in &mut self.parameters {
            match p.name.as_str() {
                "rate_per_h" => [&mut p.value, &mut p.low, &mut p.high].map(|x| *x = 1.0 / time(1.0 / *x)),
                name if name.ends_with("_h") => {
                    [&mut p.value, &mut p.low, &mut p.high].map(|x| *x = time(*x))
                }
                _ => continue,
            };
        }
        // The mean of the logarithm belongs to the app's own unit.
        self.parameters.retain(|p| p.name != "mu" || time(1.0) == 1.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life_data;
    use crate::units::Preference;

    #[test]
    fn lives_have_steps_ranks_and_parameters_in_every_unit() {
        let units = [(100.0, true), (150.0, false), (200.0, true), (300.0, true)];
        for (law, name) in
            [(Law::Weibull, "scale_h"), (Law::Exponential, "rate_per_h"), (Law::Lognormal, "mu")]
        {
            let fit = life_data::fit(law, &units).unwrap();
            let lives = Lives::of(&units, &fit).unwrap();
            assert_eq!((lives.steps.len(), lives.ranks.len(), lives.units.len()), (3, 3, 4));
            assert_eq!(lives.steps[2].survival, 0.0);
            assert!(lives.steps.iter().all(|s| s.low <= s.survival && s.survival <= s.high));
            let of = |lives: &Lives| lives.parameters.iter().find(|p| p.name == name).map(|p| p.value);
            let mut miles = lives.clone();
            miles.convert(&Preference::parse("us").unwrap().readout("m"));
            let factor = miles.units[0].0 / 100.0;
            assert!(factor > 3.0, "feet");
            let expected = match law {
                Law::Weibull => of(&lives).map(|x| x * factor),
                Law::Exponential => of(&lives).map(|x| x / factor),
                _ => None,
            };
            let near = |(a, b): (f64, f64)| (a - b).abs() < 1e-2 * b.abs();
            assert!(of(&miles).zip(expected).is_none_or(near), "{law:?}");
            assert_eq!(of(&miles).is_some(), expected.is_some(), "{law:?}");
        }
    }
}
