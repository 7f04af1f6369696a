//! # `level-count`
//!
//! What: There is one start level and one stop level for each asset.
//!
//! Why: the pumps start one after another, each at its level.
//!
//! Example: two `start_levels_m` for three pumps are refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;

/// Notes other numbers of levels than of assets.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let (control, assets) = (&manifest.graph.station.pump_control, manifest.assets.0.len());
    for (key, levels) in
        [("start_levels_m", &control.start_levels_m), ("stop_levels_m", &control.stop_levels_m)]
    {
        if levels.len() != assets {
            let message = format!("`{key}` has {} levels for {assets} assets", levels.len());
            report.error(Code::LevelCount, format!("graph.station.pump_control.{key}"), message);
        }
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
            &[("[2.0, 2.6]", "[2.0]"), ("[1.0, 1.3]", "[1.0, 1.3, 1.6]")],
            &[
                (Code::LevelCount, "graph.station.pump_control.start_levels_m"),
                (Code::LevelCount, "graph.station.pump_control.stop_levels_m"),
            ],
        );
    }
}
