//! `twinlet run`: the scenario of a station, or a what-if question, headless.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use clap::ValueEnum;
use twinlet_core::date::Date;
use twinlet_core::decision::Tier;
use twinlet_core::field::FieldFinding;
use twinlet_core::link;
use twinlet_core::manifest::resolved::Preset;
use twinlet_core::manifest::{App, CompiledApp, Controls, Manifest, WhatIf};
use twinlet_core::protocol::{Context as Known, EngineFailure, InputValue, InputValues, RunPlan};
use twinlet_core::record::canonical_json;
use twinlet_core::study::Found;
use twinlet_core::trace::Trace;
use twinlet_core::units::Preference;
use twinlet_engine::{Run, StationStudy, Twin};

use crate::questions::{Questions, studies};
use crate::{app, remote, replay, report, today, trace};

/// What to run.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app, or its manifest; the current folder when absent
    #[arg(default_value = ".", hide_default_value = true)]
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
    /// Day of "now" for calendars (the manifest's when not given)
    #[arg(long, value_parser = today::parse)]
    date: Option<Date>,
    /// The tier that an asset had before, for example `--tier pump_2=plan`; repeatable
    #[arg(long = "tier", value_name = "ASSET=TIER")]
    tiers: Vec<String>,
    /// What somebody found at an asset, for example `pump_2:no_defect`, `pump_2:defect:bearing`,
    /// `pump_2:repaired:bearing` or `pump_2:grade:B`; repeatable, the oldest first
    #[arg(long = "finding", value_name = "FINDING")]
    findings: Vec<FieldFinding>,
    /// Do not search for flip points
    #[arg(long)]
    no_flips: bool,
    /// Ask a station how far an input may go while every risk stays at or below that of `--risk`, instead of its answer
    #[arg(long, value_name = "INPUT", conflicts_with_all = ["report", "record", "trace"])]
    highest: Option<String>,
    /// Highest acceptable failure probability for `--highest`, 0 to 1 (the app's risk limit when not given)
    #[arg(long, value_name = "PROBABILITY", requires = "highest")]
    risk: Option<f64>,
    /// Answer a study of a station, by its id under `decision.studies`, instead of its answer
    #[arg(long, value_name = "STUDY", conflicts_with_all = ["report", "record", "trace", "highest", "members"])]
    study: Option<String>,
    /// Ask no remote model: the local ones that stand in for them answer
    #[arg(long)]
    offline: bool,
    /// Also write the station's decision as one HTML file that opens without the app
    #[arg(long = "report", value_name = "FILE")]
    report: Option<PathBuf>,
    /// Print where one number of the answer comes from, instead of the answer: an output, a study or `decision` of a
    /// what-if app; `risk`, `window`, `risk_after`, `cost_of_waiting`, `pump_2.risk` or `station.risk` of a station
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["report", "record"])]
    trace: Option<String>,
    /// Replay a saved decision record and compare its numbers
    #[arg(long, value_name = "FILE", conflicts_with_all = ["members", "seed", "preset", "set", "findings", "date", "tiers"])]
    record: Option<PathBuf>,
    /// Units of the text of a what-if app: `us`, `metric`, or UCUM codes parted by commas, for example `us,Cel`
    #[arg(long, value_parser = Preference::parse)]
    units: Option<Preference>,
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
    let is_text = matches!((&twin.app, args.format), (App::WhatIf(_), Format::Text));
    if args.units.is_some() && !is_text {
        bail!("`--units` is for the text of what-if apps; JSON and stations keep the units of the app");
    }
    match &twin.app {
        App::Station(manifest) => run_station(args, &twin, manifest, &compiled)?,
        App::WhatIf(app) => ask(args, &twin, app, &compiled)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn run_station(args: &Args, twin: &Twin, manifest: &Manifest, compiled: &CompiledApp) -> anyhow::Result<()> {
    let plan = plan(args, manifest)?;
    if let Some(id) = &args.highest {
        return print_highest(args, twin, manifest, plan, id);
    }
    if let Some(id) = &args.study {
        return print_study(args, twin, manifest, &plan, id);
    }
    let outlook = Run::start(twin, plan.clone()).map_err(fail)?.complete(twin, |_| ()).map_err(fail)?;
    if let Some(name) = &args.trace {
        let versions = trace::versions(twin, compiled)?;
        return print_trace(args, &trace::of_station(twin, manifest, (&plan, &outlook), &versions, name)?);
    }
    match args.format {
        Format::Json => println!("{}", canonical_json(&outlook)?),
        Format::Text => print!("{}", report::text(manifest, &outlook)),
    }
    if let Some(file) = &args.report {
        let text = report::html(twin, manifest, compiled, &plan, &outlook)?;
        std::fs::write(file, text).with_context(|| format!("cannot write `{}`", file.display()))?;
        eprintln!("wrote the report to `{}`", file.display());
    }
    Ok(())
}

/// How far an input may go, in the form that is asked for.
fn print_highest(
    args: &Args,
    twin: &Twin,
    manifest: &Manifest,
    plan: RunPlan,
    id: &str,
) -> anyhow::Result<()> {
    let limit = args.risk.unwrap_or(manifest.decision.risk_limit);
    if !(0.0..=1.0).contains(&limit) {
        bail!("`--risk` is {limit}; it is a probability from 0 to 1");
    }
    let found = Run::start(twin, plan).map_err(fail)?.highest(twin, id, limit).map_err(fail)?;
    let numeric =
        || manifest.controls.inputs.iter().filter(|i| manifest.controls.number_input(&i.id).is_some());
    let ids = || numeric().map(|input| input.id.as_str()).collect::<Vec<_>>().join(", ");
    let found = found.ok_or_else(|| anyhow!("there is no numeric input `{id}`; the app has {}", ids()))?;
    match args.format {
        Format::Json => println!("{}", canonical_json(&found)?),
        Format::Text => println!("{}", found.sentence),
    }
    Ok(())
}

/// What a study of a station found, in the form that is asked for.
fn print_study(
    args: &Args,
    twin: &Twin,
    manifest: &Manifest,
    plan: &RunPlan,
    id: &str,
) -> anyhow::Result<()> {
    let answer = StationStudy::start(twin, plan, id).and_then(|study| study.complete(twin)).map_err(fail)?;
    let (controls, units) = (&manifest.controls, Preference::default());
    let study = manifest.decision.studies.iter().find(|study| study.id == id);
    match (args.format, study) {
        (Format::Json, _) => println!("{}", canonical_json(&answer)?),
        (Format::Text, Some(study)) => {
            print!("{}", studies::text(controls, &units, study, &answer));
            if let Found::Sweep(found) = &answer.found {
                print!("{}", studies::table(controls, found));
            }
        }
        (Format::Text, None) => {}
    }
    Ok(())
}

/// Where a number comes from, in the form that is asked for.
fn print_trace(args: &Args, trace: &Trace) -> anyhow::Result<()> {
    match args.format {
        Format::Json => println!("{}", canonical_json(trace)?),
        Format::Text => print!("{}", trace::text(trace, &args.units.clone().unwrap_or_default())),
    }
    Ok(())
}

fn ask(args: &Args, twin: &Twin, app: &WhatIf, compiled: &CompiledApp) -> anyhow::Result<()> {
    if args.report.is_some() {
        bail!("`--report` is for stations; this what-if app decides by rules, which `--format json` prints");
    }
    if args.highest.is_some() {
        bail!("`--highest` is for stations; a what-if app asks such a question as an output with `solve`");
    }
    if args.study.is_some() {
        bail!("`--study` is for stations; a what-if app answers its studies with everything else");
    }
    if args.members.is_some() || args.seed.is_some() {
        bail!("`--members` and `--seed` are for stations; this what-if app has no ensemble");
    }
    if args.date.is_some() || !args.tiers.is_empty() {
        bail!("`--date` and `--tier` are for stations; this what-if app plans no work");
    }
    let inputs = inputs(args, &app.scenarios, None, &app.controls)?;
    let fetch = if args.offline { remote::offline } else { remote::fetch };
    let answer = twinlet_engine::ask(twin, &inputs, &mut { fetch }).map_err(fail)?;
    let questions = Questions::ask(twin, app, &inputs, &answer, !args.offline)?;
    if let Some(name) = &args.trace {
        let versions = trace::versions(twin, compiled)?;
        return print_trace(args, &trace::of_whatif(twin, &questions, &versions, name)?);
    }
    match args.format {
        Format::Json => println!("{}", canonical_json(&questions.told())?),
        Format::Text => {
            let units = args.units.clone().unwrap_or_default();
            print!("{}{}", report::answer(&answer.clone().shown_in(&units)), questions.text(&units));
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
        context: context(args, manifest)?,
    })
}

/// The day, and what was told before.
fn context(args: &Args, manifest: &Manifest) -> anyhow::Result<Known> {
    let told = |text: &String| -> anyhow::Result<(String, Tier)> {
        let (id, word) =
            text.split_once('=').ok_or_else(|| anyhow!("`{text}` is not of the form ASSET=TIER"))?;
        if !manifest.assets.iter().any(|a| a.id == id) {
            let ids: Vec<&str> = manifest.assets.iter().map(|a| a.id.as_str()).collect();
            bail!("there is no asset `{id}`; the manifest has {}", ids.join(", "));
        }
        let tier = Tier::named(word).ok_or_else(|| anyhow!("`{word}` is not one of watch, plan and act"))?;
        Ok((id.to_owned(), tier))
    };
    Ok(Known { date: args.date, tiers: args.tiers.iter().map(told).collect::<anyhow::Result<_>>()? })
}

/// Values of the chosen preset with those of `--set` over them, and the findings.
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
    if let Some(problem) = args.findings.iter().find_map(|f| controls.inspectable.problem(f)) {
        let (assets, modes) = (controls.inspectable.assets.join(", "), controls.inspectable.modes.join(", "));
        bail!("{problem} Assets: {assets}; modes that an inspection can find: {modes}");
    }
    inputs.findings.extend(args.findings.iter().cloned());
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
