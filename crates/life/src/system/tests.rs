//! Systems against closed forms and enumeration.

use super::*;
use crate::Distribution as Law;
use crate::data::Unit;

fn near(found: f64, expected: f64, relative: f64, what: &str) {
    assert!((found - expected).abs() <= relative * expected.abs(), "{what}: {found} instead of {expected}");
}

/// By going through all states.
fn enumerated(needed: usize, reliability: &[f64]) -> f64 {
    let states = 0..1_u32 << reliability.len();
    let chance = |state: u32| -> f64 {
        reliability.iter().enumerate().map(|(i, r)| if state >> i & 1 == 1 { *r } else { 1.0 - r }).product()
    };
    states.filter(|state| state.count_ones() as usize >= needed).map(chance).sum()
}

#[test]
fn systems_agree_with_all_their_states() {
    let units = [0.9, 0.31, 0.999, 0.5, 0.77];
    for needed in 0..=5 {
        near(at_least(needed, &units).unwrap(), enumerated(needed, &units), 1e-14, "k out of n");
    }
    near(series(&units), at_least(5, &units).unwrap(), 1e-15, "series");
    near(parallel(&units), at_least(1, &units).unwrap(), 1e-15, "parallel");
    let least = units.iter().copied().fold(1.0, f64::min);
    assert!(series(&units) <= least && parallel(&units) >= 0.999);
    assert_eq!(at_least(6, &units), None);
    // A thousand units would be 2^1000 states.
    assert!(at_least(990, &vec![0.999; 1000]).unwrap() > 0.999);
}

#[test]
fn standby_has_the_closed_forms_of_constant_hazards() {
    let law = Law::Exponential { rate_per_h: 1e-3, location_h: 0.0 };
    near(standby(&law, &law, 0.0, 1.0, 1000.0).value, 0.735_758_882_342_884_6, 1e-12, "cold");
    near(cold_standby_exponential(1e-3, 2, 1000.0), 0.735_758_882_342_884_6, 1e-13, "cold, by counting");
    let warm = (-1.0f64).exp() * (1.0 + (1.0 - (-0.3f64).exp()) / 0.3);
    near(standby(&law, &law, 0.3, 1.0, 1000.0).value, warm, 1e-12, "warm");
    let hot = parallel(&[law.survival(1000.0); 2]);
    near(standby(&law, &law, 1.0, 1.0, 1000.0).value, hot, 1e-12, "hot is parallel");
    near(standby(&law, &law, 0.0, 0.0, 1000.0).value, law.survival(1000.0), 1e-15, "no switch");
    // Two gamma lives of one scale sum to a gamma life.
    let part = Law::Gamma { scale_h: 100.0, shape: 0.7, location_h: 0.0 };
    let sum = Law::Gamma { scale_h: 100.0, shape: 1.4, location_h: 0.0 };
    near(standby(&part, &part, 0.0, 1.0, 150.0).value, sum.survival(150.0), 1e-9, "gamma");
}

#[test]
fn incidences_sum_to_the_failures() {
    let modes = vec![
        Law::Weibull { scale_h: 900.0, shape: 0.6, location_h: 0.0 },
        Law::Weibull { scale_h: 1200.0, shape: 3.0, location_h: 0.0 },
        Law::Lognormal { mu: 7.0, sigma: 0.5, location_h: 0.0 },
    ];
    let system = Competing { modes };
    for (age, x) in [(0.0, 500.0), (800.0, 24.0), (800.0, 1e-4), (2000.0, 1e4)] {
        let shares: Vec<f64> = (0..3).map(|j| system.incidence(j, age, x).unwrap().value).collect();
        near(shares.iter().sum(), system.fails_within(age, x), 1e-10, "sum");
        assert!(
            shares
                .iter()
                .zip(&system.modes)
                .all(|(share, law)| *share <= law.fails_within(age, x) * (1.0 + 1e-14))
        );
    }
    // A mode that wakes late and ends nearly all lives at once; by mpmath with 30 digits.
    let late = Law::Lognormal {
        mu: 2.232_360_722_265_716,
        sigma: 0.758_399_711_081_880_4,
        location_h: 3_365.435_390_130_109_8,
    };
    let steady = Law::Exponential { rate_per_h: 1.609_165_671_750_177_6e-5, location_h: 0.0 };
    let both = Competing { modes: vec![late, steady] };
    let t = 3_376.731_959_590_909;
    near(both.incidence(1, 0.0, t).unwrap().value, 0.052_842_125_707_274_236, 1e-10, "steady");
    near(
        (0..2).map(|j| both.incidence(j, 0.0, t).unwrap().value).sum(),
        both.fails_within(0.0, t),
        1e-10,
        "both",
    );
    // Steeper at its start than ages have digits.
    let steep = Law::Weibull { scale_h: 300.0, shape: 0.26, location_h: 3_000.0 };
    let both = Competing { modes: vec![steep, steady] };
    near(
        (0..2).map(|j| both.incidence(j, 0.0, 4_000.0).unwrap().value).sum(),
        both.fails_within(0.0, 4_000.0),
        1e-6,
        "steep",
    );
    // Constant hazards share in proportion.
    let [a, b] = [1e-3, 3e-3].map(|rate_per_h| Law::Exponential { rate_per_h, location_h: 0.0 });
    let both = Competing { modes: vec![a, b] };
    near(
        both.incidence(0, 50.0, 100.0).unwrap().value,
        0.25 * both.fails_within(50.0, 100.0),
        1e-12,
        "rates",
    );
    assert!(both.incidence(2, 0.0, 1.0).is_none());
}

#[test]
fn incidences_without_a_law_sum_to_one_with_survival() {
    let units = [
        (Unit::failed(3.0), 0),
        (Unit::failed(5.0), 1),
        (Unit::running(6.0), 0),
        (Unit::failed(8.0), 0),
        (Unit::running(9.0), 0),
    ];
    let steps = aalen_johansen(&units, 2);
    assert_eq!(steps.len(), 3);
    for step in &steps {
        near(step.survival + step.incidence.iter().sum::<f64>(), 1.0, 1e-15, "all");
    }
    near(steps[2].incidence[0], 0.2 + 0.6 / 2.0, 1e-15, "first mode");
}

#[test]
fn a_mixture_lies_between_its_parts_and_keeps_its_tail() {
    let weak = Law::Weibull { scale_h: 50.0, shape: 0.8, location_h: 0.0 };
    let strong = Law::Weibull { scale_h: 1000.0, shape: 3.0, location_h: 0.0 };
    let both = Mixture::new(vec![(0.1, weak), (0.9, strong)]).unwrap();
    for t in [1.0, 60.0, 900.0, 8000.0] {
        let failed = both.failed(t);
        assert!(
            failed >= weak.failed(t).min(strong.failed(t)) && failed <= weak.failed(t).max(strong.failed(t))
        );
        near(both.cumulative_hazard(t), -libm::log(both.survival(t)).min(1e9), 1e-9, "H");
    }
    near(both.life_of_share(both.failed(300.0)), 300.0, 1e-12, "quantile");
    // Where both survivals vanish, the hazard is that of the part that is left.
    assert!(both.survival(1e7) == 0.0 && both.hazard(1e7).is_finite() && both.fails_within(1e7, 1.0) > 0.0);
    near(both.mean_residual_life(0.0), both.mean(), 1e-13, "mean");
    assert!(Mixture::new(vec![(0.2, weak), (0.9, strong)]).is_none());
}

#[test]
fn replacement_needs_a_rising_hazard_and_a_dear_failure() {
    let weibull = |shape| Law::Weibull { scale_h: 1000.0, shape, location_h: 0.0 };
    for (law, planned, failure) in [
        (weibull(1.0), 1.0, 5.0),
        (weibull(0.7), 1.0, 5.0),
        (weibull(2.5), 5.0, 5.0),
        (Law::Exponential { rate_per_h: 1e-3, location_h: 0.0 }, 1.0, 9.0),
    ] {
        let found = age_replacement(&law, planned, failure);
        assert!(matches!(found, Some(Replacement::Never { .. })), "{law:?}: {found:?}");
    }
    let Some(Replacement::At { age, cost_rate: cost, run_to_failure }) =
        age_replacement(&weibull(2.5), 1.0, 5.0)
    else {
        panic!("a rising hazard asks for replacement");
    };
    // By a numeric minimum stored with the references.
    near(age, 493.046_952_902_816_2, 1e-7, "age");
    near(cost, 0.003_462_042_738_789_213, 1e-12, "cost");
    near(run_to_failure, 0.005_635_302_489_930_136, 1e-12, "run to failure");
    assert!(cost < cost_rate(&weibull(2.5), 1.0, 5.0, age * 1.01));
    // Far out, where the cost is flat to the last digits; by mpmath with 30 digits.
    let law =
        Law::Weibull { scale_h: 768.601_494_009_128_3, shape: 1.554_693_245_715_952_7, location_h: 0.0 };
    let Some(Replacement::At { age, cost_rate: cost, .. }) =
        age_replacement(&law, 15.440_499_372_722_206, 20.583_184_396_793_555)
    else {
        panic!("a hazard that rises without end has a cheapest age");
    };
    near(age, 5_120.812_879_826_361, 1e-10, "late age");
    near(cost, 0.029_785_141_831_097_09, 1e-12, "late cost");
    // A hazard that falls again: the valley is no cheaper than running to failure.
    let falls = Law::Lognormal { mu: 7.0, sigma: 1.5, location_h: 0.0 };
    assert!(matches!(age_replacement(&falls, 1.0, 1.2), Some(Replacement::Never { .. })));
    assert!(age_replacement(&weibull(2.0), 0.0, 1.0).is_none());
}
