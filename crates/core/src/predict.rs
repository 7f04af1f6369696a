//! One query to one model, contract enforced: names and ranges in, values with interval and domain state out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::bundle::Bundle;
use crate::contract::{OutputIntervals, Slot};
use crate::domain::{DomainState, DomainVerdict};
use crate::predicted::{Interval, IntervalKind};

/// A value of an input: one number, or a sequence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Given {
    /// One number.
    One(f64),
    /// A sequence.
    Many(Vec<f64>),
}

/// Inputs by name.
pub type Query = BTreeMap<String, Given>;

/// The answer to one query. Out of the domain there are no outputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Outputs by name.
    pub outputs: BTreeMap<String, Series>,
    /// Whether the model may be believed here, and why not.
    pub domain: DomainVerdict,
}

/// One output: values with the ends of their interval. Each list has one entry per column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Values in the unit.
    pub values: Vec<f64>,
    /// Lower ends.
    pub low: Vec<f64>,
    /// Upper ends.
    pub high: Vec<f64>,
    /// Nominal coverage.
    pub coverage: f64,
    /// What the coverage means.
    pub kind: IntervalKind,
    /// UCUM unit.
    pub unit: String,
}

/// A row of the input tensor from named inputs.
///
/// # Errors
/// Every input that is missing, unknown, of the wrong length or kind, or not a finite number, in words.
pub fn row(bundle: &Bundle, query: &Query) -> Result<Vec<f64>, Vec<String>> {
    let slots = &bundle.contract.inputs;
    let unknown = query.keys().filter(|name| slots.iter().all(|s| s.name != **name));
    let names = || slots.iter().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ");
    let mut problems: Vec<String> =
        unknown.map(|name| format!("`{name}` is no input of this model; it has {}", names())).collect();
    let mut row = Vec::with_capacity(bundle.contract.input_columns());
    for slot in slots {
        match values(slot, query.get(&slot.name)) {
            Ok(values) => row.extend(values),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(row) } else { Err(problems) }
}

fn values(slot: &Slot, given: Option<&Given>) -> Result<Vec<f64>, String> {
    let values = match given {
        None => return Err(format!("`{}` is missing; give it in `{}`", slot.name, slot.unit)),
        Some(Given::One(x)) => vec![*x],
        Some(Given::Many(values)) => values.clone(),
    };
    if values.len() != slot.length {
        return Err(format!("`{}` has {} values, the model takes {}", slot.name, values.len(), slot.length));
    }
    if let Some(x) = values.iter().find(|x| !x.is_finite()) {
        return Err(format!("`{}` is {x}, not a finite number", slot.name));
    }
    match values.iter().find(|x| !is_of_kind(&slot.kind, **x)) {
        Some(x) if slot.kind == "binary" => Err(format!("`{}` is {x}; it is on (1) or off (0)", slot.name)),
        Some(x) => Err(format!("`{}` is {x}; it takes whole numbers", slot.name)),
        None => Ok(values),
    }
}

/// Between the values of a binary or an integer input the model was never validated.
fn is_of_kind(kind: &str, x: f64) -> bool {
    match kind {
        "binary" => x == 0.0 || x == 1.0,
        "integer" => libm::trunc(x) == x,
        _ => true,
    }
}

/// Joins what the model answered to a row with its intervals and its domain.
///
/// # Errors
/// When any column is not a number, or an answer lies outside the plausible range of its output: never shown as a
/// prediction.
pub fn answer(bundle: &Bundle, row: &[f64], answered: &[f64]) -> Result<Answer, String> {
    let domain = bundle.domain.judge(&bundle.contract, row);
    if domain.state == DomainState::Out {
        return Ok(Answer { outputs: BTreeMap::new(), domain });
    }
    let mut outputs = BTreeMap::new();
    for (slot, intervals) in bundle.answers() {
        let values = bundle.contract.output_values(&slot.name, answered).to_vec();
        if let Some(x) = values.iter().find(|x| !slot.range.contains(**x)) {
            return Err(format!(
                "`{}` is {x} {}, outside its plausible {} to {}",
                slot.name, slot.unit, slot.range.min, slot.range.max
            ));
        }
        let parts = Parts { bundle, intervals, answered, state: domain.state };
        outputs.insert(slot.name.clone(), parts.series(slot, values));
    }
    // A column that only carries an interval spoils the answer too: its width would be nothing.
    let is_number =
        |slot: &&Slot| bundle.contract.output_values(&slot.name, answered).iter().all(|x| x.is_finite());
    match bundle.contract.outputs.iter().find(|slot| !is_number(slot)) {
        Some(slot) => Err(format!("`{}` is not a number here", slot.name)),
        None => Ok(Answer { outputs, domain }),
    }
}

/// What the interval of a value is made from.
struct Parts<'a> {
    bundle: &'a Bundle,
    intervals: &'a OutputIntervals,
    answered: &'a [f64],
    state: DomainState,
}

impl Parts<'_> {
    fn series(&self, slot: &Slot, values: Vec<f64>) -> Series {
        let (low, high) = values.iter().enumerate().map(|(i, x)| self.ends(i, *x)).unzip();
        let whole = slot.length > 1 && self.intervals.whole_curve.is_some();
        let kind = if whole { IntervalKind::WholeCurve } else { IntervalKind::Pointwise };
        Series { values, low, high, coverage: self.bundle.intervals.coverage, kind, unit: slot.unit.clone() }
    }

    /// Ends of the interval of one value: heads or spread where the model has them, else the half width; wider at
    /// the edge of the domain.
    fn ends(&self, i: usize, x: f64) -> (f64, f64) {
        let of = self.intervals;
        let output = |name: &str| self.bundle.contract.output_values(name, self.answered).get(i).copied();
        let heads = of
            .heads
            .as_ref()
            .and_then(|h| Some((x - output(&h.low)? + h.adjust, output(&h.high)? - x + h.adjust)));
        let spread = of.spread.as_ref().and_then(|s| output(&s.output).map(|sd| s.factor * sd));
        let half = of.whole_curve.map_or(of.pointwise.half_width, |w| w.half_width);
        let (below, above) = heads.or(spread.map(|s| (s, s))).unwrap_or((half, half));
        let wider = if self.state == DomainState::Caution { of.pointwise.at_the_edge() } else { 1.0 };
        (x - wider * below.max(0.0), x + wider * above.max(0.0))
    }
}

impl Series {
    /// Its interval promises something; the ends of one that promises nothing (an unvalidated model) are the value itself.
    pub fn has_interval(&self) -> bool {
        self.coverage > 0.0
    }

    /// The interval of one value.
    pub fn interval(&self, i: usize) -> Option<Interval> {
        let (low, high) = (*self.low.get(i)?, *self.high.get(i)?);
        Some(Interval { low, high, coverage: self.coverage, kind: self.kind })
    }
}
