//! `twinlet run`: the scenario, headless.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use clap::ValueEnum;
use twinlet_core::manifest::resolved::{InputKind, Manifest};
use twinlet_core::protocol::{InputValue, InputValues, RunPlan};
use twinlet_core::record::canonical_json;
use twinlet_engine::Run;

use crate::{app, replay, report};

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
    /// A preset of the manifest (its first one when not given)
    #[arg(long)]
    preset: Option<String>,
    /// Set an input, for example `--set ambient_max=34`; repeatable
    #[arg(long = "set", value_name = "INPUT=VALUE")]
    set: Vec<String>,
    /// Do not search for flip points
    #[arg(long)]
    no_flips: bool,
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
    /// The whole outlook as canonical JSON
    Json,
}

/// Runs and prints; exit code 1 when a replay does not reproduce its record.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let (twin, compiled) = app::load(&args.app)?;
    if let Some(file) = &args.record {
        return replay::run(&twin, &compiled, file);
    }
    let plan = plan(args, &twin.manifest)?;
    let fail = |f: twinlet_core::protocol::EngineFailure| anyhow!("{}\nhint: {}", f.message, f.hint);
    let outlook = Run::start(&twin, plan).map_err(fail)?.complete(&twin, |_| ()).map_err(fail)?;
    match args.format {
        Format::Json => println!("{}", canonical_json(&outlook)?),
        Format::Text => print!("{}", report::text(&twin.manifest, &outlook)),
    }
    Ok(ExitCode::SUCCESS)
}

fn plan(args: &Args, manifest: &Manifest) -> anyhow::Result<RunPlan> {
    let mut inputs = preset(args.preset.as_deref(), manifest)?;
    for assignment in &args.set {
        let (id, value) = assign(assignment, manifest)?;
        inputs.values.insert(id, value);
    }
    Ok(RunPlan {
        seed: args.seed.unwrap_or(manifest.scenario.seed),
        members: args.members.unwrap_or(manifest.scenario.members),
        inputs,
        flips: !args.no_flips,
    })
}

fn preset(id: Option<&str>, manifest: &Manifest) -> anyhow::Result<InputValues> {
    let Some(id) = id.or(manifest.scenario.start_preset.as_deref()) else {
        return Ok(InputValues::default());
    };
    let ids = || manifest.scenario.presets.iter().map(|p| p.id.as_str()).collect::<Vec<_>>().join(", ");
    match manifest.scenario.presets.iter().find(|p| p.id == id) {
        Some(preset) => Ok(preset.values.clone()),
        None => bail!("there is no preset `{id}`; the manifest has {}", ids()),
    }
}

fn assign(assignment: &str, manifest: &Manifest) -> anyhow::Result<(String, InputValue)> {
    let Some((id, value)) = assignment.split_once('=') else {
        bail!("`{assignment}` is not of the form INPUT=VALUE");
    };
    let ids = || manifest.controls.inputs.iter().map(|i| i.id.as_str()).collect::<Vec<_>>().join(", ");
    match manifest.controls.input(id).map(|i| &i.kind) {
        None => bail!("there is no input `{id}`; the manifest has {}", ids()),
        Some(InputKind::Choice { .. }) => Ok((id.to_owned(), InputValue::Choice(value.to_owned()))),
        Some(InputKind::Number(_)) => match value.parse() {
            Ok(number) => Ok((id.to_owned(), InputValue::Number(number))),
            Err(_) => bail!("`{value}` is not a number; input `{id}` takes one"),
        },
    }
}
