//! Is the answer there before the person looks away? One run, timed on this machine.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::anyhow;
use twinlet_core::manifest::App;
use twinlet_core::protocol::{EngineFailure, InputValues, RunPlan};
use twinlet_engine::{Run, Twin};

use super::Line;
use crate::{app, remote};

/// Longest that a person waits for an answer and stays with the question (assumption).
const LONGEST: Duration = Duration::from_secs(2);

/// One complete run from the start of the app's own scenario, remote models left out.
pub(super) fn line(path: &Path) -> anyhow::Result<Line> {
    let (twin, _) = app::load(path)?;
    let clock = Instant::now();
    let what = run(&twin).map_err(|f| anyhow!("{}\nhint: {}", f.message, f.hint))?;
    let spent = clock.elapsed();
    let build = if cfg!(debug_assertions) { ", in a development build" } else { "" };
    let found = format!(
        "{:.3} s for {what} on this machine, one core{build}; at most {:.0} s; a phone was not measured",
        spent.as_secs_f64(),
        LONGEST.as_secs_f64()
    );
    let todo =
        "fewer members or grid points, or a smaller model; then measure on the phone that will be used";
    Ok(Line::of(spent <= LONGEST, "app", "fast enough", found, todo))
}

fn run(twin: &Twin) -> Result<String, EngineFailure> {
    let manifest = match &twin.app {
        App::WhatIf(_) => {
            twinlet_engine::ask(twin, &InputValues::default(), &mut { remote::offline })?;
            return Ok("one answer".into());
        }
        App::Station(manifest) => manifest,
    };
    let scenario = &manifest.scenario;
    let preset = scenario.presets.iter().find(|p| Some(&p.id) == scenario.start_preset.as_ref());
    let inputs = preset.map(|preset| preset.values.clone()).unwrap_or_default();
    let plan =
        RunPlan { seed: scenario.seed, members: scenario.members, stop: scenario.stop, inputs, flips: false };
    Run::start(twin, plan)?.complete(twin, |_| ())?;
    Ok(format!("{} members", scenario.members))
}
