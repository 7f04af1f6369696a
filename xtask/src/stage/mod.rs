//! From Trunk's output to one offline unit: app content, hashed names, build identity, precache list.
//!
//! Every path is relative, so that the folder works below any path of any static host.

mod content;
mod identity;
mod page;
mod rename;
mod service_worker;

use std::path::Path;

use anyhow::{Context, Result};

use crate::files::{read_text, workspace_root, write};

pub use identity::Build;

/// Finishes Trunk's staging folder in place.
pub fn finish(folder: &Path) -> Result<Build> {
    let root = workspace_root();
    let public = root.join("public");
    let title = content::stage(&root, folder)?;
    content::copy_public(&public, folder, &title)?;
    let worker = rename::worker(folder)?;
    let scripts = rename::scripts(&public, folder)?;
    let page = read_index(folder)?;
    let page = page::link_scripts(&page, &scripts)?;
    let page = page::move_integrity(&page)?;
    let page = page::set_title(&page, &title);
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
