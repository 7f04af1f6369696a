//! A Weibull law whose hazard is multiplied by exp(coefficients . covariates), the covariates of a unit being fixed.
//!
//! With z = b ln t - a + c . x the cumulative hazard is e^z, and the logarithm of the likelihood is concave in b, a and
//! c for every kind of censoring. Scale = exp(a/b), shape = b. Source: Kalbfleisch and Prentice, The Statistical Analysis
//! of Failure Time Data, 2002, 2.3 and 3.

use serde::Serialize;

use super::FitError;
use super::standard::Standard;
use super::stencil::{dot, inverse};
use crate::Distribution;
use crate::data::{self, Seen, Unit};

const ROUNDS: usize = 200;

/// A fitted law with covariates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProportionalFit {
    /// The law of a unit whose covariates are zero.
    pub baseline: Distribution,
    /// Logarithms of the factors by which one more of each covariate multiplies the hazard.
    pub coefficients: Vec<f64>,
    /// Their standard deviations.
    pub deviations: Vec<f64>,
    /// Logarithm of the likelihood.
    pub log_likelihood: f64,
    /// Akaike's criterion.
    pub aic: f64,
}

impl ProportionalFit {
    /// The law of a unit with given covariates.
    pub fn law(&self, covariates: &[f64]) -> Distribution {
        match self.baseline {
            Distribution::Weibull { scale_h, shape, location_h } => {
                let life = libm::exp(-dot(&self.coefficients, covariates) / shape);
                Distribution::Weibull { scale_h: scale_h * life, shape, location_h }
            }
            other => other,
        }
    }
}

/// A unit as z sees it: the vectors that multiply (a, b, c) at its times.
struct Row {
    unit: Unit,
    covariates: Vec<f64>,
}

/// Fits units, each with its covariates.
///
/// # Errors
/// See [`FitError`]: fewer failures than parameters, or covariates that do not vary on their own.
pub fn fit_proportional(units: &[Unit], covariates: &[Vec<f64>]) -> Result<ProportionalFit, FitError> {
    data::check(units)?;
    let width = covariates.first().map_or(0, Vec::len);
    let is_table = covariates.len() == units.len() && covariates.iter().all(|row| row.len() == width);
    if !is_table || covariates.iter().flatten().any(|x| !x.is_finite()) {
        return Err(FitError::NoResampling("each unit needs the same number of covariates, all finite"));
    }
    let failures = units.iter().filter(|u| u.is_failure()).count();
    if failures < width + 2 {
        return Err(FitError::Failures { failures, needed: width + 2 });
    }
    let scale = Scale::of(units, covariates, width);
    let rows: Vec<Row> =
        units.iter().zip(covariates).map(|(u, x)| Row { unit: *u, covariates: scale.scaled(x) }).collect();
    let (theta, inverse) = climbed(&rows, width, &scale)?;
    Ok(scale.result(&theta, &inverse, local(&rows, &theta, &scale).value, width))
}

/// Covariates are shifted and scaled, and times divided by their geometric mean.
struct Scale {
    ln_time: f64,
    means: Vec<f64>,
    deviations: Vec<f64>,
}

impl Scale {
    fn of(units: &[Unit], covariates: &[Vec<f64>], width: usize) -> Self {
        let n = units.len() as f64;
        let ln_time = units.iter().map(|u| libm::log(u.last())).sum::<f64>() / n;
        let column = |k: usize| covariates.iter().filter_map(move |row| row.get(k).copied());
        let means: Vec<f64> = (0..width).map(|k| column(k).sum::<f64>() / n).collect();
        let spread = |(k, mean): (usize, &f64)| {
            libm::sqrt(column(k).map(|x| (x - mean) * (x - mean)).sum::<f64>() / n)
        };
        let deviations = means.iter().enumerate().map(spread).collect();
        Self { ln_time, means, deviations }
    }

    fn scaled(&self, x: &[f64]) -> Vec<f64> {
        let each = x.iter().zip(&self.means).zip(&self.deviations);
        each.map(|((x, mean), deviation)| if *deviation > 0.0 { (x - mean) / deviation } else { 0.0 })
            .collect()
    }

    fn y(&self, t: f64) -> f64 {
        libm::log(t) - self.ln_time
    }

    fn result(
        &self,
        theta: &[f64],
        inverse: &[Vec<f64>],
        log_likelihood: f64,
        width: usize,
    ) -> ProportionalFit {
        let of = |i: usize| theta.get(i).copied().unwrap_or_default();
        let own = theta.iter().skip(2).zip(&self.deviations);
        let coefficients: Vec<f64> = own.map(|(c, deviation)| c / deviation).collect();
        let variances = inverse.iter().enumerate().skip(2).filter_map(|(i, row)| row.get(i));
        let deviations =
            variances.zip(&self.deviations).map(|(v, deviation)| libm::sqrt(*v) / deviation).collect();
        // a of covariates that are zero, and of times in their own unit.
        let (a, b) = (of(0) + dot(&coefficients, &self.means), of(1));
        let baseline =
            Distribution::Weibull { scale_h: libm::exp(a / b + self.ln_time), shape: b, location_h: 0.0 };
        let aic = 2.0 * (width as f64 + 2.0) - 2.0 * log_likelihood;
        ProportionalFit { baseline, coefficients, deviations, log_likelihood, aic }
    }
}

/// A value with gradient and negative second derivatives by (a, b, c).
struct Local {
    value: f64,
    gradient: Vec<f64>,
    curvature: Vec<Vec<f64>>,
}

impl Local {
    fn new(n: usize) -> Self {
        Self { value: 0.0, gradient: vec![0.0; n], curvature: vec![vec![0.0; n]; n] }
    }

    /// Adds `count` times a function of z, where z grows by `v` with the parameters.
    fn add(&mut self, count: f64, v: &[f64], [value, first, second]: [f64; 3]) {
        self.value += count * value;
        self.add_slope(count * first, v);
        self.add_bend(count * second, v, v);
    }

    fn add_slope(&mut self, first: f64, v: &[f64]) {
        self.gradient.iter_mut().zip(v).for_each(|(g, x)| *g += first * x);
    }

    fn add_bend(&mut self, second: f64, v: &[f64], w: &[f64]) {
        for (line, x) in self.curvature.iter_mut().zip(v) {
            line.iter_mut().zip(w).for_each(|(cell, y)| *cell -= second * x * y);
        }
    }
}

fn local(rows: &[Row], theta: &[f64], scale: &Scale) -> Local {
    let mut local = Local::new(theta.len());
    for row in rows {
        add_row(&mut local, row, theta, scale);
    }
    local
}

fn add_row(local: &mut Local, row: &Row, theta: &[f64], scale: &Scale) {
    let law = Standard::SmallestExtreme;
    let direction = |t: f64| -> Vec<f64> {
        [-1.0, scale.y(t)].into_iter().chain(row.covariates.iter().copied()).collect()
    };
    let count = row.unit.count;
    let mut single = |count: f64, t: f64, of: fn(Standard, f64) -> [f64; 3]| {
        let v = direction(t);
        local.add(count, &v, of(law, dot(&v, theta)));
    };
    if let Some(age) = row.unit.entry_age() {
        single(-count, age, Standard::survival);
    }
    match row.unit.seen {
        Seen::Running(t) => single(count, t, Standard::survival),
        Seen::FailedBefore(t) => single(count, t, Standard::failure),
        Seen::FailedBetween(from, t) if from <= 0.0 => single(count, t, Standard::failure),
        Seen::Failed(t) => {
            single(count, t, Standard::density);
            // dz/dt is b/t.
            let b = theta.get(1).copied().unwrap_or(1.0);
            let only_b: Vec<f64> = (0..theta.len()).map(|i| if i == 1 { 1.0 } else { 0.0 }).collect();
            local.add(count, &only_b, [libm::log(b) - libm::log(t), 1.0 / b, -1.0 / (b * b)]);
        }
        Seen::FailedBetween(from, to) => {
            let (v, w) = (direction(from), direction(to));
            let z = dot(&v, theta);
            let [value, r, s, rr, rs, ss] = law.between(z, dot(&w, theta) - z);
            local.add(count, &v, [value, r, rr]);
            local.add(count, &w, [0.0, s, ss]);
            local.add_bend(count * rs, &v, &w);
            local.add_bend(count * rs, &w, &v);
        }
    }
}

/// Newton's method with halved steps.
fn climbed(rows: &[Row], width: usize, scale: &Scale) -> Result<(Vec<f64>, Vec<Vec<f64>>), FitError> {
    let mut theta = vec![0.0; width + 2];
    if let Some(b) = theta.get_mut(1) {
        *b = 1.0;
    }
    let mut last = f64::INFINITY;
    for _ in 0..ROUNDS {
        let Local { value: here, gradient, curvature } = local(rows, &theta, scale);
        let inverse = inverse(&curvature).ok_or(FitError::NoMaximum)?;
        let step: Vec<f64> = inverse.iter().map(|row| dot(row, &gradient)).collect();
        let gain = dot(&step, &gradient);
        if gain < 1e-6 && (gain <= 1e-26 || gain >= last) {
            return Ok((theta, inverse));
        }
        last = gain;
        let moved = |halvings: i32| -> Vec<f64> {
            theta.iter().zip(&step).map(|(x, s)| x + libm::ldexp(*s, -halvings)).collect()
        };
        let is_higher = |next: &Vec<f64>| {
            let is_positive = next.get(1).is_some_and(|b| *b > 0.0);
            is_positive && (gain < 1e-6 || local(rows, next, scale).value > here)
        };
        theta = (0..50).map(moved).find(is_higher).ok_or(FitError::NoMaximum)?;
    }
    Err(FitError::NoMaximum)
}
