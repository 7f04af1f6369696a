//! `twinlet bench`: how fast this machine is, as one line of JSON.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::anyhow;
use serde_json::json;
use twinlet_core::protocol::RunPlan;
use twinlet_engine::Run;

use crate::app;

/// What to measure.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app, or its manifest
    app: PathBuf,
    /// Members of the measured ensemble
    #[arg(long, default_value_t = 1000)]
    members: u32,
}

/// Measures loading, preparing (the surrogate on its grid), members per second and the decision.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let fail = |f: twinlet_core::protocol::EngineFailure| anyhow!("{}\nhint: {}", f.message, f.hint);
    let clock = Instant::now();
    let (twin, _) = app::load(&args.app)?;
    let load = clock.elapsed();
    let inputs = twin.manifest.scenario.presets.last().map(|p| p.values.clone()).unwrap_or_default();
    let plan = RunPlan { seed: 1, members: args.members, inputs, flips: false };
    let clock = Instant::now();
    let mut run = Run::start(&twin, plan).map_err(fail)?;
    let prepare = clock.elapsed();
    let clock = Instant::now();
    run.advance(args.members);
    let members = clock.elapsed();
    let clock = Instant::now();
    let outlook = run.outlook();
    let decide = clock.elapsed();
    let per_second = f64::from(outlook.members) / members.as_secs_f64();
    println!(
        "{}",
        json!({
            "load_ms": load.as_secs_f64() * 1e3,
            "prepare_ms": prepare.as_secs_f64() * 1e3,
            "members": outlook.members,
            "members_per_second": per_second,
            "decide_ms": decide.as_secs_f64() * 1e3,
        })
    );
    Ok(ExitCode::SUCCESS)
}
