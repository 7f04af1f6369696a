//! The index of a bundle: versions, sizes and hashes, against which every file is checked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{INDEX, MODEL, MODEL_JSON, REQUIRED, RESIDUALS, failure, missing};
use crate::kinds;
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
    #[inline]
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

    /// Checks the index itself against the hash that the app's build locked.
    ///
    /// # Errors
    /// `bundle_lock` when it is another one.
    pub(super) fn locked(&self, bytes: &[u8], sha256: Option<&str>) -> Result<(), EngineFailure> {
        let found = sha256_hex(bytes);
        match sha256.filter(|locked| *locked != found) {
            None => Ok(()),
            Some(locked) => Err(failure(
                "bundle_lock",
                format!(
                    "the index of model `{}` is not the one that this app was built with: {} instead of {}",
                    self.id,
                    short(&found),
                    short(locked)
                ),
                "reload once online; if it stays, build the app again with the approved bundle",
            )),
        }
    }

    /// Names of the files without which it cannot run.
    pub fn needed(&self) -> impl Iterator<Item = &'static str> {
        let residuals = self.files.contains_key(RESIDUALS).then_some(RESIDUALS);
        let model = if self.files.contains_key(MODEL_JSON) { MODEL_JSON } else { MODEL };
        let needed = REQUIRED.into_iter().map(move |name| if name == MODEL { model } else { name });
        needed.chain(residuals)
    }

    /// Name of the model's file for the contract's kind. A bundle holds one model.
    ///
    /// # Errors
    /// `model_kind` when the kind is not known, `bundle_file` when its file is not listed or the other one is as well.
    pub(super) fn model_of(&self, kind: &str) -> Result<&'static str, EngineFailure> {
        let (name, other) = match kind {
            kinds::ONNX => (MODEL, MODEL_JSON),
            kinds::REMOTE => (MODEL_JSON, MODEL),
            _ if kinds::is_declared(kind) => (MODEL_JSON, MODEL),
            _ => {
                let hint = "correct `model.kind` in `contract.json` and pack it again, or update the app";
                return Err(failure("model_kind", kinds::unknown(kind), hint));
            }
        };
        if !self.files.contains_key(name) {
            return Err(missing(&self.id, name));
        }
        if self.files.contains_key(other) {
            let message = format!("model `{}` is of kind `{kind}`, but also has `{other}`", self.id);
            return Err(failure("bundle_file", message, "remove the file and pack the bundle again"));
        }
        Ok(name)
    }

    /// An index over files: the same files give the same index.
    pub fn over(id: &str, version: &str, files: &BTreeMap<String, Vec<u8>>) -> Self {
        let entry = |bytes: &Vec<u8>| FileEntry { sha256: sha256_hex(bytes), bytes: bytes.len() };
        let listed = files.iter().filter(|(name, _)| name.as_str() != INDEX);
        Self {
            bundle_version: 1,
            id: id.to_owned(),
            version: version.to_owned(),
            files: listed.map(|(name, bytes)| (name.clone(), entry(bytes))).collect(),
        }
    }

    /// Checks all files: none missing, altered or unlisted.
    ///
    /// # Errors
    /// The first file that is not the approved one.
    pub fn verify_all(&self, files: &BTreeMap<String, Vec<u8>>) -> Result<(), EngineFailure> {
        for name in self.files.keys() {
            self.verify(name, files.get(name).ok_or_else(|| missing(&self.id, name))?)?;
        }
        match files.keys().find(|name| name.as_str() != INDEX && !self.files.contains_key(*name)) {
            None => Ok(()),
            Some(name) => Err(failure(
                "bundle_file",
                format!("`{name}` is not listed in the index of model `{}`", self.id),
                "remove it, or pack the bundle again",
            )),
        }
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
