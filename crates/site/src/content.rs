//! An app's own part of its site: the compiled manifest and the model bundles.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use twinlet_core::bundle::{INDEX, Index};
use twinlet_core::diag::Diagnostic;
use twinlet_core::manifest::{CompiledApp, compile_app};

use crate::files::{Files, read_folder, read_text};
use crate::widgets;

/// The manifest's usual name.
pub const MANIFEST: &str = "twin.yaml";

/// One app, ready for its site.
#[derive(Debug, Clone)]
pub struct Content {
    /// Stable id, kebab case: the name of its folder beside other apps.
    pub id: String,
    /// Title on the screen.
    pub title: String,
    /// Its own version.
    pub version: String,
    /// A sentence about it.
    pub summary: String,
    /// Hosts of its remote models, which the page's policy lets it ask.
    pub hosts: BTreeSet<String>,
    /// `app/twin.json`, `app/models/<model id>/`, and `app/files/` with what widgets name.
    pub files: Files,
    /// What is probably not what was meant.
    pub warnings: Vec<Diagnostic>,
}

impl Content {
    /// Whether a model is made of more than plain layers, so that the site carries the runtime for such models.
    pub fn needs_sandbox(&self) -> bool {
        let mut models =
            self.files.iter().filter(|(path, _)| path.starts_with("app/models/") && path.ends_with(".onnx"));
        models.any(|(_, bytes)| twinlet_onnx::beyond_layers(bytes).is_some())
    }

    /// What a page reads before its first decision: the manifest, and of each bundle what runs and what vouches for it.
    ///
    /// # Errors
    /// When an index is not one.
    pub fn first_files(&self) -> Result<Vec<String>> {
        let mut paths = vec!["app/twin.json".to_owned()];
        for (path, bytes) in &self.files {
            let Some(folder) = path.strip_suffix(INDEX).filter(|folder| folder.starts_with("app/models/"))
            else {
                continue;
            };
            let index = Index::parse(bytes).map_err(|failure| anyhow!("`{path}`: {}", failure.message))?;
            let named = index.needed().chain(["validation.json", "provenance.json"]);
            let there =
                named.map(|name| format!("{folder}{name}")).filter(|path| self.files.contains_key(path));
            paths.extend([path.clone()].into_iter().chain(there));
        }
        Ok(paths)
    }
}

/// Why there is no content.
#[derive(Debug)]
pub enum Failure {
    /// The manifest has mistakes: all of them.
    Mistakes(Vec<Diagnostic>),
    /// Something cannot be read, or is not what was approved.
    Other(anyhow::Error),
}

/// The outcome of reading an app, and every file and folder that it rests on, whether it succeeded or not.
pub struct Reading {
    /// The app, or why there is none.
    pub outcome: Result<Content, Failure>,
    /// The manifest, what it names, the bundles.
    pub sources: BTreeSet<PathBuf>,
}

/// Path of the manifest of an app given as a folder or as the file itself.
pub fn manifest_path(app: &Path) -> PathBuf {
    if app.is_dir() { app.join(MANIFEST) } else { app.to_owned() }
}

/// Reads and compiles an app and verifies its bundles.
pub fn read(app: &Path) -> Reading {
    let manifest = manifest_path(app);
    let folder = manifest.parent().unwrap_or(Path::new(".")).to_owned();
    let sources = RefCell::new(BTreeSet::from([manifest.clone()]));
    let outcome = compile(&manifest, &folder, &sources).and_then(|compiled| {
        sources.borrow_mut().extend(compiled.app.models().iter().map(|model| folder.join(&model.bundle)));
        of(&folder, compiled).map_err(Failure::Other)
    });
    Reading { outcome, sources: sources.into_inner() }
}

/// People write `twin.yaml`; the app reads JSON, so that the phone carries no YAML parser.
fn compile(
    manifest: &Path,
    folder: &Path,
    sources: &RefCell<BTreeSet<PathBuf>>,
) -> Result<CompiledApp, Failure> {
    let text = read_text(manifest)
        .with_context(|| format!("there is no app here; name a folder with a `{MANIFEST}`"))
        .map_err(Failure::Other)?;
    let read = |name: &str| {
        sources.borrow_mut().insert(folder.join(name));
        std::fs::read(folder.join(name)).map_err(|error| error.to_string())
    };
    compile_app(&text, &manifest.to_string_lossy(), &read).map_err(Failure::Mistakes)
}

fn of(folder: &Path, compiled: CompiledApp) -> Result<Content> {
    let CompiledApp { mut json, app, warnings } = compiled;
    let mut files = Files::new();
    for model in app.models() {
        let place = format!("models/{}", model.id);
        for (name, bytes) in bundle(&folder.join(&model.bundle))? {
            files.insert(format!("app/{place}/{name}"), bytes);
        }
        json = with_bundle_at(&json, &model.bundle, &place)?;
    }
    files.extend(widgets::files(folder, &app)?);
    files.insert("app/twin.json".to_owned(), json.into_bytes());
    let hosts = app.models().iter().filter_map(|model| Some(host(&model.remote.as_ref()?.url))).collect();
    let it = app.identity().clone();
    Ok(Content {
        id: it.id,
        title: it.title,
        version: it.version,
        summary: it.summary,
        hosts,
        files,
        warnings,
    })
}

/// A bundle's files, each verified against its index: a site must not publish what nobody can open.
fn bundle(folder: &Path) -> Result<Files> {
    ensure!(
        folder.is_dir(),
        "no model bundle at `{}`; train it, or correct `models` in the manifest",
        folder.display()
    );
    let files = read_folder(folder)?;
    let index = files.get(INDEX).with_context(|| {
        format!("`{}` has no `{INDEX}`; make it with `twinlet model pack`", folder.display())
    })?;
    let verified = Index::parse(index).and_then(|index| index.verify_all(&files));
    verified.map_err(|failure| anyhow!("{}\nhint: {}", failure.message, failure.hint)).with_context(
        || format!("the model bundle at `{}` is not the one that was packed", folder.display()),
    )?;
    Ok(files)
}

/// The browser looks for a bundle relative to `twin.json`; everything else in the manifest stays byte for byte.
fn with_bundle_at(json: &str, from: &str, to: &str) -> Result<String> {
    let entry = |place: &str| anyhow::Ok(format!("\"bundle\":{}", serde_json::to_string(place)?));
    let (old, new) = (entry(from)?, entry(to)?);
    ensure!(json.contains(&old), "the compiled manifest does not hold `{old}`; has its form changed?");
    Ok(json.replace(&old, &new))
}

/// `https://models.plant.example` of an address below it.
fn host(url: &str) -> String {
    url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_is_found_from_the_manifest() -> Result<()> {
        let json = r#"{"models":[{"id":"a","bundle":"../x"}]}"#;
        assert_eq!(
            with_bundle_at(json, "../x", "models/a")?,
            r#"{"models":[{"id":"a","bundle":"models/a"}]}"#
        );
        assert!(with_bundle_at(json, "../y", "models/a").is_err());
        Ok(())
    }

    #[test]
    fn sources_are_known_even_of_a_mistaken_app() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(MANIFEST), "twinlet: 1\nap: {}\n").unwrap();
        let reading = read(folder.path());
        assert!(matches!(reading.outcome, Err(Failure::Mistakes(mistakes)) if !mistakes.is_empty()));
        assert!(reading.sources.contains(&folder.path().join(MANIFEST)));
    }

    #[test]
    fn an_altered_bundle_is_not_published() {
        let folder = tempfile::tempdir().unwrap();
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/transformer-ageing/bundle");
        let mut files = read_folder(&source).unwrap();
        crate::files::write_all(folder.path(), &files).unwrap();
        assert_eq!(bundle(folder.path()).unwrap(), files);
        files.get_mut("contract.json").unwrap().push(b' ');
        crate::files::write_all(folder.path(), &files).unwrap();
        assert!(format!("{:#}", bundle(folder.path()).unwrap_err()).contains("contract.json"));
    }
}
