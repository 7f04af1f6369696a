//! Intents of the person, turned into plans.

use std::time::Duration;

use leptos::prelude::*;
use twinlet_core::guardrail::Level;
use twinlet_core::protocol::{InputValue, RunId, ToEngine};

use super::Session;
use super::purpose::{self, Needs, Purpose};
use super::runs::{Current, EngineState, Progress, plan_for};

impl Session {
    /// Another value of a numeric input.
    pub fn choose_number(self, id: &str, value: f64) {
        self.scenario.set(id, InputValue::Number(value));
        self.inputs_changed();
    }

    /// Another option of a choice input.
    pub fn choose_option(self, id: &str, option: String) {
        self.scenario.set(id, InputValue::Choice(option));
        self.inputs_changed();
    }

    /// Another day shape of a numeric input.
    pub fn choose_shape(self, id: &str, shape: Vec<f64>) {
        self.scenario.set_shape(id, shape);
        self.inputs_changed();
    }

    /// All values of a preset.
    pub fn choose_preset(self, id: &str) {
        self.scenario.set_preset(id);
        self.inputs_changed();
    }

    /// The reason for going on in spite of a caution.
    pub fn give_reason(self, limit: &str, reason: String) {
        self.scenario.set_reason(limit, reason);
        self.notices.dismiss("schedule");
    }

    /// The full run of the present inputs, now.
    pub fn run_now(self) {
        if !self.is_blocked_now() {
            self.runs.is_held.set(false);
            self.begin(Purpose::Full);
        }
    }

    /// Stops the run in progress; nothing starts by itself until something changes.
    pub fn cancel(self) {
        self.runs.stop_waiting();
        self.runs.is_held.set(true);
        self.drop_run();
    }

    /// The reasons are read, or no longer.
    pub fn open_why(self, open: bool) {
        self.runs.why_open.set(open);
        self.pursue();
    }

    /// The comparison is read: the reference scenario is needed.
    pub fn open_compare(self) {
        self.runs.compare_open.set(true);
        self.pursue();
    }

    /// The comparison is no longer read; a reference run under way may end.
    pub fn close_compare(self) {
        self.runs.compare_open.set(false);
    }

    /// One more attempt after the engine went down or a run failed.
    pub fn retry(self) {
        self.runs.failure.set(None);
        self.runs.is_held.set(false);
        if matches!(self.runs.engine.get_untracked(), EngineState::Down(_)) {
            self.runs.engine.set(EngineState::Starting);
            self.with_engine(|engine| engine.retry());
        }
        self.fetch_models();
        self.pursue();
    }

    /// Evaluates a model on rows; the answer appears in `runs.evaluated` under the id.
    pub fn evaluate(self, model: String, rows: Vec<Vec<f64>>) -> RunId {
        let run = self.runs.new_id();
        self.with_engine(|engine| engine.ask(ToEngine::Evaluate { run, model, rows }));
        run
    }

    fn inputs_changed(self) {
        self.runs.failure.set(None);
        self.runs.is_held.set(false);
        self.runs.stop_waiting();
        self.work.remark.set(String::new());
        self.notices.dismiss("schedule");
        if self.is_blocked_now() {
            self.drop_run();
        }
        self.pursue();
    }

    fn is_blocked_now(self) -> bool {
        self.scenario.verdict.with_untracked(|v| v.level() == Some(Level::Block))
    }

    fn drop_run(self) {
        if let Some(current) = self.runs.current.get_value() {
            self.runs.current.set_value(None);
            self.runs.progress.set(None);
            self.with_engine(|engine| engine.cancel(current.id));
        }
    }

    /// Starts what is needed next, unless a run for these inputs is on its way.
    pub(super) fn pursue(self) {
        let inputs = self.scenario.inputs_untracked();
        let busy = self.runs.current.with_value(|c| {
            c.as_ref().is_some_and(|c| c.purpose == Purpose::Reference || c.plan.inputs == inputs)
        });
        let needs = Needs {
            held: self.is_blocked_now() || self.runs.is_held.get_untracked(),
            quality: self.runs.quality(&inputs, self.members()),
            why_open: self.runs.why_open.get_untracked(),
            compare_open: self.runs.compare_open.get_untracked(),
            has_reference: self.has_reference(),
        };
        match purpose::next(needs) {
            Some((Purpose::Quick, _)) if !busy || self.is_reference_running() => self.begin(Purpose::Quick),
            _ if busy => {}
            Some((purpose, Duration::ZERO)) => self.begin(purpose),
            Some((purpose, wait)) => {
                self.runs.stop_waiting();
                let handle = set_timeout_with_handle(move || self.begin(purpose), wait).ok();
                self.runs.waiting.set_value(handle);
            }
            None => {}
        }
    }

    fn is_reference_running(self) -> bool {
        self.runs.current.with_value(|c| c.as_ref().is_some_and(|c| c.purpose == Purpose::Reference))
    }

    fn begin(self, purpose: Purpose) {
        self.runs.stop_waiting();
        let inputs = if purpose == Purpose::Reference {
            self.reference_inputs()
        } else {
            self.scenario.inputs_untracked()
        };
        let plan = self.with_manifest(|m| plan_for(purpose, inputs, m.scenario.seed, m.scenario.members));
        let run = self.runs.new_id();
        self.runs.failure.set(None);
        self.runs.progress.set(Some(Progress { purpose, done: 0, of: plan.members }));
        self.runs.current.set_value(Some(Current { id: run, purpose, plan: plan.clone() }));
        self.with_engine(|engine| engine.ask(ToEngine::Run { run, plan }));
    }
}
