//! One line about a model: does it load, does it run, how far is it from its references.

use serde::{Deserialize, Serialize};
use twinlet_onnx::Model;

use crate::{Folder, OutputError, compare_batch};

/// What came of a model with its references.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The folder's name.
    pub model: String,
    /// How it is run; `None` when it does not load.
    pub plan: Option<String>,
    /// Every output at every batch that ran.
    pub outputs: Vec<OutputError>,
    /// Batches that ran.
    pub batches: Vec<usize>,
    /// What went wrong first: not loaded, failed while running, or not within the tolerance.
    pub problem: Option<String>,
}

/// What opens a file.
type Open<'a> = &'a dyn Fn(&[u8]) -> twinlet_onnx::Result<Model>;

/// Opens a model, runs every batch and compares. A panic inside the inference engine is a problem like any other.
pub fn report(name: &str, folder: &Folder, open: Open) -> Report {
    let mut report = Report { model: name.to_owned(), ..Report::default() };
    if let Err(error) = fill(&mut report, folder, open) {
        report.problem = Some(error.to_string());
    }
    let wrong = report.outputs.iter().find(|output| !output.holds());
    let said = wrong.map(|one| format!("{} rows: `{}` {}", one.rows, one.output, one.in_words()));
    report.problem = report.problem.or(said);
    report
}

fn fill(report: &mut Report, folder: &Folder, open: Open) -> crate::Result<()> {
    let model = open(folder.model()?)?;
    report.plan = Some(model.plan());
    for rows in folder.batches() {
        report.outputs.extend(compare_batch(&model, folder, rows)?);
        report.batches.push(rows);
    }
    match report.batches.is_empty() {
        true => Err(crate::bad("b1.in0.npy", "is not in the folder, nor inputs of any other batch")),
        false => Ok(()),
    }
}

impl Report {
    /// The largest error of a number, as a multiple of its tolerance.
    pub fn worst(&self) -> f64 {
        self.outputs.iter().map(|output| output.worst).fold(0.0, f64::max)
    }
}
