//! Content hashes in the names of the files that Trunk leaves without one.

use anyhow::{Context, Result};

use crate::files::{Files, short_hash, text};
use crate::runtime::SANDBOX;

/// Scripts of the runtime that `index.html` loads, beside the app itself.
pub const SCRIPTS: [&str; 3] = ["boot.js", "rescue.js", "offline.js"];

/// Starts the engine: with its own wasm, which is fetched while the script beside it is, or in a helper with the compiled
/// module that is its first message.
const LOADER: &str = "const wasm = self.name === \"helper\"
  ? new Promise((resolve) => { self.onmessage = ({ data }) => resolve(data); })
  : fetch(new URL('{stem}_bg.wasm', import.meta.url));
const { default: init } = await import('./{stem}.js');
await init({ module_or_path: wasm });
";

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
pub fn worker(files: &mut Files) -> Result<Option<String>> {
    let Some(loader) = files.keys().find(|name| name.ends_with("_loader.js")).cloned() else {
        return Ok(None);
    };
    let stem = loader.trim_end_matches("_loader.js");
    let wasm = hash_name(files, &format!("{stem}_bg.wasm"), &[])?;
    let glue = hash_name(files, &format!("{stem}.js"), &[&wasm])?;
    // Trunk's loader always downloads and compiles; a helper gets the compiled module from the page.
    files.insert(loader.clone(), LOADER.replace("{stem}", stem).into_bytes());
    let loader = hash_name(files, &loader, &[&glue, &wasm])?;
    Ok(Some(loader.to))
}

/// Renames the models' runtime where a model needs it, and leaves it out where none does.
pub fn sandbox(files: &mut Files, is_needed: bool) -> Result<Option<String>> {
    if !is_needed {
        files.remove(SANDBOX);
        return Ok(None);
    }
    hash_name(files, SANDBOX, &[]).map(|name| Some(name.to))
}

/// Gives the page's scripts hashed names.
pub fn scripts(files: &mut Files) -> Result<Vec<Renamed>> {
    SCRIPTS.iter().map(|name| hash_name(files, name, &[])).collect()
}

fn hash_name(files: &mut Files, name: &str, inner: &[&Renamed]) -> Result<Renamed> {
    let missing = || format!("the runtime has no `{name}`; do Trunk's files have other names than expected?");
    let bytes = match inner {
        [] => files.get(name).with_context(missing)?.clone(),
        _ => with_names(text(files, name).with_context(missing)?, inner).into_bytes(),
    };
    files.remove(name);
    let to = hashed(name, &bytes);
    files.insert(to.clone(), bytes);
    Ok(Renamed { from: name.to_owned(), to })
}

fn with_names(text: &str, inner: &[&Renamed]) -> String {
    inner.iter().fold(text.to_owned(), |text, name| text.replace(&name.from, &name.to))
}

/// `worker_bg.wasm` becomes `worker_bg-0123456789abcdef.wasm`.
pub fn hashed(name: &str, bytes: &[u8]) -> String {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    format!("{stem}-{}.{extension}", short_hash(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runtime_for_models_is_there_where_one_needs_it() -> Result<()> {
        let all: Files = [(SANDBOX.to_owned(), b"wasm".to_vec())].into();
        let (mut with, mut without) = (all.clone(), all);
        let name = sandbox(&mut with, true)?.context("no name")?;
        assert!(name.starts_with("sandbox-") && with.contains_key(&name) && with.len() == 1, "{name}");
        assert_eq!((sandbox(&mut without, false)?, without.len()), (None, 0));
        assert!(sandbox(&mut without, true).is_err());
        Ok(())
    }

    #[test]
    fn worker_files_name_each_other() -> Result<()> {
        let pairs = [
            ("worker_bg.wasm", "wasm"),
            ("worker.js", "new URL('worker_bg.wasm', import.meta.url)"),
            ("worker_loader.js", "import init from './worker.js';init('./worker_bg.wasm')"),
        ];
        let mut files: Files = pairs.iter().map(|(n, t)| ((*n).to_owned(), t.as_bytes().to_vec())).collect();
        let loader = worker(&mut files)?.unwrap_or_default();
        let body = text(&files, &loader)?;
        assert!(files.len() == 3 && files.keys().all(|name| name.contains('-')));
        let glue = files.keys().find(|name| name.ends_with(".js") && **name != loader).context("no glue")?;
        assert!(body.contains(glue.as_str()) && text(&files, glue)?.contains("worker_bg-"), "{body}");
        Ok(())
    }
}
