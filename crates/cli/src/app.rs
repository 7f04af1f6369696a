//! An app on disk: its manifest and the bundles that it names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use twinlet_core::diag::Diagnostic;
use twinlet_core::manifest::{self, CompiledApp};
use twinlet_engine::Twin;
use twinlet_engine::twin::Files;

use crate::bundle::{files_of, in_words};

/// The manifest's usual name.
pub const MANIFEST: &str = "twin.yaml";

/// Path of the manifest of an app given as a folder or as the file itself.
pub fn manifest_path(app: &Path) -> PathBuf {
    if app.is_dir() { app.join(MANIFEST) } else { app.to_owned() }
}

/// Reads and compiles the manifest.
///
/// # Errors
/// When it cannot be read, or with all its mistakes as one text.
pub fn compile(app: &Path) -> anyhow::Result<CompiledApp> {
    let path = manifest_path(app);
    let text = std::fs::read_to_string(&path).with_context(|| {
        format!("cannot read the manifest `{}`; name a folder with a `{MANIFEST}`", path.display())
    })?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|e| e.to_string());
    manifest::compile_app(&text, &path.to_string_lossy(), &read)
        .map_err(|mistakes| anyhow!("{}", mistakes_in_words(&path, &mistakes)))
}

/// All mistakes of a manifest as a terminal shows them.
pub fn mistakes_in_words(manifest: &Path, mistakes: &[Diagnostic]) -> String {
    let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
    format!("{} in `{}`\n{}", count(mistakes.len()), manifest.display(), lines.join("\n"))
}

fn count(n: usize) -> String {
    if n == 1 { "1 mistake".into() } else { format!("{n} mistakes") }
}

/// Loads the twin: manifest and verified bundles.
///
/// # Errors
/// What is missing, altered or malformed, and what to do next.
pub fn load(app: &Path) -> anyhow::Result<(Twin, CompiledApp)> {
    let compiled = compile(app)?;
    let folder = manifest_path(app).parent().unwrap_or(Path::new(".")).to_owned();
    let mut files: BTreeMap<String, Files> = BTreeMap::new();
    for model in compiled.app.models() {
        files.insert(model.id.clone(), files_of(&folder.join(&model.bundle))?);
    }
    let twin = Twin::load(&compiled.json, &files).map_err(|f| in_words(&f))?;
    Ok((twin, compiled))
}
