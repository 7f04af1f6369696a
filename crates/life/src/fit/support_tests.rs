//! How far units carry a figure.

use super::*;
use crate::data::Unit;

/// Ten early failures of 4082 units, and years without another: `reliability.Datasets.electronics`.
fn electronics() -> Vec<Unit> {
    let failed = [220.0, 179.0, 123.0, 146.0, 199.0, 181.0, 191.0, 216.0, 1.0, 73.0];
    let running =
        [(44_798.0, 817.0), (62_715.0, 823.0), (81_474.0, 815.0), (80_632.0, 813.0), (62_716.0, 804.0)];
    failed.into_iter().map(Unit::failed).chain(running.map(|(t, n)| Unit::running(t).times(n))).collect()
}

#[test]
fn early_failures_and_long_runs_carry_no_b10() {
    for law in [Law::Weibull, Law::Lognormal, Law::Loglogistic, Law::Exponential] {
        let fit = fit_units(law, &electronics()).unwrap();
        for share in [0.01, 0.1, 0.5] {
            let answer = fit.supported_life(share, COVERAGE, None);
            assert!(
                matches!(&answer, Answer::Refused { reason } if reason.contains("no unit has run longer than 81500")),
                "{law:?} {share}: {answer:?}"
            );
        }
        assert!(matches!(fit.supported_mean_life(COVERAGE), Answer::Refused { .. }), "{law:?}");
        assert!(matches!(fit.supported_failure_probability(1e6, COVERAGE, None), Answer::Refused { .. }));
        let beyond = fit.supported_failure_probability(1e5, COVERAGE, None);
        assert!(
            matches!(&beyond, Answer::Extrapolated { reason, .. } if reason.contains("no unit has run longer")),
            "{beyond:?}"
        );
    }
    // A constant hazard is not what was seen: the failures came within the first hours.
    let fit = fit_units(Law::Exponential, &electronics()).unwrap();
    let said = fit.supported_failure_probability(1000.0, COVERAGE, None);
    assert!(said.reason().is_some_and(|reason| reason.contains("does not fit here")), "{said:?}");
    let weibull = fit_units(Law::Weibull, &electronics()).unwrap();
    assert!(matches!(
        weibull.supported_failure_probability(40_000.0, COVERAGE, None),
        Answer::Supported { .. }
    ));
}

#[test]
fn the_notes_name_the_bounds_that_are_chosen() {
    let sample = |n: usize| -> Vec<Unit> {
        let share = |i: usize| (i as f64 + 0.5) / n as f64;
        (0..n).map(|i| Unit::failed(1000.0 * libm::pow(-libm::log(1.0 - share(i)), 0.5))).collect()
    };
    for (law, n, method, said) in [
        (
            Law::Weibull,
            3,
            Method::Bootstrap,
            Some(
                "Only 3 failures: bounds from the covariance are too narrow; those of lives and probabilities hold from resamples",
            ),
        ),
        (
            Law::Lognormal,
            4,
            Method::Bootstrap,
            Some("from resamples or, without those, nearly so from the likelihood ratio"),
        ),
        (Law::Exponential, 1, Method::Bootstrap, Some("Only 1 failure: ")),
        (
            Law::Gamma,
            4,
            Method::LikelihoodRatio,
            Some("narrow; those of lives and probabilities hold nearly so from the likelihood"),
        ),
        (Law::Weibull, 19, Method::Bootstrap, Some("With 19 failures: ")),
        (Law::Weibull3, 12, Method::Delta, Some("this law has no others")),
        (Law::Weibull, 20, Method::LikelihoodRatio, None),
        (Law::Weibull, 100, Method::Delta, None),
    ] {
        let fit = fit_units(law, &sample(n)).unwrap();
        assert_eq!(fit.method_by_size(), method, "{law:?} {n}");
        let notes = fit.notes();
        let few: Vec<&String> = notes.iter().filter(|note| note.contains("covariance")).collect();
        match said {
            Some(said) => assert!(few.len() == 1 && few[0].contains(said), "{law:?} {n}: {notes:?}"),
            None => assert!(few.is_empty(), "{law:?} {n}: {notes:?}"),
        }
        // What is chosen is what comes.
        let resamples = (method == Method::Bootstrap).then(|| fit.bootstrap(40, 1).ok()).flatten();
        let without = if method == Method::Bootstrap { Method::LikelihoodRatio } else { method };
        let given = if resamples.is_some() { method } else { without };
        for (resamples, method) in [(resamples.as_ref(), given), (None, without)] {
            let answer = fit.supported_failure_probability(500.0, COVERAGE, resamples);
            assert_eq!(answer.bounds().map(|b| b.method), Some(method), "{law:?} {n}: {answer:?}");
        }
    }
}

#[test]
fn what_was_seen_is_supported_and_the_rest_says_so() {
    let failed =
        [412.0, 998.0, 1210.0, 1604.0, 1987.0, 2380.0, 2511.0, 3077.0, 3342.0, 4105.0].map(Unit::failed);
    let running = [1500.0, 2000.0, 2000.0, 3000.0, 3000.0, 4200.0, 4200.0, 4200.0].map(Unit::running);
    let units: Vec<Unit> = failed.into_iter().chain(running).collect();
    let fit = fit_units(Law::Weibull, &units).unwrap();
    for (answer, word) in [
        (fit.supported_life(0.1, COVERAGE, None), None),
        (fit.supported_life(0.5, COVERAGE, None), None),
        (fit.supported_failure_probability(3000.0, COVERAGE, None), None),
        (fit.supported_life(0.9, COVERAGE, None), Some("only 71.4 % of the units had failed")),
        (fit.supported_life(0.001, COVERAGE, None), Some("no unit failed before 412")),
        (fit.supported_failure_probability(5000.0, COVERAGE, None), Some("no unit has run longer than 4200")),
        (fit.supported_mean_life(COVERAGE), Some("28.6 % of the units still ran")),
        (fit.supported_failure_probability(9000.0, COVERAGE, None), Some("nothing was seen")),
        (fit.supported_life(2.0, COVERAGE, None), Some("a share of 2 is none")),
    ] {
        match word {
            None => assert!(matches!(answer, Answer::Supported { .. }), "{answer:?}"),
            Some(word) => assert!(answer.reason().is_some_and(|reason| reason.contains(word)), "{answer:?}"),
        }
    }
}

#[test]
fn the_bounds_are_those_that_hold_for_so_many_failures() {
    let of = |n: usize| {
        let law = crate::Distribution::Weibull { scale_h: 100.0, shape: 2.0, location_h: 0.0 };
        let lives = (0..n).map(|i| law.life_of_share((i as f64 + 0.5) / n as f64));
        lives.map(Unit::failed).collect::<Vec<Unit>>()
    };
    for (law, n, expected) in [
        (Law::Weibull, 10, Method::Bootstrap),
        (Law::Gamma, 10, Method::LikelihoodRatio),
        (Law::Weibull, 20, Method::LikelihoodRatio),
        (Law::Weibull, 100, Method::Delta),
    ] {
        let fit = fit_units(law, &of(n)).unwrap();
        assert_eq!(fit.method_by_size(), expected, "{law:?} {n}");
        let resamples = fit.bootstrap(100, 1).unwrap();
        let answer = fit.supported_life(0.3, COVERAGE, Some(&resamples));
        assert_eq!(answer.bounds().unwrap().method, expected, "{law:?} {n}");
        let without = fit.supported_failure_probability(60.0, COVERAGE, None);
        assert_ne!(without.bounds().unwrap().method, Method::Bootstrap);
        // Resamples of another fit are none of this one.
        let other = fit.clone();
        let answer = other.supported_life(0.3, COVERAGE, Some(&resamples));
        assert_ne!(answer.bounds().unwrap().method, Method::Bootstrap);
    }
}
