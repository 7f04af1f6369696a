//! Rules of fits that hold without a reference.

use super::*;
use crate::data::{Seen, Unit};

fn near(found: f64, expected: f64, relative: f64, what: &str) {
    assert!((found - expected).abs() <= relative * expected.abs(), "{what}: {found} instead of {expected}");
}

fn wear() -> Vec<Unit> {
    let failed = [212.0, 345.0, 410.0, 466.0, 530.0, 585.0, 622.0, 700.0, 815.0, 960.0].map(Unit::failed);
    failed.into_iter().chain([400.0, 500.0, 700.0, 700.0, 1000.0, 1000.0].map(Unit::running)).collect()
}

#[test]
fn a_narrow_interval_is_a_known_time() {
    for law in Law::ALL.into_iter().filter(|law| *law != Law::Weibull3) {
        let narrow = |unit: Unit| match unit.seen {
            Seen::Failed(t) => Unit { seen: Seen::FailedBetween(t - 1e-3, t + 1e-3), ..unit },
            _ => unit,
        };
        let (known, narrow) =
            (fit_units(law, &wear()).unwrap(), wear().into_iter().map(narrow).collect::<Vec<Unit>>());
        let narrow = fit_units(law, &narrow).unwrap();
        for (a, b) in known.theta.iter().zip(&narrow.theta) {
            near(*b, *a, 1e-6, &format!("{law:?}"));
        }
        // Each interval is 0.002 wide.
        near(narrow.log_likelihood, known.log_likelihood + 10.0 * 0.002_f64.ln(), 1e-6, "likelihood");
    }
}

#[test]
fn an_entry_that_nothing_precedes_changes_nothing_and_one_that_does_changes_the_law() {
    for law in Law::ALL.into_iter().filter(|law| *law != Law::Weibull3) {
        let plain = fit_units(law, &wear()).unwrap();
        let entered: Vec<Unit> = wear().into_iter().map(|u| u.entered(0.0)).collect();
        assert_eq!(plain.theta, fit_units(law, &entered).unwrap().theta, "{law:?}");
    }
    // A constant hazard counts from the entry on.
    let entered: Vec<Unit> = wear().into_iter().map(|u| u.entered(200.0)).collect();
    let fit = fit_units(Law::Exponential, &entered).unwrap();
    let hours: f64 = wear().iter().map(|u| u.last() - 200.0).sum();
    near(fit.theta[0], (hours / 10.0).ln(), 1e-14, "hours under observation");
}

#[test]
fn counts_stand_for_equal_units() {
    let twice: Vec<Unit> = wear().into_iter().flat_map(|u| [u, u]).collect();
    let counted: Vec<Unit> = wear().into_iter().map(|u| u.times(2.0)).collect();
    for law in [Law::Weibull, Law::Gamma, Law::Normal] {
        let (a, b) = (fit_units(law, &twice).unwrap(), fit_units(law, &counted).unwrap());
        assert_eq!((a.n, a.failures), (32, 20));
        near(a.theta[0], b.theta[0], 1e-12, "first");
        near(a.theta[1], b.theta[1], 1e-12, "second");
    }
}

#[test]
fn units_that_say_too_little_are_refused() {
    let between = |a: f64, b: f64| Unit { seen: Seen::FailedBetween(a, b), entry: None, count: 3.0 };
    for (law, units, why) in [
        (Law::Weibull, vec![between(100.0, 200.0)], "no maximum"),
        (Law::Lognormal, vec![between(100.0, 200.0), Unit::running(50.0)], "no maximum"),
        (Law::Weibull, vec![between(200.0, 100.0)], "200 is not before 100"),
        (Law::Weibull, vec![Unit::failed(9.0).entered(10.0), Unit::failed(12.0)], "10 is not before 9"),
        (Law::Weibull, vec![Unit::failed(9.0).times(0.0)], "counts 0 times"),
        (Law::Weibull3, vec![Unit::failed(9.0), Unit::failed(12.0)], "2 failures, and 3 are needed"),
        // A falling hazard: the likelihood has no end at the first failure.
        (
            Law::Weibull3,
            [1.0, 1.1, 1.4, 2.0, 4.0, 9.0, 30.0].map(Unit::failed).to_vec(),
            "no location can be told",
        ),
    ] {
        let said = fit_units(law, &units).unwrap_err().to_string();
        assert!(said.contains(why), "{law:?} {units:?}: {said}");
    }
}

#[test]
fn all_methods_bound_the_estimate_and_the_same_seed_gives_the_same_bits() {
    for law in [Law::Exponential, Law::Weibull, Law::Lognormal, Law::Normal, Law::GumbelMax, Law::Gamma] {
        let fit = fit_units(law, &wear()).unwrap();
        let bootstrap = fit.bootstrap(200, 7).unwrap();
        assert_eq!(bootstrap, fit.bootstrap(200, 7).unwrap());
        let mut found =
            vec![bootstrap.life(0.1, 0.9).unwrap(), bootstrap.failure_probability(500.0, 0.9).unwrap()];
        found.extend(bootstrap.parameters(0.9).iter().map(|p| p.bounds));
        for method in [Method::Delta, Method::LikelihoodRatio] {
            found.push(fit.life_by(method, 0.1, 0.9).unwrap());
            found.push(fit.failure_probability_by(method, 500.0, 0.9).unwrap());
            found.extend(fit.parameters_by(method, 0.9).iter().map(|p| p.bounds));
        }
        assert_eq!(found.len(), 6 + 3 * law.parameters());
        for bounds in found {
            assert!(bounds.low < bounds.value && bounds.value < bounds.high, "{law:?}: {bounds:?}");
        }
    }
}

#[test]
fn bounds_of_a_share_and_of_its_life_say_the_same() {
    for law in [Law::Weibull, Law::Gamma] {
        let fit = fit_units(law, &wear()).unwrap();
        let life = fit.life_by(Method::LikelihoodRatio, 0.2, 0.9).unwrap();
        let share = fit.failure_probability_by(Method::LikelihoodRatio, life.low, 0.9).unwrap();
        near(share.high, 0.2, 1e-6, "the lower end of the life has the share for its upper end");
    }
}

#[test]
fn a_law_that_fits_is_told_from_one_that_does_not() {
    let ranks = |n: usize| (0..n).map(move |i| (i as f64 + 0.5) / n as f64);
    let law = crate::Distribution::Weibull { scale_h: 100.0, shape: 3.0, location_h: 0.0 };
    let units: Vec<Unit> = ranks(40).map(|share| Unit::failed(law.life_of_share(share))).collect();
    let good = fit_units(Law::Weibull, &units).unwrap().goodness(200, 3).unwrap();
    let bad = fit_units(Law::Exponential, &units).unwrap().goodness(200, 3).unwrap();
    assert!(
        good.p_anderson_darling.unwrap() > 0.5 && bad.p_anderson_darling.unwrap() < 0.02,
        "{good:?} {bad:?}"
    );
    assert!(good.p_kolmogorov_smirnov.unwrap() > bad.p_kolmogorov_smirnov.unwrap());
    assert!(good.plot_correlation.unwrap() > 0.99);
    assert!(good.distances.anderson_darling < bad.distances.anderson_darling);
}

#[test]
fn modes_are_fitted_with_the_others_as_stopped() {
    let labelled: Vec<(Unit, usize)> = wear().into_iter().enumerate().map(|(i, u)| (u, i % 2)).collect();
    let fits = fit_modes(Law::Weibull, &labelled, 2).unwrap();
    assert_eq!(fits.iter().map(|fit| (fit.n, fit.failures)).collect::<Vec<_>>(), [(16, 5), (16, 5)]);
}

#[test]
fn covariates_that_do_nothing_leave_the_law() {
    let plain = fit_units(Law::Weibull, &wear()).unwrap();
    let none = fit_proportional(&wear(), &vec![vec![]; 16]).unwrap();
    near(none.log_likelihood, plain.log_likelihood, 1e-12, "likelihood");
    // Two groups of the same lives: no difference.
    let twice: Vec<Unit> = wear().into_iter().chain(wear()).collect();
    let group: Vec<Vec<f64>> = (0..32).map(|i| vec![if i < 16 { 0.0 } else { 1.0 }]).collect();
    let fit = fit_proportional(&twice, &group).unwrap();
    assert!(fit.coefficients[0].abs() < 1e-9, "{fit:?}");
    assert!(fit_proportional(&wear(), &vec![vec![1.0]; 16]).is_err(), "a covariate that does not vary");
    assert!(fit_proportional(&wear(), &[vec![1.0]]).is_err());
}

/// Made with 60 digits by mpmath, as the nearest maximum to one found by scipy.
#[test]
fn a_gamma_law_is_found_however_large_its_shape() {
    let narrow = [970.0, 990.0, 1000.0, 1010.0, 1030.0];
    let wide = [940.0, 960.0, 1000.0, 1020.0, 1055.0];
    let many = [
        4951.6, 4926.7, 4894.7, 4979.5, 4762.7, 4999.8, 5107.4, 5080.3, 5075.2, 4914.6, 5019.5, 4971.2,
        5007.4, 4885.0, 4993.4, 4708.0, 5017.3, 4897.7,
    ];
    let found_at = |seen: Seen| Unit { seen, entry: None, count: 1.0 };
    let late = |unit: Unit| unit.entered(960.0);
    let with = |failed: &[f64], other: Option<Unit>| -> Vec<Unit> {
        failed.iter().map(|t| Unit::failed(*t)).chain(other).collect()
    };
    for (units, shape) in [
        (with(&narrow, Some(Unit::running(1000.0))), 2501.51869),
        (with(&wide, Some(Unit::running(1000.0))), 573.05664),
        (with(&narrow, Some(found_at(Seen::FailedBefore(1000.0)))), 2496.788),
        (with(&narrow, Some(found_at(Seen::FailedBetween(980.0, 1005.0)))), 2875.110),
        (with(&narrow, None).into_iter().map(late).collect(), 2088.9036),
        (with(&many, Some(Unit::running(5050.0))), 2249.18354),
    ] {
        let fit = fit_units(Law::Gamma, &units).unwrap();
        near(fit.theta[1].exp(), shape, 2e-6, &format!("{shape}"));
    }
}

#[test]
fn a_likelihood_that_rises_without_end_is_refused() {
    let before = |t: f64| Unit { seen: Seen::FailedBefore(t), entry: None, count: 1.0 };
    let all_before = vec![before(5.0), before(10.0)];
    let apart = vec![before(50.0), before(60.0), Unit::running(10.0), Unit::running(20.0)];
    for (law, units) in [(Law::Exponential, &all_before), (Law::Gamma, &apart), (Law::Weibull, &apart)] {
        assert_eq!(fit_units(law, units), Err(FitError::NoMaximum), "{law:?}");
    }
}
