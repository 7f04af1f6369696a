//! What one limit says. It never takes an unknown value for a number: where it cannot judge, it says so.

use crate::date::Date;
use crate::manifest::resolved::{Controls, Limit, Side};
use crate::protocol::{InputValue, InputValues};

use super::{Finding, Level};

/// Why a limit has no bound at some inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap<'a> {
    /// An input that it needs is missing or not a finite number.
    Unknown(&'a str),
    /// Every input is known and the expression has no value, as after a division by zero.
    NoValue,
}

impl Gap<'_> {
    /// What is unknown needs a reason, whatever the limit's own level; a limit that fails at known values blocks.
    pub(super) fn level(self) -> Level {
        match self {
            Self::Unknown(_) => Level::Caution,
            Self::NoValue => Level::Block,
        }
    }
}

/// The bound in force at complete inputs.
pub(crate) fn bound_at<'a>(limit: &'a Limit, complete: &InputValues) -> Result<f64, Gap<'a>> {
    let number = |id: &str| number_at(complete, id);
    let unknown = || limit.bound.inputs().into_iter().find(|id| !number(id).is_some_and(f64::is_finite));
    limit.bound.evaluate(&number).ok_or_else(|| unknown().map_or(Gap::NoValue, Gap::Unknown))
}

/// Whether a value lies beyond a bound, `None` when the value is unknown. An infinite one lies beyond on its side.
fn is_crossed(limit: &Limit, value: Option<f64>, bound: f64) -> Option<bool> {
    let crossed = |value: f64| match limit.side {
        Side::Above => value > bound,
        Side::Below => value < bound,
    };
    let value = value.filter(|value| value.is_finite() || crossed(*value))?;
    Some(crossed(value))
}

/// What a limit says at complete inputs; `None` when it is not crossed.
pub(crate) fn finding(
    controls: &Controls,
    limit: &Limit,
    complete: &InputValues,
    today: Option<Date>,
) -> Option<Finding> {
    let judged = bound_at(limit, complete).and_then(|bound| {
        let crossed = is_crossed(limit, number_at(complete, &limit.input), bound);
        crossed.map(|crossed| (bound, crossed)).ok_or(Gap::Unknown(&limit.input))
    });
    let (level, bound, text) = match judged {
        Ok((_, false)) => return None,
        Ok((bound, true)) => (limit.level, bound, limit.text.clone()),
        Err(gap) => (gap.level(), 0.0, gap_text(controls, limit, gap)),
    };
    let text = [Some(text), limit.source.clone(), expiry(limit, today)].into_iter().flatten();
    let text = text.collect::<Vec<_>>().join(" ");
    Some(Finding { limit: limit.id.clone(), input: limit.input.clone(), level, bound, text })
}

fn gap_text(controls: &Controls, limit: &Limit, gap: Gap<'_>) -> String {
    let title = |id: &str| controls.input(id).map_or(id.to_owned(), |input| input.title.clone());
    let limited = title(&limit.input);
    match gap {
        Gap::Unknown(id) => {
            format!("{} is unknown, so this limit on {limited} cannot be judged. {}", title(id), limit.text)
        }
        Gap::NoValue => format!("The limit on {limited} has no value at these inputs. {}", limit.text),
    }
}

fn expiry(limit: &Limit, today: Option<Date>) -> Option<String> {
    let expired = limit.expires.filter(|last| today.is_some_and(|today| today > *last))?;
    Some(format!("This rule expired on {expired}; ask {}.", limit.owner))
}

fn number_at(complete: &InputValues, id: &str) -> Option<f64> {
    match complete.values.get(id)? {
        InputValue::Number(value) => Some(*value),
        InputValue::Switch(on) => Some(f64::from(u8::from(*on))),
        InputValue::Choice(_) | InputValue::Span(_) | InputValue::List(_) => None,
    }
}
