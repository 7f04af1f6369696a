//! The decision of a what-if app: a question, who owns it, and rules that answer it.

use serde::{Deserialize, Serialize};

use crate::template;

use super::Condition;

/// The decision that a what-if app serves, and the rules that recommend.
///
/// Nothing is recommended while an output in any rule has no number, or a model may not be believed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The question, in the words of those who ask it; `{load}` shows a value.
    /// Example: `question: "May we load it with {load}?"`.
    pub question: String,
    /// Who decides. Example: `owner: Shift engineer`.
    pub owner: String,
    /// How it is decided today. Example: `current_practice: Never above the rating.`.
    pub current_practice: String,
    /// How the value of deciding better is measured.
    /// Example: `measure: Hours of overload without loss of life.`.
    pub measure: String,
    /// Rules in order: the first that surely holds is the recommendation. The last has no condition.
    /// Example: `rules: [{ when: "hot_spot_max <= 120", say: Load it. }, { say: Do not., tone: stop }]`.
    pub rules: Vec<Rule>,
}

impl Question {
    /// Names that its texts and conditions read, with repetitions.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = template::names(&self.question).collect();
        for rule in &self.rules {
            names.extend(rule.when.iter().flat_map(Condition::names));
            names.extend(template::names(&rule.say));
            names.extend(rule.because.iter().flat_map(|because| template::names(because)));
        }
        names
    }
}

/// One answer to the question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Holds when it is true over the whole interval of every output in it; the last rule has none.
    /// Example: `when: "hot_spot_max <= 120 && load < 90"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The recommendation, in the imperative; `{until}` shows a value.
    /// Example: `say: "Load it until {until}."`.
    pub say: String,
    /// The reason; `{hot_spot_max}` shows a value with its interval.
    /// Example: `because: "The hot spot stays at {hot_spot_max}."`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
    /// How it looks; `go` when absent. Example: `tone: caution`.
    #[serde(default, skip_serializing_if = "Tone::is_go")]
    pub tone: Tone,
}

/// How a recommendation looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    /// Go on.
    #[default]
    Go,
    /// With care.
    Caution,
    /// Do not.
    Stop,
}

impl Tone {
    fn is_go(&self) -> bool {
        *self == Self::Go
    }
}
