//! Who answers for what the rules recommend. An answer holds for these inputs and this recommendation, and no others.

use std::rc::Rc;

use leptos::prelude::*;
use twinlet_components::{ConfirmWords, Tone};
use twinlet_core::advice::AdviceRecord;
use twinlet_core::authority::{Confirmation, Level, NO_SECURITY, State};
use twinlet_core::record::canonical_json;
use twinlet_core::standing::Standing;

use super::WhatIf;
use crate::base::read_all;
use crate::browser::clock;
use crate::files::{TextFile, download};
use crate::session::{RECORD, verb, who};
use crate::storage::{Storage, StoreError};

/// Prefix of the key of the last answer, before the app's id.
const CONFIRMATION: &str = "confirmation/";

/// Who answered, and the sheet that asks.
#[derive(Clone, Copy)]
pub struct Confirming {
    record: RwSignal<Option<AdviceRecord>>,
    /// The sheet is open.
    pub open: RwSignal<bool>,
    /// Why the last name was not taken.
    pub refused: RwSignal<Option<String>>,
}

/// What was shown when somebody answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The question.
    pub question: String,
    /// What is recommended.
    pub recommendation: String,
    /// Why.
    pub because: String,
}

impl Confirming {
    pub fn new() -> Self {
        Self { record: RwSignal::new(None), open: RwSignal::new(false), refused: RwSignal::new(None) }
    }
}

impl WhatIf {
    /// Who answered to this recommendation to the present inputs; `None` where the app asks nobody.
    pub fn confirmation(self, recommendation: &str) -> Option<Confirmation> {
        let level = self.with_manifest(|m| m.authority.as_ref().map(|a| a.level))?;
        let inputs = self.base.scenario.inputs();
        let record = self.confirming.record.read();
        let mine =
            record.as_ref().filter(|r| r.is_about(&inputs, recommendation) && r.authority.level == level);
        Some(mine.map_or_else(|| Confirmation::new(level), |record| record.authority.clone()))
    }

    /// Whether an answer may be given now: the number is here, and an app that only advises confirms nothing.
    pub fn may_confirm(self, level: Level) -> bool {
        !self.is_behind() && (level == Level::Advise || self.base.standing().0 == Standing::Decide)
    }

    /// The sheet's words.
    pub fn confirm_words(self, shown: &Shown) -> ConfirmWords {
        let by = self.confirmation(&shown.recommendation);
        let asked = self.with_manifest(|m| {
            let owner = m.decision.as_ref().map(|d| d.owner.clone()).unwrap_or_default();
            (m.authority.clone(), owner)
        });
        let given = by.as_ref().map_or(0, |by| by.by.len());
        let turn = match (by.as_ref().map(|by| by.level), given) {
            (Some(Level::TwoPerson), 0) => {
                "First of two persons. The second has to have another name.".into()
            }
            (Some(Level::TwoPerson), _) => by.as_ref().map(Confirmation::sentence).unwrap_or_default(),
            (Some(Level::Advise), _) => "Advice only: this notes that it was read.".into(),
            _ => String::new(),
        };
        ConfirmWords {
            what: shown.recommendation.clone(),
            turn,
            label: ["Name, ", &who(asked, given)].concat(),
            act: by.map_or("Confirm", |by| verb(by.level)).into(),
            caveat: NO_SECURITY.into(),
        }
    }

    /// A person answers by name.
    pub fn confirm(self, shown: &Shown, name: &str) {
        let Some(by) = untrack(|| self.confirmation(&shown.recommendation)) else { return };
        match by.signed(name, &clock::utc_now()) {
            Ok(authority) => {
                self.confirming.open.set(false);
                self.take_answer(shown, authority);
            }
            Err(why) => self.confirming.refused.set(Some(why.to_string())),
        }
    }

    fn take_answer(self, shown: &Shown, authority: Confirmation) {
        let state = authority.state();
        let Some(record) = self.advice_record(shown, authority) else { return };
        self.keep_record(&record);
        let (tone, word, text) = match state {
            State::Accepted => {
                (Tone::Ok, "Confirmed", "The record is kept on this device; save it from the card.")
            }
            State::Acknowledged => (Tone::Note, "Noted", "It is kept as read; nothing was accepted."),
            State::Open => (Tone::Note, "First of two", "A second, different person has to confirm."),
        };
        self.base.notices.show("confirm", tone, word, text, None);
        self.confirming.record.set(Some(record));
    }

    fn advice_record(self, shown: &Shown, authority: Confirmation) -> Option<AdviceRecord> {
        let answer = self.answer.get_untracked()?;
        let (app, app_version) = self.with_manifest(|m| (m.app.id.clone(), m.app.version.clone()));
        Some(AdviceRecord {
            record_version: 1,
            app,
            app_version,
            manifest_sha256: self.base.manifest_sha256(),
            build: self.base.build(),
            models: self.base.loaded.get_untracked(),
            inputs: self.base.scenario.inputs_untracked(),
            reasons: self.base.scenario.reasons_in_force(),
            answer: answer.answer.clone(),
            question: shown.question.clone(),
            recommendation: shown.recommendation.clone(),
            because: shown.because.clone(),
            authority,
        })
    }

    fn keep_record(self, record: &AdviceRecord) {
        let (Ok(id), Ok(text)) = (record.id(), canonical_json(record)) else { return };
        let last = (self.confirmation_key(), text.clone());
        self.base.keep(vec![([RECORD, &id].concat(), text), last], move |kept| {
            if !kept {
                self.base
                    .not_kept("This answer is not saved on this device. Save its record as a file.", None);
            }
        });
    }

    /// The last answer: it is shown again when its inputs are.
    pub(super) async fn read_confirmation(self, storage: Rc<Storage>) -> Result<(), StoreError> {
        let kept: Vec<AdviceRecord> = read_all(&storage, &self.confirmation_key()).await?;
        let id = self.with_manifest(|m| m.app.id.clone());
        if let Some(record) = kept.into_iter().find(|record| record.app == id)
            && self.confirming.record.read_untracked().is_none()
        {
            self.confirming.record.set(Some(record));
        }
        Ok(())
    }

    /// Saves the record of the last answer.
    pub fn save_advice_record(self) {
        let Some(record) = self.confirming.record.get_untracked() else { return };
        let (Ok(id), Ok(text)) = (record.id(), canonical_json(&record)) else { return };
        let name = ["twinlet-record-", id.get(..8).unwrap_or(&id), ".json"].concat();
        if download(&TextFile { name, media_type: "application/json", text }).is_err() {
            let text = "This browser does not let the app save files; the record stays on this device.";
            self.base.notices.show("confirm", Tone::Block, "Not saved", text, None);
        }
    }

    fn confirmation_key(self) -> String {
        [CONFIRMATION, &self.with_manifest(|m| m.app.id.clone())].concat()
    }
}
