//! Replacement at a fixed age, or at failure where that comes first.
//!
//! The long-run cost per hour of replacing at age t is (c_planned S(t) + c_failure F(t))/integral of S from 0 to t.
//! It falls as long as (c_failure - c_planned)(h(t) M(t) - F(t)) < c_planned, M(t) being that integral. Source: Barlow
//! and Proschan, Mathematical Theory of Reliability, 1965, chapter 4.

use serde::Serialize;

use crate::Distribution;
use crate::quadrature::integral;

/// What planned replacement is worth.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Replacement {
    /// Replace at this age: nothing is cheaper in the long run.
    At {
        /// Age, hours.
        age: f64,
        /// Cost per hour.
        cost_rate: f64,
        /// Cost per hour of running to failure.
        run_to_failure: f64,
    },
    /// Run to failure: no age of replacement costs less.
    Never {
        /// Cost per hour of running to failure.
        run_to_failure: f64,
    },
}

/// Ages are tried between the shares 1e-9 and 1 - 1e-12 of failures, this many.
const AGES: usize = 400;
/// And from there on up to this cumulative hazard, by a tenth more each.
const LAST: f64 = 690.0;
/// What the integrals may be wrong by.
const NOISE: f64 = 1e-12;

/// Cost per hour of replacing at an age above zero.
pub fn cost_rate(law: &Distribution, planned: f64, failure: f64, age: f64) -> f64 {
    (planned * law.survival(age) + failure * law.failed(age)) / uptime(law, age)
}

/// Mean time to replacement at an age: the integral of the survival.
fn uptime(law: &Distribution, age: f64) -> f64 {
    let start = law.least_life().unwrap_or_default().clamp(0.0, age);
    start + integral(&|t| law.survival(t), start, age, 1e-13).value
}

/// The cheapest age of replacement; costs of a planned replacement and of a failure, both above zero. `None` for a cost
/// that is not.
pub fn age_replacement(law: &Distribution, planned: f64, failure: f64) -> Option<Replacement> {
    let usable = [planned, failure].iter().all(|cost| *cost > 0.0 && cost.is_finite());
    if !usable || law.problem().is_some() {
        return None;
    }
    let run_to_failure = failure / law.mean_residual_life(0.0);
    let never = Replacement::Never { run_to_failure };
    if failure <= planned {
        return Some(never);
    }
    // The sign of the cost's slope keeps its digits where the cost itself is flat: far out, where hardly any unit lives on.
    let slope = |t: f64| (failure - planned) * (law.hazard(t) * uptime(law, t) - law.failed(t)) - planned;
    let cheapest = valleys(law, &slope)
        .map(|(low, high)| refined(&slope, low, high))
        .map(|age| (age, cost_rate(law, planned, failure, age)))
        .min_by(|a, b| a.1.total_cmp(&b.1));
    Some(match cheapest {
        Some((age, cost_rate)) if cost_rate <= run_to_failure * (1.0 + NOISE) => {
            Replacement::At { age, cost_rate, run_to_failure }
        }
        _ => never,
    })
}

/// Neighbouring ages between which the cost stops falling.
fn valleys(law: &Distribution, slope: &dyn Fn(f64) -> f64) -> impl Iterator<Item = (f64, f64)> {
    let late = std::iter::successors(Some(28.0), |hazard| Some(1.1 * hazard)).take_while(|h| *h < LAST);
    let ages = (0..AGES).map(|k| grid(law, k)).chain(late.map(|h| law.life_of_survivors(libm::exp(-h))));
    let usable = ages.filter(|age| *age > 0.0 && age.is_finite());
    // Of a new unit the cost always falls: it has just been paid.
    let signed: Vec<(f64, bool)> =
        [(0.0, false)].into_iter().chain(usable.map(|age| (age, slope(age) >= 0.0))).collect();
    let pairs: Vec<(f64, f64)> = signed
        .windows(2)
        .filter_map(|pair| match pair {
            [(low, false), (high, true)] => Some((*low, *high)),
            _ => None,
        })
        .collect();
    pairs.into_iter()
}

/// Ages at even steps of the logit of the share that has failed.
fn grid(law: &Distribution, k: usize) -> f64 {
    let logit = -21.0 + 48.0 * k as f64 / AGES as f64;
    law.life_of_share(1.0 / (1.0 + libm::exp(-logit)))
}

/// Where the slope changes from falling to rising.
fn refined(slope: &dyn Fn(f64) -> f64, mut low: f64, mut high: f64) -> f64 {
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if !(low < middle && middle < high) {
            break;
        }
        if slope(middle) < 0.0 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}
