//! `twinlet build --single-file`: one app as one HTML file.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::bail;
use twinlet_site::single;

use super::{Args, contents, report};
use crate::runtime;

/// Writes the file; exit code 1 when the manifest has mistakes: then nothing is written.
pub fn run(args: &Args, start: Instant) -> anyhow::Result<ExitCode> {
    if args.apps.len() > 1 {
        bail!("a single file holds one app, and {} are named; build a file for each", args.apps.len());
    }
    args.out.as_deref().map_or(Ok(()), single::may_replace)?;
    let Some(apps) = contents(&args.apps)? else { return Ok(ExitCode::FAILURE) };
    let [app] = apps.as_slice() else { bail!("there is no app to build; name its folder") };
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{}.html", app.id)));
    let page = single::page(&runtime::open(&args.runtime)?, app)?;
    single::write(&out, &page)?;
    report::written_file(app, &out, page.len(), start.elapsed());
    Ok(ExitCode::SUCCESS)
}
