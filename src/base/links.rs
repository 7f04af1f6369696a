//! A scenario as a link or a file: made here, and guarded when one is opened.

use leptos::prelude::SetValue;
use twinlet_components::Tone;
use twinlet_core::link::{self, Opened};
use twinlet_core::protocol::InputValues;

use super::Base;
use crate::browser::address;
use crate::files::{TextFile, download};

impl Base {
    /// The link of the scenario on the screen.
    pub fn link(self) -> String {
        let inputs = self.scenario.inputs();
        address::with_query(&self.with_app(|app| link::encode(app.identity(), app.controls(), &inputs)))
    }

    /// Opens the links that somebody follows, now and later.
    pub fn follow_links(self) {
        address::on_query(move |query| {
            if let Some(opened) = self.with_app(|app| link::decode(app.identity(), app.controls(), &query)) {
                self.open_scenario(opened, "link");
            }
        });
    }

    /// Saves the scenario on the screen as a file.
    pub fn save_scenario(self) {
        let inputs = self.scenario.inputs_untracked();
        let text = self.with_app(|app| link::to_file(app.identity(), app.controls(), &inputs));
        let name = self.with_app(|app| [&app.identity().id, "-scenario.json"].concat());
        if download(&TextFile { name, media_type: "application/json", text }).is_err() {
            let text = "The browser did not save the file; copy the link instead.";
            self.notices.show("scenario", Tone::Caution, "Not saved", text, None);
        }
    }

    /// Opens a scenario from the text of a file.
    pub fn open_file(self, text: &str) {
        let opened = self.with_app(|app| link::from_file(app.identity(), app.controls(), text));
        self.open_scenario(opened, "file");
    }

    /// Goes back to the defaults.
    pub fn reset(self) {
        self.scenario.set_defaults();
        self.tell_changed();
    }

    /// One step back, or forward again, over what was set.
    pub fn step(self, is_back: bool) {
        if self.scenario.step_back(is_back) {
            self.tell_changed();
        }
    }

    /// Other values of all inputs.
    pub fn choose_all(self, inputs: &InputValues) {
        self.scenario.set_all(inputs);
        self.tell_changed();
    }

    /// Takes over what was opened, and says what was not; the guardrail judges the values as any others.
    fn open_scenario(self, opened: Opened, of: &str) {
        let Opened { inputs, problems } = opened;
        let is_nothing = inputs == InputValues::default() && !problems.is_empty();
        if !is_nothing {
            self.scenario.is_opened.set_value(true);
            self.choose_all(&inputs);
        }
        if problems.is_empty() {
            let text = ["The inputs are those of the ", of, "."].concat();
            self.notices.show("scenario", Tone::Note, "Scenario opened", text, None);
        } else {
            self.notices.show("scenario", Tone::Caution, "Not all was taken", problems.join(" "), None);
        }
    }
}
