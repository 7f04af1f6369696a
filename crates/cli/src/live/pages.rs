//! What a site is given, and what is taken from it, while it is being written.

use std::collections::BTreeMap;

use anyhow::Context;
use axum::body::Bytes;
use twinlet_site::{Runtime, Site};

/// The page that stands in while the manifest never was right.
const FIRST: &str = include_str!("first.html");
/// Takes the place of a service worker that another site left at this address.
const LEAVING: &str = include_str!("leaving.js");
/// News and mistakes, on every page.
const TAGS: &str = "<link rel=\"stylesheet\" href=\"./.twinlet/live.css\">\n\
    <script type=\"module\" src=\"./.twinlet/live.js\"></script>";
const OFFLINE: &str = "<script type=\"module\" src=\"./offline-";
const END: &str = "</script>";

type Pages = BTreeMap<String, Bytes>;

/// Before there is a site.
pub fn first(runtime: &Runtime) -> Pages {
    let is_tokens = |name: &&String| name.starts_with("tokens-") && name.ends_with(".css");
    let tokens = runtime.files().iter().find(|(name, _)| is_tokens(name));
    let link = tokens.map(|(name, _)| format!("<link rel=\"stylesheet\" href=\"./{name}\">\n"));
    let page = FIRST.replace("{{tags}}", &[link.unwrap_or_default().as_str(), TAGS].concat());
    let style = tokens.map(|(name, bytes)| (name.clone(), bytes.clone().into()));
    with_own(style.into_iter().chain([("index.html".to_owned(), page.into())]).collect())
}

/// A site that listens for news, and is not kept for offline use: a kept page would hide what was saved.
///
/// # Errors
/// When the page does not load `offline.js`: then the runtime is of another version.
pub fn live(site: Site) -> anyhow::Result<Pages> {
    let mut files: Pages = site.files.into_iter().map(|(name, bytes)| (name, bytes.into())).collect();
    let page = files.get("index.html").map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
    let page =
        listening(&page).context("the page of the runtime does not load `offline.js`; build it again")?;
    files.insert("index.html".to_owned(), page.into());
    Ok(with_own(files))
}

fn listening(page: &str) -> Option<String> {
    let start = page.find(OFFLINE)?;
    let end = start + page[start..].find(END)? + END.len();
    Some([&page[..start], TAGS, &page[end..]].concat())
}

fn with_own(mut files: Pages) -> Pages {
    for (name, text) in [
        ("sw.js", LEAVING),
        (".twinlet/live.js", include_str!("live.js")),
        (".twinlet/live.css", include_str!("live.css")),
    ] {
        files.insert(name.to_owned(), Bytes::from_static(text.as_bytes()));
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_listens_in_place_of_being_kept() {
        let page = "<script type=\"module\" src=\"./offline-1.js\"></script><p>";
        assert_eq!(listening(page).as_deref(), Some(format!("{TAGS}<p>").as_str()));
        assert_eq!(listening("<p>"), None);
    }
}
