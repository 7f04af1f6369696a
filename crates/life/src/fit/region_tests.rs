//! Bounds from the likelihood's region: where both ways to them are known they agree, and what has no end says so.

use super::{Bounds, COVERAGE, Fit, Law, Method, fit, fit_units};
use crate::Distribution;
use crate::data::{Seen, Unit};

const FAILED: [f64; 8] = [212.0, 345.0, 410.0, 466.0, 530.0, 622.0, 700.0, 960.0];
const FACTOR: f64 = 1.644_853_626_951_472_7;

fn units() -> Vec<Unit> {
    let running = [400.0, 500.0, 700.0, 1000.0].map(Unit::running);
    FAILED.map(Unit::failed).into_iter().chain(running).collect()
}

fn near(found: f64, expected: f64, relative: f64, what: &str) {
    assert!((found - expected).abs() <= relative * expected.abs(), "{what}: {found} instead of {expected}");
}

#[test]
fn both_ways_to_a_bound_agree() {
    let mut inspected = units();
    let found =
        [Seen::FailedBetween(0.0, 300.0), Seen::FailedBetween(300.0, 600.0), Seen::FailedBefore(150.0)];
    inspected.extend(found.map(|seen| Unit { seen, entry: None, count: 1.0 }));
    let laws = Law::ALL.into_iter().filter(|law| *law != Law::Weibull3);
    for (law, units) in laws.flat_map(|law| [&inspected, &units()].map(|units| (law, units.clone()))) {
        let fit = fit_units(law, &units).unwrap();
        for share in [0.01, 0.1, 0.6] {
            let by_region = fit.range(FACTOR, &|law: &Distribution| law.life_of_share(share)).unwrap();
            let held = fit.life_by(Method::LikelihoodRatio, share, COVERAGE).unwrap();
            near(by_region.0, held.low, 1e-7, &format!("{law:?} {share}, low"));
            near(by_region.1, held.high, 1e-7, &format!("{law:?} {share}, high"));
        }
        let by_region = fit.range(FACTOR, &|law: &Distribution| law.failed(500.0)).unwrap();
        let held = fit.failure_probability_by(Method::LikelihoodRatio, 500.0, COVERAGE).unwrap();
        near(by_region.0, held.low, 1e-7, &format!("{law:?}, low"));
        near(by_region.1, held.high, 1e-7, &format!("{law:?}, high"));
    }
}

#[test]
fn a_mean_of_one_parameter_has_bounds_in_closed_form() {
    // One failure in 1000 h: with u = ln(1000 / mean), 2 (e^u - 1 - u) = q² at both ends.
    let one = fit(Law::Exponential, &[(400.0, true), (600.0, false)]).unwrap();
    let Bounds { value, low, high, method, .. } = one.mean_life(COVERAGE).unwrap();
    near(value, 1000.0, 1e-14, "estimate");
    assert_eq!(method, Method::LikelihoodRatio);
    for end in [low, high] {
        let u = (1000.0 / end).ln();
        near(2.0 * (u.exp_m1() - u), FACTOR * FACTOR, 1e-6, "deviance");
    }
}

#[test]
fn bounds_hold_their_estimate_and_grow_with_coverage() {
    for law in Law::ALL.into_iter().filter(|law| *law != Law::Weibull3) {
        let fit = fit_units(law, &units()).unwrap();
        let figures: [&dyn Fn(f64) -> Option<Bounds>; 2] =
            [&|coverage| fit.mean_life_by(Method::LikelihoodRatio, coverage), &|coverage| {
                fit.fails_within_by(Method::LikelihoodRatio, 300.0, 50.0, coverage)
            }];
        for figure in figures {
            let (narrow, wide) = (figure(0.5).unwrap(), figure(0.95).unwrap());
            let ordered = [wide.low, narrow.low, narrow.value, narrow.high, wide.high];
            assert!(ordered.is_sorted() && wide.low < wide.high, "{law:?}: {ordered:?}");
        }
    }
}

#[test]
fn a_mean_between_inspections_counts_those_that_did_not_fail() {
    let between =
        |from: f64, count: f64| Unit { seen: Seen::FailedBetween(from, from + 200.0), entry: None, count };
    let failed = [between(0.0, 1.0), between(200.0, 4.0), between(400.0, 7.0), between(600.0, 9.0)];
    for (running, reason) in [(1.0, None), (7.0, Some("25 % of the units still ran"))] {
        let mut units: Vec<Unit> = failed.into();
        units.push(Unit { count: running, ..Unit::running(800.0) });
        let fit = fit_units(Law::Weibull, &units).unwrap();
        let answer = fit.supported_mean_life(COVERAGE);
        assert_eq!(answer.reason().is_some(), reason.is_some(), "{answer:?}");
        assert!(reason.is_none_or(|words| answer.reason().unwrap().contains(words)), "{answer:?}");
    }
}

#[test]
fn what_has_no_end_or_no_region_says_so() {
    let mean = |fit: &Fit| fit.mean_life_by(Method::LikelihoodRatio, COVERAGE);
    // A tail so long that the units allow a law without a mean.
    let long = fit(Law::Loglogistic, &[(10.0, true), (60.0, true), (300.0, true), (4000.0, true)]).unwrap();
    assert!(long.theta[1] >= 1.0 && mean(&long).is_none(), "{:?}", long.theta);
    let shorter = fit(Law::Loglogistic, &[(40.0, true), (60.0, true), (120.0, true), (600.0, true)]).unwrap();
    let bounds = mean(&shorter).unwrap();
    assert!(shorter.theta[1] < 1.0 && bounds.high == f64::INFINITY, "{bounds:?}");
    assert!(bounds.low < bounds.value && bounds.value.is_finite());
    let law = Distribution::Weibull { scale_h: 700.0, shape: 2.4, location_h: 300.0 };
    let lives = (0..30).map(|k| (law.life_of_share((f64::from(k) + 0.5) / 30.0), true));
    let located = fit(Law::Weibull3, &lives.collect::<Vec<_>>()).unwrap();
    let late: Vec<Unit> = units().into_iter().map(|unit| unit.entered(100.0)).collect();
    assert!(mean(&fit_units(Law::Normal, &late).unwrap()).is_none());
    let answer = fit_units(Law::Weibull, &late).unwrap().supported_mean_life(COVERAGE);
    assert_eq!(answer.bounds().map(|b| b.method), Some(Method::Delta));
    assert!(mean(&located).is_none() && located.mean_life(COVERAGE).unwrap().method == Method::Delta);
}
