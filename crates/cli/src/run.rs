//! `twinlet run`: the scenario of a station, or a what-if question, headless.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use clap::ValueEnum;
use twinlet_core::link;
use twinlet_core::manifest::resolved::Preset;
use twinlet_core::manifest::{App, Controls, Manifest, WhatIf};
use twinlet_core::protocol::{EngineFailure, InputValue, InputValues, RunPlan};
use twinlet_core::record::canonical_json;
use twinlet_engine::{Run, Twin};

use crate::{app, questions, remote, replay, report};

/// What to run.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app, or its manifest
    app: PathBuf,
    /// Members of the ensemble (the manifest's number when not given)
    #[arg(long)]
    members: Option<u32>,
    /// Seed of the ensemble (the manifest's when not given)
    #[arg(long)]
    seed: Option<u64>,
    /// A preset or scenario of the manifest (its first preset, or the defaults, when not given)
    #[arg(long)]
    preset: Option<String>,
    /// Set an input, for example `--set ambient_max=34`; repeatable
    #[arg(long = "set", value_name = "INPUT=VALUE")]
    set: Vec<String>,
    /// Do not search for flip points
    #[arg(long)]
    no_flips: bool,
    /// Ask no remote model: the local ones that stand in for them answer
    #[arg(long)]
    offline: bool,
    /// Replay a saved decision record and compare its numbers
    #[arg(long, value_name = "FILE", conflicts_with_all = ["members", "seed", "preset", "set"])]
    record: Option<PathBuf>,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// Form of the output.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// Sentences and a table
    Text,
    /// The whole answer as canonical JSON
    Json,
}

/// Runs and prints; exit code 1 when a replay does not reproduce its record.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (twin, compiled) = app::load(&args.app)?;
    if let Some(file) = &args.record {
        return replay::run(&twin, &compiled, file);
    }
    match &twin.app {
        App::Station(manifest) => run_station(args, &twin, manifest)?,
        App::WhatIf(app) => ask(args, &twin, app)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn run_station(args: &Args, twin: &Twin, manifest: &Manifest) -> anyhow::Result<()> {
    let plan = plan(args, manifest)?;
    let outlook = Run::start(twin, plan).map_err(fail)?.complete(twin, |_| ()).map_err(fail)?;
    match args.format {
        Format::Json => println!("{}", canonical_json(&outlook)?),
        Format::Text => print!("{}", report::text(manifest, &outlook)),
    }
    Ok(())
}

fn ask(args: &Args, twin: &Twin, app: &WhatIf) -> anyhow::Result<()> {
    if args.members.is_some() || args.seed.is_some() {
        bail!("`--members` and `--seed` are for stations; this what-if app has no ensemble");
    }
    let inputs = inputs(args, &app.scenarios, None, &app.controls)?;
    let fetch = if args.offline { remote::offline } else { remote::fetch };
    let answer = twinlet_engine::ask(twin, &inputs, &mut { fetch }).map_err(fail)?;
    match args.format {
        Format::Json => println!("{}", canonical_json(&answer)?),
        Format::Text => {
            let beside = questions::text(twin, app, &inputs, &answer, !args.offline)?;
            print!("{}{beside}", report::answer(&answer));
        }
    }
    Ok(())
}

fn fail(f: EngineFailure) -> anyhow::Error {
    anyhow!("{}\nhint: {}", f.message, f.hint)
}

fn plan(args: &Args, manifest: &Manifest) -> anyhow::Result<RunPlan> {
    let scenario = &manifest.scenario;
    Ok(RunPlan {
        seed: args.seed.unwrap_or(scenario.seed),
        members: args.members.unwrap_or(scenario.members),
        stop: scenario.stop.filter(|_| args.members.is_none()),
        inputs: inputs(args, &scenario.presets, scenario.start_preset.as_deref(), &manifest.controls)?,
        flips: !args.no_flips,
    })
}

/// Values of the chosen preset with those of `--set` over them.
fn inputs(
    args: &Args,
    presets: &[Preset],
    start: Option<&str>,
    controls: &Controls,
) -> anyhow::Result<InputValues> {
    let mut inputs = preset(args.preset.as_deref().or(start), presets)?;
    for assignment in &args.set {
        let (id, value) = assign(assignment, controls)?;
        inputs.values.insert(id, value);
    }
    Ok(inputs)
}

fn preset(id: Option<&str>, presets: &[Preset]) -> anyhow::Result<InputValues> {
    let Some(id) = id else { return Ok(InputValues::default()) };
    let ids = || presets.iter().map(|p| p.id.as_str()).collect::<Vec<_>>().join(", ");
    match presets.iter().find(|p| p.id == id) {
        Some(preset) => Ok(preset.values.clone()),
        None => bail!("there is no preset `{id}`; the manifest has {}", ids()),
    }
}

fn assign(assignment: &str, controls: &Controls) -> anyhow::Result<(String, InputValue)> {
    let Some((id, value)) = assignment.split_once('=') else {
        bail!("`{assignment}` is not of the form INPUT=VALUE");
    };
    let ids = || controls.inputs.iter().map(|i| i.id.as_str()).collect::<Vec<_>>().join(", ");
    match controls.input(id).map(|i| &i.kind) {
        None => bail!("there is no input `{id}`; the manifest has {}", ids()),
        Some(kind) => match link::value_of(kind, value) {
            Some(value) => Ok((id.to_owned(), value)),
            None => bail!("`{value}` is not {}; input `{id}` takes that", link::takes(kind)),
        },
    }
}
