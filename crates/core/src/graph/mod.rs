//! A declared graph of models: what flows from the app's inputs through the models to what is shown.
//!
//! [`wiring`] checks each edge against the contracts: names, lengths, units; [`remotes`] the models that are asked
//! elsewhere and their stand-ins. [`Evaluation`] walks the graph without
//! calling a model itself: it says which rows it needs answered, so that a model may as well be far away.

mod answer;
mod arrive;
mod carry;
mod evaluate;
mod finish;
mod join;
mod order;
pub mod remotes;
pub mod wiring;

pub use answer::{Crossed, GraphAnswer, LimitAnswer, NodeReport, OutputAnswer};
pub use evaluate::{Bundles, Evaluation, Step};
pub use order::sort;

use crate::contract::Statistic;

/// Most inputs of one node that may carry an interval: each doubles the rows that are evaluated.
pub const MAX_UNCERTAIN: usize = 5;

/// A checked graph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    /// Clock time of the first value of every sequence, minutes after midnight.
    pub start_min: u32,
    /// Minutes between the values of a sequence.
    pub step_min: u32,
    /// Nodes, each after those that it reads.
    pub nodes: Vec<Node>,
    /// What is shown, in the order of the screen.
    pub outputs: Vec<Output>,
}

/// One evaluation of a model.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Id.
    pub id: String,
    /// Id of the model.
    pub model: String,
    /// Name of the model's input, and where it comes from.
    pub edges: Vec<(String, Source)>,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// An input of the app, by id.
    Input(String),
    /// An output of another node.
    Output(Reading),
    /// A fixed value, in the unit of where it goes.
    Value(f64),
}

/// What is read from a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Id of the node.
    pub node: String,
    /// Name of its output.
    pub output: String,
    /// One number of a sequence.
    pub statistic: Option<Statistic>,
}

/// Something that is shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Output {
    /// Id.
    pub id: String,
    /// Title; the contract's when `None`.
    pub title: Option<String>,
    /// What it is.
    pub from: Reading,
    /// Unit on the screen; the contract's when `None`.
    pub unit: Option<String>,
    /// Values above it are beyond a limit, and what the limit is; in the unit on the screen.
    pub limit: Option<(f64, String)>,
}

impl Graph {
    /// A node by id.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// Ids of the nodes that an output rests on, its own first; none for an output that does not exist.
    pub fn behind(&self, output: &str) -> Vec<&str> {
        let output = self.outputs.iter().find(|o| o.id == output);
        let mut open: Vec<&str> = output.map(|o| o.from.node.as_str()).into_iter().collect();
        let mut found: Vec<&str> = Vec::new();
        while let Some(id) = open.pop() {
            if !found.contains(&id) {
                found.push(id);
                let readings = self.node(id).into_iter().flat_map(|node| node.readings());
                open.extend(readings.map(|(_, reading)| reading.node.as_str()));
            }
        }
        found
    }
}

impl Node {
    /// What it reads from other nodes.
    pub fn readings(&self) -> impl Iterator<Item = (&str, &Reading)> {
        self.edges.iter().filter_map(|(to, source)| match source {
            Source::Output(reading) => Some((to.as_str(), reading)),
            Source::Input(_) | Source::Value(_) => None,
        })
    }
}
