//! What a careful reader objects to, one change at a time.
#![cfg(feature = "authoring")]
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::BTreeMap;

use twinlet_core::bundle::Bundle;
use twinlet_core::bundle::audit::{Gravity, audit};
use twinlet_core::contract::{FeatureSource, IntervalMethod, Statistic, Validation};

macro_rules! part {
    ($name:literal) => {
        ($name.to_owned(), include_bytes!(concat!("../../../models/transformer/bundle/", $name)).to_vec())
    };
}

fn bundle() -> (Bundle, Validation) {
    let files = BTreeMap::from([
        part!("bundle.json"),
        part!("contract.json"),
        part!("domain.json"),
        part!("intervals.json"),
        part!("model.onnx"),
        part!("reference.json"),
        part!("residuals.json"),
    ]);
    let validation = include_bytes!("../../../models/transformer/bundle/validation.json");
    (Bundle::open(&files, "1.0.0").unwrap(), serde_json::from_slice(validation).unwrap())
}

/// The findings after a change, as `gravity place`.
fn found(change: impl Fn(&mut Bundle, &mut Validation)) -> Vec<String> {
    let (mut bundle, mut validation) = bundle();
    change(&mut bundle, &mut validation);
    let findings = audit(&bundle, Some(&validation));
    findings.into_iter().map(|f| format!("{:?} {}", f.gravity, f.place)).collect()
}

#[test]
fn a_good_bundle_has_no_findings() {
    assert_eq!(found(|_, _| ()), Vec::<String>::new());
}

#[test]
fn every_objection_is_raised() {
    type Change = fn(&mut Bundle, &mut Validation);
    let cases: [(Change, &str); 18] = [
        (|b, _| b.contract.model.valid_until = "soon".into(), "Error contract.json: model.valid_until"),
        (|b, _| b.contract.model.not_for.clear(), "Error contract.json: model.not_for"),
        (|b, _| b.contract.model.fidelity = "TODO: say it".into(), "Warning contract.json: model"),
        (|b, _| b.contract.inputs[1].name = "load".into(), "Error contract.json: inputs.load"),
        (|b, _| b.contract.inputs[0].range.max = f64::NAN, "Error contract.json: inputs.load.range"),
        (|b, _| b.contract.inputs[0].unit = "furlong".into(), "Warning contract.json: inputs.load.unit"),
        (|b, _| b.domain.operating.caution_distance = 9.0, "Error domain.json: operating"),
        (|b, _| b.domain.operating.points.clear(), "Error domain.json: operating"),
        (|b, _| b.domain.operating.scale.clear(), "Error domain.json: operating"),
        (
            |b, _| {
                let input = "load".to_owned();
                b.domain.operating.features[0].of =
                    Some(FeatureSource { input, statistic: Statistic::Value });
            },
            "Error domain.json: operating.features",
        ),
        (|b, _| b.intervals.coverage = 90.0, "Error intervals.json: coverage"),
        (|b, _| b.intervals.method = IntervalMethod::Exact, "Error intervals.json: method"),
        (|b, _| b.domain.operating.features.clear(), "Error domain.json: operating"),
        (
            |b, _| b.intervals.outputs.get_mut("hot_spot").unwrap().pointwise.half_width = -1.0,
            "Error intervals.json: outputs.hot_spot",
        ),
        (|b, _| b.reference.experiments.truncate(3), "Warning reference.json"),
        (|b, _| b.reference.experiments[0].inputs[0] = 9.0, "Warning reference.json: "),
        (
            |_, v| v.outputs.get_mut("hot_spot").unwrap().coverage.pointwise = 0.6,
            "Warning validation.json: outputs.hot_spot",
        ),
        (|_, v| v.domain.extrapolation_recall = 0.5, "Warning validation.json: domain"),
    ];
    for (i, (change, expected)) in cases.into_iter().enumerate() {
        let findings = found(change);
        assert!(findings.iter().any(|f| f.starts_with(expected)), "case {i}: {findings:?}");
    }
    let (bundle, _) = bundle();
    let silent = audit(&bundle, None);
    assert!(silent.len() == 1 && silent[0].gravity == Gravity::Warning, "{silent:?}");
}

#[test]
fn exact_intervals_are_for_declared_kinds_and_promise_everything() {
    let exact = |b: &mut Bundle, kind: &str| {
        (b.intervals.method, b.intervals.coverage, b.intervals.calibration_runs) =
            (IntervalMethod::Exact, 1.0, 0);
        b.contract.model.kind = kind.into();
        for of in b.intervals.outputs.values_mut() {
            (of.pointwise.half_width, of.whole_curve) = (0.0, None);
            of.pointwise.by_region.clear();
        }
    };
    type Change<'a> = &'a dyn Fn(&mut Bundle);
    let cases: [(Change<'_>, bool); 6] = [
        (&|b| exact(b, "formula"), false),
        (&|b| exact(b, "onnx"), true),
        (&|b| (exact(b, "life"), b.intervals.coverage = 0.9).1, true),
        (&|b| (exact(b, "life"), b.intervals.calibration_runs = 9).1, true),
        (&|b| (exact(b, "table"), b.domain.operating.features.clear()).1, false),
        (
            &|b| {
                exact(b, "formula");
                b.intervals.outputs.get_mut("hot_spot").unwrap().pointwise.half_width = 0.1;
            },
            true,
        ),
    ];
    for (i, (change, objected)) in cases.into_iter().enumerate() {
        let findings = found(|b, _| change(b));
        assert_eq!(!findings.is_empty(), objected, "case {i}: {findings:?}");
    }
}
