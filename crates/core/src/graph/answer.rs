//! What a graph answers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::lives::Lives;
use crate::domain::{DomainState, DomainVerdict};
use crate::predict::Series;
use crate::predicted::Predicted;
use crate::units::{Preference, Readout};

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
    /// The lives behind it, where it is the curve of a fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lives: Option<Box<Lives>>,
    /// Values with their interval, in the unit on the screen; `None` where there is no number to show.
    pub series: Option<Series>,
    /// The worst state of the nodes behind it.
    pub state: DomainState,
    /// The line that it should not cross, where it has one.
    pub limit: Option<LimitAnswer>,
}

impl GraphAnswer {
    /// The same without what the models were given, where many answers are kept.
    pub fn without_given(mut self) -> Self {
        self.nodes.iter_mut().for_each(|node| node.given.clear());
        self
    }

    /// Its outputs in the units that a person prefers.
    pub fn shown_in(mut self, preference: &Preference) -> Self {
        self.outputs = self.outputs.iter().map(|output| output.shown_in(preference)).collect();
        self
    }
}

impl OutputAnswer {
    /// The first value with its interval and state; `None` where there is no number.
    pub fn first(&self) -> Option<Predicted<f64>> {
        let series = self.series.as_ref()?;
        Some(Predicted::new(*series.values.first()?, series.interval(0)?, self.state))
    }

    /// The same in the units that a person prefers: for a screen, never for what is kept or sent.
    pub fn shown_in(&self, preference: &Preference) -> Self {
        let mut shown = self.clone();
        if let Some(axis) = &mut shown.axis {
            let readout = preference.readout(&axis.unit);
            axis.values.iter_mut().for_each(|value| *value = readout.exact(*value));
            axis.unit = readout.code().to_owned();
            shown.lives.iter_mut().for_each(|lives| lives.convert(&readout));
        }
        if let Some(series) = &mut shown.series {
            let readout = preference.readout(&series.unit);
            if let Some(limit) = &mut shown.limit {
                limit.above = readout.exact(limit.above);
            }
            convert(series, &readout);
        }
        shown
    }
}

/// What is exactly known gets as many digits as make sense; the interval says how many the others have.
fn convert(series: &mut Series, readout: &Readout) {
    let ends = series.low.iter_mut().zip(&mut series.high);
    for (value, (low, high)) in series.values.iter_mut().zip(ends) {
        let is_exact = *low == *high;
        let shown = |x: f64| if is_exact { readout.exact(x) } else { readout.value(x) };
        (*value, *low, *high) = (shown(*value), shown(*low), shown(*high));
    }
    series.unit = readout.code().to_owned();
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
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
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
    /// What the model was given, by the name of its input and in its unit; left out of the answers of studies.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub given: BTreeMap<String, Series>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::predicted::IntervalKind;

    fn output(unit: &str, low: f64, value: f64, high: f64, above: f64) -> OutputAnswer {
        let series = Series {
            values: vec![value],
            low: vec![low],
            high: vec![high],
            coverage: 0.9,
            kind: IntervalKind::Pointwise,
            unit: unit.into(),
        };
        OutputAnswer {
            id: "x".into(),
            title: "X".into(),
            length: 1,
            axis: Some(Axis { title: "At".into(), unit: "bar".into(), values: vec![8.0] }),
            lives: None,
            series: Some(series),
            state: DomainState::In,
            limit: Some(LimitAnswer { above, text: "rated".into(), crossed: Crossed::No }),
        }
    }

    #[test]
    fn an_output_is_shown_in_the_preferred_units() {
        for (unit, numbers, code, expected) in [
            ("Cel", [110.0, 115.0, 120.0, 120.0], "[degF]", [230.0, 239.0, 248.0, 248.0]),
            ("K", [5.0, 5.0, 5.0, 10.0], "[degR]", [9.0, 9.0, 9.0, 18.0]),
            ("bar", [8.0, 8.0, 8.0, 10.0], "[psi]", [116.03, 116.03, 116.03, 145.04]),
            ("h", [1.0, 2.0, 3.0, 4.0], "h", [1.0, 2.0, 3.0, 4.0]),
        ] {
            let [low, value, high, above] = numbers;
            let shown = output(unit, low, value, high, above).shown_in(&Preference::parse("us").unwrap());
            let axis = shown.axis.unwrap();
            assert_eq!((axis.unit.as_str(), axis.values[0]), ("[psi]", 116.03));
            let series = shown.series.unwrap();
            assert_eq!(series.unit, code);
            let found = [series.low[0], series.values[0], series.high[0], shown.limit.unwrap().above];
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{unit}: {found:?}");
        }
    }
}
