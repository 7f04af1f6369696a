//! Answers as text for a terminal.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use twinlet_core::contract::Contract;
use twinlet_core::decision::words::{percent, span};
use twinlet_core::domain::DomainState;
use twinlet_core::graph::{Crossed, GraphAnswer, LimitAnswer, OutputAnswer};
use twinlet_core::manifest::resolved::Manifest;
use twinlet_core::manifest::{CompiledApp, fingerprint};
use twinlet_core::outlook::Outlook;
use twinlet_core::predict::Series;
use twinlet_core::protocol::RunPlan;
use twinlet_core::{report, units};
use twinlet_engine::Twin;

use crate::today;

/// The decision as an HTML file; it is dated by the day in UTC.
///
/// # Errors
/// When the compiled manifest is no JSON.
pub fn html(
    twin: &Twin,
    manifest: &Manifest,
    compiled: &CompiledApp,
    plan: &RunPlan,
    outlook: &Outlook,
) -> anyhow::Result<String> {
    let contracts: Vec<Contract> = twin.models.values().map(|m| m.bundle.contract.clone()).collect();
    Ok(report::html(&report::Report {
        manifest,
        plan,
        outlook,
        contracts: &contracts,
        models: &twin.loaded(),
        manifest_sha256: &fingerprint(&compiled.json)?,
        build: concat!("twinlet ", env!("CARGO_PKG_VERSION")),
        made_at: &format!("{} (UTC)", today::utc()),
        reasons: &BTreeMap::new(),
        confirmations: &[],
        remark: "",
        record: "",
    }))
}

use crate::plan;

/// Headline, reasons, a table of assets, recommendations and flip points.
pub fn text(manifest: &Manifest, outlook: &Outlook) -> String {
    let mut out = format!("{}\n\n", outlook.decision.headline);
    for reason in outlook.decision.reasons.iter().chain(&outlook.decision.details) {
        let _ = writeln!(out, "  {reason}");
    }
    out.push('\n');
    assets(manifest, outlook, &mut out);
    recommendations(manifest, outlook, &mut out);
    outlook.plan.iter().for_each(|p| plan::write(p, &mut out));
    for flip in &outlook.decision.flips {
        let _ = writeln!(out, "  {}", flip.sentence);
    }
    let _ = writeln!(out, "\n{} members, seed {}, {:.0} h", outlook.members, outlook.seed, outlook.horizon_h);
    if let Some(stopped) = outlook.stopped {
        let _ = writeln!(out, "{}", stopped.words());
    }
    out
}

fn assets(manifest: &Manifest, outlook: &Outlook, out: &mut String) {
    for (asset, spec) in outlook.assets.iter().zip(&manifest.assets) {
        let risk = asset.risk.shown();
        let driver = asset.modes.first().map_or("", |m| m.title.as_str());
        let _ = writeln!(
            out,
            "  {:10} {:>8}  (80 % of members: {} to {})  {driver}",
            spec.title,
            percent(risk.value),
            percent(risk.interval.low),
            percent(risk.interval.high),
        );
    }
    out.push('\n');
}

fn recommendations(manifest: &Manifest, outlook: &Outlook, out: &mut String) {
    for r in &outlook.decision.recommendations {
        let (after, waiting) = (r.risk_after.shown(), r.cost_of_waiting.shown());
        let _ = writeln!(
            out,
            "  {}: {}; then {}; a day later costs {:.0} {} more",
            r.asset_title,
            span(manifest.scenario.start_min, r.window),
            percent(after.value),
            waiting.value,
            manifest.app.currency,
        );
        for a in &r.alternatives {
            let cost = a.extra_cost.map_or(String::new(), |c| format!("{c:+.0} {}, ", manifest.app.currency));
            let _ = writeln!(out, "    or {}: {cost}{}", span(manifest.scenario.start_min, a.window), a.note);
        }
    }
}

/// Each output with its interval, then what is not in range, and who answered in place of whom.
pub fn answer(answer: &GraphAnswer) -> String {
    let mut out: String = answer.outputs.iter().map(output).collect();
    let state = match answer.domain.state {
        DomainState::In => "In range.",
        DomainState::Caution if answer.outputs.iter().any(unvalidated) => "Not validated:",
        DomainState::Caution => "At the edge of what the models were validated on:",
        DomainState::Out => "Outside what the models were validated on:",
    };
    let _ = writeln!(out, "\n{state}");
    answer.domain.reasons.iter().for_each(|reason| out.push_str(&format!("  {reason}\n")));
    let notices = answer.nodes.iter().filter_map(|node| node.notice.as_ref());
    notices.for_each(|notice| out.push_str(&format!("\nNotice: {notice}.\n")));
    out
}

fn unvalidated(output: &OutputAnswer) -> bool {
    output.series.as_ref().is_some_and(|series| !series.has_interval())
}

fn output(output: &OutputAnswer) -> String {
    match &output.series {
        Some(series) => format!("  {}: {}{}\n", output.title, values(series), limit(output)),
        None => format!("  {}: no number\n", output.title),
    }
}

/// ` – above 120 (emergency limit)`, where a limit is or may be crossed.
fn limit(output: &OutputAnswer) -> String {
    let words = |limit: &LimitAnswer| match limit.crossed {
        Crossed::No => String::new(),
        Crossed::Perhaps => format!(" – perhaps above {} ({})", limit.above, limit.text),
        Crossed::Yes => format!(" – above {} ({})", limit.above, limit.text),
    };
    output.limit.as_ref().map(words).unwrap_or_default()
}

/// `83.2 °C (81.1 to 85.3, 90 %)`, or the first, highest and last of a sequence.
fn values(series: &Series) -> String {
    let highest = series.values.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
    match highest {
        Some((at, _)) if series.values.len() > 1 => {
            let count = series.values.len();
            format!("highest {} at value {} of {count}", one(series, at, true), at + 1)
        }
        _ => one(series, 0, true),
    }
}

/// One value of a series with its unit, and with its interval where that is asked for.
pub fn one(series: &Series, i: usize, with_interval: bool) -> String {
    let (Some(x), Some(of)) = (series.values.get(i), series.interval(i)) else { return String::new() };
    let digits = digits((of.high - of.low) / 2.0);
    let value = format!("{x:.digits$}{}", units::shown(&series.unit));
    match (with_interval, series.has_interval()) {
        (false, _) => value,
        (true, false) => format!("{value} (unvalidated, no interval)"),
        (true, true) => {
            let coverage = 100.0 * of.coverage;
            format!("{value} ({:.digits$} to {:.digits$}, {coverage:.0} %)", of.low, of.high)
        }
    }
}

/// Decimals for two digits of a half width that count; three where nothing is uncertain.
fn digits(half: f64) -> usize {
    if half > 0.0 { (1.0 - half.log10().floor()).clamp(0.0, 6.0) as usize } else { 3 }
}
