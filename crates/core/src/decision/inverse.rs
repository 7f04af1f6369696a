//! The inverse question of a station: how far may an input go while every asset's risk stays at or below a limit?
//!
//! Bracketing on the input's own steps, from the lowest of its range: first over the whole range, then between the last
//! value that is allowed and the first that is not, until they are one step apart. The upper end of the members' band
//! has to keep the limit, not the mean. Every trial has the same members (common random numbers), so two values differ
//! by the input alone. Values that a limit blocks are never tried; where the models may not be believed nothing is
//! allowed. That there is no such value is an answer.

use crate::domain::DomainState;
use crate::ensemble::{Ensemble, Evaluate, ModelFacts};
use crate::guardrail::{Level, check};
use crate::manifest::resolved::{Input, Manifest, NumberInput};
use crate::protocol::{InputValue, RunPlan};
use crate::study::lattice::Lattice;
use crate::units;

use super::FlipPoint;
use super::flips::TRIAL_MEMBERS;
use super::words::percent;

/// Values of the first round.
const COARSE: u64 = 9;

/// What came of one value.
#[derive(Debug, Clone, PartialEq)]
enum Trial {
    /// The highest upper end of all assets' risks.
    Risk(f64),
    /// A limit blocks it; its text.
    Blocked(String),
    /// The models may not be believed there, or there is no answer.
    Outside,
}

/// The highest value of an input that keeps every asset's risk at or below `limit`, a probability, from the lowest value
/// on at which something can be said; `None` where there is no such numeric input.
pub fn highest(
    manifest: &Manifest,
    facts: &ModelFacts,
    plan: &RunPlan,
    id: &str,
    limit: f64,
    evaluate: &mut Evaluate<'_>,
) -> Option<FlipPoint> {
    let (input, number) = (manifest.controls.input(id)?, manifest.controls.number_input(id)?);
    let Some(InputValue::Number(now)) = manifest.controls.complete(&plan.inputs).values.get(id).cloned()
    else {
        return None;
    };
    let lattice = Lattice::of(number);
    let mut trial = |position: u64| trial(manifest, facts, plan, id, lattice.at(position), evaluate);
    let found = search(lattice.last(), limit, &mut trial);
    let sentence = sentence(input, number, &lattice, limit, &found);
    Some(FlipPoint {
        quantity: format!("highest {id}"),
        title: format!("Highest {}", input.title.to_lowercase()),
        unit: number.unit.clone(),
        now,
        at: found.allowed.map(|position| lattice.at(position)),
        sentence,
    })
}

/// What was found, in positions of the lattice.
#[derive(Debug, PartialEq)]
struct Bracket {
    /// The last allowed one.
    allowed: Option<u64>,
    /// The first that is not, with what came of it; `None` at the end of the range.
    forbidden: Option<(u64, Trial)>,
}

fn search(last: u64, limit: f64, trial: &mut dyn FnMut(u64) -> Trial) -> Bracket {
    let mut found = Bracket { allowed: None, forbidden: None };
    let parts = (COARSE - 1).min(last.max(1));
    for k in 0..=parts {
        let position = last * k / parts;
        match trial(position) {
            Trial::Risk(risk) if risk <= limit => found.allowed = Some(position),
            // Nothing is claimed of values at the lower end that are blocked or outside.
            Trial::Blocked(_) | Trial::Outside if found.allowed.is_none() && k < parts => {}
            other => {
                found.forbidden = Some((position, other));
                break;
            }
        }
    }
    while let (Some(low), Some((high, _))) = (found.allowed, &found.forbidden) {
        if high - low <= 1 {
            break;
        }
        let middle = low + (high - low) / 2;
        match trial(middle) {
            Trial::Risk(risk) if risk <= limit => found.allowed = Some(middle),
            other => found.forbidden = Some((middle, other)),
        }
    }
    found
}

fn trial(
    manifest: &Manifest,
    facts: &ModelFacts,
    plan: &RunPlan,
    id: &str,
    value: f64,
    evaluate: &mut Evaluate<'_>,
) -> Trial {
    let mut plan = RunPlan { members: TRIAL_MEMBERS, stop: None, flips: false, ..plan.clone() };
    plan.inputs.values.insert(id.to_owned(), InputValue::Number(value));
    let verdict = check(&manifest.controls, &plan.inputs);
    if let Some(block) = verdict.findings.into_iter().find(|finding| finding.level == Level::Block) {
        return Trial::Blocked(block.text);
    }
    let Ok(mut ensemble) = Ensemble::new(manifest, facts, &plan, evaluate) else { return Trial::Outside };
    ensemble.advance(TRIAL_MEMBERS);
    let outlook = ensemble.outlook();
    if outlook.domain.state == DomainState::Out {
        return Trial::Outside;
    }
    let upper = outlook.assets.iter().map(|asset| asset.risk.shown().interval.high);
    Trial::Risk(upper.fold(0.0, f64::max))
}

fn sentence(input: &Input, number: &NumberInput, lattice: &Lattice, limit: f64, found: &Bracket) -> String {
    let (title, limit) = (input.title.to_lowercase(), percent(limit));
    let with_unit = |position: u64| units::with_unit(lattice.at(position), &number.unit);
    let Some(allowed) = found.allowed else {
        let range = format!("{} to {}", number.min, with_unit(lattice.last()));
        return format!(
            "No value of {title} from {range} keeps every risk at or below {limit} (upper end of 80 % of members)."
        );
    };
    let why = match &found.forbidden {
        None => "the end of its range".to_owned(),
        Some((_, Trial::Risk(risk))) => format!("then one may reach {}", percent(*risk)),
        Some((_, Trial::Blocked(text))) => format!("then a limit: {}", text.trim_end_matches('.')),
        Some((_, Trial::Outside)) => "then outside the validated range".to_owned(),
    };
    let up_to = with_unit(allowed);
    format!(
        "Every risk stays at or below {limit} with {title} up to {up_to} (upper end of 80 % of members); {why}."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_allowed_step_and_what_forbids_the_next() {
        let rising = |p: u64| Trial::Risk(p as f64 / 100.0);
        let blocked = |p: u64| if p > 40 { Trial::Blocked("No.".into()) } else { rising(p) };
        let late = |p: u64| if p < 30 { Trial::Outside } else { rising(p) };
        type Of<'a> = &'a dyn Fn(u64) -> Trial;
        type Case<'a> = (&'a str, Of<'a>, f64, Option<u64>, Option<(u64, Trial)>);
        let cases: [Case<'_>; 6] = [
            ("risk", &rising, 0.333, Some(33), Some((34, Trial::Risk(0.34)))),
            ("limit", &blocked, 0.9, Some(40), Some((41, Trial::Blocked("No.".into())))),
            ("range", &rising, 2.0, Some(117), None),
            ("nowhere", &rising, -1.0, None, Some((0, Trial::Risk(0.0)))),
            ("outside first", &late, 0.5, Some(50), Some((51, Trial::Risk(0.51)))),
            ("outside everywhere", &|_| Trial::Outside, 0.5, None, Some((117, Trial::Outside))),
        ];
        for (name, of, limit, allowed, forbidden) in cases {
            let mut asked = Vec::new();
            let found = search(117, limit, &mut |p| {
                asked.push(p);
                of(p)
            });
            assert_eq!(found, Bracket { allowed, forbidden }, "{name}");
            assert!(asked.len() <= 14, "{name}: {asked:?}");
        }
        assert_eq!(search(0, 1.0, &mut |_| Trial::Risk(0.5)).allowed, Some(0));
    }
}
