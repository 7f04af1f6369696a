//! An outlook as text for a terminal.

use std::fmt::Write as _;

use twinlet_core::decision::words::{percent, span};
use twinlet_core::manifest::resolved::Manifest;
use twinlet_core::outlook::Outlook;

/// Headline, reasons, a table of assets, recommendations and flip points.
pub fn text(manifest: &Manifest, outlook: &Outlook) -> String {
    let mut out = format!("{}\n\n", outlook.decision.headline);
    for reason in outlook.decision.reasons.iter().chain(&outlook.decision.details) {
        let _ = writeln!(out, "  {reason}");
    }
    out.push('\n');
    assets(manifest, outlook, &mut out);
    recommendations(manifest, outlook, &mut out);
    for flip in &outlook.decision.flips {
        let _ = writeln!(out, "  {}", flip.sentence);
    }
    let _ = writeln!(out, "\n{} members, seed {}, {:.0} h", outlook.members, outlook.seed, outlook.horizon_h);
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
            "  {}: {}; then {}; waiting a day costs {:.0} {}",
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
