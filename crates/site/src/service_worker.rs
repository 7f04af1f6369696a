//! `sw.js` from its template: the precache list, the build, and a rescue page that cannot be evicted.

use anyhow::{Context, Result, bail};
use serde_json::json;

use crate::identity::Build;
use crate::rename::Renamed;
use crate::runtime::Runtime;

/// The one statement of the template that the build replaces.
const SLOT: &str = "const BUILD = { id: \"\", files: {}, rescue: {} };";

/// The finished `sw.js`.
pub fn script(runtime: &Runtime, scripts: &[Renamed], build: &Build) -> Result<String> {
    let rescue = rescue(runtime, scripts)?;
    let value = json!({ "id": build.id, "files": build.files, "rescue": rescue });
    fill(runtime.text("sw.js")?, &value)
}

/// The page for the worst day and its script travel inside `sw.js` itself: caches can lose them.
fn rescue(runtime: &Runtime, scripts: &[Renamed]) -> Result<serde_json::Value> {
    let script =
        scripts.iter().find(|script| script.from == "rescue.js").context("no `rescue.js` is staged")?;
    let page = runtime.text("rescue.html")?.replace("./rescue.js", &format!("./{}", script.to));
    Ok(json!({ "page": page, "script": script.to, "code": runtime.text("rescue.js")? }))
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
