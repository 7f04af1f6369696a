//! The session of a station: what the engine said about its runs, what was decided. Signals in one `Copy` struct.
//!
//! A view reads signals and calls an intent ([`intents`], [`schedule`]); the session turns it into a plan; the
//! engine's answer comes back by run id ([`news`]). Nothing else writes.

mod allowed;
mod authority;
mod comparison;
mod findings;
mod intents;
mod keeping;
mod news;
mod picture;
mod pictures;
mod planning;
mod purpose;
mod report;
mod runs;
mod schedule;
mod studies;
mod trace;
mod work;

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_core::manifest::Manifest;
use twinlet_core::manifest::resolved::InputKind;
use twinlet_core::protocol::InputValues;

use crate::base::{Base, Presets, SavedScenario, Source};
use findings::Findings;
use planning::Planning;
use runs::Runs;
use studies::Studies;
use work::Work;

pub use authority::{verb, who};
pub use comparison::{Cell, ComparisonRow, comparison_rows};
pub use findings::{FindingEvent, MEASURED};
pub use picture::{Picture, STATION, first_subject};
pub use purpose::Purpose;
pub use runs::Answer;
pub use work::{RECORD, WorkItem};

/// Everything that the pages of a station share.
#[derive(Clone, Copy)]
pub struct Session {
    /// What every app has.
    pub base: Base,
    manifest: StoredValue<Arc<Manifest>>,
    /// Runs and answers.
    pub runs: Runs,
    /// Scheduled work.
    pub work: Work,
    /// What was found at the assets.
    pub findings: Findings,
    /// What was changed about the plan.
    pub planning: Planning,
    /// Questions that ask the station many times.
    pub studies: Studies,
}

impl Session {
    /// Starts the engine, fetches the models, reads what is kept, and runs the first scenario.
    pub fn start(source: Source, manifest: Manifest) -> Self {
        let scenario = &manifest.scenario;
        let presets = Presets { all: scenario.presets.clone(), start: scenario.start_preset.clone() };
        let planning = Planning::new(!manifest.calendars.is_empty());
        let session = Self {
            base: Base::new(source, presets),
            manifest: StoredValue::new(Arc::new(manifest)),
            runs: Runs::new(),
            work: Work::new(),
            findings: Findings::new(),
            planning,
            studies: Studies::new(),
        };
        let changed = Callback::new(move |()| session.inputs_changed());
        session.base.open(move |news| session.hear(news), changed);
        session.base.open_storage(move |storage| session.read_back(storage));
        session.base.follow_links();
        session.pursue();
        session
    }

    /// Reads the manifest.
    pub fn with_manifest<T>(self, read: impl FnOnce(&Manifest) -> T) -> T {
        self.manifest.with_value(|manifest| read(manifest))
    }

    /// Members of a full run.
    pub fn members(self) -> u32 {
        self.with_manifest(|m| m.scenario.members)
    }

    /// What is compared with, now.
    pub fn reference_inputs(self) -> InputValues {
        let pinned = untrack(|| self.base.pinned());
        self.inputs_of_reference(pinned.as_ref(), &self.base.scenario.inputs_untracked())
    }

    /// The pinned scenario, else the reference scenario under the present conditions of the assets; findings hold for
    /// both.
    fn inputs_of_reference(self, pinned: Option<&SavedScenario>, present: &InputValues) -> InputValues {
        if let Some(pinned) = pinned {
            let complete = self.with_manifest(|m| m.controls.complete(&pinned.values));
            return InputValues { findings: present.findings.clone(), ..complete };
        }
        self.with_manifest(|m| {
            let choices = m
                .controls
                .inputs
                .iter()
                .filter(|i| matches!(i.kind, InputKind::Choice { .. }))
                .map(|i| &i.id);
            let conditions =
                choices.filter_map(|id| Some((id.clone(), present.values.get(id)?.clone()))).collect();
            let mut inputs =
                m.controls.complete(&InputValues { values: conditions, ..InputValues::default() });
            inputs.values.extend(m.scenario.reference.values.clone());
            inputs.shapes.clone_from(&m.scenario.reference.shapes);
            inputs.findings.clone_from(&present.findings);
            inputs
        })
    }

    fn has_reference(self) -> bool {
        untrack(|| self.reference_answer()).is_some()
    }

    /// The answer of what is compared with, once it is here.
    pub fn reference_answer(self) -> Option<Arc<Answer>> {
        let pinned = self.base.pinned();
        let answer = self.runs.reference.get()?;
        let inputs = self.inputs_of_reference(pinned.as_ref(), &self.base.scenario.inputs());
        (answer.plan.inputs == inputs).then_some(answer)
    }

    /// Name of what is compared with: the pinned scenario's, else the reference scenario's.
    pub fn reference_title(self) -> String {
        let own = || self.with_manifest(|m| m.scenario.reference_title.clone());
        self.base.pinned().map_or_else(own, |pinned| pinned.title)
    }
}
