//! Where the numbers on the screen come from.

use leptos::prelude::*;
use twinlet_core::trace::{Trace, station};

use super::Session;
use crate::browser::clock;

impl Session {
    /// The trace of the number that is asked about.
    pub fn trace(self) -> Option<Trace> {
        let name = self.base.tracing.get()?;
        let answer = self.runs.answer.get()?;
        let sheets = self.base.sheets.get();
        let versions = self.base.versions();
        self.with_manifest(|manifest| {
            let ran = station::Ran {
                manifest,
                plan: &answer.plan,
                outlook: &answer.outlook,
                contract: sheets.first().map(|sheet| &sheet.contract),
                versions: &versions,
                today: clock::today(),
            };
            station::number(&ran, &name)
        })
    }
}
