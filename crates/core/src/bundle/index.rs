//! The index of a bundle: versions, sizes and hashes, against which every file is checked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{INDEX, REQUIRED, RESIDUALS, failure, missing};
use crate::protocol::EngineFailure;

/// `bundle.json`: versions and hashes of all files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Index {
    /// Version of the bundle's form.
    pub bundle_version: u32,
    /// Id.
    pub id: String,
    /// Semantic version.
    pub version: String,
    /// Hash and size by file name.
    pub files: BTreeMap<String, FileEntry>,
}

/// Hash and size of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Size.
    pub bytes: usize,
}

/// SHA-256 in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

impl Index {
    /// Reads an index.
    ///
    /// # Errors
    /// `bundle_index` when it is not one, or of a newer form.
    pub fn parse(bytes: &[u8]) -> Result<Self, EngineFailure> {
        let index: Self = serde_json::from_slice(bytes).map_err(|e| {
            failure(
                "bundle_index",
                format!("`{INDEX}` is not a bundle index: {e}"),
                "serve the bundle's folder as it was packed",
            )
        })?;
        if index.bundle_version != 1 {
            let message =
                format!("bundle version {} is newer than this app understands (1)", index.bundle_version);
            return Err(failure(
                "bundle_version",
                message,
                "update the app, or pack the model for version 1",
            ));
        }
        Ok(index)
    }

    /// Names of the files without which it cannot run.
    pub fn needed(&self) -> impl Iterator<Item = &'static str> {
        let residuals = self.files.contains_key(RESIDUALS).then_some(RESIDUALS);
        REQUIRED.into_iter().chain(residuals)
    }

    /// Checks one file against its size and hash.
    ///
    /// # Errors
    /// `bundle_file` when the index does not list it, `bundle_hash` when it is not the listed file.
    pub fn verify(&self, name: &str, bytes: &[u8]) -> Result<(), EngineFailure> {
        let entry = self.files.get(name).ok_or_else(|| missing(&self.id, name))?;
        let found = sha256_hex(bytes);
        if bytes.len() == entry.bytes && found == entry.sha256 {
            return Ok(());
        }
        let message = format!(
            "`{name}` of model `{}` is not the file that was approved: {} bytes with SHA-256 {} instead of {} bytes with {}",
            self.id,
            bytes.len(),
            short(&found),
            entry.bytes,
            short(&entry.sha256)
        );
        Err(failure(
            "bundle_hash",
            message,
            "reload once online; if it stays, upload the bundle's folder again",
        ))
    }
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
