//! A bundle on disk: a folder, or one `.twin` archive.

use std::path::Path;

use anyhow::{Context, anyhow, bail};
use serde::de::DeserializeOwned;
use twinlet_core::bundle::{Bundle, INDEX, Index};
use twinlet_engine::twin::Files;

use super::{archive, in_words};

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
    bail!(
        "there is no bundle at `{}`; name a folder with a `{INDEX}`, or a `.{ARCHIVE}` archive",
        path.display()
    )
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

/// The index and all files, each verified: none missing, altered or unlisted.
///
/// # Errors
/// The first file that is not the approved one, with the reason.
pub fn verified(path: &Path) -> anyhow::Result<(Index, Files)> {
    let files = read(path)?;
    let index = files
        .get(INDEX)
        .ok_or_else(|| anyhow!("`{}` has no `{INDEX}`; make it with `twinlet model pack`", path.display()))?;
    let index = Index::parse(index).map_err(|f| in_words(&f))?;
    index.verify_all(&files).map_err(|f| in_words(&f))?;
    Ok((index, files))
}

/// A bundle with every file verified.
///
/// # Errors
/// As [`verified`], or that its parts do not agree.
pub fn open(path: &Path) -> anyhow::Result<(Bundle, Files)> {
    let (index, files) = verified(path)?;
    let bundle = Bundle::open(&files, &index.version).map_err(|f| in_words(&f))?;
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
