//! The app's own files: its manifest, its model bundles, its name and icons.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use twinlet_core::manifest::{CompiledApp, compile_app};

use crate::files::{copy_folder, read_text, write};

/// What the page has to know of its app.
pub struct Staged {
    /// Its title.
    pub title: String,
    /// Hosts of its remote models, which the page's policy lets it ask.
    pub hosts: BTreeSet<String>,
}

/// Writes `app/twin.json` and `app/models/<model id>/` into the staging folder.
pub fn stage(app: &Path, folder: &Path) -> Result<Staged> {
    let compiled = compile(app)?;
    compiled.warnings.iter().for_each(|warning| eprintln!("stage: {warning}"));
    let mut json = compiled.json.clone();
    for model in compiled.app.models() {
        let place = format!("models/{}", model.id);
        copy_bundle(&app.join(&model.bundle), &folder.join("app").join(&place))?;
        json = with_bundle_at(&json, &model.bundle, &place)?;
    }
    write(&folder.join("app/twin.json"), json)?;
    let remote = compiled.app.models().iter().filter_map(|model| Some(host(&model.remote.as_ref()?.url)));
    Ok(Staged { title: compiled.app.identity().title.clone(), hosts: remote.collect() })
}

/// `https://models.plant.example` of an address below it.
fn host(url: &str) -> String {
    url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/")
}

/// People write `twin.yaml`; the app reads JSON, so that the phone carries no YAML parser.
fn compile(app: &Path) -> Result<CompiledApp> {
    let path = app.join("twin.yaml");
    let read = |name: &str| std::fs::read_to_string(app.join(name)).map_err(|error| error.to_string());
    compile_app(&read_text(&path)?, &path.to_string_lossy(), &read).map_err(|mistakes| {
        let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        anyhow!("`{}` does not compile:\n{}", path.display(), lines.join("\n"))
    })
}

/// The browser looks for a bundle relative to `twin.json`; everything else in the manifest stays byte for byte.
fn with_bundle_at(json: &str, from: &str, to: &str) -> Result<String> {
    let entry = |place: &str| anyhow::Ok(format!("\"bundle\":{}", serde_json::to_string(place)?));
    let (old, new) = (entry(from)?, entry(to)?);
    ensure!(json.contains(&old), "the compiled manifest does not hold `{old}`; has its form changed?");
    Ok(json.replace(&old, &new))
}

fn copy_bundle(from: &Path, to: &Path) -> Result<()> {
    ensure!(
        from.is_dir(),
        "no model bundle at `{}`; train it, or correct `models` in the manifest",
        from.display()
    );
    copy_folder(from, to)
}

/// Copies icons and the web manifest, with the app's name in it.
pub fn copy_public(public: &Path, folder: &Path, title: &str) -> Result<()> {
    copy_folder(&public.join("icons"), &folder.join("icons"))?;
    let template = read_text(&public.join("manifest.webmanifest"))?;
    write(&folder.join("manifest.webmanifest"), named(&template, title)?)
}

fn named(template: &str, title: &str) -> Result<String> {
    let mut manifest: serde_json::Value =
        serde_json::from_str(template).context("`public/manifest.webmanifest` is no JSON")?;
    manifest["name"] = title.into();
    manifest["short_name"] = title.split_whitespace().next().unwrap_or(title).into();
    Ok(serde_json::to_string_pretty(&manifest)?)
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
    fn the_web_manifest_gets_the_apps_name() -> Result<()> {
        let text = named(r#"{"name": "x", "display": "standalone"}"#, "Riverside pumps")?;
        assert!(
            text.contains("\"Riverside pumps\"")
                && text.contains("\"Riverside\"")
                && text.contains("standalone")
        );
        Ok(())
    }
}
