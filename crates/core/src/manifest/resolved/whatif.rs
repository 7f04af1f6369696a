//! A what-if app as the program uses it.
//!
//! Pages, rules and words are used as they were written: names and texts, nothing to convert. Names are checked, and
//! conditions, Markdown and drawings are in their compiled form.

use crate::graph::Graph;
use crate::manifest::raw;

use super::{App, Controls, ModelRef, Preset};

/// A checked what-if app.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIf {
    /// Identity and texts.
    pub app: App,
    /// The decision it serves, with the rules that recommend.
    pub decision: Option<raw::Question>,
    /// Models by id.
    pub models: Vec<ModelRef>,
    /// What a person can set, and the limits on it.
    pub controls: Controls,
    /// Named sets of values, in the order of the screen.
    pub scenarios: Vec<Preset>,
    /// The models and what flows between them.
    pub graph: Graph,
    /// Questions that ask the graph many times, in the order of the screen.
    pub studies: Vec<Study>,
    /// Files that can be opened into inputs, by id.
    pub sources: Vec<(String, raw::Source)>,
    /// What can be done beside setting inputs, by id.
    pub actions: Vec<(String, raw::Action)>,
    /// What it takes to accept what the decision recommends.
    pub authority: Option<raw::Authority>,
    /// Who uses the app, by id.
    pub roles: Vec<(String, raw::Role)>,
    /// Pages in the order of the navigation; never empty.
    pub pages: Vec<Page>,
    /// How it looks.
    pub theme: raw::Theme,
    /// Words in place of the app's own.
    pub strings: raw::Strings,
}

/// A page of widgets.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Id; the fragment of its address.
    pub id: String,
    /// Title in the navigation.
    pub title: String,
    /// Sign in the navigation.
    pub icon: raw::PageIcon,
    /// Roles that see it; everybody when empty.
    pub roles: Vec<String>,
    /// The widgets, from top to bottom.
    pub widgets: Vec<raw::Widget>,
}

/// A question that asks the graph, or a station, many times.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// Id among the outputs, or among the studies of a station.
    pub id: String,
    /// Title on the screen.
    pub title: String,
    /// What is asked.
    pub study: crate::study::Study,
    /// What is found is shown as a clock time.
    pub is_clock: bool,
}
