//! What a person sees of `tests/suite/apps/widget-files`, wherever it comes from.

use std::time::Duration;

use anyhow::Result;

use crate::Browser;

const DEADLINE: Duration = Duration::from_secs(60);
/// A file that the person opens from the device.
const LOG: &str = "const input = document.querySelector('.file-button input, input[type=file]');
    const file = new File(['hot spot\\n92\\n110\\n'], 'log.csv', { type: 'text/csv' });
    const files = new DataTransfer();
    files.items.add(file);
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));";

/// Pictures, drawing, element and source all work. At 98 °C paper ages as fast as its rating says, twice as fast
/// with each 6 K more (IEC 60076-7).
///
/// # Errors
/// What does not.
pub fn widget_files(browser: &Browser) -> Result<()> {
    shows(browser, "rate-dial output", "dial at 1.00")?;
    shows(browser, ".diagram text", "1")?;
    for (name, height) in [("Name plate", 9), ("Core", 90)] {
        browser.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })")?;
        let script = format!(
            "const image = document.querySelector('img[alt={name:?}]');
            image?.scrollIntoView();
            return image?.complete === true && image.naturalHeight === {height}"
        );
        browser.wait_at_most(DEADLINE, name, &script)?;
    }
    browser.press("rate-dial button")?;
    shows(browser, "rate-dial output", "dial at 2.00")?;
    browser.run(LOG)?;
    shows(browser, "rate-dial output", "dial at 4.00")
}

fn shows(browser: &Browser, selector: &str, words: &str) -> Result<()> {
    let script =
        format!("return document.querySelector({selector:?})?.textContent.startsWith({words:?}) ?? false");
    browser.wait_at_most(DEADLINE, &format!("{selector} with {words}"), &script)
}
