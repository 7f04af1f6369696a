//! A bundle on disk: a folder, or one `.twin` archive.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use serde::de::DeserializeOwned;
use twinlet_core::bundle::{Bundle, INDEX, Index};
use twinlet_core::protocol::EngineFailure;
use twinlet_engine::twin::Files;

use super::archive;

/// Ending of an archive.
pub const ARCHIVE: &str = "twin";

/// All files of a bundle, unverified.
///
/// # Errors
/// What cannot be read, and what to name instead.
pub fn read(path: &Path) -> anyhow::Result<Files> {
    if path.is_dir() {
        return read_folder(path);
    }
    if path.extension().is_some_and(|e| e == ARCHIVE) {
        let bytes = std::fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
        return archive::unpack(&bytes).with_context(|| format!("`{}` is not a bundle", path.display()));
    }
    bail!("`{}` is neither a folder nor a `.{ARCHIVE}` archive; name a bundle", path.display())
}

/// The files of a folder; bundles have no folders within.
fn read_folder(folder: &Path) -> anyhow::Result<Files> {
    let mut files = Files::new();
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot list `{}`", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot list `{}`", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            bail!("`{name}` in `{}` is a folder; a bundle holds files only", folder.display());
        }
        let bytes = std::fs::read(entry.path())
            .with_context(|| format!("cannot read `{}`", entry.path().display()))?;
        files.insert(name, bytes);
    }
    Ok(files)
}

/// A bundle with every file verified: none missing, altered or unlisted.
///
/// # Errors
/// The first file that is not the approved one, with the reason.
pub fn open(path: &Path) -> anyhow::Result<(Bundle, Files)> {
    let files = read(path)?;
    let index = files
        .get(INDEX)
        .ok_or_else(|| anyhow!("`{}` has no `{INDEX}`; make it with `twinlet model pack`", path.display()))?;
    let index = Index::parse(index).map_err(said)?;
    index.verify_all(&files).map_err(said)?;
    let bundle = Bundle::open(&files, &index.version).map_err(said)?;
    Ok((bundle, files))
}

/// A part that is for people; `None` when the bundle does not have it.
///
/// # Errors
/// When it is there and cannot be read.
pub fn part<T: DeserializeOwned>(files: &Files, name: &str) -> anyhow::Result<Option<T>> {
    let Some(bytes) = files.get(name) else { return Ok(None) };
    serde_json::from_slice(bytes)
        .map(Some)
        .with_context(|| format!("`{name}` is not what `docs/bundle.md` describes"))
}

/// A failure as an error with its hint.
pub fn said(failure: EngineFailure) -> anyhow::Error {
    anyhow!("{}\nhint: {}", failure.message, failure.hint)
}
