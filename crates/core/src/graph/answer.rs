//! What a graph answers.

use serde::{Deserialize, Serialize};

use crate::domain::{DomainState, DomainVerdict};
use crate::predict::Series;

/// The answer of a graph to one set of inputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GraphAnswer {
    /// What is shown, in the order of the screen.
    pub outputs: Vec<OutputAnswer>,
    /// How each node fared, in the order of evaluation.
    pub nodes: Vec<NodeReport>,
    /// The worst state of all nodes, with every reason.
    pub domain: DomainVerdict,
}

/// Something that is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OutputAnswer {
    /// Its id.
    pub id: String,
    /// Title on the screen.
    pub title: String,
    /// Values with their interval, in the unit on the screen; `None` where there is no number to show.
    pub series: Option<Series>,
    /// The worst state of the nodes behind it.
    pub state: DomainState,
}

/// How a node fared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NodeReport {
    /// Its id.
    pub id: String,
    /// The model that answered; another one than the node's own when that could not be reached.
    pub model: String,
    /// Whether it may be believed here.
    pub domain: DomainVerdict,
    /// Why it has no answer.
    pub problem: Option<String>,
    /// Why another model answered than the node's own, to be shown beside the answer.
    pub notice: Option<String>,
}
