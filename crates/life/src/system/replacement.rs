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
/// A gain below this share of the cost is none.
const WORTH: f64 = 1e-9;

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
    let costs = |age: f64| cost_rate(law, planned, failure, age);
    let Some((low, high)) = around_the_cheapest(law, &costs) else { return Some(never) };
    let age = refined(
        &|t| (failure - planned) * (law.hazard(t) * uptime(law, t) - law.failed(t)) - planned,
        low,
        high,
    );
    let cost_rate = costs(age);
    let is_worth = cost_rate < run_to_failure * (1.0 - WORTH) || run_to_failure <= 0.0;
    Some(if is_worth { Replacement::At { age, cost_rate, run_to_failure } } else { never })
}

/// The ages on both sides of the cheapest of a row of ages; none where the last is the cheapest.
fn around_the_cheapest(law: &Distribution, costs: &dyn Fn(f64) -> f64) -> Option<(f64, f64)> {
    let ages: Vec<f64> = (0..AGES).filter_map(|k| grid(law, k)).collect();
    let rated = ages.iter().map(|age| costs(*age)).enumerate();
    let (best, _) = rated.min_by(|a, b| a.1.total_cmp(&b.1))?;
    let low = best.checked_sub(1).and_then(|k| ages.get(k)).copied();
    Some((low.unwrap_or(0.0), *ages.get(best + 1)?))
}

/// Ages at even steps of the logit of the share that has failed.
fn grid(law: &Distribution, k: usize) -> Option<f64> {
    let logit = -21.0 + 48.0 * k as f64 / AGES as f64;
    let age = law.life_of_share(1.0 / (1.0 + libm::exp(-logit)));
    (age > 0.0 && age.is_finite()).then_some(age)
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
