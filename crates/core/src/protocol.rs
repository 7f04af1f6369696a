//! What the app and the engine say to each other. The only place where the two meet.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::decision::Tier;
use crate::ensemble::stop::StopRule;
use crate::field::FieldFinding;
use crate::graph::GraphAnswer;
use crate::manifest::raw::Span;
use crate::outlook::Outlook;
use crate::study::StudyAnswer;

/// Identifies one run; the latest wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RunId(pub u64);

/// A value that a person or a preset gave to an input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum InputValue {
    /// A number in the input's own unit.
    Number(f64),
    /// On or off.
    Switch(bool),
    /// One of the input's options.
    Choice(String),
    /// Both ends of a span, in the input's own unit.
    Span(Span),
    /// Numbers of a list, in the input's own unit.
    List(Vec<Entry>),
}

/// An entry of a list: a number, or one with a `+` for a unit that had not failed by then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Entry {
    /// A number.
    Number(f64),
    /// A number and a `+`: the unit was still running, its life is longer.
    Running(String),
}

impl Entry {
    /// An entry of this number.
    pub fn new(value: f64, is_running: bool) -> Self {
        if is_running { Self::Running(format!("{value}+")) } else { Self::Number(value) }
    }

    /// The number, and whether the unit was still running; `None` when the text is no number with a `+`.
    pub fn read(&self) -> Option<(f64, bool)> {
        match self {
            Self::Number(value) => Some((*value, false)),
            Self::Running(text) => Some((text.trim().strip_suffix('+')?.trim().parse().ok()?, true)),
        }
    }
}

/// Values of all inputs, hourly profiles where the person edited one, and findings.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct InputValues {
    /// Input id to value; ids missing here take the manifest's default.
    pub values: BTreeMap<String, InputValue>,
    /// Input id to an hourly shape that replaces the manifest's, same length and normalisation.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shapes: BTreeMap<String, Vec<f64>>,
    /// What was found at the assets of a station, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<FieldFinding>,
}

/// What to compute: everything that the result depends on beside manifest and bundles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunPlan {
    /// Seed of the ensemble.
    pub seed: u64,
    /// Number of members; with a rule to stop, the first number at which it is asked.
    pub members: u32,
    /// When more members than these are enough; `None` computes exactly as many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop: Option<StopRule>,
    /// The scenario's inputs.
    pub inputs: InputValues,
    /// Also search the flip points (costs several small ensembles).
    pub flips: bool,
    /// What is known beside the inputs.
    #[serde(default, skip_serializing_if = "Context::is_empty")]
    pub context: Context,
}

/// What a run knows beside its inputs: the day, and what was told before.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Context {
    /// Day of "now"; the manifest's when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// The tier that each asset had before, by its id: a tier is left with a margin only.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub tiers: BTreeMap<String, Tier>,
}

impl Context {
    /// Nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Messages to the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ToEngine {
    /// The compiled manifest; bundle files follow as attached buffers, in the order of `files`.
    Load {
        /// Canonical JSON of the manifest.
        manifest: String,
        /// `(model id, file name)` of each attached buffer.
        files: Vec<(String, String)>,
    },
    /// Start a run; a newer run replaces it.
    Run {
        /// Its id.
        run: RunId,
        /// What to compute.
        plan: RunPlan,
    },
    /// Answer a what-if question, by [`FromEngine::Answered`] once every [`FromEngine::Call`] was answered; a newer
    /// question or run replaces it.
    Ask {
        /// Its id.
        run: RunId,
        /// The scenario's inputs.
        inputs: InputValues,
    },
    /// Answer a study of the app, by [`FromEngine::Studied`]. Remote models are not asked.
    Study {
        /// Its id.
        run: RunId,
        /// The study's id among the outputs.
        study: String,
        /// The scenario's inputs.
        inputs: InputValues,
    },
    /// Answer a what-if question at several inputs at once, by [`FromEngine::Compared`]. Remote models are not asked.
    Compare {
        /// Its id.
        run: RunId,
        /// Inputs of each scenario.
        inputs: Vec<InputValues>,
    },
    /// What came of a [`FromEngine::Call`]; the question goes on with it.
    CallAnswered {
        /// The question.
        run: RunId,
        /// The text of an answer with status 200, or why there is none: in a few words without a full stop, such as
        /// `timed out after 3 s`, or `inference::refusal` for another status.
        text: Result<String, String>,
    },
    /// Another worker computes some of the members of large runs; a port to it is attached. It is asked over that port.
    Helper {
        /// Its number; never used twice.
        helper: u32,
    },
    /// A helper is gone.
    HelperGone {
        /// Its number.
        helper: u32,
    },
    /// Be a helper of the worker at the other end of the attached port.
    Help,
    /// Stop a run or a question.
    Cancel {
        /// Its id.
        run: RunId,
    },
    /// Re-run the reference experiments of every bundle.
    Prove {
        /// Id of the request.
        run: RunId,
    },
    /// Evaluate a model on rows of its inputs (contract order), for the proof page.
    Evaluate {
        /// Id of the request.
        run: RunId,
        /// Model id in the manifest.
        model: String,
        /// Rows, each as long as the contract's inputs.
        rows: Vec<Vec<f64>>,
    },
    /// Are you alive?
    Ping {
        /// Echoed.
        nonce: u64,
    },
}

/// Messages from the engine: `{"finished": {…}}`. The name stands first, so that the app reads each message without buffering it,
/// by one copy of the code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FromEngine {
    /// The engine listens; no message may be sent before.
    Ready {
        /// Build id of the engine, to be equal to the app's.
        build: String,
    },
    /// Manifest and bundles are loaded and verified.
    Loaded {
        /// One entry per model.
        models: Vec<LoadedModel>,
    },
    /// A run goes on; `partial` is a complete outlook from the members so far. A rule to stop may raise `of`.
    Progress {
        /// The run.
        run: RunId,
        /// Members done.
        done: u32,
        /// Members in all.
        of: u32,
        /// Result so far, at most four a second.
        partial: Option<Box<Outlook>>,
    },
    /// A run is complete.
    Finished {
        /// The run.
        run: RunId,
        /// Its result.
        outlook: Box<Outlook>,
    },
    /// A question needs a remote model, and the engine has no network: POST `body` as `application/json` to `url`,
    /// without credentials and without following redirects, and say what came of it by [`ToEngine::CallAnswered`].
    /// One call of a question is open at a time. A call whose question was cancelled or replaced may be aborted; its
    /// answer is ignored.
    Call {
        /// The question.
        run: RunId,
        /// Id of the model in the manifest.
        model: String,
        /// Where to, complete.
        url: String,
        /// Seconds until the answer comes too late.
        timeout_s: u32,
        /// What to send.
        body: String,
    },
    /// Answer to `Ask`.
    Answered {
        /// The question.
        run: RunId,
        /// The answer.
        answer: Box<GraphAnswer>,
    },
    /// Answer to `Study`.
    Studied {
        /// The request.
        run: RunId,
        /// What was found.
        answer: Box<StudyAnswer>,
    },
    /// Answer to `Compare`: one for each scenario in order, `None` where its inputs are blocked.
    Compared {
        /// The request.
        run: RunId,
        /// The answers.
        answers: Vec<Option<GraphAnswer>>,
    },
    /// A run or a question stopped on request, or because a newer one replaced it.
    Cancelled {
        /// The run.
        run: RunId,
    },
    /// Result of the reference experiments.
    Proved {
        /// The request.
        run: RunId,
        /// One entry per model.
        proofs: Vec<Proof>,
    },
    /// Answer to `Evaluate`: one row of outputs (contract order) per row of inputs.
    Evaluated {
        /// The request.
        run: RunId,
        /// Rows of outputs.
        rows: Vec<Vec<f64>>,
    },
    /// A run began that other workers could help with; the engine's compiled module is attached.
    HelpWanted {
        /// The run.
        run: RunId,
    },
    /// A helper has not answered for too long.
    HelperLost {
        /// Its number.
        helper: u32,
    },
    /// Answer to `Ping`.
    Pong {
        /// The ping's number.
        nonce: u64,
        /// Memory that the engine holds, bytes; it never shrinks while the engine lives.
        memory_bytes: u64,
    },
    /// A request failed; the engine lives on unless `fatal`.
    Failed {
        /// The request, `None` when loading failed.
        run: Option<RunId>,
        /// What went wrong.
        error: EngineFailure,
    },
}

/// A failure of the engine in words for the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct EngineFailure {
    /// Stable code, for example `bundle_hash`.
    pub code: String,
    /// What, where and why.
    pub message: String,
    /// What to do next.
    pub hint: String,
    /// The engine must be replaced.
    pub fatal: bool,
}

/// A model that was loaded and verified.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadedModel {
    /// Model id in the manifest.
    pub id: String,
    /// Bundle version.
    pub version: String,
    /// SHA-256 of the bundle's index, hexadecimal.
    pub sha256: String,
}

/// Outcome of the reference experiments of one bundle on this device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    /// Model id in the manifest.
    pub model: String,
    /// Experiments within tolerance.
    pub reproduced: u32,
    /// Experiments in all.
    pub of: u32,
    /// Worst error relative to the bundle's scale.
    pub worst: f64,
    /// The bundle's tolerance.
    pub tolerance: f64,
}
