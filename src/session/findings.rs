//! What somebody found at an asset: events that are kept, moved into the scenario's inputs, and can be undone.

use std::sync::Arc;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use twinlet_components::InspectionEntry;
use twinlet_core::bundle::sha256_hex;
use twinlet_core::field::{FieldFinding, Found};
use twinlet_core::outlook::AssetOutlook;
use twinlet_core::protocol::InputValues;

use super::Session;
use super::runs::Answer;
use crate::browser::clock;

/// Prefix of the keys of findings.
pub const FINDING: &str = "finding/";

/// A finding with who it rests on; nothing is ever taken out, an undone one says when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FindingEvent {
    /// Hash of what was entered.
    pub uid: String,
    /// What was found.
    pub finding: FieldFinding,
    /// What was entered beside it.
    pub entered: Entered,
    /// When, UTC, ISO 8601.
    pub at: String,
    /// When it was undone, UTC, ISO 8601.
    pub undone_at: Option<String>,
}

/// Readings, remark, photo as a `data:` address, barcode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entered {
    /// Id and number of each reading.
    pub readings: Vec<(String, f64)>,
    /// The remark.
    pub note: String,
    /// The photo.
    pub photo: Option<String>,
    /// The barcode.
    pub barcode: String,
}

/// What was found at the assets of the station.
#[derive(Clone, Copy)]
pub struct Findings {
    /// All of them, the oldest first.
    pub events: RwSignal<Vec<FindingEvent>>,
    /// The answer without the latest one.
    before: RwSignal<Option<Arc<Answer>>>,
}

impl Findings {
    pub(super) fn new() -> Self {
        Self { events: RwSignal::new(vec![]), before: RwSignal::new(None) }
    }

    /// Those that count, the oldest first.
    pub fn active(self) -> Vec<FieldFinding> {
        let events = self.events.read();
        events.iter().filter(|e| e.undone_at.is_none()).map(|e| e.finding.clone()).collect()
    }
}

impl Session {
    /// Takes what a form says into the scenario and keeps it.
    pub fn find(self, asset: String, entry: InspectionEntry) -> Result<(), String> {
        let all = self.found(&entry)?;
        let at = clock::utc_now();
        let InspectionEntry { readings, note, photo, barcode, .. } = entry;
        let entered = Entered { readings, note, photo, barcode };
        let event = |found: Found| {
            let finding = FieldFinding { asset: asset.clone(), found };
            let text = serde_json::to_string(&(&finding, &entered, &at)).map_err(|e| e.to_string())?;
            let uid = sha256_hex(text.as_bytes());
            Ok(FindingEvent { uid, finding, entered: entered.clone(), at: at.clone(), undone_at: None })
        };
        let events = all.into_iter().map(event).collect::<Result<Vec<FindingEvent>, String>>()?;
        let inputs = self.base.scenario.inputs_untracked();
        self.findings.before.set(self.runs.settled.get_untracked().filter(|a| a.plan.inputs == inputs));
        self.findings.events.update(|known| known.extend(events.iter().cloned()));
        self.take_findings();
        events.iter().for_each(|event| self.keep_finding(event));
        Ok(())
    }

    /// What the form says: a reading names the zone where the manifest has its limits, and counts beside what was found.
    fn found(self, entry: &InspectionEntry) -> Result<Vec<Found>, String> {
        let limits = self.with_manifest(|m| m.decision.inspection.zone_limits);
        let reading = entry.readings.first().map(|(_, value)| *value);
        let graded = limits.zip(reading).map(|(limits, value)| {
            limits.zone(value).map(Found::Grade).ok_or_else(|| "The reading is no velocity.".to_owned())
        });
        let graded = graded.transpose()?;
        if entry.finding == MEASURED && reading.is_none() {
            return Err("Enter the vibration that was measured.".to_owned());
        }
        if let (MEASURED, Some(grade)) = (entry.finding.as_str(), &graded) {
            return Ok(vec![grade.clone()]);
        }
        let other = ["x:", &entry.finding].concat().parse::<FieldFinding>().map_err(|e| e.to_string())?;
        Ok(graded.into_iter().chain([other.found]).collect())
    }

    /// A finding no longer counts, or counts again.
    pub fn undo_finding(self, uid: &str, is_undone: bool) {
        let at = is_undone.then(clock::utc_now);
        self.findings.before.set(None);
        self.findings.events.update(|events| {
            events.iter_mut().filter(|e| e.uid == uid).for_each(|e| e.undone_at.clone_from(&at));
        });
        self.take_findings();
        let changed = self.findings.events.read_untracked().iter().find(|e| e.uid == uid).cloned();
        changed.iter().for_each(|event| self.keep_finding(event));
    }

    /// The findings kept here go into the scenario, in place of those of a link.
    pub fn take_findings(self) {
        self.base.choose_findings(untrack(|| self.findings.active()));
    }

    pub(super) fn read_findings(self, mut events: Vec<FindingEvent>) {
        let known =
            |e: &FindingEvent| self.base.with_controls(|c| c.inspectable.problem(&e.finding).is_none());
        events.retain(known);
        let newer = self.findings.events.get_untracked();
        events.retain(|kept| newer.iter().all(|own| own.uid != kept.uid));
        events.extend(newer);
        events.sort_by(|a, b| (&a.at, &a.uid).cmp(&(&b.at, &b.uid)));
        let has_any = events.iter().any(|e| e.undone_at.is_none());
        self.findings.events.set(events);
        if has_any && !self.base.scenario.is_opened.get_value() {
            self.take_findings();
        }
    }

    /// The asset before the latest finding, while nothing else of the scenario has changed.
    pub fn before(self, asset: &str) -> Option<AssetOutlook> {
        let inputs = self.base.scenario.inputs();
        let before = self.findings.before.get()?;
        let concerns = inputs.findings.last().is_some_and(|f| f.asset == asset);
        let is_same =
            InputValues { findings: inputs.findings.clone(), ..before.plan.inputs.clone() } == inputs;
        let outlook = before.outlook.assets.iter().find(|a| a.id == asset);
        outlook.filter(|_| concerns && is_same).cloned()
    }

    fn keep_finding(self, event: &FindingEvent) {
        let Ok(text) = serde_json::to_string(event) else { return };
        self.base.keep(vec![([FINDING, &event.uid].concat(), text)], move |kept| {
            if !kept {
                let text = "This finding is not saved on this phone. It counts until you close the app.";
                self.base.not_kept(text, None);
            }
        });
    }
}

/// Id of the finding whose grade comes from a reading.
pub const MEASURED: &str = "measured";
