//! A declared graph of models: what flows from the app's inputs through the models to what is shown.
//!
//! [`wiring`] checks each edge against the contracts: names, lengths, units; [`remotes`] the models that are asked
//! elsewhere and their stand-ins. [`Evaluation`] walks the graph without
//! calling a model itself: it says which rows it needs answered, so that a model may as well be far away.

mod answer;
mod arrive;
mod carry;
mod derive;
mod evaluate;
mod finish;
mod fit;
pub mod fitted;
mod given;
mod join;
#[cfg(feature = "authoring")]
mod lengths;
mod lives;
mod operands;
mod order;
pub mod remotes;
pub mod wiring;

pub use answer::{Axis, Crossed, GraphAnswer, LimitAnswer, NodeReport, OutputAnswer};
pub use evaluate::{Bundles, Evaluation, Step};
#[cfg(feature = "authoring")]
pub use lengths::lengths;
pub use lives::{LifeParameter, LifeStep, Lives};
pub use order::sort;

use crate::contract::Statistic;
use crate::manifest::expression::Expression;
use crate::manifest::raw::{FitNode, FromInput};

/// Most inputs of one node that may carry an interval: each doubles the rows that are evaluated.
pub const MAX_UNCERTAIN: usize = 5;

/// A checked graph.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    /// Clock time of the first value of every sequence, minutes after midnight.
    pub start_min: u32,
    /// Minutes between the values of a sequence.
    pub step_min: u32,
    /// Life distributions that are fitted to what a person typed, by id.
    pub fits: Vec<(String, FitNode)>,
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
    /// An input of the app.
    Input(FromInput),
    /// Arithmetic over inputs, and the unit of its value where that is not the unit of where it goes.
    Expression(Expression, Option<String>),
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
    pub from: Origin,
    /// Unit on the screen; the contract's when `None`.
    pub unit: Option<String>,
    /// Values above it are beyond a limit, and what the limit is; in the unit on the screen.
    pub limit: Option<(f64, String)>,
}

/// What an output is.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// An output of a node.
    Node(Reading),
    /// Arithmetic over inputs and over outputs before it that are one number; the output has a unit.
    Derived(Expression),
}

impl Origin {
    /// What is read from a node.
    pub fn reading(&self) -> Option<&Reading> {
        match self {
            Self::Node(reading) => Some(reading),
            Self::Derived(_) => None,
        }
    }
}

impl Graph {
    /// A fit by id.
    pub fn fit(&self, id: &str) -> Option<&FitNode> {
        self.fits.iter().find_map(|(key, fit)| (key == id).then_some(fit))
    }

    /// Ids of the nodes and fits that an output reads itself, those of an expression by the outputs in it.
    pub fn read_by<'a>(&'a self, output: &'a Output) -> Vec<&'a str> {
        match &output.from {
            Origin::Node(reading) => vec![&reading.node],
            Origin::Derived(expression) => {
                let names = expression.inputs();
                let before = self.outputs.iter().take_while(|other| other.id != output.id);
                let read = before.filter(|other| names.contains(&other.id.as_str()));
                read.flat_map(|other| self.read_by(other)).collect()
            }
        }
    }

    /// A node by id.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// Ids of the nodes that an output rests on, its own first; none for an output that does not exist.
    pub fn behind(&self, output: &str) -> Vec<&str> {
        let output = self.outputs.iter().find(|o| o.id == output);
        let mut open: Vec<&str> = output.map(|output| self.read_by(output)).unwrap_or_default();
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
            Source::Input(_) | Source::Expression(..) | Source::Value(_) => None,
        })
    }
}
