//! # `unknown-output, wrong-kind, out-of-bounds, self-reference`
//!
//! What: A study of a station names an output that a station has, inputs of the right kind, and two sides of a map.
//!
//! Why: the question would be asked of nothing.
//!
//! Example: `sensitivity: { output: pump_4.risk }` without an asset `pump_4` is refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::{Manifest, StationStudy};
use crate::manifest::structure::suggest;
use crate::study::{GLOBAL_SAMPLES, MOST_STATION_SAMPLES, station_outputs};

use super::outputs::{check_global, check_sides, check_varied};

/// Notes studies that cannot be answered.
pub fn check(manifest: &Manifest, report: &mut Report) {
    let titled = manifest.assets.iter().map(|(id, asset)| (id, asset.title.as_str()));
    let known: Vec<String> = station_outputs(titled).into_iter().map(|(id, _)| id).collect();
    for (id, study) in manifest.decision.studies.iter() {
        let inputs = &manifest.inputs;
        let path = |kind: &str| format!("decision.studies.{id}.{kind}");
        let kind = match study {
            StationStudy::Sensitivity(shown) => {
                check_varied(inputs, &shown.sensitivity, &path("sensitivity"), report);
                "sensitivity"
            }
            StationStudy::Sweep(shown) => {
                check_sides(inputs, &shown.sweep, &path("sweep"), report);
                "sweep"
            }
            StationStudy::GlobalSensitivity(shown) => {
                check_global(inputs, &shown.global_sensitivity, &path("global_sensitivity"), report);
                check_samples(shown.global_sensitivity.samples, path("global_sensitivity.samples"), report);
                "global_sensitivity"
            }
        };
        let output = study.output();
        if !known.iter().any(|known| known == output) {
            let path = format!("{}.output", path(kind));
            let diagnostic =
                report.error(Code::UnknownOutput, path, format!("a station has no output `{output}`"));
            suggest(diagnostic, output, known.iter().map(String::as_str));
        }
    }
}

/// Notes more points than a phone gets through; fewer than the least and more than the most are noted elsewhere.
fn check_samples(samples: Option<u32>, path: String, report: &mut Report) {
    let is_beyond = |samples: &u32| (MOST_STATION_SAMPLES + 1..=GLOBAL_SAMPLES.1).contains(samples);
    if let Some(samples) = samples.filter(is_beyond) {
        let message = format!("{samples} points are more than the {MOST_STATION_SAMPLES} of a station");
        report
            .error(Code::OutOfBounds, path, message)
            .hint("each is asked several times, by an ensemble each time");
    }
}

/// Names of inputs that studies read, with their paths.
pub(super) fn inputs_read(manifest: &Manifest) -> impl Iterator<Item = (String, &str)> {
    manifest.decision.studies.iter().flat_map(|(id, study)| {
        let path = move |rest: &str| format!("decision.studies.{id}.{rest}");
        let (kind, inputs) = match study {
            StationStudy::Sensitivity(shown) => ("sensitivity", &shown.sensitivity.inputs),
            StationStudy::GlobalSensitivity(shown) => {
                ("global_sensitivity", &shown.global_sensitivity.inputs)
            }
            StationStudy::Sweep(shown) => {
                let sides = [("sweep.x", &shown.sweep.x), ("sweep.y", &shown.sweep.y)];
                return sides.map(|(key, input)| (path(key), input.as_str())).to_vec();
            }
        };
        let named = inputs.iter().enumerate();
        named.map(|(i, input)| (path(&format!("{kind}.inputs[{i}]")), input.as_str())).collect()
    })
}

#[cfg(all(test, feature = "authoring"))]
mod tests {
    use super::super::testing::assert_finds;
    use super::super::unknown_input;
    use super::*;

    /// The minimal manifest with one study.
    fn with(study: &str) -> String {
        format!("  restoration_h: 72\n  studies:\n    asked: {{ title: Asked, {study} }}\n")
    }

    #[test]
    fn finds() {
        let at = |rest: &str| format!("decision.studies.asked.{rest}");
        for (study, expected) in [
            ("sensitivity: { output: highest_risk }", vec![]),
            ("sensitivity: { output: pump_1.risk, inputs: [inflow, zone_1] }", vec![]),
            ("sensitivity: { output: risk }", vec![(Code::UnknownOutput, "sensitivity.output")]),
            ("sweep: { output: station.risk, x: inflow, y: ambient }", vec![]),
            ("sweep: { output: cost_without, x: inflow, y: zone_1 }", vec![(Code::WrongKind, "sweep.y")]),
            ("sweep: { output: highest_risk, x: inflow, y: inflow }", vec![(Code::SelfReference, "sweep.y")]),
            (
                "global_sensitivity: { output: highest_risk, inputs: [zone_1], samples: 2 }",
                vec![
                    (Code::WrongKind, "global_sensitivity.inputs[0]"),
                    (Code::OutOfBounds, "global_sensitivity.samples"),
                ],
            ),
            (
                "global_sensitivity: { output: highest_risk, inputs: [inflow], samples: 513 }",
                vec![(Code::OutOfBounds, "global_sensitivity.samples")],
            ),
            ("global_sensitivity: { output: highest_risk, inputs: [inflow], samples: 512 }", vec![]),
        ] {
            let changed = with(study);
            let expected: Vec<(Code, String)> = expected.into_iter().map(|(c, rest)| (c, at(rest))).collect();
            let expected: Vec<(Code, &str)> = expected.iter().map(|(c, path)| (*c, path.as_str())).collect();
            assert_finds(check, &[("  restoration_h: 72\n", &changed)], &expected);
        }
        let unknown = with("sensitivity: { output: highest_risk, inputs: [rain] }");
        let path = at("sensitivity.inputs[0]");
        assert_finds(
            unknown_input::check,
            &[("  restoration_h: 72\n", &unknown)],
            &[(Code::UnknownInput, path.as_str())],
        );
    }
}
