//! What the person must know now and what she can do about it.

use leptos::prelude::*;
use twinlet_components::{NoteText, Tone};

/// What a notice's button does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Saves the record of a work item as a file.
    SaveRecord(String),
    /// Goes to the field that needs a reason.
    GiveReason,
    /// Reloads into the new version.
    Update,
}

impl Act {
    /// Words on the button.
    pub fn words(&self) -> &'static str {
        match self {
            Self::SaveRecord(_) => "Save",
            Self::GiveReason => "Give the reason",
            Self::Update => "Reload now",
        }
    }
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Tells it from every other one, from 1 on; 0 is the update's.
    pub id: u64,
    /// Its place in the list; a newer notice with the same topic replaces an older one.
    pub topic: String,
    /// What it says.
    pub note: NoteText,
    /// What can be done.
    pub act: Option<Act>,
}

/// Notices on the screen.
#[derive(Clone, Copy)]
pub struct Notices {
    all: RwSignal<Vec<Notice>>,
    last_id: StoredValue<u64>,
}

impl Notices {
    pub(super) fn new() -> Self {
        Self { all: RwSignal::new(Vec::new()), last_id: StoredValue::new(0) }
    }

    /// All of them.
    pub fn all(self) -> Vec<Notice> {
        self.all.get()
    }

    /// Shows one.
    pub fn show(self, topic: &str, tone: Tone, word: &str, text: impl Into<String>, act: Option<Act>) {
        self.last_id.update_value(|id| *id += 1);
        let (id, note) = (self.last_id.get_value(), NoteText::new(tone, word, text.into()));
        let notice = Notice { id, topic: topic.to_owned(), note, act };
        self.all.update(|notices| {
            notices.retain(|other| other.topic != notice.topic);
            notices.push(notice);
        });
    }

    /// Takes one away.
    pub fn dismiss(self, topic: &str) {
        if self.all.read_untracked().iter().any(|n| n.topic == topic) {
            self.all.update(|notices| notices.retain(|n| n.topic != topic));
        }
    }
}
