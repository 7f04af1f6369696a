//! `cargo xtask dist`: the command line with the runtime inside, one file to hand out.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use twinlet_site::Runtime;

use super::build;
use crate::files::{read, workspace_root, write};
use crate::{process, stage};

/// The packed runtime, relative to the root.
pub const PACK: &str = "target/runtime.pack";
/// What `crates/cli/build.rs` reads.
const VARIABLE: &str = "TWINLET_RUNTIME";

/// What to make.
#[derive(clap::Args)]
#[group(skip)]
pub struct Options {
    /// Pack a runtime that was built before, in place of building one.
    #[arg(long, value_name = "FOLDER")]
    runtime: Option<PathBuf>,
    /// Stop after the pack: `TWINLET_RUNTIME=<pack> cargo build -p twinlet` puts it into a development build.
    #[arg(long)]
    pack_only: bool,
}

/// Builds the runtime, packs it, and builds `target/release/twinlet` around it.
pub fn run(options: &Options) -> Result<()> {
    if options.runtime.is_none() {
        build::run(&build::Options::default())?;
    }
    let pack = workspace_root().join(PACK);
    write_pack(&options.runtime.clone().unwrap_or_else(stage::runtime), &pack)?;
    if !options.pack_only {
        build_command(&pack)?;
    }
    Ok(())
}

fn write_pack(folder: &Path, pack: &Path) -> Result<()> {
    let runtime = Runtime::from_folder(folder)?;
    let last = read(pack).ok().and_then(|bytes| Runtime::from_pack(&bytes).ok());
    if last.is_some_and(|last| last.files() == runtime.files()) {
        eprintln!("dist: `{PACK}` holds this runtime already");
        return Ok(());
    }
    eprintln!("dist: compressing the runtime as far as it goes, about a minute");
    let (start, bytes) = (Instant::now(), runtime.pack()?);
    write(pack, &bytes)?;
    let (files, seconds) = (runtime.files().len(), start.elapsed().as_secs_f64());
    eprintln!("dist: `{PACK}` holds {files} files in {} bytes, in {seconds:.1} s", bytes.len());
    Ok(())
}

/// Cargo names the folder after the profile; people look in `release`.
fn build_command(pack: &Path) -> Result<()> {
    let line = ["build", "--profile", "cli", "--package", "twinlet"];
    process::finish(process::command(&process::cargo(), &line).env(VARIABLE, pack))?;
    let root = workspace_root();
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), |dir| root.join(dir));
    let name = format!("twinlet{}", std::env::consts::EXE_SUFFIX);
    let (built, result) = (target.join("cli").join(&name), root.join("target/release").join(&name));
    replace(&built, &result)?;
    let size = std::fs::metadata(&result).map(|data| data.len()).unwrap_or_default();
    eprintln!("dist: `{}`, {size} bytes; it needs nothing beside it", result.display());
    Ok(())
}

/// Moves into place: a command that runs cannot be written to, but its name can be given to another file.
fn replace(from: &Path, to: &Path) -> Result<()> {
    let beside = to.with_extension("new");
    std::fs::create_dir_all(to.parent().unwrap_or(to))
        .and_then(|()| std::fs::copy(from, &beside))
        .and_then(|_| std::fs::rename(&beside, to))
        .with_context(|| format!("cannot put `{}` at `{}`", from.display(), to.display()))
}
