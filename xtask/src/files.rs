//! Files and their content hashes, with errors that name the path.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

/// The root folder of the workspace.
pub fn workspace_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Where Trunk puts the finished app.
pub fn dist() -> PathBuf {
    workspace_root().join("dist")
}

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// The text of a file.
pub fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read `{}` as text", path.display()))
}

/// Writes a file, making its folder when that is missing.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(|| format!("cannot make folder `{}`", folder.display()))?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write `{}`", path.display()))
}

/// Removes a file.
pub fn remove(path: &Path) -> Result<()> {
    fs::remove_file(path).with_context(|| format!("cannot remove `{}`", path.display()))
}

/// Copies a folder with everything in it but hidden files, which are never content.
pub fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for path in list(from)? {
        write(&to.join(&path), read(&from.join(&path))?)?;
    }
    Ok(())
}

/// Every file below a folder, as sorted relative paths; hidden files and folders are left out.
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

/// SHA-256 as 64 hex digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The 16 hex digits that go into file names: the same length as Trunk's own.
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
