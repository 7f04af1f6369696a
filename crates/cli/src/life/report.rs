//! What a table of lives says: fits of all laws, the lives of the best, and what was seen without a law.

use anyhow::anyhow;
use serde::Serialize;
use twinlet_life::Distribution;
use twinlet_life::data::{Step, StepError, Unit, steps};
use twinlet_life::fit::{Answer, Fit, Goodness, Law, Method, Parameter, fit_units};

/// Shares whose lives are told.
const SHARES: [f64; 4] = [0.01, 0.05, 0.1, 0.5];

/// Below this chance a law is said not to fit.
const DOUBTFUL: f64 = 0.01;

/// Samples drawn from the first law for the bounds of its lives, where failures are few.
const RESAMPLES: usize = 1000;

/// What is asked of a table.
pub struct Asked {
    /// Of the bounds.
    pub coverage: f64,
    /// Samples drawn from each law for its goodness of fit.
    pub resamples: usize,
    /// Their seed.
    pub seed: u64,
    /// An age, and a time ahead of it.
    pub ahead: Option<(f64, f64)>,
}

/// All that is printed.
#[derive(Serialize)]
pub struct Report {
    pub units: f64,
    pub failures: f64,
    pub longest: f64,
    pub coverage: f64,
    /// Laws in order of the corrected criterion of Akaike, the best first.
    pub laws: Vec<LawReport>,
    /// Laws that cannot be fitted, and why.
    pub refused: Vec<(Law, String)>,
    /// Lives and mean of the first law.
    pub lives: Vec<Life>,
    pub notes: Vec<String>,
    /// Without a law.
    pub steps: Vec<Step>,
}

/// A fitted law.
#[derive(Serialize)]
pub struct LawReport {
    pub law: Law,
    pub distribution: Distribution,
    pub log_likelihood: f64,
    pub aic: f64,
    pub aicc: f64,
    pub bic: f64,
    pub goodness: Option<Goodness>,
    /// Bounds from the covariance.
    pub fisher: Vec<Parameter>,
    /// Bounds of the likelihood ratio; empty for a law with a location.
    pub likelihood_ratio: Vec<Parameter>,
}

/// A figure of the first law.
#[derive(Serialize)]
pub struct Life {
    /// `B10`, `mean life`, `probability to fail within 720 at an age of 6000`.
    pub name: String,
    #[serde(flatten)]
    pub answer: Answer,
}

impl Report {
    pub fn new(units: &[Unit], asked: &Asked) -> anyhow::Result<Self> {
        let Asked { coverage, resamples, seed, .. } = *asked;
        let tried = Law::ALL.map(|law| (law, fit_units(law, units)));
        let mut refused = Vec::new();
        let mut fits: Vec<Fit> = Vec::new();
        for (law, fit) in tried {
            match fit {
                Ok(fit) => fits.push(fit),
                Err(why) => refused.push((law, why.to_string())),
            }
        }
        // Where units are too few for the correction, the criterion itself.
        fits.sort_by(|a, b| a.aicc.total_cmp(&b.aicc).then(a.aic.total_cmp(&b.aic)));
        let Some(best) = fits.first() else {
            let why = refused.first().map_or("no law", |(_, why)| why.as_str());
            return Err(anyhow!("no law can be fitted: {why}"));
        };
        let laws: Vec<LawReport> =
            fits.iter().map(|fit| LawReport::new(fit, coverage, resamples, seed)).collect();
        Ok(Self {
            units: units.iter().map(|u| u.count).sum(),
            failures: units.iter().filter(|u| u.is_failure()).map(|u| u.count).sum(),
            longest: best.longest(),
            coverage,
            lives: lives(best, asked),
            notes: doubt(&laws, best).into_iter().chain(best.notes()).collect(),
            steps: seen(units, coverage)?,
            laws,
            refused,
        })
    }
}

impl LawReport {
    fn new(fit: &Fit, coverage: f64, resamples: usize, seed: u64) -> Self {
        Self {
            law: fit.law,
            distribution: fit.distribution,
            log_likelihood: fit.log_likelihood,
            aic: fit.aic,
            aicc: fit.aicc,
            bic: fit.bic,
            goodness: fit.goodness(resamples, seed),
            fisher: fit.parameters(coverage),
            likelihood_ratio: fit.parameters_by(Method::LikelihoodRatio, coverage),
        }
    }
}

/// The estimate without a law; none where lives ended between two looks.
fn seen(units: &[Unit], coverage: f64) -> anyhow::Result<Vec<Step>> {
    match steps(units, coverage) {
        Err(StepError::Interval { .. }) => Ok(Vec::new()),
        found => Ok(found?),
    }
}

/// Where even the best law does not fit: by chance, or by the estimate without a law.
fn doubt(laws: &[LawReport], best: &Fit) -> Option<String> {
    let chance = |goodness: &Goodness| {
        [goodness.p_anderson_darling, goodness.p_kolmogorov_smirnov].into_iter().flatten().reduce(f64::min)
    };
    let p = laws.first().and_then(|law| law.goodness.as_ref()).and_then(chance).filter(|p| *p < DOUBTFUL);
    let found = match (p, best.contradicted()) {
        (Some(p), _) => {
            format!("samples from it lie so far from their fit in {:.1} % of cases only", 100.0 * p)
        }
        (None, Some(said)) => said,
        (None, None) => return None,
    };
    Some(format!(
        "Even the best law does not fit: {found}. Several failure modes, or kinds of units, in one list?"
    ))
}

/// The bounds that hold best for so many failures.
fn lives(fit: &Fit, asked: &Asked) -> Vec<Life> {
    let Asked { coverage, seed, .. } = *asked;
    let is_resampled = fit.method_by_size() == Method::Bootstrap;
    let resamples = is_resampled.then(|| fit.bootstrap(RESAMPLES, seed).ok()).flatten();
    let life = |share: f64| Life {
        name: format!("B{}", 100.0 * share),
        answer: fit.supported_life(share, coverage, resamples.as_ref()),
    };
    let mean = Life { name: "mean life".to_owned(), answer: fit.supported_mean_life(coverage) };
    let next = asked.ahead.map(|(age, ahead)| Life {
        name: format!("probability to fail within {ahead} at an age of {age}"),
        answer: fit.supported_fails_within(age, ahead, coverage, resamples.as_ref()),
    });
    SHARES.into_iter().map(life).chain([mean]).chain(next).collect()
}
