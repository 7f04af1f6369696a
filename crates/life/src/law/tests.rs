//! Rules that hold for every law; values against references are in `tests/references.rs`.

use super::Distribution as Law;

const LAWS: [Law; 12] = [
    Law::Exponential { rate_per_h: 0.002, location_h: 0.0 },
    Law::Exponential { rate_per_h: 0.5, location_h: 40.0 },
    Law::Weibull { scale_h: 900.0, shape: 2.3, location_h: 0.0 },
    Law::Weibull { scale_h: 900.0, shape: 0.6, location_h: 50.0 },
    Law::Lognormal { mu: 6.0, sigma: 0.8, location_h: 0.0 },
    Law::Lognormal { mu: 5.0, sigma: 1.9, location_h: 10.0 },
    Law::Normal { mean_h: 800.0, sd_h: 150.0 },
    Law::Gamma { scale_h: 200.0, shape: 3.7, location_h: 0.0 },
    Law::Gamma { scale_h: 2000.0, shape: 0.4, location_h: 20.0 },
    Law::GumbelMin { location_h: 900.0, scale_h: 120.0 },
    Law::GumbelMax { location_h: 700.0, scale_h: 120.0 },
    Law::Loglogistic { scale_h: 700.0, shape: 2.5, location_h: 0.0 },
];

/// Ages from far below the first failures to far beyond the last.
fn ages() -> impl Iterator<Item = f64> {
    (0..90).map(|k| 1e-3 * 1.2_f64.powi(k))
}

#[test]
fn shares_stay_between_zero_and_one_and_never_fall() {
    for law in LAWS {
        let mut before = (0.0, 1.0, 0.0);
        for t in ages() {
            let (failed, survival, hazard) = (law.failed(t), law.survival(t), law.cumulative_hazard(t));
            assert!((0.0..=1.0).contains(&failed) && (0.0..=1.0).contains(&survival), "{law:?} {t}");
            assert!((failed + survival - 1.0).abs() < 1e-14, "{law:?} {t}: {failed} {survival}");
            assert!(failed >= before.0 && survival <= before.1 && hazard >= before.2, "{law:?} {t}");
            assert!(law.hazard(t) >= 0.0 && law.density(t) >= 0.0, "{law:?} {t}");
            before = (failed, survival, hazard);
        }
    }
}

#[test]
fn a_condition_of_a_condition_is_one_condition() {
    for law in LAWS {
        for t in ages().filter(|t| law.cumulative_hazard(*t) < 600.0) {
            for x in [1e-6, 0.3, 40.0, 900.0] {
                let (first, second) = (law.gained_hazard(t, x), law.gained_hazard(t + x, 2.0 * x));
                let whole = law.gained_hazard(t, 3.0 * x);
                let error = (first + second - whole).abs();
                // t + x is rounded before the second question is asked.
                let rounding = 1e-15 * (t + x) * law.hazard(t + x);
                let rounding = if rounding.is_finite() { rounding } else { 0.0 };
                assert!(error <= 1e-11 * whole + rounding, "{law:?} {t} {x}: {first} {second} {whole}");
            }
        }
    }
}

#[test]
fn quantiles_undo_shares_and_densities_are_slopes() {
    for law in LAWS {
        for share in [1e-9, 1e-3, 0.1, 0.5, 0.9, 0.999] {
            let t = law.life_of_share(share);
            // Just above the location its rounding hides the age.
            if law.least_life().is_some_and(|least| t - least < 1e-8 * t) {
                continue;
            }
            assert!((law.failed(t) / share - 1.0).abs() < 1e-7, "{law:?} {share}: {}", law.failed(t));
            let h = 1e-4 * law.life_of_share(0.5).abs();
            if share > 0.01 && law.least_life().is_none_or(|least| t - h > least) {
                let slope = (law.failed(t + h) - law.failed(t - h)) / (2.0 * h);
                assert!((slope / law.density(t) - 1.0).abs() < 1e-3, "{law:?} {share}: {slope}");
            }
        }
        assert!(law.life_of_share(-0.1).is_nan() && law.life_of_share(1.0).is_infinite());
    }
}

#[test]
fn mean_residual_lives_are_the_integral_of_survival() {
    for law in LAWS {
        for share in [1e-6, 0.05, 0.5, 0.95, 0.999_99] {
            let age = law.life_of_share(share).max(1.0);
            let rest = |u: f64| (-law.gained_hazard(age, u)).exp();
            // u = v/(1 - v) brings the far end near.
            let end = 1.0 - 1e-9;
            let folded = |v: f64| rest(900.0 * v / (1.0 - v)) * 900.0 / ((1.0 - v) * (1.0 - v));
            let expected = crate::quadrature::integral(&folded, 0.0, end, 1e-12).value;
            let found = law.mean_residual_life(age);
            // The log-logistic law's tail beyond the end is cut off.
            let tolerance = if matches!(law, Law::Loglogistic { .. }) { 1e-6 } else { 1e-9 };
            assert!((found / expected - 1.0).abs() < tolerance, "{law:?} {age}: {found} {expected}");
        }
    }
}

#[test]
fn no_step_where_two_formulas_meet() {
    // Around the thresholds between series and fractions, between differences and integrals.
    for (shape, x) in [(0.3, 1.3), (3.7, 4.7), (15.9, 16.9), (16.0, 17.0), (400.0, 401.0), (9e4, 9e4 + 1.0)] {
        let law = Law::Gamma { scale_h: 1.0, shape, location_h: 0.0 };
        for (name, figure) in [
            ("H", &(|t: f64| law.cumulative_hazard(t)) as &dyn Fn(f64) -> f64),
            ("h", &|t: f64| law.hazard(t)),
            ("rest", &|t: f64| law.mean_residual_life(t)),
        ] {
            let (below, above) = (figure(x * (1.0 - 1e-13)), figure(x * (1.0 + 1e-13)));
            assert!((above / below - 1.0).abs() < 1e-10, "{name} {shape}: {below} {above}");
        }
    }
}

#[test]
fn what_fails_next_from_the_least_life_on_keeps_its_digits() {
    // By mpmath with 60 digits.
    let weibull = |scale_h: f64, shape: f64, location_h: f64| Law::Weibull { scale_h, shape, location_h };
    let found = weibull(640.0, 3.3, 5000.0).fails_within(5000.0, 1.0 / 3600.0);
    assert!((found / 1.008_806_410_51e-21 - 1.0).abs() < 1e-11, "{found:e}");
    assert_eq!(weibull(640.0, 3.3, 5000.0).fails_within(4000.0, 900.0), 0.0);
}
