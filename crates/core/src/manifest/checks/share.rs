//! # `share-out-of-bounds`
//!
//! What: Probabilities and shares lie between 0 and 1.
//!
//! Why: a probability of 40 is a percentage by mistake.
//!
//! Example: `detection: 70` is refused, `detection: 0.7` is right.

use crate::diag::{Code, Report};
use crate::manifest::raw::{Manifest, Mode};

use super::walk;

/// Notes shares outside 0 to 1.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let shares = general(manifest).into_iter().chain(of_modes(manifest));
    for (path, share) in shares.filter(|(_, share)| !(0.0..=1.0).contains(share)) {
        report.error(
            Code::ShareOutOfBounds,
            &path,
            format!("`{path}` is {share} instead of a share from 0 to 1"),
        );
    }
}

fn general(manifest: &Manifest) -> Vec<(String, f64)> {
    let graph = &manifest.graph;
    let mut shares = vec![
        ("decision.windows.feasible_share".to_owned(), manifest.decision.windows.feasible_share),
        (
            "graph.station.water_temperature.ambient_share".to_owned(),
            graph.station.water_temperature.ambient_share,
        ),
        ("graph.heat.motor_efficiency".to_owned(), graph.heat.motor_efficiency),
    ];
    shares.extend(
        manifest.assets.iter().map(|(id, asset)| (format!("assets.{id}.wear.mean"), asset.wear.mean)),
    );
    shares
}

fn of_modes(manifest: &Manifest) -> Vec<(String, f64)> {
    let mut shares = Vec::new();
    for (path, evidence, inspection) in walk::detectable(manifest) {
        let table = |name: &str| format!("{path}.evidence.{name}");
        let with = walk::zones(&table("with_defect"), &evidence.with_defect);
        let without = walk::zones(&table("without_defect"), &evidence.without_defect);
        shares.extend(with.into_iter().chain(without).map(|(path, share)| (path, *share)));
        let elapsed = walk::zones(&table("elapsed_share"), &evidence.elapsed_share);
        shares.extend(
            elapsed
                .into_iter()
                .flat_map(|(path, [from, to])| [(format!("{path}[0]"), *from), (format!("{path}[1]"), *to)]),
        );
        shares.push((format!("{path}.inspection.detection"), inspection.detection));
        shares.extend(inspection.false_alarm.map(|share| (format!("{path}.inspection.false_alarm"), share)));
        shares.extend(inspection.restoration.map(|share| (format!("{path}.inspection.restoration"), share)));
    }
    shares.extend(walk::modes(manifest).filter_map(|(path, mode)| match mode {
        Mode::PerStart { probability, .. } => Some((path + ".probability", *probability)),
        Mode::DelayTime { .. } | Mode::Ageing { .. } => None,
    }));
    shares
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
            &[
                ("feasible_share: 0.95", "feasible_share: 95"),
                ("detection: 0.7", "detection: 70"),
                ("probability: 0.000002", "probability: -0.1"),
            ],
            &[
                (Code::ShareOutOfBounds, "decision.windows.feasible_share"),
                (Code::ShareOutOfBounds, "modes.seal.inspection.detection"),
                (Code::ShareOutOfBounds, "modes.starting.probability"),
            ],
        );
        assert_finds(
            check,
            &[("mean: 0.041", "mean: 1.5"), ("A: 0.40", "A: 40"), ("D: [0.0, 0.8]", "D: [0.0, 8]")],
            &[
                (Code::ShareOutOfBounds, "assets.pump_2.wear.mean"),
                (Code::ShareOutOfBounds, "modes.seal.evidence.with_defect.A"),
                (Code::ShareOutOfBounds, "modes.seal.evidence.elapsed_share.D[1]"),
            ],
        );
    }
}
