//! What the worker does between two messages: a state machine without the browser.

use std::collections::BTreeMap;

use twinlet_core::outlook::Outlook;
use twinlet_core::protocol::{EngineFailure, FromEngine, InputValues, RunId, ToEngine};
use twinlet_engine::failure::failure;
use twinlet_engine::twin::Files;
use twinlet_engine::{Asked, Call, Question, Run, Twin, ask_many, proof, study};

/// Longest time between two looks at the messages, ms.
const SLICE_MS: f64 = 40.0;
/// Members of the first partial outlook; the next ones come at each doubling.
const FIRST_PARTIAL: u32 = 100;
/// Members between two looks at the watch.
const STEP: u32 = 4;

/// The engine's present work.
#[derive(Default)]
pub struct Task {
    twin: Option<Twin>,
    work: Option<Work>,
    /// The question that waits for the answer to a call.
    question: Option<(RunId, Question)>,
}

struct Work {
    id: RunId,
    run: Run,
    next_partial: u32,
    /// The finished outlook while flip points are searched, and the next one to search.
    finishing: Option<(Box<Outlook>, usize)>,
}

impl Task {
    /// Whether there is work to go on with.
    pub fn is_busy(&self) -> bool {
        self.work.is_some()
    }

    /// Loads a twin; an old one goes with its run.
    pub fn load(&mut self, manifest: &str, files: BTreeMap<String, Files>) -> FromEngine {
        (self.work, self.question) = (None, None);
        match Twin::load(manifest, &files) {
            Ok(twin) => {
                let models = twin.loaded();
                self.twin = Some(twin);
                FromEngine::Loaded { models }
            }
            Err(error) => FromEngine::Failed { run: None, error },
        }
    }

    /// Answers a message, or takes on a run.
    pub fn handle(&mut self, message: ToEngine) -> Vec<FromEngine> {
        match message {
            ToEngine::Ping { nonce } => vec![FromEngine::Pong { nonce, memory_bytes: memory_bytes() }],
            ToEngine::Cancel { run } => self.cancel(|id| id == run),
            ToEngine::Run { run, plan } => {
                let mut answers = self.cancel(|_| true);
                match self.twin().and_then(|twin| Run::start(twin, plan)) {
                    Ok(started) => {
                        self.work = Some(Work {
                            id: run,
                            run: started,
                            next_partial: FIRST_PARTIAL,
                            finishing: None,
                        });
                    }
                    Err(error) => answers.push(FromEngine::Failed { run: Some(run), error }),
                }
                answers
            }
            ToEngine::Ask { run, inputs } => {
                let mut answers = self.cancel(|_| true);
                let question = self.twin().and_then(|twin| Question::new(twin, &inputs));
                answers.push(self.go_on(run, question));
                answers
            }
            ToEngine::Study { run, study, inputs } => vec![self.study(run, &study, &inputs)],
            ToEngine::Compare { run, inputs } => match self.twin() {
                Ok(twin) => {
                    let answers = ask_many(twin, &inputs).into_iter().map(Result::ok).collect();
                    vec![FromEngine::Compared { run, answers }]
                }
                Err(error) => vec![FromEngine::Failed { run: Some(run), error }],
            },
            ToEngine::CallAnswered { run, text } => {
                let Some((_, mut question)) = self.question.take_if(|(id, _)| *id == run) else {
                    return vec![];
                };
                let answered = self.twin().and_then(|twin| question.answered(twin, text));
                vec![self.go_on(run, answered.map(|()| question))]
            }
            ToEngine::Prove { run } => vec![self.twin().and_then(proof::prove).map_or_else(
                |error| FromEngine::Failed { run: Some(run), error },
                |proofs| FromEngine::Proved { run, proofs },
            )],
            ToEngine::Evaluate { run, model, rows } => {
                let rows = self.twin().and_then(|t| t.model(&model)).and_then(|m| proof::evaluate(m, &rows));
                vec![rows.map_or_else(
                    |error| FromEngine::Failed { run: Some(run), error },
                    |rows| FromEngine::Evaluated { run, rows },
                )]
            }
            ToEngine::Load { .. } => vec![],
        }
    }

    fn study(&self, run: RunId, id: &str, inputs: &InputValues) -> FromEngine {
        match self.twin().and_then(|twin| study::answer_by_id(twin, inputs, id)) {
            Ok(answer) => FromEngine::Studied { run, answer: Box::new(answer) },
            Err(error) => FromEngine::Failed { run: Some(run), error },
        }
    }

    fn twin(&self) -> Result<&Twin, EngineFailure> {
        self.twin.as_ref().ok_or_else(|| failure("not_loaded", "no model is loaded", "reload the app"))
    }

    fn cancel(&mut self, which: impl Fn(RunId) -> bool) -> Vec<FromEngine> {
        let run = self.work.take_if(|work| which(work.id)).map(|work| work.id);
        let question = self.question.take_if(|(id, _)| which(*id)).map(|(id, _)| id);
        run.into_iter().chain(question).map(|run| FromEngine::Cancelled { run }).collect()
    }

    /// Takes a question as far as it goes without a network.
    fn go_on(&mut self, run: RunId, question: Result<Question, EngineFailure>) -> FromEngine {
        let asked = question.and_then(|mut question| {
            let asked = question.advance(self.twin()?)?;
            Ok((asked, question))
        });
        match asked {
            Ok((Asked::Done(answer), _)) => FromEngine::Answered { run, answer },
            Ok((Asked::Remote(Call { model, url, timeout_s, body }), question)) => {
                self.question = Some((run, question));
                FromEngine::Call { run, model, url, timeout_s, body }
            }
            Err(error) => FromEngine::Failed { run: Some(run), error },
        }
    }

    /// Works for one slice of time; `now` in ms.
    pub fn slice(&mut self, now: &dyn Fn() -> f64) -> Vec<FromEngine> {
        let (Some(twin), Some(work)) = (&self.twin, &mut self.work) else { return vec![] };
        let id = work.id;
        match work.slice(twin, now) {
            Ok((answers, done)) => {
                if done {
                    self.work = None;
                }
                answers
            }
            Err(error) => {
                self.work = None;
                vec![FromEngine::Failed { run: Some(id), error }]
            }
        }
    }
}

impl Work {
    fn slice(
        &mut self,
        twin: &Twin,
        now: &dyn Fn() -> f64,
    ) -> Result<(Vec<FromEngine>, bool), EngineFailure> {
        if let Some((outlook, k)) = &mut self.finishing {
            self.run.search_flip(twin, *k, outlook)?;
            *k += 1;
            return Ok(self.finish(twin));
        }
        let start = now();
        let mut done = self.run.advance(STEP);
        while !self.run.is_complete() && now() - start < SLICE_MS {
            done = self.run.advance(STEP);
        }
        if self.run.is_complete() {
            self.finishing = Some((Box::new(self.run.outlook()), 0));
            return Ok(self.finish(twin));
        }
        let partial = (done >= self.next_partial).then(|| Box::new(self.run.outlook()));
        if partial.is_some() {
            self.next_partial = done * 2;
        }
        Ok((vec![FromEngine::Progress { run: self.id, done, of: self.run.members(), partial }], false))
    }

    /// Hands over the outlook when nothing is left to search, else shows it while the search goes on.
    fn finish(&mut self, twin: &Twin) -> (Vec<FromEngine>, bool) {
        let Some((outlook, k)) = self.finishing.take() else { return (vec![], true) };
        let (run, of) = (self.id, self.run.members());
        if k >= self.run.flips(twin, &outlook) {
            return (vec![FromEngine::Finished { run, outlook }], true);
        }
        let partial = Some(outlook.clone());
        self.finishing = Some((outlook, k));
        (vec![FromEngine::Progress { run, done: of, of, partial }], false)
    }
}

/// The instance's linear memory, in pages of 64 KiB.
#[cfg(target_arch = "wasm32")]
fn memory_bytes() -> u64 {
    core::arch::wasm32::memory_size(0) as u64 * 65_536
}

/// Outside a browser nobody asks.
#[cfg(not(target_arch = "wasm32"))]
fn memory_bytes() -> u64 {
    0
}

#[cfg(test)]
mod tests;
