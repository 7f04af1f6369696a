//! Repairable systems.

use super::arguments::Arguments;
use super::value::plain;
use super::{CaseError, Value};
use crate::repair::{self, McfStep, RepairError, Repaired, Trend};

/// The answer, if the function is one of repairable systems.
pub(super) fn answer(name: &str, args: &Arguments<'_>) -> Option<Result<Value, CaseError>> {
    Some(match name {
        "mcf" | "meancumulativefunction" | "mcfnonparametric" | "mcfbounds" => mcf(args),
        "crowamsaa" | "powerlawprocess" | "nhpp" | "crowamsaafit" | "duane" | "reliabilitygrowth" => {
            crow(args)
        }
        _ => return None,
    })
}

fn refused(why: RepairError) -> CaseError {
    CaseError::Refused(why.to_string())
}

/// Systems with `events` and `end`; or one system by `events` (or `failures`) and `end`. A list of numbers ends with
/// the end of its observation.
fn systems(args: &Arguments<'_>) -> Result<Vec<Repaired>, CaseError> {
    let read = |value: &Value| match value {
        Value::List(_) => {
            let wrapped = Value::object([("events", value.clone())]);
            let mut events = Arguments::new(&wrapped).needed_numbers(&["events"])?;
            let end = events.pop().ok_or_else(|| CaseError::Missing("events".to_owned()))?;
            Ok(Repaired { events, end })
        }
        value => one(&Arguments::new(value)),
    };
    match args.values(&["systems", "units", "fleet", "histories", "repair_times", "data"])? {
        [] => {}
        list => return list.iter().map(read).collect(),
    }
    // Lists of events with a list of ends.
    let (events, ends) = (args.get(&EVENTS), args.get(&["end", "ends", "t_end", "censored", "end_times"]));
    match (events, ends) {
        (Some(Value::List(lists)), Some(Value::List(ends))) if lists.len() == ends.len() => {
            let system = |(events, end): (&Value, &Value)| {
                one(&Arguments::new(&Value::object([("events", events.clone()), ("end", end.clone())])))
            };
            lists.iter().zip(ends).map(system).collect()
        }
        _ => Ok(vec![one(args)?]),
    }
}

const EVENTS: [&str; 5] = ["events", "failures", "times", "failure_times", "cumulative_times"];

fn one(args: &Arguments<'_>) -> Result<Repaired, CaseError> {
    let mut events = args.numbers(&EVENTS)?;
    events.sort_by(f64::total_cmp);
    let end = args.maybe_number(&[
        "end",
        "t_end",
        "t_total",
        "censored",
        "end_time",
        "termination_time",
        "total_time",
    ])?;
    let end = end.or(events.last().copied()).ok_or_else(|| CaseError::Missing("events".to_owned()))?;
    Ok(Repaired { events, end })
}

fn mcf(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let steps = repair::mcf(&systems(args)?, args.coverage()?).map_err(refused)?;
    let at = |t: f64| steps.iter().take_while(|step| step.age <= t).last();
    let Some(t) = args.get(&["t", "time", "age", "at"]) else { return Ok(table(&steps)) };
    let answer = |t: f64| {
        let step = at(t);
        let of = |figure: fn(&McfStep) -> f64| step.map_or(0.0, figure).into();
        Value::object([
            ("mcf", of(|s| s.mean)),
            ("value", of(|s| s.mean)),
            ("variance", of(|s| s.variance)),
            ("variance_increments", of(|s| s.increments_variance)),
            ("lower", of(|s| s.low)),
            ("upper", of(|s| s.high)),
        ])
    };
    match t {
        Value::List(list) => Ok(Value::List(
            list.iter().map(|t| if let Value::Number(t) = t { answer(*t) } else { Value::NULL }).collect(),
        )),
        Value::Number(t) => Ok(answer(*t)),
        _ => Err(super::arguments::wrong(&["t"], "no number")),
    }
}

fn table(steps: &[McfStep]) -> Value {
    let column = |of: fn(&McfStep) -> f64| Value::from(steps.iter().map(of).collect::<Vec<f64>>());
    Value::object([
        ("t", column(|s| s.age)),
        ("time", column(|s| s.age)),
        ("mcf", column(|s| s.mean)),
        ("variance", column(|s| s.variance)),
        ("lower", column(|s| s.low)),
        ("upper", column(|s| s.high)),
        ("at_risk", column(|s| s.at_risk)),
    ])
}

fn crow(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let mut systems = systems(args)?;
    // `T` is the end of a single system's observation where nothing else is.
    let has_end =
        args.get(&["end", "t_end", "t_total", "end_time", "termination_time", "total_time"]).is_some();
    if let ([system], false, Some(end)) = (systems.as_mut_slice(), has_end, args.maybe_number(&["T"])?) {
        system.end = end;
    }
    let said = args.text(&["termination", "terminated", "truncation", "type"]).map(plain);
    // Without a word: where the last failure is the end, it was what ended the observation.
    let ends_with_failure = systems.len() == 1 && systems.iter().all(|s| s.events.last() == Some(&s.end));
    let is_failure = said.map_or(ends_with_failure, |word| word.starts_with("fail"));
    let found = repair::crow_amsaa(&systems, is_failure, args.coverage()?).map_err(refused)?;
    let age = args.number_or(&["t", "at", "age"], found.end)?;
    let (low, high) = found.mtbf_bounds();
    let trend = match found.trend {
        Trend::Improving => "improving",
        Trend::Worsening => "worsening",
        Trend::None => "none",
    };
    Ok(Value::object([
        ("beta", found.beta.into()),
        ("growth", found.beta.into()),
        ("growth_rate", (1.0 - found.beta).into()),
        ("lambda", found.lambda.into()),
        ("lam", found.lambda.into()),
        ("beta_unbiased", found.beta_unbiased.into()),
        ("beta_lower", found.beta_bounds.0.into()),
        ("beta_upper", found.beta_bounds.1.into()),
        ("expected", found.expected(age).into()),
        ("intensity", found.intensity(age).into()),
        ("mtbf", found.mtbf(age).into()),
        ("dmtbf", found.mtbf(age).into()),
        ("mtbf_lower", low.into()),
        ("mtbf_upper", high.into()),
        ("trend", trend.into()),
    ]))
}
