//! Scheduled inspections and remarks: records that nothing changes afterwards.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use twinlet_core::authority::State;
use twinlet_core::decision::Recommendation;
use twinlet_core::record::{Record, canonical_json};

use crate::calendar::{Appointment, LocalTime, calendar_file};
use crate::files::TextFile;

/// Prefix of the keys of scheduled work.
pub const WORK: &str = "work/";
/// Prefix of the keys of records; each is kept under its own hash and never written again.
pub const RECORD: &str = "record/";
/// Prefix of the keys of remarks.
pub const REMARK: &str = "remark/";

/// A scheduled inspection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorkItem {
    /// Stays the same when a remark makes a new record of it; also the calendar's id.
    pub uid: String,
    /// Hash of the record.
    pub record_id: String,
    /// The record.
    pub record: Record,
    /// Title of the asset.
    pub asset_title: String,
    /// Title of the app.
    pub app_title: String,
    /// Start.
    pub start: LocalTime,
    /// End.
    pub end: LocalTime,
    /// The device has kept it.
    #[serde(skip, default = "kept")]
    pub is_kept: bool,
}

/// What was read from the device is on the device.
fn kept() -> bool {
    true
}

/// A remark on a recommendation that was not scheduled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// When, UTC, ISO 8601.
    pub at: String,
    /// The recommendation's headline.
    pub headline: String,
    /// The remark.
    pub text: String,
}

/// What was scheduled and said.
#[derive(Clone, Copy)]
pub struct Work {
    /// Scheduled inspections, the next first.
    pub items: RwSignal<Vec<WorkItem>>,
    /// Remarks, the latest first.
    pub remarks: RwSignal<Vec<Remark>>,
    /// The remark on the present recommendation.
    pub remark: RwSignal<String>,
    /// What somebody is asked to confirm, while the sheet is open.
    pub asked: RwSignal<Option<WorkItem>>,
    /// Why the last name was not taken.
    pub refused: RwSignal<Option<String>>,
    /// The name that was typed last as the first person's.
    pub name: RwSignal<String>,
}

impl Work {
    pub(super) fn new() -> Self {
        Self {
            items: RwSignal::new(vec![]),
            remarks: RwSignal::new(vec![]),
            remark: RwSignal::new(String::new()),
            asked: RwSignal::new(None),
            refused: RwSignal::new(None),
            name: RwSignal::new(String::new()),
        }
    }

    /// Ids of the assets whose inspection is still to come: those that are settled, and those that wait for a person.
    pub fn coming_assets(self, now: LocalTime) -> (Vec<String>, Vec<String>) {
        let items = self.items.read();
        let coming = items.iter().filter(|item| item.end >= now);
        let (waiting, settled): (Vec<_>, Vec<_>) = coming.partition(|item| item.is_waiting());
        let ids = |of: Vec<&WorkItem>| of.iter().map(|item| item.record.accepted.asset.clone()).collect();
        (ids(settled), ids(waiting))
    }

    /// Puts an item in its place; an older one with the same id goes.
    pub(super) fn put(self, item: WorkItem) {
        self.items.update(|items| {
            items.retain(|other| other.uid != item.uid);
            let place = items.partition_point(|other| (other.start, &other.uid) < (item.start, &item.uid));
            items.insert(place, item);
        });
    }

    /// An item by id.
    pub fn item(self, uid: &str) -> Option<WorkItem> {
        self.items.read_untracked().iter().find(|item| item.uid == uid).cloned()
    }
}

impl WorkItem {
    /// `Inspect pump 2`.
    pub fn title(&self) -> String {
        ["Inspect ", &self.asset_title.to_lowercase()].concat()
    }

    /// A second person has yet to confirm.
    pub fn is_waiting(&self) -> bool {
        self.record.state() == State::Open
    }

    /// It counts as accepted: it has a calendar file.
    pub fn is_accepted(&self) -> bool {
        self.record.state() == State::Accepted
    }

    /// `Sat 21 Nov, 10:00 to 14:00`.
    pub fn window(&self) -> String {
        format!("{}, {} to {}", self.start.date_words(), self.start.clock(), self.end.clock())
    }

    /// The recommendation that was accepted.
    pub fn recommendation(&self) -> Option<&Recommendation> {
        let asset = &self.record.accepted.asset;
        self.record.outcome.decision.recommendations.iter().find(|r| r.asset == *asset)
    }

    /// The calendar file.
    pub fn calendar(&self) -> TextFile {
        let reason = self.recommendation().map(|r| r.reason.trim().to_owned()).unwrap_or_default();
        let remark = if self.record.remark.is_empty() {
            String::new()
        } else {
            ["\nRemark: ", &self.record.remark].concat()
        };
        let appointment = Appointment {
            uid: self.uid.get(..32).unwrap_or(&self.uid).to_owned(),
            made_at: self.record.accepted.accepted_at.clone(),
            start: self.start,
            end: self.end,
            summary: self.title(),
            description: [&reason, &remark, "\nRecord ", short(&self.record_id)].concat(),
            location: self.app_title.clone(),
        };
        let name = format!(
            "inspect-{}-{}.ics",
            self.record.accepted.asset.replace('_', "-"),
            self.start.iso().replace([':', 'T'], "-")
        );
        TextFile { name, media_type: "text/calendar;charset=utf-8", text: calendar_file(&appointment) }
    }

    /// The record as a file: its hash is its id.
    ///
    /// # Errors
    /// When a number is not finite.
    pub fn record_file(&self) -> Result<TextFile, serde_json::Error> {
        let name = format!("twinlet-record-{}.json", short(&self.record_id));
        Ok(TextFile { name, media_type: "application/json", text: canonical_json(&self.record)? })
    }

    /// What the device keeps: the item, and the record under its own hash.
    ///
    /// # Errors
    /// When a number is not finite.
    pub fn entries(&self) -> Result<Vec<(String, String)>, serde_json::Error> {
        Ok(vec![
            ([RECORD, &self.record_id].concat(), canonical_json(&self.record)?),
            ([WORK, &self.uid].concat(), serde_json::to_string(self)?),
        ])
    }
}

/// The first eight digits of a hash.
pub fn short(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}
