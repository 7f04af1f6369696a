//! Files that the app hands to the person.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::{Browser, until};

impl Browser {
    /// Where downloads go from now on.
    pub fn save_into(&self, folder: &Path) -> Result<()> {
        let allow = json!({"behavior": "allow", "downloadPath": folder});
        self.cdp("Browser.setDownloadBehavior", allow).map(drop)
    }
}

/// The files with an ending that have arrived in a folder.
pub fn arrived(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?.flatten().map(|e| e.path()).collect();
    files.retain(|f| f.to_string_lossy().ends_with(ending));
    files.sort();
    Ok(files)
}

/// The same once there are as many as expected.
pub fn wait_for_files(folder: &Path, ending: &str, count: usize) -> Result<Vec<PathBuf>> {
    until(&format!("{count} files *{ending}"), Duration::from_secs(15), || {
        let files = arrived(folder, ending)?;
        Ok((files.len() >= count).then_some(files))
    })
}
