//! The decision in sentences: the same on the screen, the command line and the report.

mod numbers;

pub use numbers::{clock_time, grouped, lower, percent, span};

use crate::ensemble::aggregate::{quantile, summarise};
use crate::ensemble::row::{Curve, Number};
use crate::ensemble::setting::Setting;
use crate::ensemble::table::Table;
use crate::field::Found;
use crate::predicted::Predicted;
use crate::profile::first_crossing;

use super::choose::Candidate;
use numbers::{join, letter, moment};

use super::{DecidedBy, Decision, Recommendation, Status};

/// No recommendation because the models may not be believed here.
pub(super) fn withheld(setting: &Setting) -> Decision {
    let mut reasons = setting.domain.reasons.clone();
    reasons.push("Outside its range the model may be confidently wrong, so no window is offered. Change the inputs, or decide as before.".into());
    Decision {
        status: Status::Withheld,
        headline: "No recommendation: outside the validated range".into(),
        reasons,
        details: vec![],
        recommendations: vec![],
        flips: vec![],
    }
}

/// The decision from its recommendations; `without_window` are assets that are due but have no window.
pub(super) fn decision(
    setting: &Setting,
    table: &Table,
    recommendations: Vec<Recommendation>,
    without_window: &[usize],
) -> Decision {
    let titles = |ids: &[usize]| {
        ids.iter()
            .filter_map(|&i| setting.manifest.assets.get(i))
            .map(|a| a.title.clone())
            .collect::<Vec<_>>()
    };
    let stuck = join(&titles(without_window));
    let start_min = setting.manifest.scenario.start_min;
    let (status, headline) = match (recommendations.first(), stuck.is_empty()) {
        (Some(r), _) => {
            (Status::Act, format!("Inspect {} {}", lower(&r.asset_title), span(start_min, r.window)))
        }
        (None, false) => (Status::NoWindow, format!("{stuck}: inspection due, but no window")),
        (None, true) => (Status::Nothing, "Nothing to inspect now".into()),
    };
    let mut reasons = Vec::new();
    if let Some(r) = recommendations.first() {
        let asset = setting.manifest.assets.iter().position(|a| a.id == r.asset).unwrap_or_default();
        reasons.extend(causes(setting, table, asset));
    }
    if !stuck.is_empty() {
        reasons.push(format!("{stuck}: no hour is left at which access, roads and crew allow it and the other pumps carry the inflow meanwhile."));
    }
    reasons.push(others(setting, table, &recommendations));
    if status == Status::Nothing {
        reasons.push(
            "No inspection in the coming days pays for itself, and every pump stays below the risk limit."
                .into(),
        );
    }
    let details = recommendations.first().map(|r| criterion(setting, r)).into_iter().collect();
    Decision { status, headline, reasons, details, recommendations, flips: vec![] }
}

/// Which of the two criteria decided, with the cost both ways.
fn criterion(setting: &Setting, r: &Recommendation) -> String {
    let currency = &setting.manifest.app.currency;
    let days = setting.manifest.decision.horizon_h / 24.0;
    let (without, with) = (grouped(r.cost_without), grouped(r.cost_with));
    match r.decided_by {
        DecidedBy::RiskLimit => {
            let limit = percent(setting.manifest.decision.risk_limit);
            format!(
                "The risk limit of {limit} decides; the expected cost over {days:.0} days goes from {without} to {with} {currency}."
            )
        }
        DecidedBy::ExpectedCost => {
            format!("The expected cost decides: {with} instead of {without} {currency} over {days:.0} days.")
        }
    }
}

/// What the other pumps' risk is at most.
fn others(setting: &Setting, table: &Table, recommendations: &[Recommendation]) -> String {
    let named = |id: &str| recommendations.iter().take(1).any(|r| r.asset == id);
    let mean = |i: usize| table.last(Curve::Failure(i)).sum::<f64>() / table.members() as f64;
    let rest: Vec<(String, f64)> = setting
        .manifest
        .assets
        .iter()
        .enumerate()
        .filter(|(_, a)| !named(&a.id))
        .map(|(i, a)| (a.title.clone(), mean(i)))
        .collect();
    let highest = rest.iter().map(|(_, p)| *p).fold(0.0, f64::max);
    let hours = setting.manifest.scenario.horizon_h;
    let names = join(&rest.into_iter().map(|(t, _)| t).collect::<Vec<_>>());
    format!("{names}: at most {} within {hours:.0} h.", percent(highest))
}

/// The cause for one asset as one text.
pub(super) fn cause(setting: &Setting, table: &Table, i: usize) -> String {
    causes(setting, table, i).join(" ")
}

/// The cause in sentences: condition and driver, temperature, crossing.
fn causes(setting: &Setting, table: &Table, i: usize) -> Vec<String> {
    let sentences = [condition(setting, table, i), warmer(setting, table, i), crossing(setting, table, i)];
    sentences.into_iter().filter(|s| !s.is_empty()).collect()
}

fn condition(setting: &Setting, table: &Table, i: usize) -> String {
    let shares: Vec<f64> =
        (0..setting.manifest.modes.len()).map(|j| table.mean(Number::Incidence(i, j))).collect();
    let total: f64 = shares.iter().sum();
    let driver = shares.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(j, _)| j);
    let Some(mode) = setting.manifest.modes.get(driver) else { return String::new() };
    let title = &mode.title;
    let probabilities: Vec<f64> = table.numbers(Number::Present(i, driver)).filter(|p| !p.is_nan()).collect();
    let share = percent(if total > 0.0 { shares[driver] / total } else { 0.0 });
    if probabilities.is_empty() {
        return format!("{title} makes {share} of the risk.");
    }
    let p = percent(probabilities.iter().sum::<f64>() / probabilities.len() as f64);
    let zone = setting.conditions.get(i).map_or("A", |c| letter(c.zone));
    format!(
        "Vibration in zone {zone}{}: a {} defect is present with {p} and makes {share} of the risk.",
        found(setting, i),
        lower(title)
    )
}

/// What was found at an asset, in words: `, no defect found`; its grade is the zone that stands before.
fn found(setting: &Setting, i: usize) -> String {
    let manifest = &setting.manifest;
    let title = |id: &str| lower(manifest.modes.iter().find(|m| m.id == id).map_or(id, |m| &m.title));
    let own = setting.findings.iter().filter(|f| f.asset == manifest.assets[i].id);
    let words = |found: &Found| match found {
        Found::NoDefect => Some(", no defect found".to_owned()),
        Found::Defect(mode) => Some(format!(", {} defect found", title(mode))),
        Found::Repaired(mode) => Some(format!(", {} repaired", title(mode))),
        Found::Grade(_) => None,
    };
    own.filter_map(|f| words(&f.found)).collect()
}

fn warmer(setting: &Setting, table: &Table, i: usize) -> String {
    let rise: Predicted<f64> = summarise(table.numbers(Number::Rise(i)), setting.domain.state);
    let kelvin = rise.shown().value;
    match kelvin {
        k if k >= 1.0 => format!("The bearing gets {k:.0} K warmer than on the reference day."),
        k if k <= -1.0 => format!("The bearing stays {:.0} K cooler than on the reference day.", -k),
        _ => String::new(),
    }
}

/// When the risk passes the limit, with the hours that most members agree on.
fn crossing(setting: &Setting, table: &Table, i: usize) -> String {
    let (times, limit) = (&setting.times_h, setting.manifest.decision.risk_limit);
    let start_min = setting.manifest.scenario.start_min;
    let n = table.members() as f64;
    let mean = table.mean_curve(Curve::Failure(i));
    let risk = percent(mean.last().copied().unwrap_or(0.0));
    let hours = setting.manifest.scenario.horizon_h;
    let Some(crossing_h) = first_crossing(times, &mean, limit) else {
        return format!("It fails within {hours:.0} h with {risk}.");
    };
    let mut crossings: Vec<f64> = table.numbers(Number::Crossing(i)).collect();
    crossings.sort_by(f64::total_cmp);
    let (early, late) = (quantile(&crossings, 0.1), crossings.get((0.9 * (n - 1.0)) as usize).copied());
    let at = |t: f64| moment(start_min, t);
    let until = match late.filter(|t| t.is_finite()) {
        Some(t) => at(t),
        None => "not at all".into(),
    };
    let from = if early.is_finite() { at(early) } else { at(crossing_h) };
    format!("Risk passes {} at {} (80 %: {from} to {until}).", percent(limit), at(crossing_h))
}

/// A note on another window: what speaks against it, the limit before the rate.
pub(super) fn alternative(setting: &Setting, feasible: bool, best: Option<&Candidate>) -> String {
    let limit = setting.manifest.decision.risk_limit;
    match best {
        Some(c) => {
            let over = || format!("risk until then above the limit: {}", percent(c.risk_after));
            let dear = || format!("{:.2} times the normal rate", c.start.cost_factor);
            let notes = [(c.risk_after > limit).then(over), (c.start.cost_factor > 1.0).then(dear)];
            let notes: Vec<String> = notes.into_iter().flatten().collect();
            if notes.is_empty() { "possible".into() } else { notes.join("; ") }
        }
        None if feasible => "the crew is busy".into(),
        None => "the other pumps cannot carry the inflow".into(),
    }
}
