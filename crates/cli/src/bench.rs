//! `twinlet bench`: how fast this machine is, as one line of JSON.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::anyhow;
use serde_json::json;
use twinlet_core::contract::OperatingDomain;
use twinlet_core::protocol::RunPlan;
use twinlet_engine::Run;

use crate::app;

/// What to measure.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app, or its manifest; the current folder when absent
    #[arg(default_value = ".", hide_default_value = true)]
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
    let inputs =
        twin.station().map_err(fail)?.scenario.presets.last().map(|p| p.values.clone()).unwrap_or_default();
    let plan = RunPlan { seed: 1, members: args.members, stop: None, inputs, flips: false };
    let clock = Instant::now();
    let mut run = Run::start(&twin, plan.clone()).map_err(fail)?;
    let prepare = clock.elapsed();
    let clock = Instant::now();
    run.advance(args.members);
    let members = clock.elapsed();
    let mut cores = Run::start(&twin, plan).map_err(fail)?;
    let clock = Instant::now();
    cores.advance_all(|_| ());
    let all_cores = clock.elapsed();
    let clock = Instant::now();
    let outlook = run.outlook();
    let decide = clock.elapsed();
    let domain_query_us = domain_query_us(&twin.hydraulics().map_err(fail)?.bundle.domain.operating);
    let per_second = f64::from(outlook.members) / members.as_secs_f64();
    println!(
        "{}",
        json!({
            "load_ms": load.as_secs_f64() * 1e3,
            "prepare_ms": prepare.as_secs_f64() * 1e3,
            "members": outlook.members,
            "members_per_second": per_second,
            "members_per_second_all_cores": f64::from(outlook.members) / all_cores.as_secs_f64(),
            "decide_ms": decide.as_secs_f64() * 1e3,
            "domain_query_us": domain_query_us,
        })
    );
    Ok(ExitCode::SUCCESS)
}

/// Microseconds that the joint test of the domain takes for one query, over all points that it knows.
fn domain_query_us(test: &OperatingDomain) -> f64 {
    let clock = Instant::now();
    let farthest = test.points.iter().map(|point| test.distance(point)).fold(0.0, f64::max);
    let spent = clock.elapsed().as_secs_f64() * 1e6 / test.points.len().max(1) as f64;
    // Uses the result, so that nothing is optimised away.
    if farthest.is_finite() { spent } else { f64::NAN }
}
