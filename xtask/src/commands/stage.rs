//! `cargo xtask stage`: Trunk calls this when its files are ready and before they become `dist/`.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::build;
use crate::files::workspace_root;
use crate::{names, parts, stage};

/// Finishes the folder that Trunk names in `TRUNK_STAGING_DIR`.
pub fn run() -> Result<()> {
    let folder = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).context(
        "`TRUNK_STAGING_DIR` is not set: Trunk calls this command; run `cargo xtask build` instead",
    )?;
    let profile = std::env::var("TRUNK_PROFILE").unwrap_or_else(|_| "release".to_owned());
    // The models' runtime is built while Trunk builds the rest; from here on it is needed.
    build::sandbox()?;
    parts::cut(&folder, &profile).context("cannot cut the app into parts")?;
    let build = stage::build(&folder, &workspace_root().join(stage::APP))?;
    if profile == "release" {
        names::refuse(&stage::runtime())?;
    }
    eprintln!("stage: build {} with {} files", build.id, build.files.len());
    Ok(())
}
