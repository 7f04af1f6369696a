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
    /// Its place in the list; a newer notice with the same topic replaces an older one.
    pub topic: String,
    /// What it says.
    pub note: NoteText,
    /// What can be done.
    pub act: Option<Act>,
}

/// Notices on the screen.
#[derive(Clone, Copy)]
pub struct Notices(RwSignal<Vec<Notice>>);

impl Notices {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// All of them.
    pub fn all(self) -> Vec<Notice> {
        self.0.get()
    }

    /// Shows one.
    pub fn show(self, topic: &str, tone: Tone, word: &str, text: impl Into<String>, act: Option<Act>) {
        let notice = Notice { topic: topic.to_owned(), note: NoteText::new(tone, word, text.into()), act };
        self.0.update(|notices| {
            notices.retain(|other| other.topic != notice.topic);
            notices.push(notice);
        });
    }

    /// Takes one away.
    pub fn dismiss(self, topic: &str) {
        if self.0.read_untracked().iter().any(|n| n.topic == topic) {
            self.0.update(|notices| notices.retain(|n| n.topic != topic));
        }
    }
}
