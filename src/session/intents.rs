//! Intents of the person, turned into plans.

use std::time::Duration;

use leptos::prelude::*;
use twinlet_core::guardrail::Level;
use twinlet_core::protocol::ToEngine;

use super::Session;
use super::purpose::{self, Needs, Purpose};
use super::runs::{Current, Progress, plan_for};

impl Session {
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

    /// What would change the answer is searched for, until an input changes.
    pub fn want_flips(self) {
        self.runs.flips_wanted.set(true);
        self.pursue();
    }

    /// The comparison is read: the other scenarios are needed.
    pub fn open_compare(self) {
        self.runs.compare_open.set(true);
        self.pursue();
    }

    /// The comparison is no longer read; a run for it that is under way may end.
    pub fn close_compare(self) {
        self.runs.compare_open.set(false);
    }

    /// One more attempt after the engine went down or a run failed.
    pub fn retry(self) {
        self.runs.failure.set(None);
        self.runs.is_held.set(false);
        self.base.retry();
        self.pursue();
    }

    pub(super) fn inputs_changed(self) {
        self.runs.failure.set(None);
        self.runs.is_held.set(false);
        self.runs.flips_wanted.set(false);
        self.runs.stop_waiting();
        self.stop_other_study();
        self.work.remark.set(String::new());
        self.base.notices.dismiss("schedule");
        if self.is_blocked_now() {
            self.drop_run();
        }
        self.pursue();
    }

    fn is_blocked_now(self) -> bool {
        self.base.scenario.verdict.with_untracked(|v| v.level() == Some(Level::Block))
    }

    fn drop_run(self) {
        if let Some(current) = self.runs.current.get_value() {
            self.runs.current.set_value(None);
            self.runs.progress.set(None);
            self.base.with_engine(|engine| engine.cancel(current.id));
        }
    }

    /// Something beside the inputs changed: what was computed no longer counts.
    pub(super) fn run_anew(self) {
        self.drop_run();
        self.runs.settled.set(None);
        self.runs.answer.set(None);
        self.runs.beside.set(vec![]);
        self.pursue();
    }

    /// Starts what is needed next, unless a run for these inputs is on its way.
    pub(super) fn pursue(self) {
        let inputs = self.base.scenario.inputs_untracked();
        let busy = self.runs.current.with_value(|c| {
            c.as_ref().is_some_and(|c| c.purpose == Purpose::Beside || c.plan.inputs == inputs)
        });
        let compare_open = self.runs.compare_open.get_untracked();
        let needs = Needs {
            held: self.is_blocked_now() || self.runs.is_held.get_untracked(),
            quality: self.runs.quality(&inputs, self.members()),
            why_open: self.runs.why_open.get_untracked() || self.runs.flips_wanted.get_untracked(),
            compare_open,
            has_beside: !compare_open || self.next_beside().is_none(),
        };
        match purpose::next(needs) {
            Some((Purpose::Quick, _)) if !busy || self.is_beside_running() => self.begin(Purpose::Quick),
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

    fn is_beside_running(self) -> bool {
        self.runs.current.with_value(|c| c.as_ref().is_some_and(|c| c.purpose == Purpose::Beside))
    }

    fn begin(self, purpose: Purpose) {
        self.runs.stop_waiting();
        let beside = if purpose == Purpose::Beside { self.next_beside() } else { None };
        let inputs = beside.unwrap_or_else(|| self.base.scenario.inputs_untracked());
        let plan = self.with_manifest(|m| plan_for(purpose, inputs, &m.scenario, self.context()));
        let run = self.base.new_id();
        self.runs.failure.set(None);
        self.runs.progress.set(Some(Progress { purpose, done: 0, of: plan.members }));
        self.runs.current.set_value(Some(Current { id: run, purpose, plan: plan.clone() }));
        self.base.with_engine(|engine| engine.ask(ToEngine::Run { run, plan }));
    }
}
