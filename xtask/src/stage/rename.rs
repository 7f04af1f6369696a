//! Content hashes in the names of the files that Trunk leaves without one.

use std::path::Path;

use anyhow::{Context, Result};

use crate::files::{list, read, read_text, remove, short_hash, write};

/// Scripts of `public/` that `index.html` loads, beside the app itself.
pub const SCRIPTS: [&str; 3] = ["boot.js", "rescue.js", "offline.js"];

/// Old and new name of a file.
pub struct Renamed {
    /// As written in the sources: `boot.js`.
    pub from: String,
    /// As served: `boot-0123456789abcdef.js`.
    pub to: String,
}

/// Renames the engine's loader, glue and wasm; returns the loader's new name, or `None` without an engine.
///
/// From the inside out, because each file holds the name of the next one.
pub fn worker(folder: &Path) -> Result<Option<String>> {
    let names = list(folder)?;
    let Some(loader) = names.iter().find(|name| name.ends_with("_loader.js")) else { return Ok(None) };
    let stem = loader.trim_end_matches("_loader.js");
    let wasm = hash_name(folder, &format!("{stem}_bg.wasm"), &[])?;
    let glue = hash_name(folder, &format!("{stem}.js"), &[&wasm])?;
    let loader = hash_name(folder, loader, &[&glue, &wasm])?;
    Ok(Some(loader.to))
}

/// Copies the page's scripts under hashed names.
pub fn scripts(public: &Path, folder: &Path) -> Result<Vec<Renamed>> {
    let copy = |name: &str| {
        let text = read(&public.join(name))?;
        let to = hashed(name, &text);
        write(&folder.join(&to), text)?;
        Ok(Renamed { from: name.to_owned(), to })
    };
    SCRIPTS.iter().map(|name| copy(name)).collect()
}

fn hash_name(folder: &Path, name: &str, inner: &[&Renamed]) -> Result<Renamed> {
    let path = folder.join(name);
    let bytes = if inner.is_empty() { read(&path)? } else { with_names(&path, inner)?.into_bytes() };
    let to = hashed(name, &bytes);
    write(&folder.join(&to), bytes)?;
    remove(&path)?;
    Ok(Renamed { from: name.to_owned(), to })
}

fn with_names(path: &Path, inner: &[&Renamed]) -> Result<String> {
    let text = read_text(path).context("Trunk's worker files have other names than expected")?;
    Ok(inner.iter().fold(text, |text, name| text.replace(&name.from, &name.to)))
}

/// `worker_bg.wasm` becomes `worker_bg-0123456789abcdef.wasm`.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{}.{extension}", short_hash(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn worker_files_name_each_other() -> Result<()> {
        let folder = tempfile::tempdir()?;
        write(&folder.path().join("worker_bg.wasm"), b"wasm")?;
        write(&folder.path().join("worker.js"), "new URL('worker_bg.wasm', import.meta.url)")?;
        write(
            &folder.path().join("worker_loader.js"),
            "import init from './worker.js';init('./worker_bg.wasm')",
        )?;
        let loader = worker(folder.path())?.unwrap_or_default();
        let names = list(folder.path())?;
        let text = read_text(&folder.path().join(&loader))?;
        assert!(names.len() == 3 && names.contains(&loader));
        assert!(
            names.iter().filter(|name| **name != loader).all(|name| text.contains(name.as_str())),
            "{text}"
        );
        Ok(())
    }
}
