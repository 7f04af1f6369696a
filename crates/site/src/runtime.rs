//! What the build made once for every app: page, styles, both wasm files, scripts, icons, templates.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::compress::{Compressed, Effort, compress, gzip};
use crate::files::{Files, read_folder, sha256_hex, text};
use crate::pack;

/// Files of `public/` that are part of a runtime, under the same names; `icons` is a folder.
pub const PUBLIC: [&str; 8] = [
    "boot.js",
    "rescue.js",
    "offline.js",
    "single.js",
    "rescue.html",
    "sw.js",
    "manifest.webmanifest",
    "icons",
];

/// The runtime for models of more than plain layers (`crates/sandbox`); a site has it where a model needs it.
pub const SANDBOX: &str = "sandbox.wasm";

/// What a site cannot be made without.
const NEEDED: [&str; 7] =
    ["index.html", "boot.js", "rescue.js", "offline.js", "rescue.html", "sw.js", "manifest.webmanifest"];

/// A runtime: its files, and what is known of their compressed forms.
pub struct Runtime {
    files: Files,
    /// By the SHA-256 of the file.
    compressed: BTreeMap<String, Compressed>,
}

impl Runtime {
    /// A runtime of these files.
    ///
    /// # Errors
    /// When one is missing that a site needs.
    pub fn new(files: Files) -> Result<Self> {
        if let Some(name) = NEEDED.iter().find(|name| !files.contains_key(**name)) {
            bail!("the runtime has no `{name}`; build it with `cargo xtask build`");
        }
        Ok(Self { files, compressed: BTreeMap::new() })
    }

    /// The runtime in a folder, such as `target/runtime`.
    ///
    /// # Errors
    /// When it cannot be read, or is none.
    pub fn from_folder(folder: &Path) -> Result<Self> {
        Self::new(read_folder(folder)?).with_context(|| format!("`{}` is no runtime", folder.display()))
    }

    /// The runtime in a pack, each file verified.
    ///
    /// # Errors
    /// When the pack is damaged, or of another version.
    pub fn from_pack(bytes: &[u8]) -> Result<Self> {
        let (files, compressed) = pack::read(bytes).context("the packed runtime cannot be used")?;
        Ok(Self { compressed, ..Self::new(files)? })
    }

    /// One file that holds the runtime, compressed as far as it goes: that takes a while, once.
    ///
    /// # Errors
    /// When the compressor fails.
    pub fn pack(&self) -> Result<Vec<u8>> {
        pack::write(&self.files)
    }

    /// Its files.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// A file as text.
    ///
    /// # Errors
    /// When it is missing or no text.
    pub fn text(&self, name: &str) -> Result<&str> {
        text(&self.files, name).context("the runtime is not complete; build it again")
    }

    /// The compressed forms of a file, from the pack where they are known; `None` where they are no smaller.
    ///
    /// # Errors
    /// When the compressor fails.
    pub fn compressed(&self, name: &str, bytes: &[u8]) -> Result<Option<Compressed>> {
        match self.compressed.get(&sha256_hex(bytes)) {
            Some(known) => Ok(Some(known.clone())),
            None => compress(name, bytes, Effort::of_build(bytes.len())),
        }
    }

    /// The gzip form of a file, as small as it gets: the same with a packed runtime as without.
    ///
    /// # Errors
    /// When the compressor fails.
    pub fn gzip(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        match self.compressed.get(&sha256_hex(bytes)) {
            Some(known) => Ok(known.gzip.clone()),
            None => gzip(bytes, Effort::Most),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let error = Runtime::new(Files::new()).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("`index.html`") && error.contains("cargo xtask build"), "{error}");
    }
}
