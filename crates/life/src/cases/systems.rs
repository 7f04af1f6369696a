//! Systems of units, planned replacement, competing modes.

use super::arguments::{Arguments, wrong};
use super::laws::law;
use super::{CaseError, Value};
use crate::Distribution;
use crate::system::{self, Competing, Replacement};

/// The answer, if the function is one of a system.
pub(super) fn answer(name: &str, args: &Arguments<'_>) -> Option<Result<Value, CaseError>> {
    Some(match name {
        "series" | "seriessystem" => units(args).map(|r| system::series(&r).into()),
        "parallel" | "parallelsystem" => units(args).map(|r| system::parallel(&r).into()),
        "koutofn" | "kofn" | "koon" | "atleast" => at_least(args),
        "agereplacement" | "optimalreplacement" | "optimalreplacementtime" | "preventivereplacement" => {
            replacement(args)
        }
        "costrate" | "agereplacementcostrate" | "replacementcostrate" => cost_rate(args),
        "standby" | "coldstandby" | "warmstandby" | "standbyreliability" => standby(name, args),
        "competingrisks" | "competingsf" | "competingriskssf" => {
            competing(args).and_then(|c| args.each(&AGE, &|t| c.survival(t)))
        }
        "competingcdf" => competing(args).and_then(|c| args.each(&AGE, &|t| c.fails_within(0.0, t))),
        "competingpdf" => competing(args).and_then(|c| args.each(&AGE, &|t| c.hazard(t) * c.survival(t))),
        "competinghazard" => competing(args).and_then(|c| args.each(&AGE, &|t| c.hazard(t))),
        "competingpfailnext" => competing(args).and_then(|c| {
            let age = args.number(&["age"])?;
            args.each(&["x", "ahead", "horizon"], &|x| c.fails_within(age, x))
        }),
        "cumulativeincidence" | "incidence" | "cif" | "competingincidence" => incidence(args),
        "availability" => availability(args),
        _ => return None,
    })
}

const AGE: [&str; 3] = ["t", "time", "age"];

/// Reliabilities, as they are or of laws at a time; `n` equal ones where there is one.
fn units(args: &Arguments<'_>) -> Result<Vec<f64>, CaseError> {
    let names = ["reliability", "reliabilities", "r", "units", "p"];
    let named = args.values(&["components", "laws", "dists"])?;
    let parts = match args.get(&["units"]) {
        Some(Value::List(units)) if matches!(units.first(), Some(Value::Object(_))) => units,
        _ => named,
    };
    let found = if parts.is_empty() {
        args.needed_numbers(&names)?
    } else {
        let t = args.number(&AGE)?;
        let read = |part: &Value| Ok(law(&Arguments::new(part))?.survival(t));
        parts.iter().map(read).collect::<Result<_, CaseError>>()?
    };
    let found = match (found.as_slice(), args.maybe_number(&["n"])?) {
        ([r], Some(n)) if n >= 1.0 => vec![*r; n as usize],
        _ => found,
    };
    let is_probability = found.iter().all(|r| (0.0..=1.0).contains(r));
    if is_probability { Ok(found) } else { Err(wrong(&names, "not between 0 and 1")) }
}

fn at_least(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let needed = args.number(&["k", "needed", "m"])?;
    if needed < 0.0 || libm::trunc(needed) != needed {
        return Err(wrong(&["k"], "no whole number from zero on"));
    }
    let found = system::at_least(needed.max(0.0) as usize, &units(args)?);
    found.map(Value::from).ok_or_else(|| wrong(&["k"], "more than there are units"))
}

const PLANNED: [&str; 6] = ["cost_planned", "cost_pm", "planned", "c_p", "cp", "cost_preventive"];
const FAILURE: [&str; 8] =
    ["cost_unplanned", "cost_cm", "unplanned", "c_f", "cf", "cost_failure", "cost_corrective", "cu"];

fn replacement(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let found = system::age_replacement(&law(args)?, args.number(&PLANNED)?, args.number(&FAILURE)?);
    match found {
        Some(Replacement::At { age, cost_rate, run_to_failure }) => Ok(Value::object([
            ("t", age.into()),
            ("age", age.into()),
            ("optimal_age", age.into()),
            ("cost_rate", cost_rate.into()),
            ("min_cost_rate", cost_rate.into()),
            ("run_to_failure_cost_rate", run_to_failure.into()),
        ])),
        Some(Replacement::Never { .. }) => Ok(Value::NULL),
        None => Err(CaseError::Refused("both costs are above zero".to_owned())),
    }
}

fn cost_rate(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let (law, planned, failure) = (law(args)?, args.number(&PLANNED)?, args.number(&FAILURE)?);
    args.each(&AGE, &|t| system::cost_rate(&law, planned, failure, t))
}

fn standby(name: &str, args: &Arguments<'_>) -> Result<Value, CaseError> {
    let cold = if name == "coldstandby" { Some(0.0) } else { None };
    let dormancy = cold.map_or_else(|| args.number_or(&["dormancy", "dormancy_factor", "phi"], 0.0), Ok)?;
    let switch = args.number_or(&["switch", "switch_reliability", "p_switch"], 1.0)?;
    let parts = args.values(&["components", "laws", "dists"])?;
    let laws: Vec<Distribution> = if parts.is_empty() {
        let n = args.number_or(&["n", "units"], 2.0)?;
        let law = law(args)?;
        if let (Distribution::Exponential { rate_per_h, location_h: 0.0 }, true, true) =
            (law, dormancy == 0.0, switch == 1.0)
        {
            return args.each(&AGE, &|t| system::cold_standby_exponential(rate_per_h, n as u32, t));
        }
        vec![law; n as usize]
    } else {
        parts.iter().map(|part| law(&Arguments::new(part))).collect::<Result<_, _>>()?
    };
    match laws.as_slice() {
        [first, second] => args.each(&AGE, &|t| system::standby(first, second, dormancy, switch, t).value),
        _ => Err(CaseError::Refused(
            "standby knows two units, or any number of cold ones with a constant hazard".to_owned(),
        )),
    }
}

fn competing(args: &Arguments<'_>) -> Result<Competing, CaseError> {
    let parts = args.values(&["modes", "components", "laws", "dists", "risks", "causes", "failure_modes"])?;
    let modes = parts.iter().map(|part| law(&Arguments::new(part))).collect::<Result<Vec<_>, _>>()?;
    if modes.is_empty() { Err(CaseError::Missing("modes".to_owned())) } else { Ok(Competing { modes }) }
}

/// Of one mode (from 0), or of all in a list.
fn incidence(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let system = competing(args)?;
    let age = args.number_or(&["age"], 0.0)?;
    let x = args.number(&["x", "ahead", "t", "time", "horizon"])?;
    let of = |j: usize| system.incidence(j, age, x).map_or(f64::NAN, |found| found.value);
    match args.maybe_number(&["mode", "j", "cause", "risk", "k", "index"])? {
        Some(mode) => Ok(of(mode as usize).into()),
        None => Ok((0..system.modes.len()).map(of).collect::<Vec<f64>>().into()),
    }
}

fn availability(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let up = args.number(&["mtbf", "mttf", "uptime"])?;
    let down = args.number(&["mttr", "downtime"])?;
    Ok((up / (up + down)).into())
}
