//! The promises that hold at each point on its own.

use crate::domain::DomainState;
use crate::graph::{GraphAnswer, OutputAnswer};
use crate::guardrail::{self, Level};
use crate::predict::Series;
use crate::protocol::InputValues;

use super::{Observation, Space};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Promise {
    /// Where a model's inputs lie outside its domain, no output that rests on it has a number.
    NoExtrapolation,
    /// Numbers are finite and inside their intervals; where there is none, the state says so.
    Numbers,
    /// What a limit blocks is refused, and nothing else is.
    Refused,
}

impl Promise {
    pub const ALL: [Self; 3] = [Self::NoExtrapolation, Self::Numbers, Self::Refused];

    pub fn text(self) -> &'static str {
        match self {
            Self::NoExtrapolation => "no number outside what a model was validated on",
            Self::Numbers => "numbers are finite and inside their intervals",
            Self::Refused => "blocked inputs are refused, all others are answered",
        }
    }

    /// How the promise is broken at a point, in words.
    pub fn broken(self, space: Space<'_>, inputs: &InputValues, seen: &Observation) -> Option<String> {
        match (self, &seen.answer) {
            (Self::Refused, answer) => refused(space, inputs, answer),
            (_, Err(_)) => None,
            (Self::Numbers, Ok(answer)) => answer.outputs.iter().find_map(numbers),
            (Self::NoExtrapolation, Ok(answer)) => {
                seen.rows.iter().find_map(|(node, row)| extrapolated(space, node, row, answer))
            }
        }
    }
}

fn refused(space: Space<'_>, inputs: &InputValues, answer: &Result<GraphAnswer, String>) -> Option<String> {
    let findings = guardrail::check(space.controls, inputs).findings;
    let blocked = findings.into_iter().find(|finding| finding.level == Level::Block);
    match (blocked, answer) {
        (Some(finding), Ok(_)) => {
            Some(format!("`{}` blocks these inputs, and they are answered", finding.limit))
        }
        (None, Err(why)) => Some(format!("nothing blocks these inputs, and they are refused: {why}")),
        _ => None,
    }
}

fn numbers(output: &OutputAnswer) -> Option<String> {
    let id = &output.id;
    let Some(series) = &output.series else {
        let silent = output.state != DomainState::Out;
        return silent.then(|| format!("`{id}` has no number, and its state is not out"));
    };
    if output.state == DomainState::Out {
        return Some(format!("`{id}` has a number, and its state is out"));
    }
    let Series { values, low, high, .. } = series;
    let all = [values, low, high];
    if all.iter().any(|part| part.len() != values.len() || part.is_empty()) {
        return Some(format!("`{id}` has an interval of another length than its values"));
    }
    if let Some(x) = all.into_iter().flatten().find(|x| !x.is_finite()) {
        return Some(format!("`{id}` is {x}"));
    }
    let ends = low.iter().zip(high);
    let outside = values.iter().zip(ends).find(|(x, (low, high))| !(*low <= *x && *x <= *high));
    outside.map(|(x, (low, high))| format!("`{id}` is {x}, outside its interval from {low} to {high}"))
}

/// A row outside the domain of the model that answered it, and an output that rests on it with a number. The box is
/// looked at here once more, without the code that judges it.
fn extrapolated(space: Space<'_>, node: &str, row: &[f64], answer: &GraphAnswer) -> Option<String> {
    let by = answer.nodes.iter().find(|report| report.id == node)?;
    let bundle = (space.bundles)(&by.model)?;
    let (contract, domain) = (&bundle.contract, &bundle.domain);
    let beyond = contract.inputs.iter().find_map(|slot| {
        let bounds = domain.bounds.get(&slot.name).copied().unwrap_or(slot.range);
        let x = contract
            .input_values(&slot.name, row)
            .iter()
            .find(|x| !(bounds.min <= **x && **x <= bounds.max))?;
        Some(format!("`{}` of {node} is {x}, beyond its {} to {}", slot.name, bounds.min, bounds.max))
    });
    let judged = || {
        let verdict = domain.judge(contract, row);
        (verdict.state == DomainState::Out).then(|| verdict.reasons.join(" "))
    };
    let why = beyond.or_else(judged)?;
    let rests = |output: &&OutputAnswer| space.graph.behind(&output.id).contains(&node);
    let shown = answer.outputs.iter().filter(rests).find(|output| output.series.is_some())?;
    Some(format!("{why}, and `{}` has a number", shown.id))
}
