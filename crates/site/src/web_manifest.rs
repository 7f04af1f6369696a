//! What the phone shows when the app is on its home screen.

use anyhow::{Context, Result};
use serde_json::Value;

use crate::content::Content;

/// Longer names are cut off below an icon.
const SHORT_NAME: usize = 12;

/// The template with the app's name in it.
pub fn named(template: &str, app: &Content) -> Result<String> {
    let mut manifest: Value =
        serde_json::from_str(template).context("the runtime's `manifest.webmanifest` is no JSON")?;
    manifest["name"] = app.title.as_str().into();
    manifest["short_name"] = short(&app.title).into();
    if !app.summary.is_empty() {
        manifest["description"] = app.summary.as_str().into();
    }
    Ok(serde_json::to_string_pretty(&manifest)?)
}

/// As many whole words as fit below an icon, at least one.
fn short(title: &str) -> String {
    let mut line = String::new();
    for word in title.split_whitespace() {
        let longer = format!("{line} {word}").trim_start().to_owned();
        if !line.is_empty() && longer.chars().count() > SHORT_NAME {
            break;
        }
        line = longer;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_whole_words() {
        for (title, expected) in [
            ("Riverside pumps", "Riverside"),
            ("Elm St heat", "Elm St heat"),
            ("Transformerstation", "Transformerstation"),
            ("", ""),
        ] {
            assert_eq!(short(title), expected);
        }
    }
}
