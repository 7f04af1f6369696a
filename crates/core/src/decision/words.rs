//! The decision in sentences: the same on the screen, the command line and the report.

use crate::clock;
use crate::ensemble::aggregate::{quantile, summarise};
use crate::ensemble::member::MemberResult;
use crate::ensemble::setting::Setting;
use crate::manifest::resolved::Zone;
use crate::predicted::Predicted;
use crate::profile::first_crossing;
use crate::reliability::ModeState;

use super::choose::Candidate;
use super::{DecidedBy, Decision, Recommendation, Status, Window};

/// A probability in per cent with two significant digits, `< 0.01 %` below that.
pub fn percent(p: f64) -> String {
    let x = p * 100.0;
    match x {
        x if x <= 0.0 => "0 %".into(),
        x if x < 0.01 => "< 0.01 %".into(),
        x if x < 0.1 => format!("{x:.2} %"),
        x if x < 9.95 && libm::fabs(x - libm::round(x)) > 1e-9 => format!("{x:.1} %"),
        x => format!("{x:.0} %"),
    }
}

/// A clock time, with its day when it is not today's.
pub fn clock_time(start_min: u32, t_h: f64) -> String {
    let time = clock::label(start_min, t_h);
    match clock::day_offset(start_min, t_h) {
        0 => time,
        1 => format!("tomorrow {time}"),
        days => format!("{time} in {days} days"),
    }
}

/// `between 10:00 and 14:00`, with the day when it is not today's.
pub fn span(start_min: u32, window: Window) -> String {
    let end = clock::label(start_min, window.end_h);
    match clock::day_offset(start_min, window.start_h) {
        0 => format!("between {} and {end}", clock::label(start_min, window.start_h)),
        1 => format!("tomorrow between {} and {end}", clock::label(start_min, window.start_h)),
        days => format!("in {days} days between {} and {end}", clock::label(start_min, window.start_h)),
    }
}

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
    members: &[MemberResult],
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
        reasons.extend(causes(setting, members, asset));
    }
    if !stuck.is_empty() {
        reasons.push(format!("{stuck}: the other pumps cannot carry the inflow while it is out, in any of the hours with access and crew."));
    }
    reasons.push(others(setting, members, &recommendations));
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

/// An amount with three significant digits and groups of thousands: `13,600`.
fn grouped(amount: f64) -> String {
    let digits = libm::floor(libm::log10(libm::fabs(amount).max(1.0)));
    let step = libm::exp10((digits - 2.0).max(0.0));
    let whole = format!("{:.0}", libm::round(libm::fabs(amount) / step) * step);
    let first = match whole.len() % 3 {
        0 => 3,
        rest => rest,
    };
    let (head, tail) = whole.split_at(first.min(whole.len()));
    let groups = tail.as_bytes().chunks(3).map(|group| String::from_utf8_lossy(group));
    let sign = if amount < 0.0 && whole != "0" { "-" } else { "" };
    groups.fold(format!("{sign}{head}"), |text, group| format!("{text},{group}"))
}

/// What the other pumps' risk is at most.
fn others(setting: &Setting, members: &[MemberResult], recommendations: &[Recommendation]) -> String {
    let named = |id: &str| recommendations.iter().take(1).any(|r| r.asset == id);
    let mean = |i: usize| {
        members.iter().map(|m| m.assets[i].failure.last().copied().unwrap_or(0.0)).sum::<f64>()
            / members.len() as f64
    };
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
pub(super) fn cause(setting: &Setting, members: &[MemberResult], i: usize) -> String {
    causes(setting, members, i).join(" ")
}

/// The cause in sentences: condition and driver, temperature, crossing.
fn causes(setting: &Setting, members: &[MemberResult], i: usize) -> Vec<String> {
    let sentences =
        [condition(setting, members, i), warmer(setting, members, i), crossing(setting, members, i)];
    sentences.into_iter().filter(|s| !s.is_empty()).collect()
}

fn condition(setting: &Setting, members: &[MemberResult], i: usize) -> String {
    let n = members.len() as f64;
    let incidence = |j: usize| members.iter().map(|m| m.assets[i].incidence[j]).sum::<f64>() / n;
    let shares: Vec<f64> = (0..setting.manifest.modes.len()).map(incidence).collect();
    let total: f64 = shares.iter().sum();
    let driver = shares.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(j, _)| j);
    let Some(mode) = setting.manifest.modes.get(driver) else { return String::new() };
    let title = &mode.title;
    let present = |m: &MemberResult| match m.assets[i].modes.get(driver) {
        Some(ModeState::DelayTime(d)) => Some(d.present),
        _ => None,
    };
    let probabilities: Vec<f64> = members.iter().filter_map(present).collect();
    let share = percent(if total > 0.0 { shares[driver] / total } else { 0.0 });
    if probabilities.is_empty() {
        return format!("{title} makes {share} of the risk.");
    }
    let p = percent(probabilities.iter().sum::<f64>() / probabilities.len() as f64);
    let zone = setting.zones.get(i).map_or("A", |z| letter(*z));
    format!(
        "Vibration in zone {zone}: a {} defect is present with {p} and makes {share} of the risk.",
        lower(title)
    )
}

fn warmer(setting: &Setting, members: &[MemberResult], i: usize) -> String {
    let rise: Predicted<f64> =
        summarise(members.iter().map(|m| m.assets[i].bearing_rise_k), setting.domain.state);
    let kelvin = rise.shown().value;
    match kelvin {
        k if k >= 1.0 => format!("The bearing gets {k:.0} K warmer than on the reference day."),
        k if k <= -1.0 => format!("The bearing stays {:.0} K cooler than on the reference day.", -k),
        _ => String::new(),
    }
}

/// When the risk passes the limit, with the hours that most members agree on.
fn crossing(setting: &Setting, members: &[MemberResult], i: usize) -> String {
    let (times, limit) = (&setting.times_h, setting.manifest.decision.risk_limit);
    let start_min = setting.manifest.scenario.start_min;
    let n = members.len() as f64;
    let mean: Vec<f64> =
        (0..times.len()).map(|k| members.iter().map(|m| m.assets[i].failure[k]).sum::<f64>() / n).collect();
    let risk = percent(mean.last().copied().unwrap_or(0.0));
    let hours = setting.manifest.scenario.horizon_h;
    let Some(crossing_h) = first_crossing(times, &mean, limit) else {
        return format!("It fails within {hours:.0} h with {risk}.");
    };
    let mut crossings: Vec<f64> = members
        .iter()
        .map(|m| first_crossing(times, &m.assets[i].failure, limit).unwrap_or(f64::INFINITY))
        .collect();
    crossings.sort_by(f64::total_cmp);
    let (early, late) = (quantile(&crossings, 0.1), crossings.get((0.9 * (n - 1.0)) as usize).copied());
    let at = |t: f64| clock::label(start_min, t);
    let until = match late.filter(|t| t.is_finite()) {
        Some(t) => at(t),
        None => "not at all".into(),
    };
    let from = if early.is_finite() { at(early) } else { at(crossing_h) };
    format!("Risk passes {} at {} (80 %: {from} to {until}).", percent(limit), at(crossing_h))
}

/// A note on another window.
pub(super) fn alternative(setting: &Setting, feasible: bool, best: Option<&Candidate>) -> String {
    match best {
        Some(c) if c.start.cost_factor > 1.0 => format!("on-call rate, {:.1} times", c.start.cost_factor),
        Some(c) if c.risk_after > setting.manifest.decision.risk_limit => {
            format!("risk until then above the limit: {}", percent(c.risk_after))
        }
        Some(_) => "possible".into(),
        None if feasible => "the crew is busy".into(),
        None => "the other pumps cannot carry the inflow".into(),
    }
}

fn letter(zone: Zone) -> &'static str {
    ["A", "B", "C", "D"][zone.index()]
}

fn lower(title: &str) -> String {
    let mut chars = title.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// `Pump 1, pump 2 and pump 3`.
fn join(titles: &[String]) -> String {
    match titles {
        [] => String::new(),
        [one] => one.clone(),
        [first, middle @ .., last] => {
            let middle: String = middle.iter().map(|t| format!(", {}", lower(t))).collect();
            format!("{first}{middle} and {}", lower(last))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_have_two_digits_at_most() {
        for (p, expected) in [
            (0.0, "0 %"),
            (0.00001, "< 0.01 %"),
            (0.0005, "0.05 %"),
            (0.0784, "7.8 %"),
            (0.05, "5 %"),
            (0.0999, "10 %"),
            (0.456, "46 %"),
            (1.0, "100 %"),
        ] {
            assert_eq!(percent(p), expected, "{p}");
        }
    }

    #[test]
    fn amounts_have_three_digits_and_groups() {
        for (amount, expected) in [
            (0.0, "0"),
            (9.6, "10"),
            (999.6, "1,000"),
            (3634.0, "3,630"),
            (13_572.0, "13,600"),
            (-1_234_567.0, "-1,230,000"),
        ] {
            assert_eq!(grouped(amount), expected, "{amount}");
        }
    }

    #[test]
    fn spans_name_the_day() {
        for (start_h, end_h, expected) in [
            (4.0, 8.0, "between 10:00 and 14:00"),
            (26.0, 30.0, "tomorrow between 08:00 and 12:00"),
            (50.0, 54.0, "in 2 days between 08:00 and 12:00"),
        ] {
            assert_eq!(span(360, Window { start_h, end_h }), expected);
        }
    }

    #[test]
    fn titles_are_joined() {
        let titles = ["Pump 1".to_owned(), "Pump 2".to_owned(), "Pump 3".to_owned()];
        assert_eq!(join(&titles), "Pump 1, pump 2 and pump 3");
        assert_eq!(join(&titles[..1]), "Pump 1");
    }
}
