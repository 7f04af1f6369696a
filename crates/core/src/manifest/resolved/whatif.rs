//! A what-if app as the program uses it.

use crate::graph::Graph;

use super::{App, Controls, ModelRef, Preset};

/// A checked what-if app.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatIf {
    /// Identity and texts.
    pub app: App,
    /// Models by id.
    pub models: Vec<ModelRef>,
    /// What a person can set, and the limits on it.
    pub controls: Controls,
    /// Named sets of values, in the order of the screen.
    pub scenarios: Vec<Preset>,
    /// The models and what flows between them.
    pub graph: Graph,
}
