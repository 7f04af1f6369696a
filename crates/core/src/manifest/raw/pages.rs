//! Pages of a what-if app, who sees them, and how they look.

use serde::{Deserialize, Serialize};

use crate::manifest::expression::Expression;

use super::widgets::Widget;

/// A page: a title in the navigation and widgets from top to bottom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WidgetPage {
    /// Title in the navigation, one or two words. Example: `title: Day`.
    pub title: String,
    /// Sign in the navigation; `ask` when absent. Example: `icon: ask`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub icon: Option<PageIcon>,
    /// Roles that see it; everybody when absent. Example: `roles: [planner]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// The widgets, from top to bottom. Example: `widgets: [{ numbers: {} }, { inputs: {} }]`.
    pub widgets: Vec<Widget>,
}

/// Sign of a page in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PageIcon {
    /// A tick in a circle.
    Decide,
    /// A question mark in a circle.
    #[default]
    Ask,
    /// Two curves.
    Compare,
    /// A form.
    Work,
    /// A box.
    Model,
}

/// A condition over inputs and outputs: `hot_spot_max <= 120 && load > 80`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Condition {
    /// A CEL expression that is true or false.
    Text(String),
    /// The compiled form: 1 where it holds, 0 where not; written by the command line, not by people.
    Compiled(Expression),
}

impl Condition {
    /// Names that it reads, with repetitions; none before it is compiled.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Compiled(expression) => expression.inputs(),
            Self::Text(_) => Vec::new(),
        }
    }
}

/// How the app looks: a brand within the tokens.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Accent on light surfaces, `#rrggbb`; its contrast with white is at least 4.5 to 1.
    /// Example: `accent: "#0b6e4f"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// Accent on dark surfaces, `#rrggbb`; its contrast with the dark surface is at least 4.5 to 1.
    /// Example: `accent_dark: "#6fd3a8"`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accent_dark: Option<String>,
    /// What it starts with; the device's choice when absent. Example: `mode: field`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<ThemeMode>,
}

/// Which of the themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ThemeMode {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// For sunlight: black on white, heavier strokes, larger targets.
    Field,
}
