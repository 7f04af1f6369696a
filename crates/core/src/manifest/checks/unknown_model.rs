//! # `unknown-model`
//!
//! What: `hydraulics` is the id of a model.
//!
//! Why: the station is simulated around it.
//!
//! Example: `hydraulics: maps` with a model `map` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;
use crate::manifest::structure::suggest;

/// Notes a reference to a model that does not exist.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let id = &manifest.graph.station.hydraulics;
    if manifest.models.get(id).is_none() {
        let diagnostic =
            report.error(Code::UnknownModel, "graph.station.hydraulics", format!("there is no model `{id}`"));
        suggest(diagnostic, id, manifest.models.ids());
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
            &[("hydraulics: map", "hydraulics: maps")],
            &[(Code::UnknownModel, "graph.station.hydraulics")],
        );
    }
}
