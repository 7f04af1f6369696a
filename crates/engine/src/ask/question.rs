//! A question that stops where a remote model must be asked, and goes on with what came back.
//!
//! It holds what each model answered so far and walks the graph from its beginning each time: the same answers lead
//! to the same place, and nothing is borrowed from the twin in between.

use twinlet_core::graph::{Evaluation, GraphAnswer, Step};
use twinlet_core::guardrail::{self, Level};
use twinlet_core::manifest::resolved::{ModelRef, RemoteAddress};
use twinlet_core::manifest::{App, WhatIf};
use twinlet_core::protocol::{EngineFailure, InputValues};

use super::{Call, call::Rows};
use crate::failure::failure;
use crate::proof;
use crate::twin::Twin;

/// How far a question is.
#[derive(Debug, Clone, PartialEq)]
pub enum Asked {
    /// It is answered.
    Done(Box<GraphAnswer>),
    /// Somebody must make a call and hand over what came of it.
    Remote(Call),
}

/// A question to a graph of models.
pub struct Question {
    inputs: InputValues,
    given: Vec<Given>,
}

/// What was given for one node.
struct Given {
    by: String,
    rows: Result<Vec<Vec<f64>>, String>,
    notice: Option<String>,
}

impl Given {
    fn by(model: &str, rows: Vec<Vec<f64>>) -> Self {
        Self { by: model.to_owned(), rows: Ok(rows), notice: None }
    }

    fn nothing(model: &str, why: String) -> Self {
        Self { by: model.to_owned(), rows: Err(why), notice: None }
    }
}

impl Question {
    /// A question at the given inputs; missing ones have their defaults.
    ///
    /// # Errors
    /// `no_graph` when the app is a station, `blocked` when a limit forbids the inputs.
    pub fn new(twin: &Twin, inputs: &InputValues) -> Result<Self, EngineFailure> {
        not_blocked(whatif(twin)?, inputs)?;
        Ok(Self { inputs: inputs.clone(), given: Vec::new() })
    }

    /// Goes on until it is answered or a call must be made; the same call until [`Self::answered`] brings its answer.
    ///
    /// # Errors
    /// `no_graph` when the twin is another one than it was made for.
    pub fn advance(&mut self, twin: &Twin) -> Result<Asked, EngineFailure> {
        loop {
            let (model, rows) = match self.next(twin)? {
                Step::Done(answer) => return Ok(Asked::Done(Box::new(answer))),
                Step::Evaluate { model, rows } => (model, rows),
            };
            let given = match remote(twin, &model, &rows) {
                None => evaluate(twin, &model, &rows).map(|rows| Given::by(&model, rows)),
                Some((asked, address)) => match asked.call(&model, address) {
                    Ok(Some(call)) => return Ok(Asked::Remote(call)),
                    Ok(None) => Ok(Given::by(&model, asked.unanswered())),
                    Err(why) => stand_in(twin, &model, &rows, &format!("could not be asked ({why})")),
                },
            };
            self.given.push(given.unwrap_or_else(|why| Given::nothing(&model, why)));
        }
    }

    /// Takes what came of the call that [`Self::advance`] asked for: the text of the answer, or why there is none.
    ///
    /// # Errors
    /// As [`Self::advance`].
    pub fn answered(&mut self, twin: &Twin, text: Result<String, String>) -> Result<(), EngineFailure> {
        let Step::Evaluate { model, rows } = self.next(twin)? else { return Ok(()) };
        let Some((asked, _)) = remote(twin, &model, &rows) else { return Ok(()) };
        let answered = match text {
            Ok(text) => asked.read_plausible(&text).map_err(|why| format!("gave no usable answer ({why})")),
            Err(why) => Err(format!("did not answer ({why})")),
        };
        let given = match answered {
            Ok(rows) => Ok(Given::by(&model, rows)),
            Err(why) => stand_in(twin, &model, &rows, &why),
        };
        self.given.push(given.unwrap_or_else(|why| Given::nothing(&model, why)));
        Ok(())
    }

    /// What the walk needs after everything that was given.
    fn next(&self, twin: &Twin) -> Result<Step, EngineFailure> {
        let app = whatif(twin)?;
        let bundle = |id: &str| twin.models.get(id).map(|model| &model.bundle);
        let mut evaluation = Evaluation::new(&app.graph, &app.controls, &bundle, &self.inputs);
        for Given { by, rows, notice } in &self.given {
            evaluation.advance();
            evaluation.give(by, rows.clone());
            notice.iter().for_each(|notice| evaluation.note(notice.clone()));
        }
        Ok(evaluation.advance())
    }
}

/// The rows that a remote model is asked for, and where; `None` where the model is evaluated here.
fn remote<'a>(twin: &'a Twin, id: &str, rows: &'a [Vec<f64>]) -> Option<(Rows<'a>, &'a RemoteAddress)> {
    let asked = Rows::new(twin.models.get(id)?, rows)?;
    Some((asked, reference(twin, id)?.remote.as_ref()?))
}

pub(super) fn reference<'a>(twin: &'a Twin, id: &str) -> Option<&'a ModelRef> {
    twin.app.models().iter().find(|model| model.id == id)
}

/// The local model's answer in place of a remote one that has none.
fn stand_in(twin: &Twin, id: &str, rows: &[Vec<f64>], why: &str) -> Result<Given, String> {
    let said = format!("`{id}` {why}");
    let Some(fallback) = reference(twin, id).and_then(|model| model.fallback.as_deref()) else {
        return Err(said);
    };
    match evaluate(twin, fallback, rows) {
        Ok(rows) => {
            let notice = Some(format!("{said}; the local model `{fallback}` answered"));
            Ok(Given { notice, ..Given::by(fallback, rows) })
        }
        Err(also) => Err(format!("{said}, and the local model `{fallback}` gave no answer either: {also}")),
    }
}

pub(super) fn evaluate(twin: &Twin, id: &str, rows: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, String> {
    twin.model(id).and_then(|model| proof::evaluate(model, rows)).map_err(|failure| failure.message)
}

pub(crate) fn whatif(twin: &Twin) -> Result<&WhatIf, EngineFailure> {
    match &twin.app {
        App::WhatIf(app) => Ok(app),
        App::Station(_) => Err(failure(
            "no_graph",
            "this app is a station: it has no graph of models",
            "run it with `twinlet run`",
        )),
    }
}

pub(super) fn not_blocked(app: &WhatIf, inputs: &InputValues) -> Result<(), EngineFailure> {
    let verdict = guardrail::check(&app.controls, inputs);
    match verdict.findings.iter().find(|finding| finding.level == Level::Block) {
        Some(finding) => {
            Err(failure("blocked", finding.text.clone(), "move the input back inside its limit"))
        }
        None => Ok(()),
    }
}
