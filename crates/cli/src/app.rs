//! An app on disk: its manifest and the bundles that it names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow};
use twinlet_core::diag::Diagnostic;
use twinlet_core::manifest::{self, CompiledApp};
use twinlet_engine::Twin;
use twinlet_engine::twin::Files;

use crate::bundle::{files_of, in_words};
use crate::diagnostics;

/// The manifest's usual name.
pub const MANIFEST: &str = "twin.yaml";

/// Path of the manifest of an app given as a folder or as the file itself.
pub fn manifest_path(app: &Path) -> PathBuf {
    if app.is_dir() { app.join(MANIFEST) } else { app.to_owned() }
}

/// A manifest as it lies on disk.
pub struct Source {
    /// Where.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// Reads the manifest.
///
/// # Errors
/// When it cannot be read.
pub fn read(app: &Path) -> anyhow::Result<Source> {
    let path = manifest_path(app);
    let text = std::fs::read_to_string(&path).with_context(|| {
        format!("cannot read the manifest `{}`; name a folder with a `{MANIFEST}`", path.display())
    })?;
    Ok(Source { path, text })
}

impl Source {
    /// Its path as findings name it.
    pub fn name(&self) -> String {
        self.path.to_string_lossy().into_owned()
    }

    /// The folder that its files are named from.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("."))
    }

    /// Compiles it.
    ///
    /// # Errors
    /// All its mistakes.
    pub fn compile(&self) -> Result<CompiledApp, Vec<Diagnostic>> {
        let read = |name: &str| std::fs::read(self.folder().join(name)).map_err(|e| e.to_string());
        manifest::compile_app(&self.text, &self.name(), &read)
    }
}

/// Reads and compiles the manifest.
///
/// # Errors
/// When it cannot be read, or with all its mistakes as one text.
pub fn compile(app: &Path) -> anyhow::Result<CompiledApp> {
    let source = read(app)?;
    source.compile().map_err(|found| anyhow!("{}", mistakes_in_words(&source.path, &found)))
}

/// All mistakes of a manifest as a terminal shows them.
pub fn mistakes_in_words(manifest: &Path, mistakes: &[Diagnostic]) -> String {
    let text = std::fs::read_to_string(manifest).unwrap_or_default();
    let count = diagnostics::counted(mistakes.len());
    format!("{count} in `{}`\n{}", manifest.display(), diagnostics::in_words(mistakes, &text))
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
