//! Many questions at once, in lockstep: all of them ask the same model before any of them goes on, so that it is called
//! once for their rows together.

use std::collections::BTreeMap;

use twinlet_core::graph::{Evaluation, GraphAnswer, Step};
use twinlet_core::manifest::WhatIf;
use twinlet_core::protocol::{EngineFailure, InputValues};

use super::question::{evaluate, not_blocked, reference, whatif};
use crate::twin::Twin;

/// Most rows of one call of a model: bounds the memory of a large map.
const BATCH: usize = 1024;

/// One of many questions with what its models were asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// The answer, or why there is none.
    pub answer: Result<GraphAnswer, EngineFailure>,
    /// Id of each node that was asked, and the row at the values, in the contract's order.
    pub rows: Vec<(String, Vec<f64>)>,
}

/// Answers questions in their order; each is judged and answered on its own, as by [`super::ask`].
///
/// Remote models are not asked: many calls for one study would hold up whoever else waits for them. The local model that
/// stands in for one answers and says so; where there is none, its outputs have no number.
///
/// # Errors
/// Per question: `no_graph` when the app is a station, `blocked` when a limit forbids its inputs.
pub fn ask_many(twin: &Twin, points: &[InputValues]) -> Vec<Result<GraphAnswer, EngineFailure>> {
    observe_many(twin, points).into_iter().map(|observed| observed.answer).collect()
}

/// The same with the rows that the nodes were asked for.
pub fn observe_many(twin: &Twin, points: &[InputValues]) -> Vec<Observed> {
    let refused = |failure| Observed { answer: Err(failure), rows: Vec::new() };
    let app = match whatif(twin) {
        Ok(app) => app,
        Err(failure) => return points.iter().map(|_| refused(failure.clone())).collect(),
    };
    let allowed: Vec<Result<(), EngineFailure>> =
        points.iter().map(|point| not_blocked(app, point)).collect();
    let open: Vec<&InputValues> =
        points.iter().zip(&allowed).filter(|(_, a)| a.is_ok()).map(|(p, _)| p).collect();
    let mut answered = lockstep(twin, app, &open).into_iter();
    let observed = |allowed: Result<(), EngineFailure>| match allowed {
        Ok(()) => answered.next(),
        Err(failure) => Some(refused(failure)),
    };
    allowed.into_iter().filter_map(observed).collect()
}

/// A question under way.
struct Walk<'a> {
    evaluation: Evaluation<'a>,
    rows: Vec<(String, Vec<f64>)>,
    answer: Option<GraphAnswer>,
}

fn lockstep(twin: &Twin, app: &WhatIf, points: &[&InputValues]) -> Vec<Observed> {
    let bundle = |id: &str| twin.models.get(id).map(|model| &model.bundle);
    let start = |point: &&InputValues| Walk {
        evaluation: Evaluation::new(&app.graph, &app.controls, &bundle, point),
        rows: Vec::new(),
        answer: None,
    };
    let mut walks: Vec<Walk<'_>> = points.iter().map(start).collect();
    loop {
        let wanted = wanted(&mut walks);
        if wanted.is_empty() {
            break;
        }
        for (model, asked) in wanted {
            answer(twin, &model, asked, &mut walks);
        }
    }
    let observed = |walk: Walk<'_>| Some(Observed { answer: Ok(walk.answer?), rows: walk.rows });
    walks.into_iter().filter_map(observed).collect()
}

/// Rows that questions wait for: the position of the question, and its rows.
type Asked = Vec<(usize, Vec<Vec<f64>>)>;

/// What all questions that are not answered yet wait for, by model.
fn wanted(walks: &mut [Walk<'_>]) -> BTreeMap<String, Asked> {
    let mut wanted: BTreeMap<String, Asked> = BTreeMap::new();
    for (i, walk) in walks.iter_mut().enumerate().filter(|(_, walk)| walk.answer.is_none()) {
        match walk.evaluation.advance() {
            Step::Done(answer) => walk.answer = Some(answer),
            Step::Evaluate { model, rows } => {
                let node = walk.evaluation.waiting().unwrap_or_default().to_owned();
                walk.rows.extend(rows.first().map(|row| (node, row.clone())));
                wanted.entry(model).or_default().push((i, rows));
            }
        }
    }
    wanted
}

/// Calls a model once for the rows of all questions that wait for it, and hands each its own.
fn answer(twin: &Twin, model: &str, asked: Asked, walks: &mut [Walk<'_>]) {
    let (by, notice) = answering(twin, model);
    let rows: Vec<Vec<f64>> = asked.iter().flat_map(|(_, rows)| rows.iter().cloned()).collect();
    let answered = by.and_then(|by| {
        let batches = rows.chunks(BATCH).map(|rows| evaluate(twin, by, rows));
        Ok((by, batches.collect::<Result<Vec<_>, _>>()?.concat()))
    });
    let mut first = 0;
    for (i, rows) in asked {
        let Some(walk) = walks.get_mut(i) else { continue };
        let own = first..first + rows.len();
        first = own.end;
        match &answered {
            Ok((by, all)) => walk.evaluation.give(by, Ok(all.get(own).unwrap_or_default().to_vec())),
            Err(why) => walk.evaluation.give(model, Err(why.clone())),
        }
        notice.iter().for_each(|notice| walk.evaluation.note(notice.clone()));
    }
}

/// The model that answers in a study, with a sentence where it is another than the node's own.
fn answering<'a>(twin: &'a Twin, model: &'a str) -> (Result<&'a str, String>, Option<String>) {
    if twin.models.get(model).is_none_or(|model| model.surrogate.remote().is_none()) {
        return (Ok(model), None);
    }
    let why = format!("`{model}` is a remote model, which is not asked for the many points of a study");
    match reference(twin, model).and_then(|model| model.fallback.as_deref()) {
        Some(local) => (Ok(local), Some(format!("{why}; the local model `{local}` answered"))),
        None => (Err(why.clone()), Some(why)),
    }
}
