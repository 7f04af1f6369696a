//! Fits of laws to units, with bounds and how well they fit.

use std::collections::BTreeMap;

use super::arguments::{Arguments, wrong};
use super::data::units;
use super::laws::{LAW, kind};
use super::value::plain;
use super::{CaseError, Value};
use crate::Distribution;
use crate::data::Unit;
use crate::fit::{self, Bounds, Fit, Law, Method, Regression};

/// The answer, if the function is a fit.
pub(super) fn answer(name: &str, args: &Arguments<'_>) -> Option<Result<Value, CaseError>> {
    Some(match name {
        "fitmle" | "fit" | "mle" | "maximumlikelihood" | "fitbounds" | "fitci" | "fisherbounds"
        | "fitfisher" | "fitmleci" | "fitmlebounds" | "parameterbounds" | "fitinterval" | "fittruncated" => {
            fitted(args, None)
        }
        "likelihoodratiobounds"
        | "lrbounds"
        | "profilelikelihoodbounds"
        | "fitlrbounds"
        | "profilebounds" => fitted(args, Some(Method::LikelihoodRatio)),
        "bootstrapbounds" | "fitbootstrap" => fitted(args, Some(Method::Bootstrap)),
        "blifebounds" => fitted(args, None),
        "cdfbounds" | "sfbounds" | "reliabilitybounds" | "survivalbounds" | "failureprobabilitybounds" => {
            at_age(name, args)
        }
        "aic" | "aicc" | "bic" => fitted(args, None).map(|found| match found {
            Value::Object(mut figures) => figures.remove(name).unwrap_or(Value::NULL),
            found => found,
        }),
        "rankregression" | "rrx" | "rry" | "leastsquares" | "fitrr" | "medianrankregression" => {
            ranks(name, args)
        }
        "goodnessoffit" | "gof" | "andersondarling" | "ad" | "kolmogorovsmirnov" | "ks"
        | "plotcorrelation" => goodness(name, args),
        "comparelaws" | "compare" | "bestfit" => compare(args),
        "fitmixture" | "mixturefit" | "weibullmixture" | "fitweibullmixture" => mixture(args),
        "weibullph" | "proportionalhazards" | "fitweibullph" | "fitproportional" => proportional(args),
        "fitcompetingrisks" | "competingrisksfit" | "fitmodes" => modes(args),
        "aalenjohansen" | "cumulativeincidencedata" => incidence(args),
        "loglikelihood" | "loglik" => log_likelihood(args),
        // `fit_weibull_2p`: the function names the law.
        _ => {
            let law_name = name.strip_prefix("fit").filter(|rest| kind(rest).is_ok())?;
            let named = Value::from(law_name);
            fitted(&args.with("dist", &named), None)
        }
    })
}

/// The law that units of the arguments are fitted by; none where there are no units.
pub(super) fn fitted_law(args: &Arguments<'_>) -> Option<Result<Distribution, CaseError>> {
    let units = units(args).ok()?;
    Some(law(args).and_then(|law| fit::fit_units(law, &units).map_err(refused)).map(|fit| fit.distribution))
}

/// The law that is asked for; a Weibull with a location by its name or by `location: true`.
fn law(args: &Arguments<'_>) -> Result<Law, CaseError> {
    let name = args.text(&LAW).ok_or_else(|| CaseError::Missing("dist".to_owned()))?;
    let plain = plain(name);
    let asks_location = ["fit_location", "three_parameter", "with_location"];
    let wants = ["3", "3p", "3parameter"].iter().any(|end| plain.ends_with(end))
        || matches!(args.get(&asks_location), Some(Value::Bool(true)))
        || args.maybe_number(&["parameters", "n_params"])? == Some(3.0);
    if wants && kind(name)? != "weibull" {
        return Err(CaseError::Refused(format!(
            "a location is fitted for the weibull law only, not for `{name}`"
        )));
    }
    Ok(match kind(name)? {
        "exponential" => Law::Exponential,
        "weibull" if wants => Law::Weibull3,
        "weibull" => Law::Weibull,
        "lognormal" => Law::Lognormal,
        "normal" => Law::Normal,
        "gamma" => Law::Gamma,
        "gumbel_min" => Law::GumbelMin,
        "gumbel_max" => Law::GumbelMax,
        _ => Law::Loglogistic,
    })
}

fn refused(why: fit::FitError) -> CaseError {
    CaseError::Refused(why.to_string())
}

fn fitted(args: &Arguments<'_>, method: Option<Method>) -> Result<Value, CaseError> {
    let fit = fit::fit_units(law(args)?, &units(args)?).map_err(refused)?;
    let method = match (method, args.text(&["method", "bounds", "bound_method", "ci_method"]).map(plain)) {
        (Some(method), _) => method,
        (None, Some(name))
            if name.contains("ratio") || name.starts_with("lr") || name.contains("profile") =>
        {
            Method::LikelihoodRatio
        }
        (None, Some(name)) if name.contains("bootstrap") => Method::Bootstrap,
        _ => Method::Delta,
    };
    let coverage = args.coverage()?;
    let answers = Answers { fit: &fit, method, coverage };
    let mut object = summary(&fit);
    answers.add_parameters(args, &mut object)?;
    answers.add_figures(args, &mut object)?;
    Ok(Value::Object(object))
}

/// Bounds of the share that has failed at an age, or survives to it.
fn at_age(name: &str, args: &Arguments<'_>) -> Result<Value, CaseError> {
    let age = args.needed(&["at", "t", "age", "time"])?;
    let Value::Object(mut found) = fitted(&args.with("at", age), None)? else { return Ok(Value::NULL) };
    let figure = if matches!(name, "cdfbounds" | "failureprobabilitybounds") { "cdf" } else { "sf" };
    for (plain, named) in [("value", ""), ("lower", "_lower"), ("upper", "_upper")] {
        let value = found.get(&format!("{figure}{named}")).cloned().unwrap_or(Value::NULL);
        found.insert(plain.to_owned(), value);
    }
    Ok(Value::Object(found))
}

/// Parameters by all their names, and the criteria.
fn summary(fit: &Fit) -> BTreeMap<String, Value> {
    let mut object = parameters(&fit.distribution);
    for (name, value) in [
        ("loglik", fit.log_likelihood),
        ("log_likelihood", fit.log_likelihood),
        ("neg_ll", -fit.log_likelihood),
        ("aic", fit.aic),
        ("aicc", fit.aicc),
        ("bic", fit.bic),
        ("n", fit.n as f64),
        ("failures", fit.failures as f64),
        ("mean", fit.distribution.mean()),
        ("mttf", fit.distribution.mean()),
        ("median", fit.distribution.life_of_share(0.5)),
        ("b1", fit.distribution.life_of_share(0.01)),
        ("b10", fit.distribution.life_of_share(0.1)),
        ("b50", fit.distribution.life_of_share(0.5)),
    ] {
        // `mean` is a parameter of the normal law.
        object.entry(name.to_owned()).or_insert(value.into());
    }
    object
}

/// The names of a parameter of a law.
fn names(law: &Distribution, parameter: &str) -> &'static [&'static str] {
    match (law, parameter) {
        (Distribution::Exponential { .. }, "rate_per_h") => &["rate", "lambda", "rate_per_h"],
        (Distribution::Gamma { .. }, "scale_h") => &["scale", "alpha", "theta", "scale_h"],
        (Distribution::Gamma { .. }, "shape") => &["shape", "beta", "k"],
        (Distribution::Normal { .. }, "mean_h") => &["mu", "mean", "mean_h"],
        (Distribution::Normal { .. }, "sd_h") => &["sigma", "sd", "sd_h"],
        (Distribution::GumbelMin { .. } | Distribution::GumbelMax { .. }, "location_h") => {
            &["mu", "location", "location_h"]
        }
        (Distribution::GumbelMin { .. } | Distribution::GumbelMax { .. }, "scale_h") => {
            &["sigma", "scale", "scale_h"]
        }
        (_, "scale_h") => &["alpha", "scale", "eta", "scale_h"],
        (_, "shape") => &["beta", "shape"],
        (_, "location_h") => &["gamma", "location", "location_h"],
        (_, "mu") => &["mu"],
        (_, "sigma") => &["sigma"],
        _ => &[],
    }
}

fn parameters(law: &Distribution) -> BTreeMap<String, Value> {
    let values: Vec<(&str, f64)> = match *law {
        Distribution::Exponential { rate_per_h, .. } => vec![("rate_per_h", rate_per_h)],
        Distribution::Weibull { scale_h, shape, location_h } => {
            vec![("scale_h", scale_h), ("shape", shape), ("location_h", location_h)]
        }
        Distribution::Gamma { scale_h, shape, .. } | Distribution::Loglogistic { scale_h, shape, .. } => {
            vec![("scale_h", scale_h), ("shape", shape)]
        }
        Distribution::Lognormal { mu, sigma, .. } => vec![("mu", mu), ("sigma", sigma)],
        Distribution::Normal { mean_h, sd_h } => vec![("mean_h", mean_h), ("sd_h", sd_h)],
        Distribution::GumbelMin { location_h, scale_h } | Distribution::GumbelMax { location_h, scale_h } => {
            vec![("location_h", location_h), ("scale_h", scale_h)]
        }
    };
    let named =
        values.into_iter().flat_map(|(name, value)| names(law, name).iter().map(move |n| (*n, value)));
    named.map(|(name, value)| (name.to_owned(), value.into())).collect()
}

/// Bounds of a fit by one method.
struct Answers<'a> {
    fit: &'a Fit,
    method: Method,
    coverage: f64,
}

impl Answers<'_> {
    fn resampled(&self, args: &Arguments<'_>) -> Result<fit::Bootstrap<'_>, CaseError> {
        let resamples = args.number_or(&["resamples", "n_boot", "bootstrap_samples"], 2000.0)?;
        self.fit.bootstrap(resamples as usize, args.number_or(&["seed"], 1.0)? as u64).map_err(refused)
    }

    /// `alpha_lower`, `alpha_upper`, `alpha_se` and so on, and lists by name in `ci`.
    fn add_parameters(
        &self,
        args: &Arguments<'_>,
        object: &mut BTreeMap<String, Value>,
    ) -> Result<(), CaseError> {
        let found = match self.method {
            Method::Bootstrap => self.resampled(args)?.parameters(self.coverage),
            method => self.fit.parameters_by(method, self.coverage),
        };
        let mut lists = BTreeMap::new();
        for parameter in found {
            for name in names(&self.fit.distribution, parameter.name) {
                add_bounds(object, name, &parameter.bounds);
                let list = Value::from(vec![parameter.bounds.low, parameter.bounds.high]);
                object.insert(format!("{name}_ci"), list.clone());
                lists.insert((*name).to_owned(), list);
            }
        }
        for name in ["ci", "ci95", "bounds"] {
            object.insert(name.to_owned(), Value::Object(lists.clone()));
        }
        Ok(())
    }

    /// Bounds of what is asked besides: a life of a share (`p` or `b`), the mean, a probability at an age (`at`), and
    /// that to fail within a time from it (`ahead`).
    fn add_figures(
        &self,
        args: &Arguments<'_>,
        object: &mut BTreeMap<String, Value>,
    ) -> Result<(), CaseError> {
        let resamples = match self.method {
            Method::Bootstrap => Some(self.resampled(args)?),
            _ => None,
        };
        let named = args.maybe_number(&["p", "q", "share", "b", "percent"])?;
        let percent = args.get(&["b", "percent"]).is_some();
        let share = named.map_or(0.1, |p| if percent || p >= 1.0 { p / 100.0 } else { p });
        let life = match &resamples {
            Some(resamples) => resamples.life(share, self.coverage),
            None => self.fit.life_by(self.method, share, self.coverage),
        };
        if let Some(bounds) = life {
            for name in ["b_life", "quantile", "life"].into_iter().chain(named.is_none().then_some("b10")) {
                object.insert(name.to_owned(), bounds.value.into());
                add_bounds(object, name, &bounds);
            }
            if named.is_some() {
                add_plain(object, &bounds);
            }
        }
        let mean = match &resamples {
            Some(resamples) => resamples.mean_life(self.coverage),
            None => self.fit.mean_life_by(self.method, self.coverage),
        };
        if let Some(bounds) = mean {
            add_bounds(object, "mttf", &bounds);
            // The normal law has it for a parameter.
            if !object.contains_key("mean_lower") {
                add_bounds(object, "mean", &bounds);
            }
        }
        let Some(age) = args.maybe_number(&["at", "t_eval", "age", "at_time"])? else { return Ok(()) };
        let failed = match &resamples {
            Some(resamples) => resamples.failure_probability(age, self.coverage),
            None => self.fit.failure_probability_by(self.method, age, self.coverage),
        };
        if let Some(bounds) = failed {
            add_probability(object, &bounds);
            if named.is_none() {
                add_plain(object, &bounds);
            }
        }
        let Some(ahead) = args.maybe_number(&["ahead"])? else { return Ok(()) };
        let next = match &resamples {
            Some(resamples) => resamples.fails_within(age, ahead, self.coverage),
            None => self.fit.fails_within_by(self.method, age, ahead, self.coverage),
        };
        if let Some(bounds) = next {
            object.insert("p_fail_next".to_owned(), bounds.value.into());
            add_bounds(object, "p_fail_next", &bounds);
        }
        Ok(())
    }
}

/// What has failed, and what survives.
fn add_probability(object: &mut BTreeMap<String, Value>, bounds: &Bounds) {
    object.insert("cdf".to_owned(), bounds.value.into());
    add_bounds(object, "cdf", bounds);
    object.insert("sf".to_owned(), (1.0 - bounds.value).into());
    object.insert("sf_lower".to_owned(), (1.0 - bounds.high).into());
    object.insert("sf_upper".to_owned(), (1.0 - bounds.low).into());
}

fn add_plain(object: &mut BTreeMap<String, Value>, bounds: &Bounds) {
    for (name, value) in [("value", bounds.value), ("lower", bounds.low), ("upper", bounds.high)] {
        object.insert(name.to_owned(), value.into());
    }
    object.insert("low".to_owned(), bounds.low.into());
    object.insert("high".to_owned(), bounds.high.into());
}

fn add_bounds(object: &mut BTreeMap<String, Value>, name: &str, bounds: &Bounds) {
    for (suffix, value) in
        [("lower", bounds.low), ("upper", bounds.high), ("low", bounds.low), ("high", bounds.high)]
    {
        object.insert(format!("{name}_{suffix}"), value.into());
    }
}

fn ranks(name: &str, args: &Arguments<'_>) -> Result<Value, CaseError> {
    let on = args.text(&["on", "method", "regression", "axis", "regress_on"]).map(plain).unwrap_or_default();
    let is_y = name == "rry" || matches!(on.as_str(), "y" | "rry" | "ony");
    let regression = if is_y { Regression::OnY } else { Regression::OnX };
    let found = fit::rank_regression(law(args)?, &units(args)?, regression).map_err(refused)?;
    let mut object = parameters(&found.distribution);
    for name in ["correlation", "r", "rho_plot"] {
        object.insert(name.to_owned(), found.correlation.into());
    }
    object.insert("r_squared".to_owned(), (found.correlation * found.correlation).into());
    Ok(Value::Object(object))
}

/// Of the law with given parameters, or of the fitted law where none are given.
fn goodness(name: &str, args: &Arguments<'_>) -> Result<Value, CaseError> {
    let units = units(args)?;
    let given = super::laws::law(args);
    let (distances, correlation) = match given {
        Ok(law) => (fit::distances(&law, &units), None),
        Err(_) => {
            let found = fit::fit_units(law(args)?, &units).map_err(refused)?.goodness(0, 0);
            (found.map(|g| g.distances), found.and_then(|g| g.plot_correlation))
        }
    };
    let distances =
        distances.ok_or_else(|| wrong(&["interval_censored"], "no time; distances need times of failure"))?;
    let ad = distances.anderson_darling;
    let ks = distances.kolmogorov_smirnov;
    Ok(match name {
        "andersondarling" | "ad" => ad.into(),
        "kolmogorovsmirnov" | "ks" => ks.into(),
        "plotcorrelation" => correlation.into(),
        _ => Value::object([
            ("ad", ad.into()),
            ("anderson_darling", ad.into()),
            ("ks", ks.into()),
            ("kolmogorov_smirnov", ks.into()),
            ("correlation", correlation.into()),
        ]),
    })
}

/// Laws in order of the criterion, the best first.
fn compare(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let fits = fit::compare_units(&units(args)?).map_err(refused)?;
    let name = |law: Law| match law {
        Law::Weibull3 => "weibull_3p",
        Law::Exponential => "exponential",
        Law::Weibull => "weibull",
        Law::Lognormal => "lognormal",
        Law::Loglogistic => "loglogistic",
        Law::Normal => "normal",
        Law::GumbelMin => "gumbel_min",
        Law::GumbelMax => "gumbel_max",
        Law::Gamma => "gamma",
    };
    let best = fits.first().map_or(Value::NULL, |fit| name(fit.law).into());
    let aic = fits.iter().map(|fit| (name(fit.law).to_owned(), fit.aic.into())).collect();
    Ok(Value::object([("best", best), ("aic", Value::Object(aic))]))
}

fn log_likelihood(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let law = super::laws::law(args)?;
    Ok(fit::log_likelihood(&law, &units(args)?).into())
}

/// Shares and parameters of both kinds, numbered from 1, the one that fails first first.
fn mixture(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let found = fit::fit_mixture(&units(args)?).map_err(refused)?;
    let mut object = BTreeMap::from([
        ("loglik".to_owned(), found.log_likelihood.into()),
        ("aic".to_owned(), found.aic.into()),
    ]);
    for (i, (share, law)) in found.mixture.parts.iter().enumerate() {
        for name in ["proportion", "share", "weight"] {
            object.insert(format!("{name}_{}", i + 1), (*share).into());
        }
        for (name, value) in parameters(law) {
            object.insert(format!("{name}_{}", i + 1), value);
        }
    }
    Ok(Value::Object(object))
}

fn proportional(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let names = ["covariates", "x", "z"];
    let row = |value: &Value| match value {
        Value::List(list) => list.iter().map(|x| super::arguments::number(x, &names)).collect(),
        value => Ok(vec![super::arguments::number(value, &names)?]),
    };
    let covariates = args.values(&names)?.iter().map(row).collect::<Result<Vec<Vec<f64>>, CaseError>>()?;
    let found = fit::fit_proportional(&units(args)?, &covariates).map_err(refused)?;
    let mut object = parameters(&found.baseline);
    for (name, value) in [
        ("coefficients", Value::from(found.coefficients.clone())),
        ("coef", found.coefficients.clone().into()),
        ("coefficients_se", found.deviations.clone().into()),
        ("hazard_ratios", found.coefficients.iter().map(|c| libm::exp(*c)).collect::<Vec<f64>>().into()),
        ("loglik", found.log_likelihood.into()),
        ("aic", found.aic.into()),
    ] {
        object.insert(name.to_owned(), value);
    }
    Ok(Value::Object(object))
}

/// Units with the mode of each, and the names of the modes.
type Labelled = (Vec<(Unit, usize)>, Vec<String>);

/// Units with the mode of each; modes are numbers from 0 or names, in the order of their first failure.
fn with_modes(args: &Arguments<'_>) -> Result<Labelled, CaseError> {
    let units = units(args)?;
    let labels = args.values(&["modes", "mode", "causes", "cause"])?;
    let mut names: Vec<String> = Vec::new();
    let mut number = |label: &Value| {
        let name = match label {
            Value::Text(text) => text.clone(),
            Value::Number(x) => x.to_string(),
            _ => return 0,
        };
        names.iter().position(|known| *known == name).unwrap_or_else(|| {
            names.push(name);
            names.len() - 1
        })
    };
    let failures = units.iter().filter(|u| u.is_failure()).count();
    if labels.len() != failures && labels.len() != units.len() {
        return Err(wrong(&["modes"], "neither one for each failure nor one for each unit"));
    }
    let for_all = labels.len() == units.len();
    let mut own = labels.iter();
    let labelled = units.into_iter().map(|unit| {
        let label = if for_all || unit.is_failure() { own.next() } else { None };
        (unit, label.filter(|_| unit.is_failure()).map_or(0, &mut number))
    });
    let labelled = labelled.collect();
    Ok((labelled, names))
}

/// A fit for each mode, by its name.
fn modes(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let (units, names) = with_modes(args)?;
    let fits = fit::fit_modes(law(args)?, &units, names.len()).map_err(refused)?;
    Ok(Value::Object(names.into_iter().zip(fits.iter().map(|fit| Value::Object(summary(fit)))).collect()))
}

/// The share that each mode has ended by a time, without a law.
fn incidence(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let (units, names) = with_modes(args)?;
    let steps = crate::system::aalen_johansen(&units, names.len());
    let t = args.number(&["t", "time", "age"])?;
    let step = steps.iter().take_while(|step| step.time <= t).last();
    let of = |k: usize| step.and_then(|step| step.incidence.get(k).copied()).unwrap_or(0.0);
    Ok(Value::Object(names.into_iter().enumerate().map(|(k, name)| (name, of(k).into())).collect()))
}
