//! # `unknown-preset`
//!
//! What: `start_preset` is the id of a preset.
//!
//! Why: the app would start with other values than was meant.
//!
//! Example: `start_preset: wet` with a preset `wet-day` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;
use crate::manifest::structure::suggest;

/// Notes a reference to a preset that does not exist.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let scenario = &manifest.scenario;
    let unknown = scenario.start_preset.as_deref().filter(|id| scenario.presets.get(id).is_none());
    if let Some(id) = unknown {
        let diagnostic =
            report.error(Code::UnknownPreset, "scenario.start_preset", format!("there is no preset `{id}`"));
        suggest(diagnostic, id, scenario.presets.ids());
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(check, &[], &[]);
        assert_finds(
            check,
            &[("start_preset: wet-day", "start_preset: wet")],
            &[(Code::UnknownPreset, "scenario.start_preset")],
        );
    }
}
