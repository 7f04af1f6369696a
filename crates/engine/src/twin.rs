//! A loaded twin: manifest and verified models.

use std::collections::BTreeMap;

use twinlet_core::bundle::Bundle;
use twinlet_core::manifest::{self, resolved::Manifest};
use twinlet_core::protocol::{EngineFailure, LoadedModel};

use crate::failure::{failure, of_manifest};
use crate::surrogate::Surrogate;

/// Files of one bundle by name.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A model that was verified and runs.
pub struct Model {
    /// Its bundle.
    pub bundle: Bundle,
    /// The model.
    pub surrogate: Surrogate,
}

/// A manifest with its models.
pub struct Twin {
    /// The manifest.
    pub manifest: Manifest,
    /// Models by id.
    pub models: BTreeMap<String, Model>,
}

impl Twin {
    /// Opens a twin, fail-closed: every bundle must be complete, unaltered, pinned and runnable.
    ///
    /// # Errors
    /// All mistakes of the manifest, or the first failure of a bundle.
    pub fn load(manifest_json: &str, files: &BTreeMap<String, Files>) -> Result<Self, EngineFailure> {
        let manifest = manifest::from_json(manifest_json).map_err(|d| of_manifest(&d))?;
        let mut models = BTreeMap::new();
        for model in &manifest.models {
            let none = Files::new();
            let bundle = files.get(&model.id).unwrap_or(&none);
            let bundle = Bundle::open_pinned(bundle, &model.version, model.sha256.as_deref())?;
            let surrogate = Surrogate::load(&bundle.model, &bundle.contract)?;
            models.insert(model.id.clone(), Model { bundle, surrogate });
        }
        Ok(Self { manifest, models })
    }

    /// The station's hydraulic model.
    ///
    /// # Errors
    /// When the manifest's graph names a model that was not loaded.
    pub fn hydraulics(&self) -> Result<&Model, EngineFailure> {
        self.model(&self.manifest.station.hydraulics)
    }

    /// A model by id.
    ///
    /// # Errors
    /// When there is none.
    pub fn model(&self, id: &str) -> Result<&Model, EngineFailure> {
        self.models.get(id).ok_or_else(|| {
            failure(
                "model_missing",
                format!("model `{id}` is not loaded"),
                "name it under `models` in the manifest",
            )
        })
    }

    /// Versions and hashes of all models.
    pub fn loaded(&self) -> Vec<LoadedModel> {
        let entry = |(id, model): (&String, &Model)| LoadedModel {
            id: id.clone(),
            version: model.bundle.index.version.clone(),
            sha256: model.bundle.index_sha256.clone(),
        };
        self.models.iter().map(entry).collect()
    }
}
