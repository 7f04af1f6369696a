//! From Trunk's output to the runtime, and from the runtime to the site of an app; `twinlet_site` knows how.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use twinlet_site::content::{Content, Failure, manifest_path, read};
use twinlet_site::runtime::{PUBLIC, SANDBOX};
use twinlet_site::{Build, Runtime, Site, single};

use crate::files::target;
use crate::files::{copy_folder, list, read as read_file, remove, workspace_root, write, write_all};

/// The app that a build carries when nothing else is said, relative to the root.
pub const APP: &str = "apps/pump-station";

/// What every app's site starts as: Trunk's output and the static files of `public/`.
pub fn runtime() -> PathBuf {
    workspace_root().join("target/runtime")
}

/// Keeps Trunk's staging folder as the runtime, then puts the site of one app in its place.
///
/// # Errors
/// When Trunk's output is not what was expected, or the app has a mistake.
pub fn build(folder: &Path, app: &Path) -> Result<Build> {
    let runtime = runtime();
    clear(&runtime)?;
    copy_folder(folder, &runtime)?;
    copy_public(&runtime)?;
    copy_sandbox(&runtime)?;
    let site = Site::of(&Runtime::from_folder(&runtime)?, &content(app)?)?;
    // Trunk goes on with this folder: it must stay the same one.
    list(folder)?.iter().try_for_each(|name| remove(&folder.join(name)))?;
    write_all(folder, &site.files)?;
    Ok(site.build)
}

/// The site of an app, in a folder that is replaced. Nothing is compiled but the app's manifest.
///
/// # Errors
/// When nothing was built yet, or the app has a mistake.
pub fn site(app: &Path, folder: &Path) -> Result<Build> {
    let site = Site::of(&built()?, &content(app)?)?;
    clear(folder)?;
    write_all(folder, &site.files)?;
    Ok(site.build)
}

/// An app as one HTML file.
///
/// # Errors
/// When nothing was built yet, or the app has a mistake.
pub fn single_file(app: &Path, path: &Path) -> Result<()> {
    let page = single::page(&built()?, &content(app)?)?;
    single::write(path, &page)
}

fn built() -> Result<Runtime> {
    let runtime = runtime();
    ensure!(runtime.is_dir(), "there is no runtime yet; run `cargo xtask build` first");
    Runtime::from_folder(&runtime)
}

fn copy_public(runtime: &Path) -> Result<()> {
    let public = workspace_root().join("public");
    PUBLIC.iter().try_for_each(|name| match public.join(name).is_dir() {
        true => copy_folder(&public.join(name), &runtime.join(name)),
        false => write(&runtime.join(name), read_file(&public.join(name))?),
    })
}

fn copy_sandbox(runtime: &Path) -> Result<()> {
    let built = target().join("wasm32-unknown-unknown/engine/twinlet_sandbox.wasm");
    let bytes = read_file(&built).context("the models' runtime was not built; run `cargo xtask build`")?;
    write(&runtime.join(SANDBOX), bytes)
}

fn content(app: &Path) -> Result<Content> {
    let content = read(app).outcome.map_err(|failure| match failure {
        Failure::Other(error) => error,
        Failure::Mistakes(mistakes) => {
            let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            anyhow!("`{}` does not compile:\n{}", manifest_path(app).display(), lines.join("\n"))
        }
    })?;
    content.warnings.iter().for_each(|warning| eprintln!("stage: {warning}"));
    Ok(content)
}

fn clear(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot clear `{}`", folder.display()))
        }
        _ => Ok(()),
    }
}
