//! The root holds what a visitor expects, and no working notes.

use std::path::Path;

use anyhow::{Context, Result};

/// The only Markdown files at the root.
const PAGES: [&str; 6] =
    ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md"];

/// Every text at the root that is not one of the known pages.
pub fn check(root: &Path) -> Result<Vec<String>> {
    let entries = std::fs::read_dir(root).with_context(|| format!("cannot list `{}`", root.display()))?;
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    Ok(names.filter(|name| is_note(name)).map(|name| complaint(&name)).collect())
}

fn is_note(name: &str) -> bool {
    (name.ends_with(".md") || name.ends_with(".txt")) && !PAGES.contains(&name)
}

fn complaint(name: &str) -> String {
    format!("`{name}` lies at the root; documentation goes to docs/, working notes go nowhere")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_not_pages() {
        assert!(is_note("PLAN.md") && is_note("todo.txt"));
        assert!(!is_note("README.md") && !is_note("Cargo.toml"));
    }
}
