//! Where the runtime of a site comes from: a folder or pack that somebody names, or the one inside this command.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use twinlet_site::Runtime;

/// The pack that `build.rs` put here; empty in a command that was built without one.
const EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/runtime.pack"));
/// Names a runtime when the option does not.
const VARIABLE: &str = "TWINLET_RUNTIME_DIR";

/// Which runtime to use.
#[derive(clap::Args)]
pub struct Options {
    /// Runtime to use in place of the one inside this command, for example `target/runtime` (also: TWINLET_RUNTIME_DIR)
    #[arg(long = "runtime", value_name = "FOLDER")]
    runtime: Option<PathBuf>,
}

/// The runtime.
///
/// # Errors
/// When there is none, with how to get one, or it is damaged.
pub fn open(options: &Options) -> anyhow::Result<Runtime> {
    let variable = std::env::var_os(VARIABLE).filter(|path| !path.is_empty()).map(PathBuf::from);
    match options.runtime.clone().or(variable) {
        Some(path) => named(&path),
        None if EMBEDDED.is_empty() => bail!(
            "there is no runtime inside this `twinlet`\n\
             hint: `cargo xtask dist` builds one that has it: target/release/twinlet\n\
             hint: or run `cargo xtask build` once, and say `--runtime target/runtime` (or set {VARIABLE})"
        ),
        None => Runtime::from_pack(EMBEDDED),
    }
}

fn named(path: &Path) -> anyhow::Result<Runtime> {
    if path.is_dir() {
        return Runtime::from_folder(path);
    }
    let bytes = std::fs::read(path).with_context(|| {
        format!("cannot read the runtime `{}`; `cargo xtask build` makes `target/runtime`", path.display())
    })?;
    Runtime::from_pack(&bytes).with_context(|| format!("`{}` is no packed runtime", path.display()))
}
