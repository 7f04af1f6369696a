//! `twinlet run --trace NUMBER`: where one number of the answer comes from.

use anyhow::{anyhow, bail};
use twinlet_core::contract::Contract;
use twinlet_core::date::Date;
use twinlet_core::manifest::resolved::Manifest;
use twinlet_core::manifest::{App, CompiledApp, fingerprint};
use twinlet_core::outlook::Outlook;
use twinlet_core::protocol::RunPlan;
pub use twinlet_core::trace::text;
use twinlet_core::trace::{Trace, Versions, station, whatif};
use twinlet_engine::Twin;

use crate::questions::Questions;
use crate::today;

/// The name of the recommendation of a what-if app; an output of the same name gives way to it.
const DECISION: &str = "decision";

/// What made the numbers here.
///
/// # Errors
/// When the compiled manifest is no JSON.
pub fn versions(twin: &Twin, compiled: &CompiledApp) -> anyhow::Result<Versions> {
    let identity = twin.app.identity();
    Ok(Versions {
        app: format!("{} {}", identity.id, identity.version),
        manifest_sha256: fingerprint(&compiled.json)?,
        engine: concat!("twinlet ", env!("CARGO_PKG_VERSION")).to_owned(),
        models: twin.loaded(),
        ensemble: None,
    })
}

/// Where a number of a station's run comes from.
///
/// # Errors
/// That there is no such number, with the names of those that there are.
pub fn of_station(
    twin: &Twin,
    manifest: &Manifest,
    (plan, outlook): (&RunPlan, &Outlook),
    versions: &Versions,
    name: &str,
) -> anyhow::Result<Trace> {
    let contract = twin.models.values().next().map(|model| &model.bundle.contract);
    let ran = station::Ran { manifest, plan, outlook, contract, versions, today: day() };
    station::number(&ran, name).ok_or_else(|| unknown(name, station::names(&ran)))
}

/// Where a number of a what-if app's answer comes from: an output, a study, or the recommendation.
///
/// # Errors
/// That there is no such number, with the names of those that there are.
pub fn of_whatif(
    twin: &Twin,
    questions: &Questions<'_>,
    versions: &Versions,
    name: &str,
) -> anyhow::Result<Trace> {
    let App::WhatIf(app) = &twin.app else { bail!("a station has no graph of models") };
    let contracts: Vec<(&str, &Contract)> =
        twin.models.iter().map(|(id, model)| (id.as_str(), &model.bundle.contract)).collect();
    let (inputs, answer) = questions.asked();
    let of = whatif::Answered { app, inputs, answer, contracts: &contracts, versions, today: day() };
    let found = |id: &str| questions.study(id).cloned();
    let trace = match (questions.study(name), questions.rule()) {
        (Some(study), _) => whatif::study(&of, name, study),
        (None, Some((at, said))) if name == DECISION => whatif::decision(&of, at, &said, &found),
        (None, _) => whatif::output(&of, name),
    };
    let names = || {
        let outputs = app.graph.outputs.iter().map(|output| output.id.clone());
        let studies = app.studies.iter().map(|study| study.id.clone());
        outputs.chain(studies).chain(questions.rule().map(|_| DECISION.to_owned())).collect()
    };
    trace.ok_or_else(|| unknown(name, names()))
}

fn unknown(name: &str, names: Vec<String>) -> anyhow::Error {
    anyhow!("there is no number `{name}` to trace; this answer has {}", names.join(", "))
}

fn day() -> Option<Date> {
    Some(today::utc())
}
