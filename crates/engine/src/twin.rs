//! A loaded twin: its app and verified models.

use std::collections::BTreeMap;

use twinlet_core::bundle::Bundle;
use twinlet_core::diag::Report;
use twinlet_core::graph::{remotes, wiring};
use twinlet_core::manifest::{self, App, Manifest};
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

/// An app with its models.
pub struct Twin {
    /// The app.
    pub app: App,
    /// Models by id.
    pub models: BTreeMap<String, Model>,
}

impl Twin {
    /// Opens a twin, fail-closed: every bundle must be complete, unaltered, pinned and runnable.
    ///
    /// # Errors
    /// All mistakes of the manifest, the first failure of a bundle, or edges of a graph that do not fit the bundles.
    pub fn load(manifest_json: &str, files: &BTreeMap<String, Files>) -> Result<Self, EngineFailure> {
        let app = manifest::app_from_json(manifest_json).map_err(|d| of_manifest(&d))?;
        let mut models = BTreeMap::new();
        for model in app.models() {
            let none = Files::new();
            let bundle = files.get(&model.id).unwrap_or(&none);
            let bundle = Bundle::open_pinned(bundle, &model.version, model.sha256.as_deref())?;
            let surrogate = Surrogate::load(&bundle.model, &bundle.contract)?;
            models.insert(model.id.clone(), Model { bundle, surrogate });
        }
        let twin = Self { app, models };
        twin.check_validated()?;
        twin.check_wiring()?;
        Ok(twin)
    }

    /// A station decides; nothing may be decided by a model that was never validated.
    fn check_validated(&self) -> Result<(), EngineFailure> {
        let unvalidated = self.models.iter().find(|(_, model)| model.bundle.contract.model.unvalidated);
        match (&self.app, unvalidated) {
            (App::Station(_), Some((id, _))) => Err(failure(
                "model_unvalidated",
                format!("the model `{id}` was never validated, and a station decides by its models"),
                "use a validated bundle, or look at the model in a what-if app (`twinlet new --from`)",
            )),
            _ => Ok(()),
        }
    }

    /// The bundles that are here may have other contracts than those that the app was compiled with.
    fn check_wiring(&self) -> Result<(), EngineFailure> {
        let mut report = Report::default();
        let contract = |id: &str| self.models.get(id).map(|model| &model.bundle.contract);
        if let App::WhatIf(app) = &self.app {
            wiring::check(&app.graph, &app.controls, &contract, &mut report);
        }
        remotes::check(self.app.models(), &contract, &mut report);
        if report.has_errors() { Err(of_manifest(report.diagnostics())) } else { Ok(()) }
    }

    /// The station, which has an ensemble and a decision.
    ///
    /// # Errors
    /// When the app has none.
    pub fn station(&self) -> Result<&Manifest, EngineFailure> {
        match &self.app {
            App::Station(manifest) => Ok(manifest),
            App::WhatIf(_) => Err(failure(
                "no_station",
                "this is a what-if app: it has no station, no ensemble and no decision",
                "leave members, seed and records out: its answer follows from the inputs alone",
            )),
        }
    }

    /// The station's hydraulic model.
    ///
    /// # Errors
    /// When the manifest's graph names a model that was not loaded.
    pub fn hydraulics(&self) -> Result<&Model, EngineFailure> {
        self.model(&self.station()?.station.hydraulics)
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
