//! Where things lie in the workspace; reading and writing is the site builder's.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

pub use twinlet_site::files::{copy_folder, list, read, read_text, sha256_hex, short_hash, write, write_all};

/// The root folder of the workspace.
pub fn workspace_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Where Trunk puts the finished app.
pub fn dist() -> PathBuf {
    workspace_root().join("dist")
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace_root().join("target"), Into::into)
}

/// Removes a file.
pub fn remove(path: &Path) -> Result<()> {
    std::fs::remove_file(path).with_context(|| format!("cannot remove `{}`", path.display()))
}
