//! `cargo xtask module`: a bundle as an ES module, for pages that are no twin app.

use anyhow::Result;

use super::tools;
use crate::files::{copy_folder, target, workspace_root};
use crate::names;
use crate::process::{self, cargo};

/// Where the module is put, relative to the root.
pub const MODULE: &str = "target/module";

/// Builds the engine as an ES module into `target/module/`: script, types and wasm, to be copied to any static host.
pub fn run() -> Result<()> {
    tools::build_tools()?;
    let root = workspace_root();
    let line = "build --package twinlet-module --target wasm32-unknown-unknown --profile engine";
    process::run(&cargo(), &line.split(' ').collect::<Vec<_>>())?;
    let wasm = target().join("wasm32-unknown-unknown/engine/twinlet_module.wasm");
    let (wasm, out) = (wasm.to_string_lossy().into_owned(), root.join(MODULE).to_string_lossy().into_owned());
    process::run("wasm-bindgen", &["--target", "web", "--out-dir", &out, &wasm])?;
    names::refuse(&root.join(MODULE))?;
    copy_folder(&root.join("public/module"), &root.join(MODULE))?;
    eprintln!("module: `{MODULE}/`; use it as docs/module.md says");
    Ok(())
}
