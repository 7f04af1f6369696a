//! The page on disk: whole or not at all, and never over somebody else's file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::MARK;
use crate::files;

/// The mark stands in the head, before anything large.
const HEAD_BYTES: usize = 16 << 10;

/// Whether a file may be written here: nothing is there, or an earlier single file.
///
/// # Errors
/// What lies there, and what to do.
pub fn may_replace(path: &Path) -> Result<()> {
    if path.is_dir() {
        bail!("`{}` is a folder; name a file with `--out`, for example `--out app.html`", path.display());
    }
    if path.exists() && !is_page(&files::read(path)?) {
        bail!(
            "`{}` is there and no earlier single file of an app; nothing was written. Name another with `--out`",
            path.display()
        );
    }
    Ok(())
}

fn is_page(bytes: &[u8]) -> bool {
    String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]).contains(MARK)
}

/// Writes the page beside its place and moves it there.
///
/// # Errors
/// What cannot be written or moved.
pub fn write(path: &Path, page: &str) -> Result<()> {
    may_replace(path)?;
    let new = beside(path)?;
    files::write(&new, page)?;
    fs::rename(&new, path)
        .with_context(|| format!("cannot move `{}` to `{}`", new.display(), path.display()))
        .inspect_err(|_| drop(fs::remove_file(&new)))
}

fn beside(path: &Path) -> Result<PathBuf> {
    let name = path.file_name().with_context(|| format!("`{}` names no file", path.display()))?;
    Ok(path.with_file_name(format!(".{}.new-{}", name.to_string_lossy(), std::process::id())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_page_is_replaced_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sub/app.html");
        let page = |text: &str| format!("<head>{MARK} content=\"1\"></head>{text}");
        write(&path, &page("1")).unwrap();
        write(&path, &page("2")).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), page("2"));
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        let mine = folder.path().join("mine.html");
        fs::write(&mine, "mine").unwrap();
        for (place, words) in [(mine.as_path(), "nothing was written"), (folder.path(), "is a folder")] {
            let error = write(place, &page("3")).unwrap_err().to_string();
            assert!(error.contains(words) && error.contains("--out"), "{error}");
        }
        assert_eq!(fs::read_to_string(&mine).unwrap(), "mine");
    }
}
