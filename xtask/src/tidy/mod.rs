//! The rules that no compiler checks. Each rule is a small function that returns the places where it is broken.

mod edges;
mod graph;
mod licences;
mod root;
mod sources;
mod styles;

use std::path::Path;

use anyhow::{Context, Result};
use cargo_metadata::MetadataCommand;

use crate::files::{list, read_text, workspace_root};

/// The folders that hold this project's own files.
const FOLDERS: [&str; 11] =
    ["src", "components", "crates", "xtask", "tests", "apps", "public", "style", "schemas", "docs", "models"];

/// A file of the project, by its path from the root.
pub struct Source {
    /// `components/src/slider/mod.rs`
    pub path: String,
    /// Its whole text.
    pub text: String,
}

/// One line for each broken rule: where, what, what to do.
pub fn check_workspace() -> Result<Vec<String>> {
    let root = workspace_root();
    let metadata = MetadataCommand::new().current_dir(&root).exec().context("`cargo metadata` failed")?;
    let graph = graph::Graph::new(&metadata);
    let mut broken = edges::check(&graph);
    broken.extend(licences::check(&metadata)?);
    broken.extend(root::check(&root)?);
    for source in sources(&root)? {
        broken.extend(sources::check(&source));
        broken.extend(styles::check(&source));
    }
    Ok(broken)
}

fn sources(root: &Path) -> Result<Vec<Source>> {
    let mut found = Vec::new();
    for folder in FOLDERS.iter().filter(|folder| root.join(folder).is_dir()) {
        let names = list(&root.join(folder))?;
        let texts = names.iter().filter(|name| name.ends_with(".rs") || name.ends_with(".css"));
        for name in texts.filter(|name| !name.contains("target/")) {
            let path = format!("{folder}/{name}");
            found.push(Source { text: read_text(&root.join(&path))?, path });
        }
    }
    Ok(found)
}
