//! The engine's life as a state machine without a browser: what happened goes in, what to do comes out.
//!
//! A worker that breaks is replaced and its open requests are sent again, once; then the person decides.
//! No message may be sent before `Ready`, and every wait has a deadline.

use twinlet_core::protocol::{EngineFailure, FromEngine, RunId, ToEngine};

/// Longest wait for `Ready`: the worker's file may come over a slow connection.
const START_MS: f64 = 60_000.0;
/// Longest wait for `Loaded`.
const LOAD_MS: f64 = 20_000.0;
/// Longest silence while a request is open.
const SILENCE_MS: f64 = 10_000.0;
/// Longest wait for a sign of life after a run was replaced or stopped.
const REPLACE_MS: f64 = 2_000.0;
/// A gap between two ticks that only a sleeping page makes; its silence proves nothing.
const SLEEP_MS: f64 = 3_000.0;

/// What happened.
#[derive(Debug)]
pub enum Event {
    /// The app wants an engine, or one more attempt.
    Start,
    /// Manifest and model files are here.
    Content,
    /// The worker said something.
    Heard(FromEngine),
    /// The worker failed.
    Broken(String),
    /// Time went by.
    Tick,
    /// The app asks for something.
    Ask(ToEngine),
    /// The app wants a run stopped.
    Withdraw(RunId),
}

/// What to do.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// End the worker, if there is one, and start another.
    Spawn,
    /// End the worker.
    Terminate,
    /// Send manifest and files.
    Load,
    /// Send a message.
    Post(ToEngine),
    /// Tell the app.
    Tell(News),
}

/// What the app hears.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// An answer.
    Message(Box<FromEngine>),
    /// The engine is gone until [`Event::Start`].
    Down(EngineFailure),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Down,
    Starting,
    /// Ready, and the files are not here yet.
    Waiting,
    Loading,
    Running,
}

/// The state. `now_ms` of all calls comes from one monotonic clock.
#[derive(Debug)]
pub struct Supervisor {
    build: String,
    phase: Phase,
    has_content: bool,
    open: Vec<ToEngine>,
    heard_ms: f64,
    ticked_ms: f64,
    replaced_ms: Option<f64>,
    failures: u32,
    /// The engine waits for the app's call to a remote model: its silence proves nothing.
    is_calling: bool,
}

impl Supervisor {
    /// An engine that is down; `build` is what its `Ready` must say.
    pub fn new(build: String) -> Self {
        Self {
            build,
            phase: Phase::Down,
            has_content: false,
            open: Vec::new(),
            heard_ms: 0.0,
            ticked_ms: 0.0,
            replaced_ms: None,
            failures: 0,
            is_calling: false,
        }
    }

    /// One step.
    pub fn step(&mut self, event: Event, now_ms: f64) -> Vec<Effect> {
        match event {
            Event::Start => {
                self.failures = 0;
                self.spawn(now_ms)
            }
            Event::Content => self.content(now_ms),
            Event::Heard(message) => self.heard(message, now_ms),
            Event::Broken(reason) => self.broken(&reason, now_ms),
            Event::Tick => self.tick(now_ms),
            Event::Ask(message) => self.ask(message, now_ms),
            Event::Withdraw(run) => self.withdraw(run, now_ms),
        }
    }

    fn spawn(&mut self, now_ms: f64) -> Vec<Effect> {
        self.phase = Phase::Starting;
        (self.heard_ms, self.ticked_ms, self.replaced_ms) = (now_ms, now_ms, None);
        self.is_calling = false;
        vec![Effect::Spawn]
    }

    fn content(&mut self, now_ms: f64) -> Vec<Effect> {
        self.has_content = true;
        if self.phase == Phase::Waiting { self.load(now_ms) } else { vec![] }
    }

    fn load(&mut self, now_ms: f64) -> Vec<Effect> {
        self.heard_ms = now_ms;
        self.phase = if self.has_content { Phase::Loading } else { Phase::Waiting };
        if self.has_content { vec![Effect::Load] } else { vec![] }
    }

    fn heard(&mut self, message: FromEngine, now_ms: f64) -> Vec<Effect> {
        (self.heard_ms, self.replaced_ms) = (now_ms, None);
        match &message {
            FromEngine::Ready { build } if *build == self.build => self.load(now_ms),
            FromEngine::Ready { build } => self.down(mixed_build(&self.build, build)),
            FromEngine::Failed { error, .. } if error.fatal => self.broken(&error.message.clone(), now_ms),
            FromEngine::Failed { run: None, error } => self.down(error.clone()),
            FromEngine::Loaded { .. } => {
                self.phase = Phase::Running;
                let again = self.open.iter().cloned().map(Effect::Post);
                std::iter::once(tell(message)).chain(again).collect()
            }
            FromEngine::Progress { .. } | FromEngine::Pong { .. } => vec![tell(message)],
            // The pool hears of them.
            FromEngine::HelpWanted { .. } | FromEngine::HelperLost { .. } => vec![],
            FromEngine::Call { .. } => {
                self.is_calling = true;
                vec![tell(message)]
            }
            FromEngine::Finished { run, .. }
            | FromEngine::Cancelled { run }
            | FromEngine::Proved { run, .. }
            | FromEngine::Evaluated { run, .. }
            | FromEngine::Answered { run, .. }
            | FromEngine::Studied { run, .. }
            | FromEngine::Compared { run, .. }
            | FromEngine::Failed { run: Some(run), .. } => {
                let done = *run;
                self.open.retain(|request| id_of(request) != Some(done));
                self.failures = 0;
                vec![tell(message)]
            }
        }
    }

    /// A first failure is mended, a second one in a row is reported.
    fn broken(&mut self, reason: &str, now_ms: f64) -> Vec<Effect> {
        self.failures += 1;
        if self.failures > 1 {
            return self.down(gone(reason));
        }
        self.spawn(now_ms)
    }

    fn down(&mut self, failure: EngineFailure) -> Vec<Effect> {
        self.phase = Phase::Down;
        vec![Effect::Terminate, Effect::Tell(News::Down(failure))]
    }

    fn tick(&mut self, now_ms: f64) -> Vec<Effect> {
        let slept = now_ms - self.ticked_ms > SLEEP_MS;
        self.ticked_ms = now_ms;
        if slept {
            self.heard_ms = now_ms;
            self.replaced_ms = self.replaced_ms.map(|_| now_ms);
            return vec![];
        }
        if self.replaced_ms.is_some_and(|since| now_ms - since > REPLACE_MS) {
            return self.spawn(now_ms);
        }
        let silence_ms = now_ms - self.heard_ms;
        match self.phase {
            Phase::Starting if silence_ms > START_MS => self.broken("it did not start in time", now_ms),
            Phase::Loading if silence_ms > LOAD_MS => self.broken("it did not load in time", now_ms),
            Phase::Running if !self.open.is_empty() && !self.is_calling && silence_ms > SILENCE_MS => {
                self.broken("it stopped answering", now_ms)
            }
            _ => vec![],
        }
    }

    fn ask(&mut self, message: ToEngine, now_ms: f64) -> Vec<Effect> {
        if matches!(message, ToEngine::CallAnswered { .. }) {
            (self.is_calling, self.heard_ms) = (false, now_ms);
            return if self.phase == Phase::Running { vec![Effect::Post(message)] } else { vec![] };
        }
        if self.open.is_empty() {
            self.heard_ms = now_ms;
        }
        if matches!(message, ToEngine::Ask { .. }) {
            self.is_calling = false;
            self.open.retain(|request| !matches!(request, ToEngine::Ask { .. }));
        }
        if matches!(message, ToEngine::Run { .. }) {
            let before = self.open.len();
            self.open.retain(|request| !matches!(request, ToEngine::Run { .. }));
            if self.open.len() < before && self.phase == Phase::Running {
                self.replaced_ms = self.replaced_ms.or(Some(now_ms));
            }
        }
        self.open.push(message.clone());
        if self.phase == Phase::Running { vec![Effect::Post(message)] } else { vec![] }
    }

    fn withdraw(&mut self, run: RunId, now_ms: f64) -> Vec<Effect> {
        let before = self.open.len();
        self.open.retain(|request| id_of(request) != Some(run));
        if self.open.len() == before || self.phase != Phase::Running {
            return vec![];
        }
        self.replaced_ms = self.replaced_ms.or(Some(now_ms));
        vec![Effect::Post(ToEngine::Cancel { run })]
    }
}

fn tell(message: FromEngine) -> Effect {
    Effect::Tell(News::Message(Box::new(message)))
}

fn id_of(message: &ToEngine) -> Option<RunId> {
    match message {
        ToEngine::Run { run, .. }
        | ToEngine::Ask { run, .. }
        | ToEngine::Study { run, .. }
        | ToEngine::Compare { run, .. }
        | ToEngine::Prove { run }
        | ToEngine::Evaluate { run, .. } => Some(*run),
        ToEngine::Load { .. }
        | ToEngine::Cancel { .. }
        | ToEngine::Helper { .. }
        | ToEngine::HelperGone { .. }
        | ToEngine::Help
        | ToEngine::CallAnswered { .. }
        | ToEngine::Ping { .. } => None,
    }
}

fn mixed_build(expected: &str, found: &str) -> EngineFailure {
    EngineFailure {
        code: "mixed_build".into(),
        message: format!(
            "the parts of this app belong to different versions: `{expected}` was expected, `{found}` answered"
        ),
        hint: "close all windows of the app and open it again with a connection".into(),
        fatal: true,
    }
}

fn gone(reason: &str) -> EngineFailure {
    EngineFailure {
        code: "engine_gone".into(),
        message: format!("the calculation stopped twice in a row: {reason}"),
        hint: "try again; if it comes back, close other apps, reload, or decide as before".into(),
        fatal: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twinlet_core::protocol::{InputValues, RunPlan};

    fn run(id: u64) -> ToEngine {
        let plan = RunPlan { seed: 1, members: 10, stop: None, inputs: InputValues::default(), flips: false };
        ToEngine::Run { run: RunId(id), plan }
    }

    fn ready() -> Event {
        Event::Heard(FromEngine::Ready { build: "w.js".into() })
    }

    fn loaded() -> Event {
        Event::Heard(FromEngine::Loaded { models: vec![] })
    }

    fn running() -> Supervisor {
        let mut engine = Supervisor::new("w.js".into());
        for event in [Event::Start, Event::Content, ready(), loaded()] {
            engine.step(event, 0.0);
        }
        engine
    }

    fn posts(effects: &[Effect]) -> Vec<ToEngine> {
        effects.iter().filter_map(|e| if let Effect::Post(m) = e { Some(m.clone()) } else { None }).collect()
    }

    #[test]
    fn nothing_is_sent_before_the_engine_listens() {
        let mut engine = Supervisor::new("w.js".into());
        assert_eq!(engine.step(Event::Start, 0.0), [Effect::Spawn]);
        assert_eq!(engine.step(Event::Ask(run(1)), 1.0), []);
        assert_eq!(engine.step(ready(), 2.0), [], "the files are not here yet");
        assert_eq!(engine.step(Event::Content, 3.0), [Effect::Load]);
        assert_eq!(posts(&engine.step(loaded(), 4.0)), [run(1)]);
    }

    #[test]
    fn another_build_is_refused() {
        let mut engine = Supervisor::new("w.js".into());
        engine.step(Event::Start, 0.0);
        let effects = engine.step(Event::Heard(FromEngine::Ready { build: "x.js".into() }), 1.0);
        assert!(
            matches!(&effects[..], [Effect::Terminate, Effect::Tell(News::Down(f))] if f.code == "mixed_build")
        );
    }

    #[test]
    fn a_run_is_resumed_once_and_then_reported() {
        let mut engine = running();
        engine.step(Event::Ask(run(1)), 1.0);
        assert_eq!(engine.step(Event::Broken("x".into()), 2.0), [Effect::Spawn]);
        assert_eq!(engine.step(ready(), 3.0), [Effect::Load]);
        assert_eq!(posts(&engine.step(loaded(), 4.0)), [run(1)]);
        let effects = engine.step(Event::Broken("x".into()), 5.0);
        assert!(
            matches!(&effects[..], [Effect::Terminate, Effect::Tell(News::Down(f))] if f.code == "engine_gone")
        );
        assert_eq!(engine.step(Event::Start, 6.0), [Effect::Spawn], "the person tries again");
        engine.step(ready(), 7.0);
        assert_eq!(posts(&engine.step(loaded(), 8.0)), [run(1)]);
    }

    #[test]
    fn silence_is_only_a_failure_while_awake() {
        for (ticks, expected) in [
            (vec![2_000.0, 4_000.0, 6_000.0, 8_000.0, 10_000.0], vec![]),
            (vec![2_000.0, 4_000.0, 6_000.0, 8_000.0, 10_500.0], vec![Effect::Spawn]),
            (vec![2_000.0, 60_000.0], vec![]),
        ] {
            let mut engine = running();
            engine.step(Event::Ask(run(1)), 0.0);
            let all: Vec<_> = ticks.into_iter().map(|t| engine.step(Event::Tick, t)).collect();
            assert_eq!(all.last(), Some(&expected));
        }
    }

    #[test]
    fn a_replaced_run_must_give_a_sign_of_life() {
        let mut engine = running();
        engine.step(Event::Ask(run(1)), 0.0);
        assert_eq!(engine.step(Event::Ask(run(2)), 10.0), [Effect::Post(run(2))]);
        assert_eq!(engine.step(Event::Tick, 1_500.0), []);
        assert_eq!(engine.step(Event::Tick, 2_500.0), [Effect::Spawn]);
        engine.step(ready(), 2_600.0);
        assert_eq!(posts(&engine.step(loaded(), 2_700.0)), [run(2)], "only the latest");
    }

    #[test]
    fn a_call_may_take_longer_than_silence_does() {
        let mut supervisor = running();
        let ask = ToEngine::Ask { run: RunId(1), inputs: InputValues::default() };
        supervisor.step(Event::Ask(ask.clone()), 0.0);
        let (url, body) = (String::new(), String::new());
        let call = FromEngine::Call { run: RunId(1), model: "m".into(), url, timeout_s: 60, body };
        supervisor.step(Event::Heard(call), 0.0);
        let ticks = |supervisor: &mut Supervisor, from: u32, to: u32| {
            (from..to).flat_map(|s| supervisor.step(Event::Tick, f64::from(s) * 1000.0)).collect::<Vec<_>>()
        };
        assert_eq!(ticks(&mut supervisor, 0, 40), []);
        let answered = ToEngine::CallAnswered { run: RunId(1), text: Err("too late".into()) };
        assert_eq!(posts(&supervisor.step(Event::Ask(answered.clone()), 40_000.0)), [answered]);
        // From now on the engine has to say something again; its replacement gets the question, not the answer.
        assert_eq!(ticks(&mut supervisor, 40, 52), [Effect::Spawn]);
        supervisor.step(ready(), 52_000.0);
        assert_eq!(posts(&supervisor.step(loaded(), 52_000.0)), [ask]);
    }

    #[test]
    fn cancel_means_cancel() {
        let mut engine = running();
        engine.step(Event::Ask(run(1)), 0.0);
        assert_eq!(
            engine.step(Event::Withdraw(RunId(1)), 1.0),
            [Effect::Post(ToEngine::Cancel { run: RunId(1) })]
        );
        assert_eq!(engine.step(Event::Withdraw(RunId(1)), 2.0), []);
    }

    #[test]
    fn a_bundle_that_does_not_load_is_reported_at_once() {
        let mut engine = Supervisor::new("w.js".into());
        for event in [Event::Start, Event::Content, ready()] {
            engine.step(event, 0.0);
        }
        let error =
            EngineFailure { code: "bundle_hash".into(), message: "m".into(), hint: "h".into(), fatal: false };
        let effects = engine.step(Event::Heard(FromEngine::Failed { run: None, error: error.clone() }), 1.0);
        assert_eq!(effects, [Effect::Terminate, Effect::Tell(News::Down(error))]);
    }
}
