//! Where a number comes from: backwards from what is shown to what was set, with versions and hashes.
//!
//! A trace is a tree of plain data, made from manifest, plan and answer; whoever shows it adds nothing. It says of each
//! step what it is worth with its interval, how it was made, and what it was made from. [`whatif`] and [`station`]
//! know where the numbers of the two forms of app come from.

mod inputs;
pub mod station;
pub mod whatif;
mod words;
mod written;

use serde::{Deserialize, Serialize};

use crate::domain::DomainState;
use crate::predict::Series;
use crate::protocol::{InputValue, LoadedModel};

pub use words::text;
pub use written::written;

/// Where a number comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    /// The number, and below it what it was made from.
    pub number: Item,
    /// What made it.
    pub versions: Versions,
}

/// A number, a rule, a model or an input on the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Its id in the manifest, or its name in a contract.
    pub id: String,
    /// Title.
    pub title: String,
    /// What it is worth; `None` where it has no value here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worth: Option<Worth>,
    /// Whether it may be believed; `None` for what no model says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<DomainState>,
    /// How it was made, in a sentence; empty where there is nothing to say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub how: String,
    /// What must be known about it, in sentences: the guardrail's verdict, reasons of a domain, sources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// What it was made from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Item>,
}

/// What a step of a trace is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Something that is shown, or calculated on the way.
    Number,
    /// A rule of the manifest.
    Rule,
    /// A question that asks the graph many times.
    Study,
    /// A model bundle.
    Model,
    /// A life distribution fitted to what was typed.
    Fit,
    /// What a model was given.
    Given,
    /// An input.
    Input,
    /// What somebody found at an asset.
    Finding,
    /// A figure that the manifest fixes.
    Fixed,
}

impl Kind {
    /// What it is called on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Number => "calculated",
            Self::Rule => "rule",
            Self::Study => "search",
            Self::Model => "model",
            Self::Fit => "fit",
            Self::Given => "given to the model",
            Self::Input => "input",
            Self::Finding => "finding",
            Self::Fixed => "fixed in the app",
        }
    }
}

/// What a step of a trace is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Worth {
    /// Values with interval, coverage and unit; probabilities in per cent.
    Numbers(Series),
    /// What is set.
    Set {
        /// The value, in `unit`.
        value: InputValue,
        /// The manifest's default.
        default: InputValue,
        /// UCUM unit; empty for what has none.
        unit: String,
        /// Hours after midnight, shown as a clock time.
        is_clock: bool,
    },
    /// Something that is no number, or has its own words.
    Words(String),
}

/// What made a number.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Versions {
    /// Id and version of the app.
    pub app: String,
    /// SHA-256 of the compiled manifest; empty where it is not known.
    pub manifest_sha256: String,
    /// Build id of the engine; empty where it is not known.
    pub engine: String,
    /// Models with the hash of their index.
    pub models: Vec<LoadedModel>,
    /// Members and seed of an ensemble.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ensemble: Option<(u32, u64)>,
}

impl Versions {
    /// Names and values for a table.
    pub fn rows(&self) -> Vec<(String, String)> {
        let mut rows = vec![("App".to_owned(), self.app.clone())];
        rows.push(("Manifest, SHA-256".to_owned(), self.manifest_sha256.clone()));
        rows.push(("Engine".to_owned(), self.engine.clone()));
        rows.extend(
            self.ensemble
                .map(|(members, seed)| ("Ensemble".to_owned(), format!("{members} members, seed {seed}"))),
        );
        let model = |m: &LoadedModel| (format!("Model {} {}, SHA-256", m.id, m.version), m.sha256.clone());
        rows.extend(self.models.iter().map(model));
        rows.retain(|(_, value)| !value.is_empty());
        rows
    }

    /// The beginning of a model's hash; empty where it is not loaded.
    fn short_hash(&self, model: &str) -> String {
        let found = self.models.iter().find(|loaded| loaded.id == model);
        found.and_then(|loaded| loaded.sha256.get(..12)).unwrap_or_default().to_owned()
    }
}

impl Item {
    /// A step without anything behind it.
    fn new(kind: Kind, id: &str, title: impl Into<String>) -> Self {
        let title = title.into();
        let (worth, state, how) = (None, None, String::new());
        Self { kind, id: id.to_owned(), title, worth, state, how, notes: vec![], from: vec![] }
    }

    /// A figure of the manifest in its own words; its id says where it stands there.
    fn fixed(id: &str, title: &str, words: impl Into<String>) -> Self {
        Self::new(Kind::Fixed, id, title).words(words)
    }

    fn words(self, words: impl Into<String>) -> Self {
        Self { worth: Some(Worth::Words(words.into())), ..self }
    }

    fn numbers(self, series: Option<Series>, state: DomainState) -> Self {
        Self { worth: series.map(Worth::Numbers), state: Some(state), ..self }
    }

    fn made(self, how: impl Into<String>) -> Self {
        Self { how: how.into(), ..self }
    }

    fn noted(mut self, notes: impl IntoIterator<Item = String>) -> Self {
        self.notes.extend(notes);
        self
    }

    fn made_from(mut self, from: impl IntoIterator<Item = Item>) -> Self {
        self.from.extend(from);
        self
    }
}
