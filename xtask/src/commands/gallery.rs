//! `cargo xtask gallery`: every widget in every state, as a page.

use anyhow::Result;

use super::tools;
use crate::files::workspace_root;
use crate::process;

/// Where the gallery is put, relative to the root.
pub const GALLERY: &str = "target/gallery";

/// Builds the gallery into `target/gallery/`; serve that folder and open it.
pub fn run() -> Result<()> {
    tools::build_tools()?;
    let out = workspace_root().join(GALLERY).to_string_lossy().into_owned();
    process::run("sh", &["components/examples/gallery/build.sh", &out])?;
    eprintln!("gallery: `{GALLERY}/`; its pages are named in components/examples/gallery/main.rs");
    Ok(())
}
