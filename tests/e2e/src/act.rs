//! What a person does with the parts of a page. Each waits for its part: a page may still be loading it.

use anyhow::Result;
use serde_json::json;

use crate::browser::{Browser, query};

impl Browser {
    /// Presses an element as soon as it is there, by script: for places that a test only passes through. Fingers are
    /// [`Browser::tap`].
    pub fn press(&self, selector: &str) -> Result<()> {
        self.press_found(selector, &query(selector))
    }

    /// Presses the first element of a kind that says these words.
    pub fn press_words(&self, selector: &str, words: &str) -> Result<()> {
        let find = format!(
            "[...document.querySelectorAll({})].find((e) => e.textContent.includes({}))",
            json!(selector),
            json!(words)
        );
        self.press_found(&format!("{selector} with {words:?}"), &find)
    }

    /// Finding and pressing are one script: nothing is redrawn in between.
    fn press_found(&self, what: &str, find: &str) -> Result<()> {
        let press =
            format!("const e = {find}; if (!e?.checkVisibility()) return false; e.click(); return true");
        self.wait_until(what, &press)
    }

    /// Writes into a field, or chooses in a list, as a person who knows what she wants.
    pub fn fill(&self, selector: &str, value: &str) -> Result<()> {
        self.wait_for(selector)?;
        let script = format!(
            "const field = {};
            field.value = {};
            field.dispatchEvent(new Event('input', {{ bubbles: true }}));
            field.dispatchEvent(new Event('change', {{ bubbles: true }}));",
            query(selector),
            json!(value)
        );
        self.run(&script).map(drop)
    }

    /// Scrolls an element to the middle, as a thumb would: the bar with the tabs covers the foot of the screen.
    pub fn centre(&self, selector: &str) -> Result<()> {
        self.wait_for(selector)?;
        self.run(&format!("{}.scrollIntoView({{ block: 'center' }})", query(selector))).map(drop)
    }

    /// Scrolls, then taps. Scrolling is not a tap.
    pub fn scroll_and_tap(&self, selector: &str) -> Result<()> {
        self.centre(selector)?;
        self.tap(selector)
    }
}
