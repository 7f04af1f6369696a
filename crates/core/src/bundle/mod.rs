//! A bundle: a surrogate with everything that makes it trustworthy. Opened fail-closed.
//!
//! `docs/bundle.md` describes the form.

#[cfg(feature = "authoring")]
pub mod audit;
mod index;

pub use index::{FileEntry, Index, sha256_hex};

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::contract::{
    Contract, Domain, IntervalMethod, Intervals, OutputIntervals, Reference, Residuals, Slot,
};
use crate::date::Date;
use crate::protocol::EngineFailure;

/// Name of the index file.
pub const INDEX: &str = "bundle.json";
/// Name of the model's file where its kind is `onnx`.
pub const MODEL: &str = "model.onnx";
/// Name of the model's file where its kind is declared (formula, table, first-order lag, life) or remote.
pub const MODEL_JSON: &str = "model.json";
/// Files that must be there to run an ONNX model; in another bundle [`MODEL_JSON`] is in the place of [`MODEL`]. The
/// others are for people and fetched when asked for.
pub const REQUIRED: [&str; 5] = [MODEL, "contract.json", "intervals.json", "domain.json", "reference.json"];
/// Residual trajectories: needed where a bundle has them.
pub const RESIDUALS: &str = "residuals.json";
/// Largest model accepted, bytes.
pub const MAX_MODEL_BYTES: usize = 8 << 20;

/// A verified bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct Bundle {
    /// The index.
    pub index: Index,
    /// SHA-256 of the index itself.
    pub index_sha256: String,
    /// The model's file: ONNX, or JSON where the contract's kind is declared or remote.
    pub model: Vec<u8>,
    /// Contract.
    pub contract: Contract,
    /// Intervals.
    pub intervals: Intervals,
    /// Domain.
    pub domain: Domain,
    /// Residual trajectories; none where the bundle has none.
    pub residuals: Residuals,
    /// Reference experiments.
    pub reference: Reference,
}

impl Bundle {
    /// Opens a bundle from its files. Every required file must be there and match its hash.
    ///
    /// # Errors
    /// The first file that is missing, altered or malformed, or a wrong version.
    #[inline]
    pub fn open(files: &BTreeMap<String, Vec<u8>>, version: &str) -> Result<Self, EngineFailure> {
        Self::open_pinned(files, version, None)
    }

    /// The same, where the app's build also locked the hash of the index.
    ///
    /// # Errors
    /// As [`Self::open`], or that the index is not the locked one.
    #[inline]
    pub fn open_pinned(
        files: &BTreeMap<String, Vec<u8>>,
        version: &str,
        sha256: Option<&str>,
    ) -> Result<Self, EngineFailure> {
        let index_bytes = files.get(INDEX).ok_or_else(|| missing("bundle", INDEX))?;
        let index = Index::parse(index_bytes)?;
        index.locked(index_bytes, sha256)?;
        if index.version != version {
            let message =
                format!("the app pins model `{}` at {version}, but {} is served", index.id, index.version);
            return Err(failure(
                "bundle_pin",
                message,
                "serve the pinned version, or change `models` in the manifest",
            ));
        }
        for name in index.needed() {
            index.verify(name, files.get(name).ok_or_else(|| missing(&index.id, name))?)?;
        }
        let contract: Contract = part(files, "contract.json")?;
        let bundle = Self {
            index_sha256: sha256_hex(index_bytes),
            model: files.get(index.model_of(&contract.model.kind)?).cloned().unwrap_or_default(),
            contract,
            intervals: part(files, "intervals.json")?,
            domain: part(files, "domain.json")?,
            residuals: match index.files.contains_key(RESIDUALS) {
                true => part(files, RESIDUALS)?,
                false => Residuals::default(),
            },
            reference: part(files, "reference.json")?,
            index,
        };
        bundle.agree()?;
        Ok(bundle)
    }

    /// The outputs that are answers, with their intervals: those that only carry the interval of another have none.
    pub fn answers(&self) -> impl Iterator<Item = (&Slot, &OutputIntervals)> {
        self.contract.outputs.iter().filter_map(|s| self.intervals.outputs.get(&s.name).map(|i| (s, i)))
    }

    /// The first output without an interval that carries nobody's either.
    fn bare_output(&self) -> Option<&Slot> {
        let carries = |name: &str| {
            self.intervals.outputs.values().any(|i| {
                i.heads.as_ref().is_some_and(|h| h.low == name || h.high == name)
                    || i.spread.as_ref().is_some_and(|s| s.output == name)
            })
        };
        self.contract
            .outputs
            .iter()
            .find(|s| !self.intervals.outputs.contains_key(&s.name) && !carries(&s.name))
    }

    /// A contract that says `unvalidated` has no intervals, and only such a one may have none.
    fn validation_problem(&self) -> Option<String> {
        let is_unknown = self.intervals.method == IntervalMethod::Unknown;
        let promises = self.intervals.coverage != 0.0;
        match self.contract.model.unvalidated {
            true if !is_unknown || promises => {
                Some("the contract says `unvalidated`, but its intervals promise something".into())
            }
            false if is_unknown => {
                Some("its intervals are unknown, but the contract does not say `unvalidated`".into())
            }
            _ => None,
        }
    }

    /// The parts must speak of the same model with the same slots.
    fn agree(&self) -> Result<(), EngineFailure> {
        let (inputs, outputs) = (self.contract.input_columns(), self.contract.output_columns());
        let experiments = &self.reference.experiments;
        let problem = if self.model.len() > MAX_MODEL_BYTES {
            format!("the model has {} bytes, more than the {MAX_MODEL_BYTES} allowed", self.model.len())
        } else if self.contract.model.id != self.index.id || self.contract.model.version != self.index.version
        {
            "contract and index name different models".to_owned()
        } else if let Some(problem) = self.validation_problem() {
            problem
        } else if (experiments.is_empty() && !self.contract.model.unvalidated)
            || experiments.iter().any(|e| e.inputs.len() != inputs || e.expected.len() != outputs)
        {
            "reference experiments do not fit the contract".to_owned()
        } else if self.reference.scale.len() != outputs
            || self.residuals.scale.len() != self.residuals.outputs.len()
        {
            "scales do not fit the contract's outputs".to_owned()
        } else if Date::parse(&self.contract.model.valid_until).is_none() {
            format!(
                "`valid_until` of the contract is `{}`, which is no date",
                self.contract.model.valid_until
            )
        } else if let Some(slot) = self.bare_output() {
            format!("output `{}` has no interval", slot.name)
        } else if let Some(slot) =
            self.contract.inputs.iter().find(|s| !self.domain.bounds.contains_key(&s.name))
        {
            format!("input `{}` has no bounds in the domain", slot.name)
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

pub(crate) fn missing(id: &str, name: &str) -> EngineFailure {
    let message = format!("`{name}` of model `{id}` is missing");
    failure("bundle_file", message, "upload the bundle's folder again; without it nothing can be calculated")
}

pub(crate) fn failure(code: &str, message: String, hint: &str) -> EngineFailure {
    EngineFailure { code: code.into(), message, hint: hint.into(), fatal: false }
}
