//! What comes into an app and what goes out of it: sources and actions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where values come from beside the person's hand: a file that the person opens on the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title on the button. Example: `title: Open the logger's file`.
    pub title: String,
    /// What it is. Example: `kind: csv`.
    pub kind: SourceKind,
    /// For each input that the file fills, by its id, the name of its column as the first line of the file writes it: the
    /// column `load_percent` goes into the input `load`. Example: `columns: { load: load_percent }`.
    pub columns: BTreeMap<String, String>,
}

/// Kind of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A CSV file: a number takes the last row, a day shape 24 rows, a list all rows.
    Csv,
}

/// Something to do beside setting inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Verb on the button; the kind's own when absent. Example: `title: Send it`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it does. Example: `kind: share`.
    pub kind: ActionKind,
}

/// Kind of an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Shows the link of the scenario and its QR code.
    Share,
    /// Saves the scenario as a file.
    SaveScenario,
    /// Opens a scenario file.
    OpenScenario,
    /// Saves the answer as a CSV file.
    SaveAnswer,
    /// Goes back to the defaults.
    Reset,
}

/// Words on the screen in place of the app's own, by what they stand for; what is absent keeps its own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Strings {
    /// Title of the page that shows everything; `What if`. Example: `ask: What if`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    /// Title of the page about the models; `Model`. Example: `model: Evidence`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Beside values that are no named scenario; `Your own scenario.`.
    /// Example: `own_scenario: Your own day.`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_scenario: Option<String>,
    /// In place of a recommendation where there is none; `No recommendation`.
    /// Example: `no_recommendation: Ask the planner`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_recommendation: Option<String>,
}
