//! A helper: computes shares of a run whose grid and whose choice of inspections come from the worker that leads.
//!
//! It needs no model: the surrogate was evaluated once, by the leader.

use serde::{Deserialize, Serialize};
use twinlet_core::contract::{Contract, Domain, Residuals};
use twinlet_core::decision::effect::Plans;
use twinlet_core::ensemble::setting::Setting;
use twinlet_core::ensemble::{ModelFacts, Rows};
use twinlet_core::manifest::{self, App};
use twinlet_core::protocol::{RunId, RunPlan};

use crate::twin::Twin;

/// Messages to a helper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToHelper {
    /// What all runs have in common; comes first, and again when the app has changed.
    Content(Box<Content>),
    /// A run begins, and ends the one before; the surrogate's answers on the grid are attached.
    Begin {
        /// The run.
        run: RunId,
        /// What is computed.
        plan: RunPlan,
        /// The inspections whose effect is shown.
        plans: Plans,
    },
    /// Compute these members of the run.
    Share {
        /// The run.
        run: RunId,
        /// First member.
        from: u32,
        /// The one after the last.
        to: u32,
    },
    /// The run is over: nothing more is wanted of it.
    Stop,
}

/// An app and what its ensemble needs to know of the hydraulic model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Canonical JSON of the manifest.
    pub manifest: String,
    /// The model's contract.
    pub contract: Contract,
    /// Its domain.
    pub domain: Domain,
    /// Its residuals.
    pub residuals: Residuals,
}

impl Content {
    /// What helpers of a twin need; `None` for apps without an ensemble.
    pub fn of(twin: &Twin, manifest: &str) -> Option<Self> {
        let bundle = &twin.hydraulics().ok()?.bundle;
        Some(Self {
            manifest: manifest.to_owned(),
            contract: bundle.contract.clone(),
            domain: bundle.domain.clone(),
            residuals: bundle.residuals.clone(),
        })
    }
}

/// Messages from a helper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromHelper {
    /// A share is done; its rows are attached: those of the members, then those that ignore the domain.
    Rows {
        /// The run.
        run: RunId,
        /// First member.
        from: u32,
    },
    /// It cannot help with this.
    Failed {
        /// Why.
        message: String,
    },
}

/// A helper between two messages.
#[derive(Default)]
pub struct Helper {
    content: Option<(manifest::Manifest, ModelFacts)>,
    run: Option<(RunId, Setting, Plans)>,
}

impl Helper {
    /// Answers a message; `answers` are attached to [`ToHelper::Begin`].
    pub fn handle(&mut self, message: ToHelper, answers: Vec<f64>) -> Option<(FromHelper, Rows)> {
        let failed = |message: String| Some((FromHelper::Failed { message }, Rows::default()));
        match message {
            ToHelper::Content(content) => match self.load(*content) {
                Ok(()) => None,
                Err(message) => failed(message),
            },
            ToHelper::Begin { run, plan, plans } => match self.begin(&plan, &answers) {
                Ok(setting) => {
                    self.run = Some((run, setting, plans));
                    None
                }
                Err(message) => failed(message),
            },
            ToHelper::Share { run, from, to } => match &self.run {
                Some((id, setting, plans)) if *id == run => {
                    Some((FromHelper::Rows { run, from }, setting.rows(from..to, plans)))
                }
                _ => None,
            },
            ToHelper::Stop => {
                self.run = None;
                None
            }
        }
    }

    fn load(&mut self, content: Content) -> Result<(), String> {
        let Content { manifest, contract, domain, residuals } = content;
        let app = manifest::app_from_json(&manifest).map_err(|_| "the manifest cannot be read".to_owned())?;
        let App::Station(manifest) = app else { return Err("the app has no ensemble".to_owned()) };
        self.content = Some((*manifest, ModelFacts { contract, domain, residuals }));
        self.run = None;
        Ok(())
    }

    fn begin(&self, plan: &RunPlan, answers: &[f64]) -> Result<Setting, String> {
        let (manifest, facts) = self.content.as_ref().ok_or("nothing is loaded")?;
        let mut evaluate = |_: &[Vec<f64>]| Ok(answers.to_vec());
        Setting::prepare(manifest, facts, plan, &mut evaluate).map_err(|e| e.to_string())
    }
}
