//! A site on disk: all of it or nothing of it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::compress::Compressed;
use crate::files::{Files, read_text, write_all};
use crate::identity::BUILD;
use crate::runtime::Runtime;

/// What a phone downloads at most, and what that takes up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Files, without compressed forms.
    pub files: usize,
    /// Their bytes.
    pub raw: usize,
    /// Their bytes in the smaller of both forms, plain or brotli.
    pub brotli: usize,
}

/// The files with their compressed forms beside them, on all cores.
///
/// # Errors
/// When a compressor fails.
pub fn with_compressed(runtime: &Runtime, files: &Files) -> Result<(Files, Size)> {
    let mut all = files.clone();
    let mut size = Size { files: files.len(), ..Size::default() };
    for (name, compressed) in compressed(runtime, files)? {
        let raw = files.get(name).map_or(0, Vec::len);
        size.raw += raw;
        size.brotli += compressed.as_ref().map_or(raw, |both| both.brotli.len());
        if let Some(Compressed { brotli, gzip }) = compressed {
            all.insert(format!("{name}.br"), brotli);
            all.insert(format!("{name}.gz"), gzip);
        }
    }
    Ok((all, size))
}

type Forms<'a> = Vec<(&'a String, Option<Compressed>)>;

fn compressed<'a>(runtime: &Runtime, files: &'a Files) -> Result<Forms<'a>> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let share = |core: usize| -> Result<Forms<'a>> {
        let own = files.iter().skip(core).step_by(cores);
        own.map(|(name, bytes)| Ok((name, runtime.compressed(name, bytes)?))).collect()
    };
    let parts: Vec<Result<Forms<'a>>> = std::thread::scope(|scope| {
        let share = &share;
        let threads: Vec<_> = (0..cores).map(|core| scope.spawn(move || share(core))).collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap_or_else(|_| bail!("a compressor stopped")))
            .collect()
    });
    Ok(parts.into_iter().collect::<Result<Vec<_>>>()?.concat())
}

/// Whether a folder may be replaced: it is not there, is empty, or holds an earlier build and nothing else of anybody's.
///
/// # Errors
/// What lies there, and what to do.
pub fn may_replace(folder: &Path) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list `{}`", folder.display()))?;
    let names: Vec<String> =
        entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
    let foreign = names.iter().find(|name| name.starts_with(".git"));
    if names.is_empty() || (is_build(folder) && foreign.is_none()) {
        return Ok(());
    }
    let found = foreign.or(names.first()).map_or("", String::as_str);
    bail!(
        "`{}` is not empty and not an earlier build (it holds `{found}`); nothing was written. \
         Name another folder with `--out`, or empty this one",
        folder.display()
    )
}

fn is_build(folder: &Path) -> bool {
    let build = read_text(&folder.join(BUILD)).ok().and_then(|text| serde_json::from_str(&text).ok());
    build.is_some_and(|build: serde_json::Value| build["build"].is_string() && build["files"].is_object())
}

/// Writes files beside the folder, then puts them in its place. When that fails, what was there stays.
///
/// # Errors
/// What cannot be written or moved.
pub fn replace(folder: &Path, files: &Files) -> Result<()> {
    may_replace(folder)?;
    let (new, old) = (beside(folder, "new")?, beside(folder, "old")?);
    let written = write_all(&new, files).and_then(|()| swap(folder, &new, &old));
    // Only what this process made; what cannot be removed is in nobody's way.
    for leftover in [new, old] {
        drop(fs::remove_dir_all(leftover));
    }
    written
}

fn swap(folder: &Path, new: &Path, old: &Path) -> Result<()> {
    let moved = |from: &Path, to: &Path| {
        fs::rename(from, to)
            .with_context(|| format!("cannot move `{}` to `{}`", from.display(), to.display()))
    };
    if !folder.exists() {
        return moved(new, folder);
    }
    moved(folder, old)?;
    moved(new, folder).inspect_err(|_| drop(moved(old, folder)))
}

/// A name in the same folder, and so on the same disk, that no other process uses.
fn beside(folder: &Path, role: &str) -> Result<PathBuf> {
    let name = folder.file_name().with_context(|| {
        format!("`{}` cannot be replaced as a whole; name a folder in it with `--out`", folder.display())
    })?;
    let name = format!(".{}.{role}-{}", name.to_string_lossy(), std::process::id());
    Ok(folder.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(text: &str) -> Files {
        let json = r#"{"build": "x", "files": {}}"#;
        [(BUILD, json), ("index.html", text)].map(|(n, t)| (n.to_owned(), t.as_bytes().to_vec())).into()
    }

    #[test]
    fn a_build_replaces_a_build_and_leaves_nothing_behind() {
        let parent = tempfile::tempdir().unwrap();
        let out = parent.path().join("dist");
        replace(&out, &build("1")).unwrap();
        std::fs::write(out.join("of-the-last-build"), "").unwrap();
        replace(&out, &build("2")).unwrap();
        assert_eq!(std::fs::read_to_string(out.join("index.html")).unwrap(), "2");
        assert!(!out.join("of-the-last-build").exists());
        assert_eq!(std::fs::read_dir(parent.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_somebody_elses_stays() {
        for (name, also_a_build) in [("notes.txt", false), (".git", true)] {
            let out = tempfile::tempdir().unwrap();
            std::fs::write(out.path().join(name), "mine").unwrap();
            if also_a_build {
                write_all(out.path(), &build("1")).unwrap();
            }
            let error = replace(out.path(), &build("2")).unwrap_err().to_string();
            assert!(error.contains(name) && error.contains("--out"), "{error}");
            assert_eq!(std::fs::read_to_string(out.path().join(name)).unwrap(), "mine");
        }
    }
}
