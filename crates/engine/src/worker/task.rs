//! What the worker does between two messages: a state machine without the browser.

use std::collections::BTreeMap;

use crate::failure::failure;
use crate::helper::{Content, FromHelper, ToHelper};
use crate::run::Beginning;
use crate::twin::Files;
use crate::{Asked, Call, Question, Run, StationStudy, Twin, ask_many, proof, study};
use twinlet_core::ensemble::Rows;
use twinlet_core::outlook::Outlook;
use twinlet_core::protocol::{EngineFailure, FromEngine, InputValues, RunId, ToEngine};

/// Longest time between two looks at the messages, ms.
const SLICE_MS: f64 = 40.0;
/// The same while helpers wait for their next share.
const SHARED_SLICE_MS: f64 = 8.0;
/// Members from which on a run is worth starting helpers for.
const WORTH_HELP: u32 = 400;
/// Longest time that a helper may take for its shares, ms: a hundred times what it should.
const HELPER_MS: f64 = 5_000.0;
/// Members from which on the pictures in between are made less often: they take longer than they are looked at.
const MANY: u32 = 1000;
/// Members of the first partial outlook; the next ones come at each doubling.
const FIRST_PARTIAL: u32 = 100;
/// Members between two looks at the watch.
const STEP: u32 = 4;

/// A message to a helper, with what is attached.
pub type Post = (u32, ToHelper, Option<Vec<f64>>);

/// The engine's present work.
#[derive(Default)]
pub struct Task {
    twin: Option<Twin>,
    /// What helpers must know of the twin.
    content: Option<Content>,
    work: Option<Work>,
    /// Helpers, with the run that each has begun.
    helpers: BTreeMap<u32, Option<RunId>>,
    posts: Vec<Post>,
    /// The question that waits for the answer to a call.
    question: Option<(RunId, Question)>,
    /// A study of a station; it goes on while no run is under way.
    study: Option<(RunId, StationStudy)>,
}

struct Work {
    id: RunId,
    run: Run,
    next_partial: u32,
    /// When the app last heard of it.
    told_ms: f64,
    /// The finished outlook while flip points are searched, and the next one to search.
    finishing: Option<(Box<Outlook>, usize)>,
}

impl Task {
    /// Whether there is work to go on with.
    pub fn is_busy(&self) -> bool {
        self.work.is_some() || self.study.is_some()
    }

    /// Loads a twin; an old one goes with its run.
    pub fn load(&mut self, manifest: &str, files: BTreeMap<String, Files>) -> FromEngine {
        (self.work, self.question, self.study) = (None, None, None);
        match Twin::load(manifest, &files) {
            Ok(twin) => {
                let models = twin.loaded();
                self.content = Content::of(&twin, manifest);
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
            ToEngine::Cancel { run } => {
                let study = self.study.take_if(|(id, _)| *id == run).map(|_| FromEngine::Cancelled { run });
                self.cancel(|id| id == run).into_iter().chain(study).collect()
            }
            ToEngine::Run { run, plan } => {
                let mut answers = self.cancel(|_| true);
                match self.twin().and_then(|twin| Run::start(twin, plan)) {
                    Ok(started) => {
                        if started.members() >= WORTH_HELP {
                            answers.push(FromEngine::HelpWanted { run });
                        }
                        self.work = Some(Work {
                            id: run,
                            run: started,
                            next_partial: FIRST_PARTIAL,
                            told_ms: 0.0,
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
            ToEngine::Study { run, study, inputs } => self.study(run, &study, inputs),
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
            ToEngine::Helper { helper } => {
                let greeting = self.content.clone().map(|content| ToHelper::Content(Box::new(content)));
                self.posts.extend(greeting.map(|content| (helper, content, None)));
                self.helpers.insert(helper, None);
                vec![]
            }
            ToEngine::HelperGone { helper } => {
                self.forget(helper);
                vec![]
            }
            ToEngine::Load { .. } | ToEngine::Help => vec![],
        }
    }

    /// A helper says something.
    pub fn heard(&mut self, helper: u32, message: FromHelper, rows: Rows) -> Vec<FromEngine> {
        match message {
            FromHelper::Rows { run, from } => {
                if let Some(work) = self.work.as_mut().filter(|work| work.id == run) {
                    work.run.bring(from, rows);
                }
                vec![]
            }
            FromHelper::Failed { .. } => {
                self.forget(helper);
                vec![FromEngine::HelperLost { helper }]
            }
        }
    }

    /// What is to be sent to helpers.
    pub fn posts(&mut self) -> Vec<Post> {
        core::mem::take(&mut self.posts)
    }

    fn forget(&mut self, helper: u32) {
        self.helpers.remove(&helper);
        if let Some(work) = &mut self.work {
            work.run.forget(helper);
        }
    }

    /// Gives every helper work, and lets go of those that are late.
    fn share_out(&mut self, now_ms: f64) -> Vec<FromEngine> {
        let late = self.work.as_ref().map_or(vec![], |work| work.run.late(now_ms, HELPER_MS));
        late.iter().for_each(|helper| self.forget(*helper));
        let Some(work) = self.work.as_mut().filter(|work| work.finishing.is_none()) else { return vec![] };
        let run = work.id;
        for (&helper, begun) in &mut self.helpers {
            if *begun != Some(run) {
                let Some(Beginning { plan, plans, answers }) = work.run.beginning() else { break };
                self.posts.push((helper, ToHelper::Begin { run, plan, plans }, Some(answers)));
                *begun = Some(run);
            }
            while let Some(members) = work.run.give(helper, now_ms) {
                let share = ToHelper::Share { run, from: members.start, to: members.end };
                self.posts.push((helper, share, None));
            }
        }
        late.into_iter().map(|helper| FromEngine::HelperLost { helper }).collect()
    }

    /// Helpers need not finish what nobody wants any more.
    fn stop_helpers(&mut self) {
        for (&helper, begun) in &mut self.helpers {
            if begun.take().is_some() {
                self.posts.push((helper, ToHelper::Stop, None));
            }
        }
    }

    /// The answer of a graph at once; a station's is worked out in slices, the latest study instead of any before.
    fn study(&mut self, run: RunId, id: &str, inputs: InputValues) -> Vec<FromEngine> {
        let is_station = self.twin.as_ref().is_some_and(|twin| twin.station().is_ok());
        if is_station {
            let before = self.study.take().map(|(run, _)| FromEngine::Cancelled { run });
            let started = self.twin().and_then(|twin| StationStudy::around(twin, inputs, id));
            let failed = match started {
                Ok(started) => {
                    self.study = Some((run, started));
                    None
                }
                Err(error) => Some(FromEngine::Failed { run: Some(run), error }),
            };
            return before.into_iter().chain(failed).collect();
        }
        vec![match self.twin().and_then(|twin| study::answer_by_id(twin, &inputs, id)) {
            Ok(answer) => FromEngine::Studied { run, answer: Box::new(answer) },
            Err(error) => FromEngine::Failed { run: Some(run), error },
        }]
    }

    /// Goes on with the study for a slice of time.
    fn study_slice(&mut self, now: &dyn Fn() -> f64) -> Vec<FromEngine> {
        let (Some(twin), Some((run, mut study))) = (&self.twin, self.study.take()) else { return vec![] };
        let start = now();
        loop {
            match study.advance(twin) {
                Err(error) => return vec![FromEngine::Failed { run: Some(run), error }],
                Ok(Some(answer)) => return vec![FromEngine::Studied { run, answer: Box::new(answer) }],
                Ok(None) if now() - start < SLICE_MS => {}
                Ok(None) => {
                    let (done, of) = study.progress();
                    self.study = Some((run, study));
                    return vec![FromEngine::Progress {
                        run,
                        done: done as u32,
                        of: of as u32,
                        partial: None,
                    }];
                }
            }
        }
    }

    fn twin(&self) -> Result<&Twin, EngineFailure> {
        self.twin.as_ref().ok_or_else(|| failure("not_loaded", "no model is loaded", "reload the app"))
    }

    fn cancel(&mut self, which: impl Fn(RunId) -> bool) -> Vec<FromEngine> {
        let run = self.work.take_if(|work| which(work.id)).map(|work| work.id);
        if run.is_some() {
            self.stop_helpers();
        }
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
        if self.work.is_none() {
            return self.study_slice(now);
        }
        let mut lost = self.share_out(now());
        let (Some(twin), Some(work)) = (&self.twin, &mut self.work) else { return lost };
        let id = work.id;
        match work.slice(twin, now, !self.helpers.is_empty()) {
            Ok((answers, done)) => {
                if done {
                    self.work = None;
                }
                lost.extend(answers);
                lost
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
        is_shared: bool,
    ) -> Result<(Vec<FromEngine>, bool), EngineFailure> {
        if let Some((outlook, k)) = &mut self.finishing {
            self.run.search_flip(twin, *k, outlook)?;
            *k += 1;
            return Ok(self.finish(twin));
        }
        let (start, slice_ms) = (now(), if is_shared { SHARED_SLICE_MS } else { SLICE_MS });
        let mut done = self.run.advance(STEP);
        while !self.run.is_complete() && now() - start < slice_ms {
            done = self.run.advance(STEP);
        }
        if self.run.is_complete() {
            self.finishing = Some((Box::new(self.run.outlook()), 0));
            return Ok(self.finish(twin));
        }
        let partial = (done >= self.next_partial).then(|| Box::new(self.run.outlook()));
        if partial.is_some() {
            self.next_partial = done * if done < MANY { 2 } else { 4 };
        }
        if partial.is_none() && start - self.told_ms < SLICE_MS {
            return Ok((vec![], false));
        }
        self.told_ms = start;
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

/// The instance's linear memory, in pages of 64 KiB, and that of the models in modules of their own.
#[cfg(target_arch = "wasm32")]
fn memory_bytes() -> u64 {
    core::arch::wasm32::memory_size(0) as u64 * 65_536 + crate::sandbox::memory_bytes()
}

/// Outside a browser nobody asks.
#[cfg(not(target_arch = "wasm32"))]
fn memory_bytes() -> u64 {
    0
}

#[cfg(test)]
mod tests;
