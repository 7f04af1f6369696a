//! The sections of a report.

use crate::authority::NO_SECURITY;
use crate::clock;
use crate::decision::words::{percent, span};
use crate::decision::{Recommendation, Window};
use crate::domain::DomainState;
use crate::manifest::resolved::{Input, InputKind};
use crate::protocol::InputValue;
use crate::units;

use super::Report;
use super::markup::{escaped, list, pairs, section, table};

/// Title, question, when.
pub fn head(report: &Report<'_>) -> String {
    let app = &report.manifest.app;
    format!(
        "<header><p class=\"muted\">{} {} &middot; decision report &middot; {}</p><h1>{}</h1><p>{}</p></header>\n",
        escaped(&app.title),
        escaped(&app.version),
        escaped(report.made_at),
        escaped(&report.outlook.decision.headline),
        escaped(&report.manifest.decision.question),
    )
}

/// The answer: reasons, windows, alternatives, flip points, domain, remark.
pub fn answer(report: &Report<'_>) -> String {
    let decision = &report.outlook.decision;
    let reasons = decision.reasons.iter().chain(&decision.details).chain(&report.outlook.domain.reasons);
    let state = match report.outlook.domain.state {
        DomainState::In => "Inside the range on which the models were validated.",
        DomainState::Caution => {
            "At the edge of the range on which the models were validated; intervals are wider."
        }
        DomainState::Out => "Outside the range on which the models were validated; nothing is recommended.",
    };
    let flips = decision.flips.iter().map(|f| f.sentence.as_str());
    let remark =
        if report.remark.is_empty() { String::new() } else { format!("<p>{}</p>\n", escaped(report.remark)) };
    [
        section("Why", &list(reasons.map(String::as_str).chain([state]))),
        section(
            "Recommended",
            &decision.recommendations.iter().map(|r| recommendation(report, r)).collect::<String>(),
        ),
        section("What would change the answer", &list(flips)),
        section("Remark", &remark),
    ]
    .concat()
}

/// What it takes to accept, and who answered; nothing where the manifest asks nobody.
pub fn authority(report: &Report<'_>) -> String {
    let Some(asked) = &report.manifest.authority else { return String::new() };
    let rows = [("Level", asked.level.words().to_owned()), ("Asked", asked.who.join(", then "))];
    let said = report.confirmations.iter().map(|(title, by)| format!("{title}: {}", by.sentence()));
    let mut said: Vec<String> = said.collect();
    if said.is_empty() {
        said.push("Nobody has answered to this decision.".to_owned());
    }
    said.push(NO_SECURITY.to_owned());
    section("Who answered", &[pairs(&rows), list(said.iter().map(String::as_str))].concat())
}

fn recommendation(report: &Report<'_>, r: &Recommendation) -> String {
    let currency = &report.manifest.app.currency;
    let money = |x: f64| format!("{x:.0} {currency}");
    let waiting = r.cost_of_waiting.shown();
    let facts = pairs(&[
        ("Window", dated(report, r.window)),
        ("Cause", r.reason.clone()),
        (
            "Failure probability",
            format!(
                "{} without, {} with the inspection",
                percent(r.risk.shown().value),
                percent(r.risk_after.shown().value)
            ),
        ),
        (
            "Expected cost",
            format!("{} without, {} with the inspection", money(r.cost_without), money(r.cost_with)),
        ),
        (
            "A day later costs",
            format!(
                "{} (80 % of members: {:.0} to {:.0})",
                money(waiting.value),
                waiting.interval.low,
                waiting.interval.high
            ),
        ),
    ]);
    let row = |a: &crate::decision::Alternative| {
        vec![
            dated(report, a.window),
            a.extra_cost.map_or_else(String::new, |c| format!("{c:+.0} {currency}")),
            a.note.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = r.alternatives.iter().map(row).collect();
    let title = format!("<h3>{}</h3>\n", escaped(&r.asset_title));
    [title, facts, table(&["Other window", "Extra cost", "Why"], &rows)].concat()
}

/// When a window is, with its date where the plan has a day.
fn dated(report: &Report<'_>, window: Window) -> String {
    let start = report.manifest.scenario.start_min;
    let words = span(start, window);
    let day = report.plan.context.date.or(report.manifest.scenario.date);
    match day.map(|day| day.plus_days(clock::day_offset(start, window.start_h))) {
        Some(date) => format!("{words} ({date})"),
        None => words,
    }
}

/// Inputs, findings, and the reasons given for cautions.
pub fn inputs(report: &Report<'_>) -> String {
    let complete = report.manifest.controls.complete(&report.plan.inputs);
    let row = |input: &Input| {
        let value = complete.values.get(&input.id).map_or_else(String::new, |v| value(&input.kind, v));
        let shape = if complete.shapes.contains_key(&input.id) { "day shape drawn by hand" } else { "" };
        vec![input.title.clone(), value, shape.to_owned()]
    };
    let rows: Vec<Vec<String>> = report.manifest.controls.inputs.iter().map(row).collect();
    let findings: Vec<String> = complete.findings.iter().map(|f| format!("Finding: {f}")).collect();
    let given =
        |(limit, reason): (&String, &String)| format!("Reason for going on in spite of `{limit}`: {reason}");
    let reasons: Vec<String> = report.reasons.iter().map(given).collect();
    let lines = findings.iter().chain(&reasons).map(String::as_str);
    section("Inputs", &[table(&["Input", "Value", ""], &rows), list(lines)].concat())
}

fn value(kind: &InputKind, value: &InputValue) -> String {
    let unit = match kind {
        InputKind::Number(n) => units::display(&n.unit),
        InputKind::Span(s) => units::display(&s.unit),
        _ => "",
    };
    let text = match value {
        InputValue::Number(x) => format!("{x}"),
        InputValue::Switch(on) => (if *on { "on" } else { "off" }).to_owned(),
        InputValue::Choice(option) => option.clone(),
        InputValue::Span(s) => format!("{} to {}", s.from, s.to),
        InputValue::List(all) => format!("{} values", all.len()),
    };
    [text.as_str(), unit].join(" ").trim_end().to_owned()
}

/// What the models promise, and what they are not for.
pub fn models(report: &Report<'_>) -> String {
    let one = |contract: &crate::contract::Contract| {
        let card = &contract.model;
        pairs(&[
            ("Model", format!("{} {}", card.title, card.version)),
            ("Valid until", card.valid_until.clone()),
            ("Fidelity", card.fidelity.clone()),
            ("For", card.intended_use.join("; ")),
            ("Not for", card.not_for.join("; ")),
        ])
    };
    section("What the models promise", &report.contracts.iter().map(one).collect::<String>())
}

/// Versions and hashes, and the record that a replay needs.
pub fn provenance(report: &Report<'_>) -> String {
    let (app, outlook) = (&report.manifest.app, report.outlook);
    let mut rows = vec![
        ("App", format!("{} {}", app.id, app.version)),
        ("Manifest, SHA-256", report.manifest_sha256.to_owned()),
        ("Engine", report.build.to_owned()),
        ("Ensemble", format!("{} members, seed {}, {} h", outlook.members, outlook.seed, outlook.horizon_h)),
        ("Decided by", report.manifest.decision.owner.clone()),
    ];
    rows.extend(
        report
            .models
            .iter()
            .map(|m| ("Model", format!("{} {}, index SHA-256 {}", m.id, m.version, m.sha256))),
    );
    let record = if report.record.is_empty() {
        String::new()
    } else {
        format!(
            "<details><summary>The record, for a replay</summary><pre>{}</pre></details>\n",
            escaped(report.record)
        )
    };
    section("Where the numbers come from", &[pairs(&rows), record].concat())
}
