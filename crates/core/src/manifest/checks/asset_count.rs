//! # `asset-count`
//!
//! What: A station has one to four pumps.
//!
//! Why: their states are held in tables of fixed size, and the failure of the station is counted over all combinations.
//!
//! Example: five assets are refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::Manifest;
use crate::simulation::MAX_PUMPS;

/// Notes a station without pumps or with too many.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let count = manifest.assets.0.len();
    if !(1..=MAX_PUMPS).contains(&count) {
        let message = format!("a station has 1 to {MAX_PUMPS} assets, not {count}");
        report.error(Code::AssetCount, "assets", message);
    }
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::*;

    #[test]
    fn finds() {
        assert_finds(check, &[], &[]);
        let pump = "  pump_2:\n    title: Pump 2\n    vibration_zone: A";
        let five: String = (3..=5)
            .map(|i| {
                let rest = "effective_age_h: 1, hours_since_inspection: 1, wear: { mean: 0, sd: 0 }";
                format!("  pump_{i}: {{ title: Pump, vibration_zone: A, {rest} }}\n")
            })
            .collect();
        assert_finds(check, &[(pump, &format!("{five}{pump}"))], &[(Code::AssetCount, "assets")]);
    }
}
