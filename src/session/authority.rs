//! Who confirms an inspection: the sheet's words, and what a name does.

use leptos::prelude::*;
use twinlet_components::{ActLabels, ConfirmWords, Tone};
use twinlet_core::authority::{Level, NO_SECURITY, State};
use twinlet_core::manifest::raw::Authority;
use twinlet_core::record::Record;

use super::Session;
use super::work::WorkItem;
use crate::browser::clock;

impl Session {
    /// Asks for a name; the first or the second one.
    pub fn ask_to_confirm(self, item: WorkItem) {
        if item.end < clock::local_now() {
            let text = "The window has passed: remove this inspection, and schedule anew.";
            return self.base.notices.show("schedule", Tone::Caution, "Too late", text, None);
        }
        self.work.refused.set(None);
        self.work.asked.set(Some(item));
    }

    /// Nobody answers now; what waited still waits.
    pub fn leave_unconfirmed(self) {
        self.work.asked.set(None);
    }

    /// A person answers by name.
    pub fn confirm(self, name: String) {
        let Some(item) = self.work.asked.get_untracked() else { return };
        match signed(item, &name, &clock::utc_now()) {
            Ok(item) => {
                self.work.asked.set(None);
                self.work.name.set(name);
                self.take_answer(item);
            }
            Err(why) => self.work.refused.set(Some(why)),
        }
    }

    fn take_answer(self, item: WorkItem) {
        let (word, text) = match item.record.state() {
            State::Accepted => return self.accept(item),
            State::Acknowledged => ("Noted", "It is on the Work page as read; nothing was scheduled."),
            State::Open => {
                let text = "A second, different person has to confirm, here or on the Work page. Nothing is scheduled until then.";
                ("First of two", text)
            }
        };
        self.base.notices.show("schedule", Tone::Note, word, text, None);
        self.work.put(item.clone());
        self.keep_item(item);
    }

    /// The inspection of an asset that waits for its second person and is still to come.
    pub(super) fn waiting_item(self, asset: &str) -> Option<WorkItem> {
        let now = clock::local_now();
        let items = self.work.items.read_untracked();
        let waits =
            |item: &&WorkItem| item.is_waiting() && item.end >= now && item.record.accepted.asset == asset;
        items.iter().find(waits).cloned()
    }

    /// The sheet's words for what is asked.
    pub fn confirm_words(self, item: &WorkItem) -> ConfirmWords {
        let asked = self.with_manifest(|m| (m.authority.clone(), m.decision.owner.clone()));
        let by = item.record.authority.as_ref();
        let given = by.map_or(0, |by| by.by.len());
        let turn = match (by.map(|by| by.level), given) {
            (Some(Level::TwoPerson), 0) => {
                "First of two persons. The second has to have another name.".into()
            }
            (Some(Level::TwoPerson), _) => by.map(|by| by.sentence()).unwrap_or_default(),
            (Some(Level::Advise), _) => {
                "Advice only: this notes that it was read, and schedules nothing.".into()
            }
            _ => String::new(),
        };
        ConfirmWords {
            what: [&item.title(), ", ", &item.window()].concat(),
            turn,
            label: ["Name, ", &who(asked, given)].concat(),
            act: by.map_or("Confirm", |by| verb(by.level)).into(),
            caveat: NO_SECURITY.into(),
        }
    }
}

/// Who is asked as the person of this number: the manifest's word, else the decision's owner.
pub fn who((authority, owner): (Option<Authority>, String), number: usize) -> String {
    let named = authority.and_then(|authority| authority.who.get(number).cloned());
    let word = named.unwrap_or_else(|| owner.split(',').next().unwrap_or_default().to_owned());
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// What the button of the sheet says.
pub fn verb(level: Level) -> &'static str {
    match level {
        Level::Advise => "Note as read",
        Level::Confirm | Level::TwoPerson => "Confirm",
    }
}

/// What the button of the card says.
pub(super) fn labels(authority: Option<&Authority>) -> ActLabels {
    match authority.map(|authority| authority.level) {
        Some(Level::Advise) => {
            ActLabels { offer: "Note as read", short: "Note", done: "Read", ..ActLabels::default() }
        }
        _ => ActLabels::default(),
    }
}

/// The item with one more answer in its record. A record never changes: the answer makes a new one.
fn signed(item: WorkItem, name: &str, at: &str) -> Result<WorkItem, String> {
    let by = item.record.authority.as_ref().map(|by| by.signed(name, at));
    let authority = by.transpose().map_err(|why| why.to_string())?;
    let record = Record { authority, ..item.record.clone() };
    let record_id = record.id().map_err(|why| why.to_string())?;
    Ok(WorkItem { record, record_id, is_kept: false, ..item })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_asked_is_the_manifests_word_or_the_owner() {
        let authority = |who: &[&str]| Authority {
            level: Level::TwoPerson,
            who: who.iter().map(|who| (*who).to_owned()).collect(),
        };
        for (authority, number, expected) in [
            (Some(authority(&["Shift engineer", "Duty manager"])), 1, "duty manager"),
            (Some(authority(&[])), 1, "shift engineer"),
            (None, 0, "shift engineer"),
        ] {
            assert_eq!(who((authority, "Shift engineer, Riverside".into()), number), expected);
        }
    }

    #[test]
    fn the_button_says_what_a_tap_does() {
        for (level, offer, done) in [
            (Level::Advise, "Note as read", "Read"),
            (Level::Confirm, "Schedule inspection", "Scheduled"),
            (Level::TwoPerson, "Schedule inspection", "Scheduled"),
        ] {
            let labels = labels(Some(&Authority { level, who: vec![] }));
            assert_eq!((labels.offer, labels.done), (offer, done));
        }
    }
}
