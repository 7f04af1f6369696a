//! Models of a manifest resolved to exact bundles: by folder and version, or through a registry and the app's lock.
//!
//! The hash of each bundle's index goes into the compiled manifest, so that the engine refuses any other.

use crate::bundle::{INDEX, sha256_hex};
use crate::diag::{Code, Diagnostic, Report, Severity};
use crate::registry::{LOCK, Lock, REGISTRY, Registry};

use super::compile::{ReadFile, References, read_text};
use super::raw::Model;
use super::{RawApp, read_raw, yaml};

/// Replaces registries by folders and writes the hashes.
pub(super) fn resolve(raw: &mut References<'_>, read_file: ReadFile<'_>, report: &mut Report) {
    let locked = read_text(read_file, LOCK).ok();
    let lock = locked.map(|text| serde_json::from_str::<Lock>(&text).map_err(|e| e.to_string()));
    for (id, model) in &mut raw.models.0 {
        let path = format!("models.{id}");
        if model.registry.is_some()
            && let Err(why) = from_registry(id, model, lock.as_ref(), read_file)
        {
            let diagnostic = report.error(Code::ModelVersion, format!("{path}.version"), why);
            diagnostic.hint("`twinlet lock` resolves versions and writes the lock");
        }
        pin(model, &path, read_file, report);
    }
}

fn from_registry(
    id: &str,
    model: &mut Model,
    lock: Option<&Result<Lock, String>>,
    read_file: ReadFile<'_>,
) -> Result<(), String> {
    let folder = model.registry.take().unwrap_or_default();
    let name = model.model.take().unwrap_or_else(|| id.to_owned());
    // A place of its own even where it cannot be found: the rest of the manifest is checked all the same.
    model.bundle = Some(format!("{folder}/{name}"));
    let lock = match lock {
        None => return Err(format!("`{id}` follows a registry, but there is no `{LOCK}`")),
        Some(Err(why)) => return Err(format!("`{LOCK}` cannot be read: {why}")),
        Some(Ok(lock)) => lock,
    };
    let registry = read_text(read_file, &format!("{folder}/{REGISTRY}"))?;
    let registry: Registry =
        serde_json::from_str(&registry).map_err(|e| format!("`{folder}/{REGISTRY}`: {e}"))?;
    let seen = lock.registries.get(&folder).copied().unwrap_or(0);
    if registry.serial < seen {
        return Err(format!(
            "the registry went back from publication {seen} to {}: refused",
            registry.serial
        ));
    }
    let locked =
        lock.models.get(id).filter(|l| l.model == name).ok_or(format!("`{id}` is not in `{LOCK}`"))?;
    let range = semver::VersionReq::parse(&model.version).map_err(|e| format!("`{}`: {e}", model.version))?;
    let version =
        semver::Version::parse(&locked.version).map_err(|e| format!("`{}`: {e}", locked.version))?;
    if !range.matches(&version) {
        return Err(format!("`{LOCK}` has {version}, which does not fit `{}`", model.version));
    }
    let published = registry
        .find(&name, &locked.version)
        .ok_or_else(|| format!("the registry no longer has {version} of `{name}`"))?;
    if let Some(why) = &published.withdrawn {
        return Err(format!("{version} of `{name}` was withdrawn: {why}"));
    }
    if published.sha256 != locked.sha256 {
        return Err(format!("{version} of `{name}` is not the one that was locked: its hash differs"));
    }
    model.bundle = Some(format!("{folder}/{}", published.folder));
    model.version = locked.version.clone();
    model.sha256 = Some(locked.sha256.clone());
    Ok(())
}

/// Writes the hash of the bundle that is there; a hash that was written before must be the same.
fn pin(model: &mut Model, path: &str, read_file: ReadFile<'_>, report: &mut Report) {
    let Some(folder) = &model.bundle else {
        report
            .error(Code::ModelVersion, path, "neither `bundle` nor `registry` is given")
            .hint("`bundle` is the folder of a bundle, `registry` the folder of a registry");
        return;
    };
    // A bundle that is not there is said by whoever loads it.
    let Ok(index) = read_file(&format!("{folder}/{INDEX}")) else { return };
    let found = sha256_hex(&index);
    match &model.sha256 {
        Some(pinned) if *pinned != found => {
            let message = format!("the bundle at `{folder}` has the hash {found}");
            report.error(Code::BundleHash, format!("{path}.sha256"), message).hint(
                "the bundle was altered after it was approved; restore it, or approve it by writing its hash",
            );
        }
        _ => model.sha256 = Some(found),
    }
}

/// A model that follows a registry, as its manifest says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistryModel {
    /// Id in the manifest.
    pub id: String,
    /// Folder of the registry, relative to the manifest.
    pub registry: String,
    /// Id in the registry.
    pub model: String,
    /// Range of versions.
    pub range: String,
}

/// The models of a manifest that follow a registry; nothing else of it is checked.
///
/// # Errors
/// When the text is not the YAML of a manifest.
pub fn registry_models(text: &str, file_name: &str) -> Result<Vec<RegistryModel>, Box<Diagnostic>> {
    let (tree, _) = yaml::read(text, file_name)?;
    let mut report = Report::default();
    let Some(raw) = read_raw(&tree, &mut report) else {
        let first = report.into_diagnostics().into_iter().next();
        return Err(Box::new(first.unwrap_or_else(|| {
            Diagnostic::new(Severity::Error, Code::Syntax, "", "the text is no manifest")
        })));
    };
    let follow = |(id, m): (String, Model)| {
        let registry = m.registry?;
        Some(RegistryModel { model: m.model.unwrap_or_else(|| id.clone()), id, registry, range: m.version })
    };
    let models = match raw {
        RawApp::Station(raw) => raw.models,
        RawApp::WhatIf(raw) => raw.models,
    };
    Ok(models.0.into_iter().filter_map(follow).collect())
}
