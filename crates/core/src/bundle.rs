//! A bundle: a surrogate with everything that makes it trustworthy. Opened fail-closed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use crate::contract::{Contract, Domain, Intervals, Reference, Residuals};
use crate::protocol::EngineFailure;

/// Name of the index file.
pub const INDEX: &str = "bundle.json";
/// Files that must be there to run; the others are for people and fetched when asked for.
pub const REQUIRED: [&str; 6] =
    ["model.onnx", "contract.json", "intervals.json", "domain.json", "residuals.json", "reference.json"];
/// Largest model accepted, bytes.
pub const MAX_MODEL_BYTES: usize = 8 << 20;

/// `bundle.json`: versions and hashes of all files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[serde(deny_unknown_fields)]
pub struct FileEntry {
    /// SHA-256, hexadecimal.
    pub sha256: String,
    /// Size.
    pub bytes: usize,
}

/// A verified bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct Bundle {
    /// The index.
    pub index: Index,
    /// SHA-256 of the index itself.
    pub index_sha256: String,
    /// The ONNX file.
    pub model: Vec<u8>,
    /// Contract.
    pub contract: Contract,
    /// Intervals.
    pub intervals: Intervals,
    /// Domain.
    pub domain: Domain,
    /// Residual trajectories.
    pub residuals: Residuals,
    /// Reference experiments.
    pub reference: Reference,
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

impl Bundle {
    /// Opens a bundle from its files. Every required file must be there and match its hash.
    ///
    /// # Errors
    /// The first file that is missing, altered or malformed, or a wrong version.
    pub fn open(files: &BTreeMap<String, Vec<u8>>, version: &str) -> Result<Self, EngineFailure> {
        let index_bytes = files.get(INDEX).ok_or_else(|| missing("bundle", INDEX))?;
        let index = Index::parse(index_bytes)?;
        if index.version != version {
            let message =
                format!("the app pins model `{}` at {version}, but {} is served", index.id, index.version);
            return Err(failure(
                "bundle_pin",
                message,
                "serve the pinned version, or change `models` in the manifest",
            ));
        }
        for name in REQUIRED {
            index.verify(name, files.get(name).ok_or_else(|| missing(&index.id, name))?)?;
        }
        let bundle = Self {
            index_sha256: sha256_hex(index_bytes),
            model: files.get("model.onnx").cloned().unwrap_or_default(),
            contract: part(files, "contract.json")?,
            intervals: part(files, "intervals.json")?,
            domain: part(files, "domain.json")?,
            residuals: part(files, "residuals.json")?,
            reference: part(files, "reference.json")?,
            index,
        };
        bundle.agree()?;
        Ok(bundle)
    }

    /// The parts must speak of the same model with the same slots.
    fn agree(&self) -> Result<(), EngineFailure> {
        let (inputs, outputs) = (self.contract.inputs.len(), self.contract.outputs.len());
        let experiments = &self.reference.experiments;
        let problem = if self.model.len() > MAX_MODEL_BYTES {
            format!("the model has {} bytes, more than the {MAX_MODEL_BYTES} allowed", self.model.len())
        } else if self.contract.model.id != self.index.id || self.contract.model.version != self.index.version
        {
            "contract and index name different models".to_owned()
        } else if experiments.is_empty()
            || experiments.iter().any(|e| e.inputs.len() != inputs || e.expected.len() != outputs)
        {
            "reference experiments do not fit the contract".to_owned()
        } else if self.reference.scale.len() != outputs
            || self.residuals.scale.len() != self.residuals.outputs.len()
        {
            "scales do not fit the contract's outputs".to_owned()
        } else {
            return Ok(());
        };
        Err(failure(
            "bundle_contract",
            format!("bundle `{}`: {problem}", self.index.id),
            "pack the bundle again",
        ))
    }
}

/// A part of the bundle as data, after its hash was verified.
fn part<T: DeserializeOwned>(files: &BTreeMap<String, Vec<u8>>, name: &str) -> Result<T, EngineFailure> {
    let bytes = files.get(name).ok_or_else(|| missing("bundle", name))?;
    serde_json::from_slice(bytes)
        .map_err(|e| failure("bundle_part", format!("`{name}` cannot be read: {e}"), "pack the bundle again"))
}

fn missing(id: &str, name: &str) -> EngineFailure {
    let message = format!("`{name}` of model `{id}` is missing");
    failure("bundle_file", message, "upload the bundle's folder again; without it nothing can be calculated")
}

fn failure(code: &str, message: String, hint: &str) -> EngineFailure {
    EngineFailure { code: code.into(), message, hint: hint.into(), fatal: false }
}

fn short(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
