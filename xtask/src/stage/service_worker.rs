//! `sw.js` from its template: the precache list, the build, and a rescue page that cannot be evicted.

use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::json;

use super::identity::Build;
use super::rename::Renamed;
use crate::files::{read_text, write};

/// The one statement of the template that the build replaces.
const SLOT: &str = "const BUILD = { id: \"\", files: {}, rescue: {} };";

/// Writes `sw.js` into the staging folder.
pub fn write_worker(public: &Path, folder: &Path, scripts: &[Renamed], build: &Build) -> Result<()> {
    let template = read_text(&public.join("sw.js"))?;
    let rescue = rescue(public, scripts)?;
    let value = json!({ "id": build.id, "files": build.files, "rescue": rescue });
    write(&folder.join("sw.js"), fill(&template, &value)?)
}

/// The page for the worst day and its script travel inside `sw.js` itself: caches can lose them.
fn rescue(public: &Path, scripts: &[Renamed]) -> Result<serde_json::Value> {
    let script =
        scripts.iter().find(|script| script.from == "rescue.js").context("no `rescue.js` is staged")?;
    let page = read_text(&public.join("rescue.html"))?.replace("./rescue.js", &format!("./{}", script.to));
    Ok(json!({ "page": page, "script": script.to, "code": read_text(&public.join("rescue.js"))? }))
}

fn fill(template: &str, build: &serde_json::Value) -> Result<String> {
    if template.matches(SLOT).count() != 1 {
        bail!("`public/sw.js` must hold this line exactly once: {SLOT}");
    }
    Ok(template.replace(SLOT, &format!("const BUILD = {build};")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slot_is_filled_once() -> Result<()> {
        let filled = fill(&format!("a\n{SLOT}\nb"), &json!({"id": "x"}))?;
        assert_eq!(filled, "a\nconst BUILD = {\"id\":\"x\"};\nb");
        assert!(fill("nothing", &json!({})).is_err());
        Ok(())
    }
}
