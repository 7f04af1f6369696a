//! Figures of a law, or of a mixture of laws.

use super::arguments::{Arguments, wrong};
use super::value::plain;
use super::{CaseError, Value};
use crate::Distribution;
use crate::system::Mixture;

const AGE: [&str; 4] = ["t", "time", "age", "x"];
const FROM: [&str; 5] = ["age", "t0", "current_age", "t", "time"];
const AHEAD: [&str; 10] =
    ["x", "horizon", "ahead", "dt", "delta", "within", "next", "mission", "mission_time", "t"];
const SHARE: [&str; 8] = ["p", "q", "share", "probability", "b", "percent", "percentile", "x"];
/// Where a law's name is.
pub(super) const LAW: [&str; 6] = ["dist", "law", "distribution", "name", "model", "type"];

/// The law's answer, if the function is one of a law.
pub(super) fn answer(name: &str, args: &Arguments<'_>) -> Option<Result<Value, CaseError>> {
    if let Some(percent) = percent_of_life(name) {
        return Some(asked(args).map(|law| law.life_of_share(percent / 100.0).into()));
    }
    let figure = figure(name)?;
    Some(asked(args).and_then(|law| figure(&law, args)))
}

/// 10 of `b10`, `B10_life` or `l10`.
fn percent_of_life(name: &str) -> Option<f64> {
    let digits = name.trim_end_matches("life").strip_prefix(['b', 'l'])?;
    digits
        .parse()
        .ok()
        .filter(|percent: &f64| *percent < 100.0 && digits.starts_with(|c: char| c.is_ascii_digit()))
}

type Figure = fn(&Mixture, &Arguments<'_>) -> Result<Value, CaseError>;

fn figure(name: &str) -> Option<Figure> {
    Some(match name {
        "sf" | "survival" | "reliability" | "r" | "s" | "survivalfunction" | "mixturesf" => {
            |law, args| args.each(&AGE, &|t| law.survival(t))
        }
        "cdf" | "f" | "failed" | "failureprobability" | "unreliability" | "pfail" | "mixturecdf" => {
            |law, args| args.each(&AGE, &|t| law.failed(t))
        }
        "pdf" | "density" | "mixturepdf" => |law, args| args.each(&AGE, &|t| law.density(t)),
        "lnpdf" | "logpdf" => |law, args| args.each(&AGE, &|t| libm::log(law.density(t))),
        "hazard" | "hf" | "h" | "hazardrate" | "failurerate" | "mixturehazard" => {
            |law, args| args.each(&AGE, &|t| law.hazard(t))
        }
        "cumhazard" | "cumulativehazard" | "chf" | "cumhaz" => {
            |law, args| args.each(&AGE, &|t| law.cumulative_hazard(t))
        }
        "logsf" | "lnsf" => |law, args| args.each(&AGE, &|t| -law.cumulative_hazard(t)),
        "pfailnext" | "conditionalfailure" | "conditionalcdf" | "failswithin" | "pfailwithin"
        | "conditionalpof" => |law, args| fails_within(law, args, &|p| p),
        "conditionalsf" | "conditionalsurvival" | "conditionalreliability" | "missionreliability" => {
            |law, args| fails_within(law, args, &|p| 1.0 - p)
        }
        "quantile" | "ppf" | "percentile" | "inversecdf" => {
            |law, args| args.each(&SHARE, &|p| law.life_of_share(p))
        }
        "isf" => |law, args| args.each(&SHARE, &|p| law.life_of_survivors(p)),
        "blife" | "bxlife" | "blives" | "bx" => {
            |law, args| args.each(&SHARE, &|p| law.life_of_share(percent(p)))
        }
        "median" => |law, _| Ok(law.life_of_share(0.5).into()),
        "mean" | "mttf" | "mtbf" | "expectedlife" | "meanlife" => |law, _| Ok(law.mean().into()),
        "meanresiduallife" | "mrl" | "rul" | "meanremaininglife" => {
            |law, args| args.each(&FROM, &|t| law.mean_residual_life(t))
        }
        _ => return None,
    })
}

fn fails_within(law: &Mixture, args: &Arguments<'_>, then: &dyn Fn(f64) -> f64) -> Result<Value, CaseError> {
    let age = args.number(&FROM)?;
    if args.needed_numbers(&AHEAD)?.iter().any(|x| *x < 0.0) {
        return Err(wrong(&["x"], "below zero; it is a time ahead"));
    }
    args.each(&AHEAD, &|x| then(law.fails_within(age, x)))
}

/// A share from a share or from per cent.
fn percent(p: f64) -> f64 {
    if p >= 1.0 { p / 100.0 } else { p }
}

/// The mixture that is asked about; a single law is one with one part.
pub(super) fn asked(args: &Arguments<'_>) -> Result<Mixture, CaseError> {
    let parts =
        args.values(&["components", "parts", "laws", "mixture", "dists", "distributions", "modes"])?;
    if parts.is_empty() {
        return Ok(Mixture { parts: vec![(1.0, law_or_fit(args)?)] });
    }
    let weights = args.numbers(&["weights", "proportions", "shares", "p_mix"])?;
    let read = |(i, part): (usize, &Value)| {
        let part = Arguments::new(part);
        let own = part.maybe_number(&["weight", "share", "proportion", "w", "p"])?;
        let share = own.or(weights.get(i).copied()).unwrap_or(1.0 / parts.len() as f64);
        Ok((share, law(&part)?))
    };
    let parts: Vec<(f64, Distribution)> =
        parts.iter().enumerate().map(read).collect::<Result<_, CaseError>>()?;
    Mixture::new(parts)
        .ok_or_else(|| CaseError::Refused("the shares of a mixture are above zero and sum to 1".into()))
}

/// The law of the arguments; where they hold units instead of parameters, the law that is fitted to those.
fn law_or_fit(args: &Arguments<'_>) -> Result<Distribution, CaseError> {
    match law(args) {
        Err(CaseError::Missing(name)) if name != "dist" => {
            super::fits::fitted_law(args).unwrap_or(Err(CaseError::Missing(name)))
        }
        law => law,
    }
}

/// The kind of law that a name means.
pub(super) fn kind(name: &str) -> Result<&'static str, CaseError> {
    let plain = plain(name);
    // `weibull_3p`, `weibull2`, `gamma_2_parameter`; but not the last letter of `exp`.
    let counted = plain.trim_end_matches("parameter");
    let counted = counted.strip_suffix('p').filter(|rest| rest.ends_with(['1', '2', '3'])).unwrap_or(counted);
    let short = counted.trim_end_matches(['1', '2', '3']);
    Ok(match short.trim_end_matches("distribution") {
        "exponential" | "exp" | "expon" => "exponential",
        "weibull" | "weibullmin" | "wb" => "weibull",
        "lognormal" | "lognorm" | "galton" => "lognormal",
        "normal" | "norm" | "gaussian" => "normal",
        "gamma" | "erlang" => "gamma",
        "loglogistic" | "fisk" | "logistlog" => "loglogistic",
        "gumbelmin"
        | "gumbel"
        | "gumbell"
        | "gumbelleft"
        | "sev"
        | "smallestextreme"
        | "smallestextremevalue" => "gumbel_min",
        "gumbelmax" | "gumbelr" | "gumbelright" | "lev" | "largestextreme" | "largestextremevalue" => {
            "gumbel_max"
        }
        _ => return Err(CaseError::Law(name.to_owned())),
    })
}

/// The law of a case's arguments.
pub(super) fn law(args: &Arguments<'_>) -> Result<Distribution, CaseError> {
    // A bare rate is a constant hazard's.
    let bare = args.get(&RATE).map(|_| "exponential");
    let name = args.text(&LAW).or(bare).ok_or_else(|| CaseError::Missing("dist".to_owned()))?;
    let kind = kind(name)?;
    let location_h =
        args.number_or(&["gamma", "location", "location_h", "loc", "threshold", "min_life", "shift"], 0.0)?;
    let scale = || {
        args.number(&["alpha", "scale", "eta", "theta", "scale_h", "lambda", "lam", "characteristic_life"])
    };
    let shape = || args.number(&["beta", "shape", "k", "c", "rho", "a"]);
    let law = match kind {
        "exponential" => Distribution::Exponential { rate_per_h: rate(args)?, location_h },
        "weibull" => Distribution::Weibull { scale_h: scale()?, shape: shape()?, location_h },
        "loglogistic" => Distribution::Loglogistic { scale_h: scale()?, shape: shape()?, location_h },
        "gamma" => gamma(args, location_h)?,
        "lognormal" => lognormal(args, location_h)?,
        "normal" => Distribution::Normal {
            mean_h: args.number(&MIDDLE)?,
            sd_h: args.number(&["sigma", "sd", "std", "sd_h", "scale"])?,
        },
        "gumbel_min" => {
            Distribution::GumbelMin { location_h: args.number(&MIDDLE)?, scale_h: args.number(&SPREAD)? }
        }
        _ => Distribution::GumbelMax { location_h: args.number(&MIDDLE)?, scale_h: args.number(&SPREAD)? },
    };
    law.problem().map_or(Ok(law), |problem| Err(CaseError::Refused(problem)))
}

const MIDDLE: [&str; 6] = ["mu", "mean", "location", "loc", "mean_h", "location_h"];
const SPREAD: [&str; 5] = ["sigma", "scale", "beta", "scale_h", "sd"];

const RATE: [&str; 5] = ["rate", "lambda", "lam", "rate_per_h", "failure_rate"];

/// A constant hazard, by its rate or by its mean.
fn rate(args: &Arguments<'_>) -> Result<f64, CaseError> {
    if let Some(rate) = args.maybe_number(&RATE)? {
        return Ok(rate);
    }
    Ok(1.0 / args.number(&["scale", "mean", "theta", "mttf", "mtbf", "alpha"])?)
}

/// `shape` with `scale` or `rate`; `alpha` and `beta` are scale and shape.
fn gamma(args: &Arguments<'_>, location_h: f64) -> Result<Distribution, CaseError> {
    let shape = args.number(&["shape", "k", "a", "beta"])?;
    let scale_h = match args.maybe_number(&["rate", "lambda"])? {
        Some(rate) => 1.0 / rate,
        None => args.number(&["scale", "theta", "alpha", "scale_h"])?,
    };
    Ok(Distribution::Gamma { scale_h, shape, location_h })
}

/// `mu` and `sigma`, or a median and a shape.
fn lognormal(args: &Arguments<'_>, location_h: f64) -> Result<Distribution, CaseError> {
    let sigma = args.number(&["sigma", "s", "sdlog", "shape", "sd"])?;
    let mu = match args.maybe_number(&["mu", "meanlog"])? {
        Some(mu) => mu,
        None => libm::log(args.number(&["scale", "median"])?),
    };
    Ok(Distribution::Lognormal { mu, sigma, location_h })
}
