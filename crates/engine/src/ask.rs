//! One question to a graph of models, answered in one go.

use twinlet_core::graph::{Evaluation, GraphAnswer, Step};
use twinlet_core::guardrail::{self, Level};
use twinlet_core::manifest::{App, WhatIf};
use twinlet_core::protocol::{EngineFailure, InputValues};

use crate::failure::failure;
use crate::proof;
use crate::twin::Twin;

/// Answers a question. A model that fails leaves its outputs without numbers, and says why.
///
/// # Errors
/// `no_graph` when the app is a station, `blocked` when a limit forbids the inputs.
pub fn ask(twin: &Twin, inputs: &InputValues) -> Result<GraphAnswer, EngineFailure> {
    let app = whatif(twin)?;
    not_blocked(app, inputs)?;
    let bundle = |id: &str| twin.models.get(id).map(|model| &model.bundle);
    let mut evaluation = Evaluation::new(&app.graph, &app.controls, &bundle, inputs);
    loop {
        match evaluation.advance() {
            Step::Done(answer) => return Ok(answer),
            Step::Evaluate { model, rows } => {
                let answered = twin.model(&model).and_then(|model| proof::evaluate(model, &rows));
                evaluation.give(&model, answered.map_err(|failure| failure.message));
            }
        }
    }
}

fn whatif(twin: &Twin) -> Result<&WhatIf, EngineFailure> {
    match &twin.app {
        App::WhatIf(app) => Ok(app),
        App::Station(_) => Err(failure(
            "no_graph",
            "this app is a station: it has no graph of models",
            "run it with `twinlet run`",
        )),
    }
}

fn not_blocked(app: &WhatIf, inputs: &InputValues) -> Result<(), EngineFailure> {
    let verdict = guardrail::check(&app.controls, inputs);
    match verdict.findings.iter().find(|finding| finding.level == Level::Block) {
        Some(finding) => {
            Err(failure("blocked", finding.text.clone(), "move the input back inside its limit"))
        }
        None => Ok(()),
    }
}
