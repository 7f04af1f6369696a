//! A bundle as a library: named inputs in, answers with interval and domain out.

use twinlet_core::bundle::{Bundle, INDEX, Index};
use twinlet_core::manifest::resolved::RemoteAddress;
use twinlet_core::predict::{Answer, Query, answer, row};
use twinlet_core::protocol::{EngineFailure, Proof};

use crate::ask::Fetch;
use crate::ask::call::Rows;
use crate::failure::failure;
use crate::proof;
use crate::surrogate::Surrogate;
use crate::twin::{Files, Model};

/// Rows per call of the model.
const BATCH: usize = 64;
/// What to do about an answer that cannot be shown.
const OWNER: &str = "nothing is shown for this row; tell the model's owner which inputs were given";

/// Rows of outputs to rows of inputs.
type Evaluate<'a> = &'a mut dyn FnMut(&[Vec<f64>]) -> Result<Vec<Vec<f64>>, String>;

/// A verified bundle that answers queries: the same bundle as in an app, as a library.
///
/// ```no_run
/// use std::collections::BTreeMap;
/// use twinlet_core::predict::Given;
/// use twinlet_engine::{Predictor, twin::Files};
///
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     let mut files = Files::new();
///     for entry in std::fs::read_dir("models/line-transformer/bundle")? {
///         let path = entry?.path();
///         let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
///         files.insert(name, std::fs::read(path)?);
///     }
///     let predictor = Predictor::open(&files)?;
///     let load = Given::Many(vec![0.8; 24]);
///     let query = BTreeMap::from([("load".to_owned(), load), ("ambient".to_owned(), Given::One(20.0))]);
///     match &predictor.predict(&[query])[0] {
///         Ok(answer) if answer.outputs.is_empty() => println!("no answer: {:?}", answer.domain.reasons),
///         Ok(answer) => println!("{:?}", answer.outputs["hot_spot"]),
///         Err(problems) => println!("{}", problems.join("; ")),
///     }
///     Ok(())
/// }
/// ```
pub struct Predictor {
    model: Model,
}

impl Predictor {
    /// Opens a bundle from its files by name, fail-closed: complete, unaltered and runnable. The version is the index's.
    ///
    /// # Errors
    /// The first file that is missing, altered or malformed, or why the model cannot be run.
    pub fn open(files: &Files) -> Result<Self, EngineFailure> {
        let index = files.get(INDEX).map(|bytes| Index::parse(bytes)).transpose()?;
        let bundle = Bundle::open(files, index.as_ref().map_or("", |i| &i.version))?;
        let surrogate = Surrogate::load(&bundle.model, &bundle.contract)?;
        Ok(Self { model: Model { bundle, surrogate } })
    }

    /// Whether another computer evaluates it: then it is asked by [`Self::predict_at`], and proved where it runs.
    pub fn is_remote(&self) -> bool {
        self.model.surrogate.remote().is_some()
    }

    /// The bundle behind the answers.
    pub fn bundle(&self) -> &Bundle {
        &self.model.bundle
    }

    /// Runs the bundle's reference experiments on this device.
    ///
    /// # Errors
    /// `model_run` when the model does not answer, `model_proof` when an answer differs by more than the tolerance.
    pub fn prove(&self) -> Result<Proof, EngineFailure> {
        let proof = proof::prove_model(&self.bundle().index.id, &self.model)?;
        if proof.reproduced == proof.of {
            return Ok(proof);
        }
        let message = format!(
            "model `{}` reproduces {} of its {} reference experiments here: worst error {:.1e}, tolerance {:.0e}",
            proof.model, proof.reproduced, proof.of, proof.worst, proof.tolerance
        );
        Err(failure("model_proof", message, "do not use it on this device; tell the model's owner"))
    }

    /// Answers queries in order, in batches. Each query is judged and answered on its own.
    ///
    /// Out of the domain an answer has no outputs, only the reasons.
    ///
    /// # Errors
    /// Per query: every input that is missing, unknown, of the wrong length or kind, or an answer that is not plausible.
    pub fn predict(&self, queries: &[Query]) -> Vec<Result<Answer, Vec<String>>> {
        let mut evaluate = |rows: &[Vec<f64>]| {
            proof::evaluate(&self.model, rows).map_err(|f| format!("{}; {}", f.message, f.hint))
        };
        queries.chunks(BATCH).flat_map(|queries| self.batch(queries, &mut evaluate)).collect()
    }

    /// The same with a remote model that is asked at an address: one call for each batch, made by `fetch`.
    ///
    /// # Errors
    /// As [`Self::predict`], or for each query of a batch that it has no usable answer.
    pub fn predict_at(
        &self,
        address: &RemoteAddress,
        queries: &[Query],
        fetch: Fetch<'_>,
    ) -> Vec<Result<Answer, Vec<String>>> {
        let mut evaluate = |rows: &[Vec<f64>]| {
            let asked =
                Rows::new(&self.model, rows).ok_or("the model is evaluated here, not at an address")?;
            match asked.call(&self.bundle().index.id, address)? {
                Some(call) => asked.read(&fetch(&call)?),
                None => Ok(asked.unanswered()),
            }
        };
        queries.chunks(BATCH).flat_map(|queries| self.batch(queries, &mut evaluate)).collect()
    }

    fn batch(&self, queries: &[Query], evaluate: Evaluate<'_>) -> Vec<Result<Answer, Vec<String>>> {
        let rows: Vec<_> = queries.iter().map(|query| row(self.bundle(), query)).collect();
        let valid: Vec<Vec<f64>> = rows.iter().flatten().cloned().collect();
        let answered = match valid.is_empty() {
            true => Ok(Vec::new()),
            false => evaluate(&valid),
        };
        let problem = answered.as_ref().err().map(|why| vec![why.clone()]);
        let mut answered = answered.unwrap_or_default().into_iter();
        let mut join = |row: Vec<f64>| match &problem {
            Some(problem) => Err(problem.clone()),
            None => self.join(&row, &answered.next().unwrap_or_default()),
        };
        rows.into_iter().map(|row| row.and_then(&mut join)).collect()
    }

    /// One answer.
    fn join(&self, row: &[f64], answered: &[f64]) -> Result<Answer, Vec<String>> {
        let contract = &self.bundle().contract;
        if answered.len() != contract.output_columns() {
            let (found, columns) = (answered.len(), contract.output_columns());
            return Err(vec![format!("the model gave {found} values instead of {columns}; {OWNER}")]);
        }
        answer(self.bundle(), row, answered).map_err(|e| vec![format!("{e}; {OWNER}")])
    }
}
