//! From Trunk's output to one offline unit: app content, hashed names, build identity, precache list.
//!
//! Every path is relative, so that the folder works below any path of any static host.

mod content;
mod identity;
mod page;
mod rename;
mod service_worker;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::files::{copy_folder, read_text, workspace_root, write};

use content::Staged;
pub use identity::Build;

/// The app that a build carries when nothing else is said, relative to the root.
pub const APP: &str = "apps/pump-station";

/// What Trunk built, before any app is in it: every app's site starts as a copy of it.
pub fn runtime() -> PathBuf {
    workspace_root().join("target/runtime")
}

/// Keeps Trunk's staging folder as the runtime of further apps, then finishes it in place with one app.
pub fn build(folder: &Path, app: &Path) -> Result<Build> {
    let runtime = runtime();
    clear(&runtime)?;
    copy_folder(folder, &runtime)?;
    finish(folder, app)
}

/// The site of an app, in a folder that is replaced. Nothing is compiled but the app's manifest.
///
/// # Errors
/// When nothing was built yet, or the app has a mistake.
pub fn site(app: &Path, folder: &Path) -> Result<Build> {
    let runtime = runtime();
    ensure!(runtime.is_dir(), "there is no runtime yet; run `cargo xtask build` first");
    clear(folder)?;
    copy_folder(&runtime, folder)?;
    finish(folder, app)
}

fn clear(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot clear `{}`", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Finishes a folder of Trunk's in place.
fn finish(folder: &Path, app: &Path) -> Result<Build> {
    let public = workspace_root().join("public");
    let Staged { title, hosts } = content::stage(app, folder)?;
    content::copy_public(&public, folder, &title)?;
    let worker = rename::worker(folder)?;
    let scripts = rename::scripts(&public, folder)?;
    let page = read_index(folder)?;
    let page = page::link_scripts(&page, &scripts)?;
    let page = page::move_integrity(&page)?;
    let page = page::allow(&page::set_title(&page, &title), &hosts)?;
    let id = identity::of(folder, &page)?;
    write(&folder.join("index.html"), page::add_meta(&page, &id, worker.as_deref())?)?;
    let build = identity::describe(folder, id, worker)?;
    service_worker::write_worker(&public, folder, &scripts, &build)?;
    Ok(build)
}

fn read_index(folder: &Path) -> Result<String> {
    read_text(&folder.join("index.html"))
        .context("Trunk's staging folder has no `index.html`; did the build fail?")
}
