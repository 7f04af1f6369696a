//! What the page links, and what becomes of it: styles and icon move into the page, scripts to its end, the rest goes.

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::MARK;
use super::policy::Inline;
use super::tag::{attribute, once, replace_each};
use crate::files::{Files, text};
use crate::headers::content_type;
use crate::page::escaped;

/// What the page says before its script has looked: a service worker will store the app.
const INSTALLING: &str = "data-offline=\"installing\"";
/// What the app shows as "This file works without a connection."
const SINGLE_FILE: &str = "data-offline=\"single-file\"";
/// Advice that a page without a host cannot follow, and its own.
const RELOAD: (&str, &str) = (
    "<li>Reload the page once, with a connection.</li>",
    "<li>Open the file once more. If that does not help, get it again: it may be damaged.</li>",
);
/// Scripts of a site by the start of their names; that of the service worker has no use here.
const SCRIPTS: [&str; 3] = ["./rescue-", "./boot-", "./offline-"];

/// The page without what it linked, and what started it.
pub struct Head {
    /// Still with the policy of a site.
    pub page: String,
    /// What the boot script's tag said.
    pub boot: Boot,
}

/// What `boot.js` needs.
#[derive(Default)]
pub struct Boot {
    /// Opening tag for the inlined script.
    pub tag: String,
    /// Path of the app's module.
    pub js: String,
    /// Path of the app's wasm.
    pub wasm: String,
}

/// Takes the page of a site apart; `app` is the id of the app, by which its storage is told from that of other files.
///
/// # Errors
/// What is linked and not known, or missing.
pub fn of(files: &Files, app: &str, inline: &mut Inline) -> Result<Head> {
    let page = text(files, "index.html")?;
    let page = replace_each(page, "<link ", ">", |tag| link(tag, files, inline))?;
    let mut boot = None;
    let page = replace_each(&page, "<script ", "</script>", |tag| {
        boot = boot_of(tag)?.or(boot.take());
        Ok(String::new())
    })?;
    let page = once(&page, INSTALLING, SINGLE_FILE)?;
    let page = once(&page, RELOAD.0, RELOAD.1)?;
    let page = once(&page, "<title>", &format!("{MARK} content=\"{}\">\n<title>", escaped(app)))?;
    let boot = boot.context("the runtime's `index.html` has no boot script; build it again")?;
    Ok(Head { page, boot })
}

fn link(tag: &str, files: &Files, inline: &mut Inline) -> Result<String> {
    let path = attribute(tag, "href").unwrap_or_default().trim_start_matches("./");
    match attribute(tag, "rel") {
        Some("stylesheet") => inline.style(text(files, path)?).with_context(|| format!("`{path}`")),
        Some("icon") => {
            let bytes =
                files.get(path).with_context(|| format!("the runtime has no `{path}`; build it again"))?;
            Ok(format!(
                "<link rel=\"icon\" href=\"data:{};base64,{}\">",
                content_type(path),
                STANDARD.encode(bytes)
            ))
        }
        Some("manifest" | "apple-touch-icon" | "modulepreload" | "preload") => Ok(String::new()),
        _ => bail!("the runtime's `index.html` has a link that a single file does not know: {tag}"),
    }
}

/// What the boot script's tag says; `None` for other scripts of a site.
fn boot_of(tag: &str) -> Result<Option<Boot>> {
    let src = attribute(tag, "src").unwrap_or_default();
    if !SCRIPTS.iter().any(|start| src.starts_with(start)) {
        bail!("the runtime's `index.html` has a script that a single file does not know: {tag}");
    }
    if attribute(tag, "id") != Some("boot") {
        return Ok(None);
    }
    let named = |name: &str| {
        let path = attribute(tag, name).with_context(|| format!("the boot script has no `{name}`: {tag}"))?;
        anyhow::Ok(path.trim_start_matches("./").to_owned())
    };
    let (js, wasm) = (named("data-js")?, named("data-wasm")?);
    let tag = format!("<script type=\"module\" id=\"boot\" data-wasm=\"./{wasm}\">");
    Ok(Some(Boot { tag, js, wasm }))
}
