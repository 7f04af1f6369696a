//! The cost of an inspection at which the answer changes: the choice is made again at other costs, as rates, other
//! starts and the least worth of a visit all enter it.

use crate::decision::words::percent;
use crate::ensemble::setting::Setting;

use super::FlipPoint;
use super::choose::COMPARED;
use super::flips::{Answer, answer, members};

/// Highest cost that is tried, as a multiple of the present one.
const MOST: f64 = 64.0;
/// Halvings of the bracket.
const HALVINGS: u32 = 10;

/// The nearest cost that changes what is inspected: a higher one where something is, else a lower one.
pub(super) fn inspection_cost(mut setting: Setting) -> Option<FlipPoint> {
    let now = setting.manifest.decision.inspection.cost;
    let deciding = members(&setting, COMPARED as u32);
    let mut at_cost = |cost: f64| {
        setting.manifest.decision.inspection.cost = cost;
        answer(&setting, &deciding)
    };
    let here = at_cost(now)?;
    let found = match here.is_empty() {
        true => bisected(&here, (now, 0.0), &mut at_cost),
        false => doubled(&here, now, &mut at_cost),
    };
    let currency = setting.manifest.app.currency.clone();
    let sentence = match &found {
        Some((at, other)) if here.is_empty() => {
            let titles = titles(&setting, other, &here);
            format!(
                "Changes if an inspection costs less than {at:.0} {currency}: {titles} is then inspected."
            )
        }
        Some((at, other)) => {
            let titles = titles(&setting, &here, other);
            format!(
                "Changes if an inspection costs more than {at:.0} {currency}: {titles} is then left alone."
            )
        }
        None if here.is_empty() => "An inspection does not pay at any cost.".to_owned(),
        None => {
            let limit = percent(setting.manifest.decision.risk_limit);
            format!("No cost of an inspection changes the answer: the risk limit of {limit} decides.")
        }
    };
    let title = "Cost of an inspection".into();
    let at = found.map(|(at, _)| at);
    Some(FlipPoint { quantity: "inspection_cost".into(), title, unit: currency, now, at, sentence })
}

/// Up from the present cost, twice as much each time.
fn doubled(
    here: &[usize],
    now: f64,
    at_cost: &mut dyn FnMut(f64) -> Option<Answer>,
) -> Option<(f64, Answer)> {
    let (mut same, mut cost) = (now, 2.0 * now.max(1.0));
    while cost <= MOST * now.max(1.0) {
        if let Some(found) = bisected(here, (same, cost), at_cost) {
            return Some(found);
        }
        (same, cost) = (cost, 2.0 * cost);
    }
    None
}

/// Between a cost with the present answer and one with another, if that has another.
fn bisected(
    here: &[usize],
    (mut same, end): (f64, f64),
    at_cost: &mut dyn FnMut(f64) -> Option<Answer>,
) -> Option<(f64, Answer)> {
    let mut other = (end, at_cost(end).filter(|answer| answer != here)?);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (same + other.0);
        match at_cost(middle) {
            Some(answer) if answer != here => other = (middle, answer),
            _ => same = middle,
        }
    }
    Some(other)
}

/// Titles of the assets of one answer that are not in the other.
fn titles(setting: &Setting, of: &[usize], without: &[usize]) -> String {
    let gone = of.iter().filter(|asset| !without.contains(asset));
    let titles = gone.filter_map(|i| Some(setting.manifest.assets.get(*i)?.title.to_lowercase()));
    titles.collect::<Vec<String>>().join(" and ")
}
