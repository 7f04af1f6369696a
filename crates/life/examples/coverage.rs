//! How often 90 % bounds of a fitted Weibull law hold the truth, by the number of failures; as Markdown.
//!
//! `cargo xtask bench coverage`. For complete samples the answer does not depend on the law's parameters.
#![expect(clippy::print_stdout, reason = "a table is what it is for")]

use twinlet_life::Distribution;
use twinlet_life::data::Unit;
use twinlet_life::fit::{Bounds, Fit, Law, Method, fit_units};
use twinlet_life::random::Random;

const TRUTH: Distribution = Distribution::Weibull { scale_h: 1000.0, shape: 2.0, location_h: 0.0 };
const SAMPLES: usize = 10_000;
/// Bootstrap: fewer samples, each with this many resamples.
const BOOTSTRAP_SAMPLES: usize = 2_000;
const RESAMPLES: usize = 1_000;
const COVERAGE: f64 = 0.9;
const SHARE: f64 = 0.1;

/// Figures: B10, the failure probability at its age, the shape, the mean life, and the probability that a unit which runs
/// at [`AGE`] fails within [`AHEAD`].
type Figures<T> = [T; 5];
const AGE: f64 = 600.0;
const AHEAD: f64 = 100.0;

/// Bounds that held the truth.
#[derive(Default)]
struct Tally {
    samples: usize,
    held: Figures<usize>,
}

impl Tally {
    fn add(&mut self, bounds: Figures<Option<Bounds>>) {
        let truth = [TRUTH.life_of_share(SHARE), SHARE, 2.0, TRUTH.mean(), TRUTH.fails_within(AGE, AHEAD)];
        self.samples += 1;
        for ((held, bounds), truth) in self.held.iter_mut().zip(bounds).zip(truth) {
            *held += usize::from(bounds.is_some_and(|b| b.low <= truth && truth <= b.high));
        }
    }

    fn cells(&self) -> String {
        let percent = |held: &usize| format!("{:.1}", 100.0 * *held as f64 / self.samples as f64);
        self.held.iter().map(percent).collect::<Vec<String>>().join(" | ")
    }
}

fn main() {
    println!(
        "| sample | method | B10 life | failure probability at its age | shape | mean life | next {AHEAD} h at {AGE} h |"
    );
    println!("|---|---|---|---|---|---|---|");
    for is_stopped in [false, true] {
        for n in [5, 10, 20, 50, 100] {
            row(n, is_stopped);
        }
    }
}

/// `n` units that all fail, or twice as many of which about half are stopped at the median life.
fn row(n: usize, is_stopped: bool) {
    let mut tallies = [
        (Method::Delta, "Fisher"),
        (Method::LikelihoodRatio, "likelihood ratio"),
        (Method::Bootstrap, "bootstrap"),
    ]
    .map(|(method, name)| (method, name, Tally::default()));
    for k in 0..SAMPLES {
        let Some(fit) = sample(n, is_stopped, k) else { continue };
        for (method, _, tally) in &mut tallies {
            if *method != Method::Bootstrap || k < BOOTSTRAP_SAMPLES {
                tally.add(bounds(&fit, *method, k));
            }
        }
    }
    let sample =
        if is_stopped { format!("{}, stopped at the median", 2 * n) } else { format!("{n}, all failed") };
    for (_, name, tally) in &tallies {
        println!("| {sample} | {name} | {} |", tally.cells());
    }
}

/// The fit of a sample that has one.
fn sample(n: usize, is_stopped: bool, k: usize) -> Option<Fit> {
    let mut random = Random::new(20_261_121 + n as u64, k as u64);
    let median = TRUTH.life_of_share(0.5);
    let mut unit = || match TRUTH.life_of_share(random.share()) {
        life if is_stopped && life > median => Unit::running(median),
        life => Unit::failed(life),
    };
    let count = if is_stopped { 2 * n } else { n };
    let units: Vec<Unit> = (0..count).map(|_| unit()).collect();
    fit_units(Law::Weibull, &units).ok()
}

fn bounds(fit: &Fit, method: Method, k: usize) -> Figures<Option<Bounds>> {
    let age = TRUTH.life_of_share(SHARE);
    let shape = |found: Vec<twinlet_life::fit::Parameter>| {
        found.into_iter().find(|p| p.name == "shape").map(|p| p.bounds)
    };
    if method != Method::Bootstrap {
        return [
            fit.life_by(method, SHARE, COVERAGE),
            fit.failure_probability_by(method, age, COVERAGE),
            shape(fit.parameters_by(method, COVERAGE)),
            fit.mean_life_by(method, COVERAGE),
            fit.fails_within_by(method, AGE, AHEAD, COVERAGE),
        ];
    }
    let Ok(bootstrap) = fit.bootstrap(RESAMPLES, 7 + k as u64) else { return [None; 5] };
    [
        bootstrap.life(SHARE, COVERAGE),
        bootstrap.failure_probability(age, COVERAGE),
        shape(bootstrap.parameters(COVERAGE)),
        bootstrap.mean_life(COVERAGE),
        bootstrap.fails_within(AGE, AHEAD, COVERAGE),
    ]
}
