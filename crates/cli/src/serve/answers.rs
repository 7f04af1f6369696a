//! Answers to rows, gathered as tensors.

use serde::Serialize;
use serde_json::{Value, json};
use twinlet_core::bundle::Bundle;
use twinlet_core::contract::Slot;
use twinlet_core::domain::DomainState;
use twinlet_core::predict::{Answer, Series};

use super::metadata::PARTS;
use super::refusal::Refusal;

/// Rows that a refusal names one by one.
const NAMED: usize = 5;

/// Tensors of the answered rows, and the domain of all rows.
pub struct Answers<'a> {
    bundle: &'a Bundle,
    outputs: Vec<Output<'a>>,
    rows: Vec<usize>,
    domain: Vec<DomainState>,
    reasons: Vec<Vec<String>>,
}

/// The tensors of one output, in the order of [`PARTS`].
struct Output<'a> {
    slot: &'a Slot,
    parts: [Vec<f64>; 3],
    parameters: Value,
}

#[derive(Serialize)]
struct Tensor<'a> {
    name: String,
    datatype: &'static str,
    shape: [usize; 2],
    parameters: &'a Value,
    data: &'a [f64],
}

#[derive(Serialize)]
struct Response<'a> {
    model_name: &'a str,
    model_version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    parameters: Value,
    outputs: Vec<Tensor<'a>>,
}

impl<'a> Answers<'a> {
    /// Nothing yet. An output that is wanted comes with both ends of its interval; all come when none is named.
    ///
    /// # Errors
    /// 422 when an output is wanted that the model does not have.
    pub fn new(bundle: &'a Bundle, wanted: Option<&[String]>) -> Result<Self, Refusal> {
        let is_part =
            |slot: &Slot, name: &str| PARTS.iter().any(|p| name.strip_prefix(&slot.name) == Some(p));
        let all = || bundle.answers().map(|(slot, _)| slot);
        let unknown = |name: &&String| !all().any(|slot| is_part(slot, name));
        if let Some(name) = wanted.and_then(|names| names.iter().find(unknown)) {
            let names = all().map(|s| s.name.as_str()).collect::<Vec<_>>().join(", ");
            return Err(Refusal::contract(format!("`{name}` is no output of this model; it has {names}")));
        }
        let is_wanted = |slot: &Slot| {
            wanted.is_none_or(|names| names.is_empty() || names.iter().any(|n| is_part(slot, n)))
        };
        let empty = |slot: &'a Slot| {
            let parameters = json!({ "unit": slot.unit, "coverage": bundle.intervals.coverage });
            Output { slot, parts: Default::default(), parameters }
        };
        let outputs = all().filter(|slot| is_wanted(slot)).map(empty).collect();
        Ok(Self { bundle, outputs, rows: Vec::new(), domain: Vec::new(), reasons: Vec::new() })
    }

    /// The answer to the next row.
    pub fn add(&mut self, answer: Answer) {
        let Answer { mut outputs, domain } = answer;
        if domain.state != DomainState::Out {
            self.rows.push(self.domain.len());
            for output in &mut self.outputs {
                if let Some(series) = outputs.remove(&output.slot.name) {
                    output.add(series);
                }
            }
        }
        self.domain.push(domain.state);
        self.reasons.push(domain.reasons);
    }

    /// # Errors
    /// 422 with the rows outside the domain and why.
    pub fn all_answered(&self) -> Result<(), Refusal> {
        let n = self.domain.len();
        let out = n - self.rows.len();
        if out == 0 {
            return Ok(());
        }
        let rows = self.domain.iter().zip(&self.reasons).enumerate();
        let outside = rows.filter(|(_, (state, _))| **state == DomainState::Out);
        let named = outside.take(NAMED).map(|(i, (_, reasons))| format!("Row {i}: {}", reasons.join(" ")));
        let named = named.collect::<Vec<_>>().join(" ");
        let more = if out > NAMED { format!(" And {} more.", out - NAMED) } else { String::new() };
        Err(Refusal::contract(format!(
            "{out} of {n} rows lie outside the domain in which the model was validated (rows count from 0). \
             {named}{more} Correct them, or send the parameter `allow_out_of_domain`: true to have the other rows answered"
        )))
    }

    /// The response as JSON text.
    ///
    /// # Errors
    /// 500 when it cannot be written.
    pub fn json(self, id: Option<String>) -> Result<Vec<u8>, Refusal> {
        let (index, rows) = (&self.bundle.index, self.rows.len());
        let outputs = self.outputs.iter().flat_map(|output| output.tensors(rows)).collect();
        let parameters = json!({ "rows": self.rows, "domain": self.domain, "reasons": self.reasons });
        let response =
            Response { model_name: &index.id, model_version: &index.version, id, parameters, outputs };
        let broken = |e| {
            Refusal::new(
                axum::http::StatusCode::INTERNAL_SERVER_ERROR,
                format!("the answer cannot be written: {e}; tell the model's owner"),
            )
        };
        serde_json::to_vec(&response).map_err(broken)
    }
}

impl Output<'_> {
    fn add(&mut self, series: Series) {
        let Series { values, low, high, kind, .. } = series;
        if let Some(parameters) = self.parameters.as_object_mut().filter(|p| !p.contains_key("interval")) {
            parameters.insert("interval".into(), json!(kind));
        }
        for (part, values) in self.parts.iter_mut().zip([values, low, high]) {
            part.extend(values);
        }
    }

    fn tensors(&self, rows: usize) -> impl Iterator<Item = Tensor<'_>> {
        PARTS.iter().zip(&self.parts).map(move |(part, data)| Tensor {
            name: format!("{}{part}", self.slot.name),
            datatype: "FP64",
            shape: [rows, self.slot.length],
            parameters: &self.parameters,
            data,
        })
    }
}
