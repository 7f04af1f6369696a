//! What a graph answers.

use serde::{Deserialize, Serialize};

use crate::domain::{DomainState, DomainVerdict};
use crate::predict::Series;
use crate::predicted::Predicted;

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
    /// Number of values: one, or those of a sequence.
    pub length: usize,
    /// What the values of a sequence stand at, where that is not the time of day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub axis: Option<Axis>,
    /// Values with their interval, in the unit on the screen; `None` where there is no number to show.
    pub series: Option<Series>,
    /// The worst state of the nodes behind it.
    pub state: DomainState,
    /// The line that it should not cross, where it has one.
    pub limit: Option<LimitAnswer>,
}

impl OutputAnswer {
    /// The first value with its interval and state; `None` where there is no number.
    pub fn first(&self) -> Option<Predicted<f64>> {
        let series = self.series.as_ref()?;
        Some(Predicted::new(*series.values.first()?, series.interval(0)?, self.state))
    }
}

/// What the values of a sequence stand at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Axis {
    /// Title.
    pub title: String,
    /// UCUM unit.
    pub unit: String,
    /// One for each value, ascending.
    pub values: Vec<f64>,
}

/// A line that values should not cross, and whether they do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LimitAnswer {
    /// Values above it are beyond the limit; in the unit on the screen.
    pub above: f64,
    /// What it is, in a few words.
    pub text: String,
    /// Whether it is crossed; not at all where there is no number.
    pub crossed: Crossed,
}

/// Whether a limit is crossed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Crossed {
    /// The whole interval lies below.
    No,
    /// The value lies below, the interval reaches above.
    Perhaps,
    /// The value lies above.
    Yes,
}

impl LimitAnswer {
    pub(super) fn new((above, text): &(f64, String), series: Option<&Series>) -> Self {
        let beyond = |values: &[f64]| values.iter().any(|x| x > above);
        let crossed = match series {
            Some(series) if beyond(&series.values) => Crossed::Yes,
            // Without an interval nobody knows how far from the limit the value is.
            Some(series) if beyond(&series.high) || !series.has_interval() => Crossed::Perhaps,
            _ => Crossed::No,
        };
        Self { above: *above, text: text.clone(), crossed }
    }
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
