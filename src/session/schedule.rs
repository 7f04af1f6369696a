//! Scheduling an inspection: the record, the calendar file, the entry on the Work page.

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_components::Tone;
use twinlet_core::authority::Confirmation;
use twinlet_core::decision::Window;
use twinlet_core::record::{Accepted, Outcome, Record};
use twinlet_core::standing::Standing;

use super::Session;
use super::runs::Answer;
use super::work::{Remark, WORK, WorkItem};
use crate::base::Act;
use crate::browser::{clock, offline, scroll};
use crate::calendar::{LocalTime, next_occurrence};
use crate::files::{self, TextFile};

impl Session {
    /// Accepts the recommendation for an asset.
    pub fn schedule(self, asset: &str) {
        if self.is_barred() {
            return;
        }
        if let Some(item) = self.waiting_item(asset) {
            return self.ask_to_confirm(item);
        }
        let Some(answer) = self.answer_to_rest_on() else { return };
        let recommended = answer.outlook.decision.recommendations.iter().find(|r| r.asset == asset);
        match recommended.map(|r| r.window) {
            Some(window) => self.accept_window(&answer, asset, window, false),
            None => {
                let text = "The complete run no longer recommends this. Read the answer again.";
                self.base.notices.show("schedule", Tone::Caution, "Changed", text, None);
            }
        }
    }

    /// Whether nothing may be scheduled now; a notice says why.
    pub(super) fn is_barred(self) -> bool {
        let missing = self.base.scenario.missing_reasons();
        if self.base.standing().0 != Standing::Decide {
            let text = "The app only advises now; the card says why and what to do.";
            self.base.notices.show("schedule", Tone::Caution, "Advice only", text, None);
        } else if !missing.is_empty() {
            let limits = missing.join(" and ").to_lowercase();
            let text =
                format!("Give the reason for the caution on {limits} first; it is kept in the record.");
            self.base.notices.show("schedule", Tone::Caution, "Not yet", text, Some(Act::GiveReason));
        } else {
            return false;
        }
        true
    }

    /// The settled answer; `None` after a notice said that there is none yet.
    pub(super) fn answer_to_rest_on(self) -> Option<Arc<Answer>> {
        let answer = self.settled_answer();
        if answer.is_none() {
            let text = "The run is not complete yet. Schedule when its bar has gone.";
            self.base.notices.show("schedule", Tone::Note, "One moment", text, None);
        }
        answer
    }

    /// Makes the record of a window; the entry follows when all who have to confirm did.
    pub(super) fn accept_window(self, answer: &Answer, asset: &str, window: Window, by_hand: bool) {
        match self.make_item(answer, asset, window, by_hand) {
            Some(item) if item.record.authority.is_some() => self.ask_to_confirm(item),
            Some(item) => self.accept(item),
            None => {}
        }
    }

    pub(super) fn accept(self, item: WorkItem) {
        let text = format!("{}, {}. The calendar file is among your downloads.", item.title(), item.window());
        self.base.notices.show("schedule", Tone::Ok, "Scheduled", text, None);
        self.save(&item.calendar());
        self.work.put(item.clone());
        self.keep_item(item);
    }

    /// The last complete answer, when it is for the present inputs.
    pub(super) fn settled_answer(self) -> Option<Arc<Answer>> {
        let inputs = self.base.scenario.inputs_untracked();
        self.runs.settled.get_untracked().filter(|answer| answer.plan.inputs == inputs)
    }

    fn make_item(self, answer: &Answer, asset: &str, window: Window, by_hand: bool) -> Option<WorkItem> {
        let (start, end) = self.dates(window);
        let record = self.record(answer, (asset, window, by_hand), start);
        let record_id = record.id().ok()?;
        let title = self.with_manifest(|m| Some(m.assets.iter().find(|a| a.id == asset)?.title.clone()))?;
        Some(WorkItem {
            uid: record_id.clone(),
            record_id,
            record,
            asset_title: title,
            app_title: self.with_manifest(|m| m.app.title.clone()),
            start,
            end,
            is_kept: false,
        })
    }

    fn record(
        self,
        answer: &Answer,
        (asset, window, by_hand): (&str, Window, bool),
        start: LocalTime,
    ) -> Record {
        let (app, app_version) = self.with_manifest(|m| (m.app.id.clone(), m.app.version.clone()));
        Record {
            record_version: 1,
            app,
            app_version,
            manifest_sha256: self.base.manifest_sha256(),
            build: self.base.build(),
            models: self.base.loaded.get_untracked(),
            plan: answer.plan.clone(),
            reasons: self.base.scenario.reasons_in_force(),
            outcome: Outcome::of(&answer.outlook),
            accepted: Accepted {
                asset: asset.to_owned(),
                window,
                by_hand,
                scheduled_start: start.iso(),
                accepted_at: clock::utc_now(),
            },
            authority: self.with_manifest(|m| m.authority.as_ref().map(|a| Confirmation::new(a.level))),
            remark: self.work.remark.get_untracked(),
        }
    }

    /// The days on which a window falls: by the plan's own day, else by the device's clock.
    pub fn dates(self, window: Window) -> (LocalTime, LocalTime) {
        let start_min = self.with_manifest(|m| i64::from(m.scenario.start_min));
        let minutes = |h: f64| start_min + (h * 60.0).round() as i64;
        let (from, to) = (minutes(window.start_h), minutes(window.end_h));
        match self.planning.date.get_untracked() {
            Some(date) => (LocalTime::on(date).at(from), LocalTime::on(date).at(to)),
            None => next_occurrence(clock::local_now(), from, to),
        }
    }

    /// Takes an item off the list; its record stays, as every record does.
    pub fn remove(self, uid: &str) {
        self.work.items.update(|items| items.retain(|item| item.uid != uid));
        self.base.forget([WORK, uid].concat());
    }

    /// A remark on the present recommendation: into the records that rest on it, and on the Work page.
    pub fn save_remark(self, text: String) {
        self.work.remark.set(text.clone());
        let inputs = self.base.scenario.inputs_untracked();
        let items = self.work.items.get_untracked();
        let mut mine = items.into_iter().filter(|item| item.record.plan.inputs == inputs).peekable();
        if mine.peek().is_some() {
            return mine.for_each(|item| self.remark_on(item, &text));
        }
        let headline =
            self.runs.answer.read_untracked().as_ref().map(|a| a.outlook.decision.headline.clone());
        let remark = Remark { at: clock::utc_now(), headline: headline.unwrap_or_default(), text };
        self.work.remarks.update(|remarks| remarks.insert(0, remark.clone()));
        self.keep_remark(&remark);
    }

    /// A remark on one scheduled inspection.
    pub fn remark_item(self, uid: &str, text: &str) {
        if let Some(item) = self.work.item(uid) {
            self.remark_on(item, text);
        }
    }

    /// A record never changes: the remark makes a new one, and the item moves on to it.
    fn remark_on(self, item: WorkItem, text: &str) {
        let record = Record { remark: text.to_owned(), ..item.record.clone() };
        let Ok(record_id) = record.id() else { return };
        let item = WorkItem { record, record_id, is_kept: false, ..item };
        self.work.put(item.clone());
        self.keep_item(item);
    }

    /// Downloads an item's calendar file.
    pub fn save_calendar(self, uid: &str) {
        if let Some(item) = self.work.item(uid) {
            self.save(&item.calendar());
        }
    }

    /// Downloads an item's record.
    pub fn save_record(self, uid: &str) {
        if let Some(file) = self.work.item(uid).and_then(|item| item.record_file().ok()) {
            self.save(&file);
        }
    }

    pub(super) fn save(self, file: &TextFile) {
        if files::download(file).is_err() {
            let text = format!("This browser does not let the app save `{}`.", file.name);
            self.base.notices.show("download", Tone::Block, "Not saved", text, None);
        }
    }

    /// Carries out a notice's act.
    pub fn act(self, topic: &str, act: &Act) {
        match act {
            Act::SaveRecord(uid) => self.save_record(uid),
            Act::GiveReason => scroll::focus(".slider textarea, .slider .field input"),
            Act::Update => offline::apply_update(),
        }
        if !matches!(act, Act::Update) {
            self.base.notices.dismiss(topic);
        }
    }
}
