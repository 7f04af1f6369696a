//! A page that leads to several apps, each in a folder of its own. It needs no script, and no app needs it.

use anyhow::Result;

use crate::content::Content;
use crate::files::{Files, sha256_hex, short_hash};
use crate::identity::BUILD;
use crate::page::escaped;
use crate::rename::hashed;
use crate::runtime::Runtime;
use crate::site::Site;

/// Its own styles, over the apps' tokens.
const STYLE: &str = include_str!("gallery.css");
/// The page's policy: it shows, and does nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";
/// Styles of the runtime that it shares with the apps, by the start of their names.
const SHARED: [&str; 2] = ["tokens-", "base-"];
const ICON: &str = "icons/icon.svg";

/// The page at the root, what it needs, and `build.json` that marks the folder.
///
/// # Errors
/// When its description cannot be written.
pub fn of(runtime: &Runtime, title: &str, apps: &[(Content, Site)]) -> Result<Files> {
    let mut files = styles(runtime);
    let links: String =
        files.keys().map(|name| format!("<link rel=\"stylesheet\" href=\"./{name}\">\n")).collect();
    let mut icon = "";
    if let Some(bytes) = runtime.files().get(ICON) {
        icon = "<link rel=\"icon\" href=\"./icons/icon.svg\" type=\"image/svg+xml\">\n";
        files.insert(ICON.to_owned(), bytes.clone());
    }
    let cards: String = apps.iter().map(|(app, _)| card(app)).collect();
    files.insert("index.html".to_owned(), page(title, &[icon, &links].concat(), &cards).into_bytes());
    let build = description(&files, apps)?;
    files.insert(BUILD.to_owned(), build.into_bytes());
    Ok(files)
}

/// In the order of their names, so that its own come after `base-`; tokens are variables, whose order does not matter.
fn styles(runtime: &Runtime) -> Files {
    let is_shared = |name: &str| name.ends_with(".css") && SHARED.iter().any(|start| name.starts_with(start));
    let shared = runtime.files().iter().filter(|(name, _)| is_shared(name));
    let own = (hashed("gallery.css", STYLE.as_bytes()), STYLE.as_bytes().to_vec());
    shared.map(|(name, bytes)| (name.clone(), bytes.clone())).chain([own]).collect()
}

fn card(app: &Content) -> String {
    format!(
        "<li><a class=\"gallery-card\" href=\"./{id}/\">\n<h2>{title}</h2>\n<p>{summary}</p>\n\
         <p class=\"gallery-version\">Version {version}</p>\n</a></li>\n",
        id = escaped(&app.id),
        title = escaped(&app.title),
        summary = escaped(&app.summary),
        version = escaped(&app.version),
    )
}

fn page(title: &str, links: &str, cards: &str) -> String {
    let title = escaped(title);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n{links}</head>\n<body>\n<main class=\"gallery\">\n<h1>{title}</h1>\n\
         <ul>\n{cards}</ul>\n</main>\n</body>\n</html>\n"
    )
}

fn description(files: &Files, apps: &[(Content, Site)]) -> Result<String> {
    let hashes: serde_json::Map<_, _> =
        files.iter().map(|(name, bytes)| (name.clone(), sha256_hex(bytes).into())).collect();
    let builds: serde_json::Map<_, _> =
        apps.iter().map(|(app, site)| (app.id.clone(), site.build.id.clone().into())).collect();
    let id = short_hash(serde_json::to_string(&(&hashes, &builds))?.as_bytes());
    Ok(serde_json::to_string_pretty(&serde_json::json!({ "build": id, "apps": builds, "files": hashes }))?)
}
