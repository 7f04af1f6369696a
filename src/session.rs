//! The session of a station: what the engine said about its runs, what was decided. Signals in one `Copy` struct.
//!
//! A view reads signals and calls an intent ([`intents`], [`schedule`]); the session turns it into a plan; the
//! engine's answer comes back by run id ([`news`]). Nothing else writes.

mod allowed;
mod authority;
mod beside;
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
mod side_by_side;
mod studies;
mod trace;
mod work;

use std::sync::Arc;

use leptos::prelude::*;
use twinlet_core::manifest::Manifest;

use crate::base::{Base, Presets, Source};
use findings::Findings;
use planning::Planning;
use runs::Runs;
use studies::Studies;
use work::Work;

pub use authority::{verb, who};
pub use beside::Beside;
pub use comparison::{Cell, ComparisonRow, comparison_rows};
pub use findings::{FindingEvent, MEASURED};
pub use picture::{Picture, STATION, first_subject};
pub use purpose::Purpose;
pub use runs::Answer;
pub use side_by_side::COLUMNS;
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
}
