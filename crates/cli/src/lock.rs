//! `twinlet lock`: which version of each model an app uses, by hash.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};
use twinlet_core::manifest::{RegistryModel, registry_models};
use twinlet_core::registry::{LOCK, Lock, Locked};

use crate::app::manifest_path;
use crate::model::registry;
use crate::today;

/// Which app to lock.
#[derive(clap::Args)]
pub struct Args {
    /// Folder of the app, or its manifest; the current folder when absent
    #[arg(default_value = ".", hide_default_value = true)]
    app: PathBuf,
    /// Take this version of a model although a newer one fits: `hydraulics@1.0.0`; repeatable
    #[arg(long = "take", value_name = "MODEL@VERSION")]
    take: Vec<String>,
}

/// Resolves every model that follows a registry and writes the lock beside the manifest.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let path = manifest_path(&args.app);
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read `{}`", path.display()))?;
    let models = registry_models(&text, &path.to_string_lossy()).map_err(|d| anyhow!("{d}"))?;
    if models.is_empty() {
        eprintln!("no model of `{}` follows a registry; there is nothing to lock", path.display());
        return Ok(ExitCode::SUCCESS);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    let before = read(folder)?;
    let mut lock = Lock { lock_version: 1, ..Lock::default() };
    for model in &models {
        add(&mut lock, model, folder, &args.take)?;
    }
    for (place, serial) in &before.registries {
        if lock.registries.get(place).is_some_and(|now| now < serial) {
            bail!("the registry `{place}` went back from publication {serial}: it is refused; ask its owner");
        }
    }
    for (id, locked) in &lock.models {
        let was = before.models.get(id).map(|l| l.version.as_str()).unwrap_or("nothing");
        println!("{id}  {}  (was {was})  {}", locked.version, locked.sha256);
    }
    let json = format!("{}\n", serde_json::to_string_pretty(&lock)?);
    std::fs::write(folder.join(LOCK), json).with_context(|| format!("cannot write `{LOCK}`"))?;
    Ok(ExitCode::SUCCESS)
}

fn read(folder: &Path) -> anyhow::Result<Lock> {
    match std::fs::read_to_string(folder.join(LOCK)) {
        Ok(text) => serde_json::from_str(&text)
            .with_context(|| format!("`{LOCK}` cannot be read; delete it to lock anew")),
        Err(_) => Ok(Lock::default()),
    }
}

fn add(lock: &mut Lock, model: &RegistryModel, folder: &Path, take: &[String]) -> anyhow::Result<()> {
    let registry = registry(&folder.join(&model.registry))?;
    if registry.is_expired(today::utc()) {
        eprintln!(
            "warning: the index of `{}` expired on {}; ask its owner for a newer one",
            model.registry, registry.expires
        );
    }
    let wish = take.iter().filter_map(|t| t.split_once('@')).find(|(id, _)| *id == model.id);
    let range = wish.map_or_else(|| model.range.clone(), |(_, version)| format!("={version}"));
    let published =
        registry.resolve(&model.model, &range).map_err(|e| anyhow!("model `{}`: {e}", model.id))?;
    let locked = Locked {
        model: model.model.clone(),
        version: published.version.clone(),
        sha256: published.sha256.clone(),
    };
    lock.registries.insert(model.registry.clone(), registry.serial);
    lock.models.insert(model.id.clone(), locked);
    Ok(())
}
