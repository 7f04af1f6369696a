//! `twinlet run --record FILE`: the same decision again, from the record alone.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use twinlet_core::manifest::{CompiledApp, fingerprint};
use twinlet_core::record::{Outcome, REPLAY_TOLERANCE, Record};
use twinlet_engine::{Run, Twin};

/// Replays a record and prints the worst difference.
pub fn run(twin: &Twin, compiled: &CompiledApp, file: &Path) -> anyhow::Result<ExitCode> {
    let record = read(file)?;
    same_sources(&record, twin, compiled)?;
    let fail = |f: twinlet_core::protocol::EngineFailure| anyhow!("{}\nhint: {}", f.message, f.hint);
    let outlook =
        Run::start(twin, record.plan.clone()).map_err(fail)?.complete(twin, |_| ()).map_err(fail)?;
    match record.outcome.compare(&Outcome::of(&outlook)) {
        Ok(worst) if worst <= REPLAY_TOLERANCE => {
            println!(
                "reproduced: record {}, worst relative difference {worst:.1e} (tolerance {REPLAY_TOLERANCE:.0e})",
                record.id()?
            );
            Ok(ExitCode::SUCCESS)
        }
        Ok(worst) => {
            println!("not reproduced: worst relative difference {worst:.1e} exceeds {REPLAY_TOLERANCE:.0e}");
            Ok(ExitCode::FAILURE)
        }
        Err(difference) => {
            println!("not reproduced: {difference}");
            Ok(ExitCode::FAILURE)
        }
    }
}

fn read(file: &Path) -> anyhow::Result<Record> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the record `{}`", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("`{}` is not a decision record", file.display()))
}

/// A record can only be replayed with the manifest and models that it names.
fn same_sources(record: &Record, twin: &Twin, compiled: &CompiledApp) -> anyhow::Result<()> {
    if record.manifest_sha256 != fingerprint(&compiled.json)? {
        bail!(
            "the record was made with another version of the manifest (app {}); check that version out",
            record.app_version
        );
    }
    if record.models != twin.loaded() {
        bail!("the record was made with other models: {:?}; serve those versions", record.models);
    }
    Ok(())
}
