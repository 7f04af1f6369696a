//! Another app in the place of Trunk's: the files, and what `index.html` says about them.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use crate::files::{read_text, write};

/// What a browser compares a file with.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// Puts `<stem>.js` and `<stem>_bg.wasm` in the place of Trunk's app.
///
/// # Errors
/// When the page does not name an app as Trunk writes it.
pub fn replace_app(folder: &Path, stem: &str, script: &[u8], wasm: &[u8]) -> Result<()> {
    let path = folder.join("index.html");
    let page = named(&read_text(&path)?, stem, script, wasm)?;
    super::remove_app(folder)?;
    write(&folder.join(format!("{stem}.js")), script)?;
    write(&folder.join(format!("{stem}_bg.wasm")), wasm)?;
    write(&path, page)
}

/// The page with the new names and hashes.
fn named(page: &str, stem: &str, script: &[u8], wasm: &[u8]) -> Result<String> {
    let (_, rest) = page.split_once("data-js=\"./").context("`index.html` has no `data-js`")?;
    let (old, _) = rest.split_once(".js\"").context("`data-js` of `index.html` names no script")?;
    ensure!(old.starts_with("app-"), "`index.html` names `{old}` as its app; Trunk used to write `app-…`");
    let page = page.replace(old, stem);
    let page = with_hash(&page, &format!("{stem}.js\""), &integrity(script))?;
    with_hash(&page, &format!("{stem}_bg.wasm\""), &integrity(wasm))
}

/// Another hash in the `<link>` of a file.
fn with_hash(page: &str, file: &str, hash: &str) -> Result<String> {
    let missing = || format!("`index.html` has no `<link>` with a hash for `{file}`");
    let mut tags = page.match_indices("<link ").map(|(start, _)| {
        let end = page[start..].find('>').map_or(page.len(), |length| start + length);
        start..end
    });
    let tag = tags.find(|tag| page[tag.clone()].contains(file)).with_context(missing)?;
    let (before, rest) = page[tag.clone()].split_once("integrity=\"").with_context(missing)?;
    let (_, after) = rest.split_once('"').with_context(missing)?;
    Ok(format!("{}{before}integrity=\"{hash}\"{after}{}", &page[..tag.start], &page[tag.end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_hashes_are_those_of_the_new_app() -> Result<()> {
        let page = "<link rel=\"modulepreload\" href=\"./app-1.js\" integrity=\"sha384-a\">\
            <link rel=\"preload\" href=\"./app-1_bg.wasm\" integrity=\"sha384-b\" as=\"fetch\">\
            <script data-js=\"./app-1.js\" data-wasm=\"./app-1_bg.wasm\"></script>";
        let (script, wasm) = (integrity(b"js"), integrity(b"wasm"));
        let expected = format!(
            "<link rel=\"modulepreload\" href=\"./app-2.js\" integrity=\"{script}\">\
            <link rel=\"preload\" href=\"./app-2_bg.wasm\" integrity=\"{wasm}\" as=\"fetch\">\
            <script data-js=\"./app-2.js\" data-wasm=\"./app-2_bg.wasm\"></script>"
        );
        assert_eq!(named(page, "app-2", b"js", b"wasm")?, expected);
        assert!(named("<html>", "app-2", b"", b"").is_err());
        Ok(())
    }
}
