//! Which build this is: one hash over every file.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use crate::files::{list, read, sha256_hex, short_hash, write};

/// One build: files that belong together and with nothing else.
pub struct Build {
    /// Hash over everything.
    pub id: String,
    /// The engine's loader script, if the build has an engine.
    pub worker: Option<String>,
    /// Relative path to SHA-256, for every file that the app needs offline.
    pub files: BTreeMap<String, String>,
}

/// The hash over all files and the page, before the page carries that hash itself.
pub fn of(folder: &Path, page: &str) -> Result<String> {
    let mut files = hashes(folder)?;
    files.insert("index.html".to_owned(), sha256_hex(page.as_bytes()));
    Ok(short_hash(lines(&files).as_bytes()))
}

/// Writes `build.json` and returns the finished list, that file included.
pub fn describe(folder: &Path, id: String, worker: Option<String>) -> Result<Build> {
    let mut files = hashes(folder)?;
    let text = serde_json::json!({ "build": id, "worker": worker, "files": files });
    let text = serde_json::to_string_pretty(&text)?;
    write(&folder.join("build.json"), &text)?;
    files.insert("build.json".to_owned(), sha256_hex(text.as_bytes()));
    Ok(Build { id, worker, files })
}

/// `sw.js` holds the list and cannot be in it.
fn hashes(folder: &Path) -> Result<BTreeMap<String, String>> {
    let names = list(folder)?.into_iter().filter(|name| name != "sw.js" && name != "build.json");
    names.map(|name| Ok((name.clone(), sha256_hex(&read(&folder.join(&name))?)))).collect()
}

fn lines(files: &BTreeMap<String, String>) -> String {
    files.iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_change_makes_another_build() -> Result<()> {
        let folder = tempfile::tempdir()?;
        write(&folder.path().join("a.js"), "1")?;
        let first = of(folder.path(), "page")?;
        assert_eq!(first, of(folder.path(), "page")?);
        assert_ne!(first, of(folder.path(), "other page")?);
        write(&folder.path().join("a.js"), "2")?;
        assert_ne!(first, of(folder.path(), "page")?);
        Ok(())
    }
}
