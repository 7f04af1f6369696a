//! What holds for every law, system and fit, at arguments that a seeded generator draws; far into both tails.

use twinlet_life::Distribution;
use twinlet_life::data::Unit;
use twinlet_life::fit::{Law, Method, fit_units, log_likelihood};
use twinlet_life::random::Random;
use twinlet_life::system::{Competing, Mixture, at_least, parallel, series, standby};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Laws of each kind.
const ROUNDS: u64 = 60;

/// Arguments from one stream of a seed.
struct Draw(Random);

impl Draw {
    fn new(stream: u64) -> Self {
        Self(Random::new(20_261_121, stream))
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.0.share()
    }

    /// Even on a logarithmic scale.
    fn of_size(&mut self, low: f64, high: f64) -> f64 {
        libm::exp(self.between(libm::log(low), libm::log(high)))
    }

    /// A share that is often close to 0 or to 1.
    fn share(&mut self) -> f64 {
        let small = self.of_size(1e-12, 0.5);
        if self.0.below(2) == 0 { small } else { 1.0 - small }
    }

    /// One law of each kind.
    fn laws(&mut self) -> Vec<Distribution> {
        let (scale_h, shape) = (self.of_size(1.0, 1e6), self.of_size(0.4, 9.0));
        let location_h = [0.0, 0.3 * scale_h][self.0.below(2)];
        let (mu, sigma) = (self.between(0.0, 14.0), self.of_size(0.05, 3.0));
        let middle = self.between(0.0, 20.0) * scale_h;
        vec![
            Distribution::Exponential { rate_per_h: 1.0 / scale_h, location_h },
            Distribution::Weibull { scale_h, shape, location_h },
            Distribution::Lognormal { mu, sigma, location_h },
            Distribution::Normal { mean_h: middle, sd_h: scale_h },
            Distribution::Gamma { scale_h, shape, location_h },
            Distribution::GumbelMin { location_h: middle, scale_h },
            Distribution::GumbelMax { location_h: middle, scale_h },
            Distribution::Loglogistic { scale_h, shape, location_h },
        ]
    }

    /// Reliabilities of up to eight units.
    fn units(&mut self) -> Vec<f64> {
        let n = 1 + self.0.below(8);
        (0..n).map(|_| self.share()).collect()
    }
}

/// Each law of each round with its generator.
fn for_laws(check: impl Fn(&Distribution, &mut Draw)) {
    for stream in 0..ROUNDS {
        let mut draw = Draw::new(stream);
        for law in draw.laws() {
            check(&law, &mut draw);
        }
    }
}

fn near(found: f64, expected: f64, relative: f64, what: &dyn std::fmt::Debug) {
    let off = (found - expected).abs();
    assert!(off <= relative * expected.abs(), "{what:?}: {found:e} instead of {expected:e}");
}

#[test]
fn failures_only_grow_and_stay_between_none_and_all() {
    for_laws(|law, draw| {
        let mut ages: Vec<f64> = (0..40).map(|_| law.life_of_share(draw.share())).collect();
        ages.extend([law.least_life().unwrap_or(-1e9), -1.0, 0.0, 1e300]);
        ages.sort_by(f64::total_cmp);
        let (mut failed, mut hazard, mut survival) = (0.0, 0.0, 1.0);
        for t in ages {
            let (f, h, s) = (law.failed(t), law.cumulative_hazard(t), law.survival(t));
            assert!(f >= failed && h >= hazard && s <= survival, "{law:?} at {t}: {f} {h} {s}");
            assert!((0.0..=1.0).contains(&f) && (0.0..=1.0).contains(&s), "{law:?} at {t}: {f} {s}");
            assert!((f + s - 1.0).abs() < 1e-13, "{law:?} at {t}: {f} + {s}");
            assert!(law.density(t) >= 0.0 && law.hazard(t) >= 0.0, "{law:?} at {t}");
            (failed, hazard, survival) = (f, h, s);
        }
    });
}

#[test]
fn a_life_of_a_share_is_the_inverse_of_the_failures() {
    for_laws(|law, draw| {
        let share = draw.share();
        let life = law.life_of_share(share);
        // The age is rounded: the smaller tail may move by as much as its slope makes of two units in the last place.
        let room = 4.0 * f64::EPSILON * life.abs() * law.density(life);
        let (found, small) =
            if share < 0.5 { (law.failed(life), share) } else { (law.survival(life), 1.0 - share) };
        assert!((found - small).abs() <= 1e-11 * small + room, "{law:?} {share}: {found:e}, not {small:e}");
        assert!(law.life_of_share(share) <= law.life_of_share(0.5 + 0.5 * share), "{law:?} {share}");
    });
}

#[test]
fn a_life_of_survivors_is_the_inverse_of_the_survival() {
    for_laws(|law, draw| {
        // The logarithm grows no digits, so it is what is compared.
        let ln_share = -draw.of_size(1e-9, 250.0);
        let life = law.life_of_survivors(libm::exp(ln_share));
        let room = 1e-13 + 4.0 * f64::EPSILON * life.abs() * law.hazard(life);
        let off = (law.cumulative_hazard(life) + ln_share).abs();
        assert!(off <= 1e-12 * ln_share.abs() + room, "{law:?} {ln_share}: {off:e}");
        let share = draw.between(0.02, 0.98);
        let (low, high) = (law.life_of_survivors(1.0 - share), law.life_of_share(share));
        assert!((low - high).abs() <= 1e-12 * (low.abs() + law.life_of_share(0.9).abs()), "{law:?} {share}");
    });
}

#[test]
fn a_time_ahead_can_be_walked_in_two_steps() {
    for_laws(|law, draw| {
        let age = law.life_of_share(draw.share()).max(0.0);
        let [first, second] = [(); 2].map(|()| draw.of_size(1e-4, 2.0) * law.life_of_share(0.5).abs());
        let survives = |t: f64, x: f64| 1.0 - law.fails_within(t, x);
        let whole = law.fails_within(age, first + second);
        let (one, two) = (law.fails_within(age, first), law.fails_within(age + first, second));
        assert!((0.0..=1.0).contains(&whole) && whole >= one, "{law:?} {age} {first} {second}");
        // F(u + v | t) = F(u | t) + S(u | t) F(v | t + u).
        near(whole, one + survives(age, first) * two, 1e-8, &(law, age, first, second));
        if law.least_life().is_some() {
            near(law.fails_within(0.0, age), law.failed(age), 1e-12, &(law, age));
        }
    });
}

#[test]
fn the_mean_residual_life_shrinks_by_what_is_lived() {
    for_laws(|law, draw| {
        let age = law.life_of_share(draw.between(0.01, 0.9)).max(0.0);
        let ahead = 0.1 * law.life_of_share(0.5).abs();
        let mean = law.mean_residual_life(age);
        // M(t) is at least u S(u | t), and at most u + S(u | t) M(t + u).
        let survives = 1.0 - law.fails_within(age, ahead);
        let later = survives * law.mean_residual_life(age + ahead);
        let (low, high) = (ahead * survives + later, ahead + later);
        assert!(mean >= low * (1.0 - 1e-9) && mean <= high * (1.0 + 1e-9), "{law:?} {age}: {mean}");
    });
}

#[test]
fn incidences_of_modes_sum_to_the_failures() {
    for stream in 0..ROUNDS / 2 {
        let mut draw = Draw::new(1000 + stream);
        let [a, b] = [draw.laws(), draw.laws()];
        let modes: Vec<Distribution> =
            [a[1], b[1], a[2], b[4], a[7]].into_iter().take(2 + draw.0.below(4)).collect();
        let system = Competing { modes: modes.clone() };
        let age = [0.0, modes[0].life_of_share(draw.between(0.1, 0.6))][draw.0.below(2)];
        let x = modes[1].life_of_share(draw.between(0.2, 0.9));
        let shares: Vec<f64> = (0..modes.len()).map(|j| system.incidence(j, age, x).unwrap().value).collect();
        near(shares.iter().sum(), system.fails_within(age, x), 1e-10, &(&modes, age, x));
        for (share, mode) in shares.iter().zip(&modes) {
            assert!(*share >= 0.0 && *share <= mode.fails_within(age, x) * (1.0 + 1e-9), "{modes:?}");
        }
    }
}

#[test]
fn a_mixture_lies_between_its_parts() {
    for stream in 0..ROUNDS {
        let mut draw = Draw::new(2000 + stream);
        let (laws, share) = (draw.laws(), draw.between(0.01, 0.99));
        let [a, b] = [laws[draw.0.below(8)], laws[draw.0.below(8)]];
        let both = Mixture::new(vec![(share, a), (1.0 - share, b)]).unwrap();
        let t = a.life_of_share(draw.share());
        let (low, high) = (a.failed(t).min(b.failed(t)), a.failed(t).max(b.failed(t)));
        let failed = both.failed(t);
        assert!(failed >= low * (1.0 - 1e-14) && failed <= high * (1.0 + 1e-14), "{both:?} {t}");
        assert!(both.fails_within(t, t.abs()) <= 1.0 && both.fails_within(t, t.abs()) >= 0.0, "{both:?} {t}");
    }
}

#[test]
fn systems_stay_between_series_and_parallel() {
    for stream in 0..20 * ROUNDS {
        let mut draw = Draw::new(3000 + stream);
        let units = draw.units();
        let least = units.iter().copied().fold(1.0, f64::min);
        let most = units.iter().copied().fold(0.0, f64::max);
        assert!(series(&units) <= least && parallel(&units) >= most * (1.0 - 1e-15), "{units:?}");
        let by_k: Vec<f64> = (0..=units.len()).map(|k| at_least(k, &units).unwrap()).collect();
        // One more that has to run never helps.
        assert!(by_k.windows(2).all(|pair| pair[1] <= pair[0]), "{units:?}: {by_k:?}");
        assert!(
            by_k.iter().all(|r| (0.0..=1.0).contains(r)) && by_k[0] >= 1.0 - 1e-15,
            "{units:?}: {by_k:?}"
        );
        near(by_k[units.len()], series(&units), 1e-13, &units);
        near(by_k[1], parallel(&units), 1e-13, &units);
        // A better unit never harms.
        let k = 1 + draw.0.below(units.len());
        let mut better = units.clone();
        better[0] += 0.5 * (1.0 - better[0]);
        assert!(at_least(k, &better).unwrap() >= by_k[k] * (1.0 - 1e-14), "{units:?} {k}");
    }
}

#[test]
fn a_unit_in_standby_helps_more_the_colder_it_waits() {
    for stream in 0..ROUNDS / 4 {
        let mut draw = Draw::new(5000 + stream);
        let law = draw.laws()[[0, 1, 4][draw.0.below(3)]];
        let t = law.life_of_share(draw.between(0.05, 0.9));
        let [cold, warm, hot] = [0.0, 0.4, 1.0].map(|pace| standby(&law, &law, pace, 1.0, t).value);
        let alone = law.survival(t);
        let room = 1e-9;
        assert!(cold + room >= warm && warm + room >= hot && hot + room >= alone, "{law:?} {t}");
        assert!(cold <= 1.0 + room, "{law:?} {t}");
        // Hot is parallel, where ages count from zero.
        near(hot, parallel(&[alone, alone]), 1e-7, &(law, t));
    }
}

#[test]
fn the_same_seed_gives_the_same_bounds_to_the_bit() {
    for (stream, law) in (0..).zip([Law::Weibull, Law::Lognormal, Law::Gamma, Law::GumbelMin]) {
        let mut draw = Draw::new(7000 + stream);
        let truth = draw.laws()[1];
        let units: Vec<Unit> =
            (0..12).map(|_| Unit::failed(truth.life_of_share(draw.between(0.02, 0.98)))).collect();
        let fit = fit_units(law, &units).unwrap();
        let ends = |seed: u64| {
            let bounds = fit.bootstrap(60, seed).unwrap().life(0.1, 0.9).unwrap();
            assert!(bounds.method == Method::Bootstrap && bounds.low <= bounds.high, "{bounds:?}");
            [bounds.low, bounds.high].map(f64::to_bits)
        };
        assert_eq!(ends(5), ends(5), "{law:?}");
        assert_ne!(ends(5), ends(6), "{law:?}");
    }
}

#[test]
fn a_fit_has_no_better_neighbour() {
    for stream in 0..ROUNDS / 2 {
        let mut draw = Draw::new(9000 + stream);
        let truth = draw.laws()[1];
        let end = truth.life_of_share(draw.between(0.4, 0.95));
        let units: Vec<Unit> = (0..15)
            .map(|_| Unit::of((truth.life_of_share(draw.between(0.001, 0.999)), true)))
            .map(|unit| if unit.last() > end { Unit::running(end) } else { unit })
            .collect();
        let Ok(fit) = fit_units(Law::Weibull, &units) else { continue };
        let Distribution::Weibull { scale_h, shape, .. } = fit.distribution else { panic!("{fit:?}") };
        let best = log_likelihood(&fit.distribution, &units);
        near(fit.log_likelihood, best, 1e-12, &fit);
        for (a, b) in [(1.001, 1.0), (0.999, 1.0), (1.0, 1.001), (1.0, 0.999)] {
            let other = Distribution::Weibull { scale_h: a * scale_h, shape: b * shape, location_h: 0.0 };
            assert!(log_likelihood(&other, &units) < best, "{fit:?}");
        }
    }
}
