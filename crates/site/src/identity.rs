//! Which build this is: one hash over every file.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::files::{Files, sha256_hex, short_hash};

/// Describes a site, and marks its folder as one that this program wrote.
pub const BUILD: &str = "build.json";

/// One build: files that belong together and with nothing else.
#[derive(Debug, Clone)]
pub struct Build {
    /// Hash over everything.
    pub id: String,
    /// The engine's loader script, if the build has an engine.
    pub worker: Option<String>,
    /// Relative path to SHA-256, for every file that the app needs offline.
    pub files: BTreeMap<String, String>,
}

/// The hash over all files and the page, before the page carries that hash itself.
pub fn of(files: &Files, page: &str) -> String {
    let mut hashes = hashes(files);
    hashes.insert("index.html".to_owned(), sha256_hex(page.as_bytes()));
    short_hash(lines(&hashes).as_bytes())
}

/// Adds `build.json` and returns the finished list, that file included.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn describe(files: &mut Files, id: String, worker: Option<String>) -> Result<Build> {
    let mut hashes = hashes(files);
    let text = serde_json::json!({ "build": id, "worker": worker, "files": hashes });
    let text = serde_json::to_string_pretty(&text)?;
    hashes.insert(BUILD.to_owned(), sha256_hex(text.as_bytes()));
    files.insert(BUILD.to_owned(), text.into_bytes());
    Ok(Build { id, worker, files: hashes })
}

/// `sw.js` holds the list and cannot be in it.
fn hashes(files: &Files) -> BTreeMap<String, String> {
    let listed = files.iter().filter(|(name, _)| *name != "sw.js" && *name != BUILD);
    listed.map(|(name, bytes)| (name.clone(), sha256_hex(bytes))).collect()
}

fn lines(files: &BTreeMap<String, String>) -> String {
    files.iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_change_makes_another_build() {
        let files = |text: &str| Files::from([("a.js".to_owned(), text.as_bytes().to_vec())]);
        let first = of(&files("1"), "page");
        assert_eq!(first, of(&files("1"), "page"));
        assert_ne!(first, of(&files("1"), "other page"));
        assert_ne!(first, of(&files("2"), "page"));
    }
}
