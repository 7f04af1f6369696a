//! The report: the decision as one file that opens without the app.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use twinlet_components::Tone;
use twinlet_core::contract::Contract;
use twinlet_core::record::canonical_json;
use twinlet_core::report::{self, Report};

use super::Session;
use super::runs::Answer;
use super::work::WorkItem;
use crate::browser::clock;
use crate::files::TextFile;
use crate::later::{SplitLoaderError, wasm_split};

#[wasm_split(more, fallible)]
fn write(session: Session, answer: Arc<Answer>) -> Result<(), SplitLoaderError> {
    session.save(&session.report(&answer));
    Ok(())
}

impl Session {
    /// Saves the report on the complete answer to the present inputs.
    pub fn save_report(self) {
        match self.settled_answer() {
            Some(answer) => spawn_local(async move {
                if write(self, answer).await.is_err() {
                    let text = "A part of the app did not arrive. Look for a connection, then save the report again.";
                    self.base.notices.show("download", Tone::Block, "Not saved", text, None);
                }
            }),
            None => {
                let text = "The run is not complete yet. Save the report when its bar has gone.";
                self.base.notices.show("schedule", Tone::Note, "One moment", text, None);
            }
        }
    }

    fn report(self, answer: &Answer) -> TextFile {
        let sheets = self.base.sheets.get_untracked();
        let contracts: Vec<Contract> = sheets.iter().map(|sheet| sheet.contract.clone()).collect();
        let items = self.work.items.get_untracked();
        let mine = || items.iter().filter(|item| item.record.plan == answer.plan);
        let said = |item: &WorkItem| Some((item.asset_title.clone(), item.record.authority.clone()?));
        let confirmations: Vec<_> = mine().filter_map(said).collect();
        let records: Vec<String> = mine().filter_map(|item| canonical_json(&item.record).ok()).collect();
        let now = clock::local_now();
        let text = self.with_manifest(|manifest| {
            report::html(&Report {
                manifest,
                plan: &answer.plan,
                outlook: &answer.outlook,
                contracts: &contracts,
                models: &self.base.loaded.get_untracked(),
                manifest_sha256: &self.base.manifest_sha256(),
                build: &self.base.build(),
                made_at: &[&now.date_words(), " ", &now.clock(), " local time, ", &clock::utc_now()].concat(),
                confirmations: &confirmations,
                reasons: &self.base.scenario.reasons_in_force(),
                remark: &self.work.remark.get_untracked(),
                record: &records.join("\n"),
            })
        });
        let name =
            self.with_manifest(|m| [&m.app.id, "-", &now.iso().replace([':', 'T'], "-"), ".html"].concat());
        TextFile { name, media_type: "text/html;charset=utf-8", text }
    }
}
