//! Scenarios that a person named: kept on the device, opened again, pinned as what others are compared with.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use twinlet_core::bundle::sha256_hex;
use twinlet_core::manifest::resolved::Preset;
use twinlet_core::protocol::InputValues;

use super::Base;
use crate::browser::clock;

/// Prefix of the keys of named scenarios.
pub const SAVED: &str = "scenario/";

/// A named scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SavedScenario {
    /// Hash of its name and when it was saved.
    pub uid: String,
    /// Its name.
    pub title: String,
    /// What is to be said about it; empty for nothing.
    pub note: String,
    /// Values of all inputs. Findings belong to the assets and are not in it.
    pub values: InputValues,
    /// When, UTC, ISO 8601.
    pub at: String,
    /// Others are compared with it; at most one is.
    pub is_pinned: bool,
}

impl Base {
    /// Scenarios of the app and of the person, by which another can stand.
    pub fn named(self) -> Vec<Preset> {
        let own = |s: &SavedScenario| Preset {
            id: s.uid.clone(),
            title: s.title.clone(),
            note: s.note.clone(),
            values: s.values.clone(),
        };
        self.scenario.presets().into_iter().chain(self.saved.read().iter().map(own)).collect()
    }

    /// The scenario that others are compared with, when one is pinned.
    pub fn pinned(self) -> Option<SavedScenario> {
        self.saved.read().iter().find(|s| s.is_pinned).cloned()
    }

    /// Keeps the scenario on the screen under a name.
    pub fn save_as(self, title: String, note: String) {
        let at = clock::utc_now();
        let uid = sha256_hex([title.as_str(), "\n", &at].concat().as_bytes());
        let values = InputValues { findings: vec![], ..self.scenario.inputs_untracked() };
        let scenario = SavedScenario { uid, title, note, values, at, is_pinned: false };
        self.saved.update(|all| all.push(scenario.clone()));
        self.keep_saved(&scenario);
    }

    /// Opens a named scenario; what was found at the assets stays.
    pub fn open_saved(self, uid: &str) {
        let found = self.saved.with_untracked(|all| all.iter().find(|s| s.uid == uid).cloned());
        if let Some(scenario) = found {
            self.scenario.set_values(&scenario.values);
            self.tell_changed();
        }
    }

    /// Pins a scenario, or none.
    pub fn pin(self, uid: Option<&str>) {
        self.saved.update(|all| all.iter_mut().for_each(|s| s.is_pinned = Some(s.uid.as_str()) == uid));
        self.saved.get_untracked().iter().for_each(|scenario| self.keep_saved(scenario));
        self.tell_changed();
    }

    /// Forgets a scenario.
    pub fn forget_saved(self, uid: &str) {
        self.saved.update(|all| all.retain(|s| s.uid != uid));
        self.forget([SAVED, uid].concat());
        self.tell_changed();
    }

    /// Takes in what the device kept, beside what was saved while it was read; inputs that the app no longer has are left
    /// out.
    pub(super) fn take_saved(self, mut all: Vec<SavedScenario>) {
        let newer = self.saved.get_untracked();
        all.retain(|kept| newer.iter().all(|own| own.uid != kept.uid));
        all.extend(newer);
        all.sort_by(|a, b| (&a.at, &a.uid).cmp(&(&b.at, &b.uid)));
        self.with_controls(|controls| {
            for scenario in &mut all {
                scenario.values.values.retain(|id, _| controls.input(id).is_some());
                scenario.values.shapes.retain(|id, _| controls.input(id).is_some());
            }
        });
        self.saved.set(all);
    }

    fn keep_saved(self, scenario: &SavedScenario) {
        let Ok(text) = serde_json::to_string(scenario) else { return };
        self.keep(vec![([SAVED, &scenario.uid].concat(), text)], move |kept| {
            if !kept {
                self.not_kept(
                    "This scenario is not saved on this phone. It stays until you close the app.",
                    None,
                );
            }
        });
    }
}
