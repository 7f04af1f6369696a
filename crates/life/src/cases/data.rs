//! Units from a case's arguments, and estimates without a law.

use super::arguments::{Arguments, number, wrong};
use super::{CaseError, Value};
use crate::data::{Seen, Step, Unit, cumulative_hazard_at, steps, survival_at};

const AGE: [&str; 4] = ["t", "time", "age", "x"];

/// The answer, if the function is an estimate without a law.
pub(super) fn answer(name: &str, args: &Arguments<'_>) -> Option<Result<Value, CaseError>> {
    let figure: fn(&[Step], f64) -> Value = match name {
        "kaplanmeier" | "km" | "kmsf" | "productlimit" => |steps, t| survival_at(steps, t).into(),
        "nelsonaalen" | "na" | "nelsonaalencumhazard" => |steps, t| cumulative_hazard_at(steps, t).into(),
        "kaplanmeierbounds" | "kmbounds" | "kmci" | "kaplanmeierci" | "kaplanmeierloglog" | "greenwood" => {
            km_bounds
        }
        "nelsonaalenbounds" | "nabounds" | "nelsonaalenci" => na_bounds,
        "kaplanmeiervariance" | "greenwoodvariance" | "kmvariance" => {
            |steps, t| at(steps, t).map_or(0.0, |s| s.variance).into()
        }
        "nelsonaalenvariance" | "navariance" => {
            |steps, t| at(steps, t).map_or(0.0, |s| s.hazard_variance).into()
        }
        "atrisk" | "numberatrisk" | "numbersatrisk" => return Some(at_risk(args)),
        "kaplanmeiermedian" | "kmmedian" => return Some(median(args)),
        _ => return None,
    };
    Some(estimate(args, figure))
}

fn estimate(args: &Arguments<'_>, figure: fn(&[Step], f64) -> Value) -> Result<Value, CaseError> {
    let steps = self::steps_of(args)?;
    match args.get(&AGE) {
        Some(Value::List(list)) => {
            let each = list.iter().map(|t| Ok(figure(&steps, number(t, &AGE)?)));
            Ok(Value::List(each.collect::<Result<_, CaseError>>()?))
        }
        Some(t) => Ok(figure(&steps, number(t, &AGE)?)),
        None => Ok(table(&steps)),
    }
}

fn steps_of(args: &Arguments<'_>) -> Result<Vec<Step>, CaseError> {
    steps(&units(args)?, args.coverage()?).map_err(|why| CaseError::Refused(why.to_string()))
}

fn at(steps: &[Step], t: f64) -> Option<&Step> {
    steps.iter().take_while(|step| step.time <= t).last()
}

fn bounds(estimate: f64, low: f64, high: f64) -> Value {
    Value::object([
        ("value", estimate.into()),
        ("estimate", estimate.into()),
        ("s", estimate.into()),
        ("low", low.into()),
        ("high", high.into()),
        ("lower", low.into()),
        ("upper", high.into()),
    ])
}

fn km_bounds(steps: &[Step], t: f64) -> Value {
    let Some(step) = at(steps, t) else { return bounds(1.0, 1.0, 1.0) };
    let (low, high) = step.survival_bounds.unwrap_or((f64::NAN, f64::NAN));
    bounds(step.survival, low, high)
}

fn na_bounds(steps: &[Step], t: f64) -> Value {
    let Some(step) = at(steps, t) else { return bounds(0.0, 0.0, 0.0) };
    bounds(step.cumulative_hazard, step.hazard_bounds.0, step.hazard_bounds.1)
}

/// Lists by column.
fn table(steps: &[Step]) -> Value {
    let column = |of: &dyn Fn(&Step) -> f64| Value::from(steps.iter().map(of).collect::<Vec<f64>>());
    Value::object([
        ("t", column(&|s| s.time)),
        ("time", column(&|s| s.time)),
        ("at_risk", column(&|s| s.at_risk)),
        ("failures", column(&|s| s.failures)),
        ("s", column(&|s| s.survival)),
        ("survival", column(&|s| s.survival)),
        ("variance", column(&|s| s.variance)),
        ("lower", column(&|s| s.survival_bounds.map_or(f64::NAN, |b| b.0))),
        ("upper", column(&|s| s.survival_bounds.map_or(f64::NAN, |b| b.1))),
        ("cum_hazard", column(&|s| s.cumulative_hazard)),
    ])
}

fn at_risk(args: &Arguments<'_>) -> Result<Value, CaseError> {
    let units = units(args)?;
    args.each(&AGE, &|t| {
        let is_at_risk = |u: &&Unit| u.last() >= t && u.entry_age().is_none_or(|entry| entry < t);
        units.iter().filter(is_at_risk).map(|u| u.count).sum()
    })
}

/// The first time at which half have failed or more; none where it never comes.
fn median(args: &Arguments<'_>) -> Result<Value, CaseError> {
    Ok(steps_of(args)?.iter().find(|step| step.survival <= 0.5).map(|step| step.time).into())
}

/// Units by lists of failures, suspensions, intervals and left-censored times; or by `times` and `status`.
pub(super) fn units(args: &Arguments<'_>) -> Result<Vec<Unit>, CaseError> {
    let mut units = Vec::new();
    let entries = args.numbers(&[
        "entry",
        "entries",
        "left_truncation",
        "left_truncated",
        "truncation",
        "truncated_at",
        "entry_times",
        "entry_ages",
        "delayed_entry",
        "tl",
    ])?;
    if args.get(&["right_truncation", "right_truncated", "tr"]).is_some() {
        return Err(CaseError::Refused(
            "units that are known only because they failed early (right truncation) are not fitted"
                .to_owned(),
        ));
    }
    add(args, &FAILED, &["failures_count", "failure_counts", "n_failures"], Seen::Failed, &mut units)?;
    add(
        args,
        &RUNNING,
        &["right_censored_count", "suspension_counts", "n_right"],
        Seen::Running,
        &mut units,
    )?;
    add(args, &FAILED_BEFORE, &["left_censored_count"], Seen::FailedBefore, &mut units)?;
    intervals(args, &mut units)?;
    by_status(args, &mut units)?;
    enter(args, &entries, &mut units)?;
    let knows_below_zero = args.text(&super::laws::LAW).and_then(|name| super::laws::kind(name).ok());
    if !matches!(knows_below_zero, Some("normal" | "gumbel_min" | "gumbel_max")) {
        // That a unit ran at zero says nothing, where no life is shorter.
        units.retain(|unit| unit.seen != Seen::Running(0.0));
    }
    if units.is_empty() { Err(CaseError::Missing("failures".to_owned())) } else { Ok(units) }
}

const FAILED: [&str; 4] = ["failures", "failed", "exact", "failure_times"];
const RUNNING: [&str; 6] = ["right_censored", "suspensions", "running", "censored", "suspended", "right"];
const FAILED_BEFORE: [&str; 3] = ["left_censored", "failed_before", "left"];

fn add(
    args: &Arguments<'_>,
    names: &[&str],
    counts: &[&str],
    seen: fn(f64) -> Seen,
    units: &mut Vec<Unit>,
) -> Result<(), CaseError> {
    let counts = args.numbers(counts)?;
    for (i, time) in args.numbers(names)?.into_iter().enumerate() {
        units.push(Unit { seen: seen(time), entry: None, count: counts.get(i).copied().unwrap_or(1.0) });
    }
    Ok(())
}

/// Pairs of times, or two lists. A first time of zero is left censoring, a second that is `null` right censoring.
fn intervals(args: &Arguments<'_>, units: &mut Vec<Unit>) -> Result<(), CaseError> {
    let names = ["interval_censored", "intervals", "interval"];
    let counts = args.numbers(&["interval_counts", "interval_censored_count", "counts"])?;
    for (i, pair) in args.values(&names)?.iter().enumerate() {
        let (from, to, count) = match pair {
            Value::List(pair) => (pair.first(), pair.get(1), pair.get(2)),
            Value::Object(pair) => {
                let of = |names: [&str; 4]| names.iter().find_map(|name| pair.get(*name));
                (
                    of(["low", "lower", "from", "left"]),
                    of(["high", "upper", "to", "right"]),
                    pair.get("count"),
                )
            }
            _ => return Err(wrong(&names, "no list of pairs")),
        };
        let time = |value: Option<&Value>| match value {
            None | Some(Value::Null(())) => Ok(None),
            Some(value) => number(value, &names).map(Some),
        };
        let seen = match (time(from)?, time(to)?) {
            (Some(from), Some(to)) if from == to => Seen::Failed(from),
            (Some(from), Some(to)) if from > 0.0 => Seen::FailedBetween(from, to),
            (_, Some(to)) => Seen::FailedBefore(to),
            (Some(from), None) => Seen::Running(from),
            (None, None) => return Err(wrong(&names, "a pair without a time")),
        };
        let count = time(count)?.or(counts.get(i).copied()).unwrap_or(1.0);
        units.push(Unit { seen, entry: None, count });
    }
    let ends = [args.numbers(&["xl", "interval_lower"])?, args.numbers(&["xr", "interval_upper"])?];
    let [from, to] = ends;
    if from.len() != to.len() {
        return Err(wrong(&["interval_lower"], "not as long as `interval_upper`"));
    }
    for (from, to) in from.into_iter().zip(to) {
        let seen = if from > 0.0 { Seen::FailedBetween(from, to) } else { Seen::FailedBefore(to) };
        units.push(Unit { seen, entry: None, count: 1.0 });
    }
    Ok(())
}

/// `times` with `status`, 1 for a failure.
fn by_status(args: &Arguments<'_>, units: &mut Vec<Unit>) -> Result<(), CaseError> {
    let status =
        args.numbers(&["status", "event", "events", "observed", "event_observed", "failed_flags"])?;
    if status.is_empty() {
        return Ok(());
    }
    let times = args.needed_numbers(&["times", "durations", "time", "t"])?;
    if times.len() != status.len() {
        return Err(wrong(&["status"], "not as long as `times`"));
    }
    units.extend(times.into_iter().zip(status).map(|(t, status)| Unit::of((t, status != 0.0))));
    Ok(())
}

/// Ages of entry: one for all, one for each unit in the order above, or by kind.
fn enter(args: &Arguments<'_>, entries: &[f64], units: &mut [Unit]) -> Result<(), CaseError> {
    let of = |names: &[&str]| args.numbers(names);
    let failed = of(&["failures_entry", "entry_failures", "failure_entry"])?;
    let running = of(&["right_censored_entry", "entry_right_censored", "suspension_entry"])?;
    if !failed.is_empty() || !running.is_empty() {
        for (failures, ages) in [(true, failed), (false, running)] {
            let these = units.iter_mut().filter(|u| u.is_failure() == failures);
            these.zip(ages).for_each(|(unit, age)| unit.entry = Some(age));
        }
    }
    match entries {
        [] => {}
        [age] => units.iter_mut().for_each(|unit| unit.entry = Some(*age)),
        ages if ages.len() == units.len() => {
            units.iter_mut().zip(ages).for_each(|(u, age)| u.entry = Some(*age))
        }
        _ => return Err(wrong(&["entry"], "neither one age nor one for each unit")),
    }
    Ok(())
}
