//! Files and their content hashes, with errors that name the path.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use sha2::{Digest, Sha256};

/// Files by their relative path, with `/` between its parts.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The bytes of a file.
///
/// # Errors
/// When it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// The text of a file.
///
/// # Errors
/// When it cannot be read as UTF-8.
pub fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}` as text", path.display()))
}

/// Writes a file, making its folder when that is missing.
///
/// # Errors
/// When the file or its folder cannot be written.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make folder `{}`", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write `{}`", path.display()))
}

/// Writes files below a folder.
///
/// # Errors
/// The first that cannot be written.
pub fn write_all(folder: &Path, files: &Files) -> Result<()> {
    files.iter().try_for_each(|(name, bytes)| write(&folder.join(name), bytes))
}

/// Every file below a folder but the hidden ones, which are never content.
///
/// # Errors
/// What cannot be listed or read.
pub fn read_folder(folder: &Path) -> Result<Files> {
    list(folder)?.into_iter().map(|name| Ok((name.clone(), read(&folder.join(&name))?))).collect()
}

/// Copies a folder with everything in it but hidden files.
///
/// # Errors
/// What cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    write_all(to, &read_folder(from)?)
}

/// Every file below a folder, as sorted relative paths; hidden files and folders are left out.
///
/// # Errors
/// When a folder cannot be listed.
pub fn list(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    collect(folder, "", &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<String>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list `{}`", folder.display()))?;
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot list `{}`", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        match entry.path().is_dir() {
            _ if name.starts_with('.') => {}
            true => collect(&entry.path(), &format!("{path}/"), found)?,
            false => found.push(path),
        }
    }
    Ok(())
}

/// A file of a set as text.
///
/// # Errors
/// When it is missing or no UTF-8.
pub fn text<'a>(files: &'a Files, name: &str) -> Result<&'a str> {
    let bytes = files.get(name).ok_or_else(|| anyhow!("there is no `{name}`"))?;
    std::str::from_utf8(bytes).with_context(|| format!("`{name}` is no text"))
}

/// SHA-256 as 64 hex digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The 16 hex digits that go into file names.
pub fn short_hash(bytes: &[u8]) -> String {
    sha256_hex(bytes).chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_sorted_and_leaves_hidden_files_out() -> Result<()> {
        let folder = tempfile::tempdir()?;
        for name in ["b.txt", "a/c.txt", ".hidden", "a/.git/x"] {
            write(&folder.path().join(name), name)?;
        }
        assert_eq!(list(folder.path())?, ["a/c.txt", "b.txt"]);
        Ok(())
    }

    #[test]
    fn hashes_like_everybody_else() {
        assert!(sha256_hex(b"").starts_with("e3b0c44298fc1c14"));
        assert_eq!(short_hash(b""), "e3b0c44298fc1c14");
    }
}
