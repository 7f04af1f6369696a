//! What is sent to a remote model, and what becomes of its answer.

use twinlet_core::domain::DomainState;
use twinlet_core::inference::{endpoint, read, request};
use twinlet_core::kinds::Remote;
use twinlet_core::manifest::resolved::RemoteAddress;
use twinlet_core::predict;

use crate::twin::Model;

/// A call that somebody with a network must make: a POST of `application/json`, as `twinlet_core::inference` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Id of the model in the manifest.
    pub model: String,
    /// Where to, complete.
    pub url: String,
    /// Seconds until the answer comes too late.
    pub timeout_s: u32,
    /// What to send.
    pub body: String,
}

/// Rows that a remote model is asked for.
pub(crate) struct Rows<'a> {
    model: &'a Model,
    remote: &'a Remote,
    rows: &'a [Vec<f64>],
    /// Those within the domain, by their position: for the others no answer would be shown.
    asked: Vec<usize>,
}

impl<'a> Rows<'a> {
    /// Picks the rows that are worth a call; `None` where the model is no remote one.
    pub fn new(model: &'a Model, rows: &'a [Vec<f64>]) -> Option<Self> {
        let remote = model.surrogate.remote()?;
        let bundle = &model.bundle;
        let is_in = |row: &Vec<f64>| bundle.domain.judge(&bundle.contract, row).state != DomainState::Out;
        let asked = rows.iter().enumerate().filter(|(_, row)| is_in(row)).map(|(i, _)| i).collect();
        Some(Self { model, remote, rows, asked })
    }

    /// The call, or `None` when no row is worth one.
    ///
    /// # Errors
    /// Why the rows cannot be sent.
    pub fn call(&self, id: &str, address: &RemoteAddress) -> Result<Option<Call>, String> {
        if self.asked.is_empty() {
            return Ok(None);
        }
        let rows: Vec<Vec<f64>> = self.asked.iter().filter_map(|i| self.rows.get(*i)).cloned().collect();
        Ok(Some(Call {
            model: id.to_owned(),
            url: endpoint(&address.url, self.remote),
            timeout_s: address.timeout_s,
            body: request(&self.model.bundle.contract, self.remote, &rows)?,
        }))
    }

    /// Answers to all rows from the text of an answer; NaN to those that were not asked for.
    ///
    /// # Errors
    /// What of the answer cannot be used.
    pub fn read(&self, text: &str) -> Result<Vec<Vec<f64>>, String> {
        let bundle = &self.model.bundle;
        let mut answered = self.unanswered();
        for (i, answer) in self.asked.iter().zip(read(&bundle.contract, self.remote, text, self.asked.len())?)
        {
            if let Some(place) = answered.get_mut(*i) {
                *place = answer;
            }
        }
        Ok(answered)
    }

    /// The same, where an answer to the first row that is not plausible spoils all of them.
    ///
    /// # Errors
    /// As [`Self::read`], or why the answer to the first row cannot be shown.
    pub fn read_plausible(&self, text: &str) -> Result<Vec<Vec<f64>>, String> {
        let answered = self.read(text)?;
        if let (Some(row), Some(answer)) = (self.rows.first(), answered.first()) {
            predict::answer(&self.model.bundle, row, answer)?;
        }
        Ok(answered)
    }

    /// NaN to each row: outside the domain nothing is shown of it.
    pub fn unanswered(&self) -> Vec<Vec<f64>> {
        vec![vec![f64::NAN; self.model.bundle.contract.output_columns()]; self.rows.len()]
    }
}
