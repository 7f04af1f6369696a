//! Verdicts and zones on the minimal manifest.

use std::collections::BTreeMap;

use twinlet_core::guardrail::{Level, check, missing_reasons, zones};
use twinlet_core::manifest::Manifest;
use twinlet_core::protocol::{InputValue, InputValues};

fn manifest() -> Manifest {
    crate::common::compile(&crate::common::minimal_text(), &crate::common::suite().join("good"))
        .unwrap()
        .manifest
}

fn number(id: &str, value: f64) -> (String, InputValue) {
    (id.to_owned(), InputValue::Number(value))
}

fn choice(id: &str, value: &str) -> (String, InputValue) {
    (id.to_owned(), InputValue::Choice(value.to_owned()))
}

fn inputs<const N: usize>(values: [(String, InputValue); N]) -> InputValues {
    InputValues { values: BTreeMap::from(values), ..InputValues::default() }
}

#[test]
fn findings_are_the_strictest_first() {
    let manifest = manifest();
    let cases: [(InputValues, &[(&str, Level)]); 11] = [
        (inputs([]), &[]),
        (inputs([number("inflow", 640.0)]), &[]),
        (inputs([number("inflow", 641.0)]), &[("wet", Level::Caution)]),
        (inputs([number("inflow", 1001.0)]), &[("range", Level::Block), ("wet", Level::Caution)]),
        (
            inputs([number("inflow", 900.0), number("ambient", 37.0)]),
            &[("hot", Level::Block), ("wet", Level::Caution)],
        ),
        (inputs([number("ambient", -10.1)]), &[("range", Level::Block)]),
        (inputs([number("ambient", f64::INFINITY)]), &[("range", Level::Block), ("hot", Level::Block)]),
        (
            inputs([number("inflow", f64::NAN)]),
            &[("range", Level::Block), ("wet", Level::Caution), ("hot", Level::Caution)],
        ),
        (
            inputs([choice("inflow", "much")]),
            &[("range", Level::Block), ("wet", Level::Caution), ("hot", Level::Caution)],
        ),
        (inputs([choice("zone_1", "E")]), &[("range", Level::Block)]),
        (
            inputs([number("rain", 1.0), number("zone_1", 1.0)]),
            &[("unknown-input", Level::Block), ("range", Level::Block)],
        ),
    ];
    for (given, expected) in cases {
        let verdict = check(&manifest.controls, &given);
        let found: Vec<_> = verdict.findings.iter().map(|f| (f.limit.as_str(), f.level)).collect();
        assert_eq!(found, expected, "{given:?}");
        assert!(verdict.findings.iter().all(|f| f.bound.is_finite() && !f.text.is_empty()), "{verdict:?}");
    }
}

#[test]
fn texts_name_range_and_bound() {
    let verdict = check(&manifest().controls, &inputs([number("inflow", 1200.0), choice("zone_1", "E")]));
    let texts: Vec<_> = verdict.findings.iter().map(|f| (f.bound, f.text.as_str())).collect();
    let expected = [
        (1000.0, "Inflow must be a number from 100 to 1000 m³/h."),
        (30.0, "Too hot."),
        (0.0, "Zone must be one of A, B, C, D."),
        (640.0, "Few days are as wet."),
    ];
    assert_eq!(texts, expected);
}

#[test]
fn edited_shapes_fit_their_input() {
    let manifest = manifest();
    for (id, shape, fits) in [
        ("inflow", vec![1.0; 24], true),
        ("inflow", vec![1.0; 23], false),
        ("inflow", vec![1.1; 24], false),
        ("inflow", vec![f64::NAN; 24], false),
        ("ambient", vec![0.0; 24], false),
        ("zone_1", vec![0.0; 24], false),
        ("rain", vec![0.0; 24], false),
    ] {
        let given =
            InputValues { shapes: BTreeMap::from([(id.to_owned(), shape)]), ..InputValues::default() };
        assert_eq!(check(&manifest.controls, &given).level(), (!fits).then_some(Level::Block), "{given:?}");
    }
}

#[test]
fn zones_follow_the_other_inputs() {
    let manifest = manifest();
    let track = |id: &str, given: &InputValues| -> Vec<(f64, f64, Option<Level>)> {
        zones(&manifest.controls, id, given).iter().map(|zone| (zone.from, zone.to, zone.level)).collect()
    };
    let at = |inflow: f64| inputs([number("inflow", inflow)]);
    assert_eq!(track("inflow", &at(100.0)), [(100.0, 640.0, None), (640.0, 1000.0, Some(Level::Caution))]);
    assert_eq!(track("ambient", &at(400.0)), [(-10.0, 46.0, None), (46.0, 48.0, Some(Level::Block))]);
    assert_eq!(track("ambient", &at(900.0)), [(-10.0, 36.0, None), (36.0, 48.0, Some(Level::Block))]);
    assert_eq!(track("ambient", &at(100.0)), [(-10.0, 48.0, None)]);
    assert_eq!(track("ambient", &at(f64::NAN)), [(-10.0, 48.0, Some(Level::Caution))]);
    assert_eq!(track("zone_1", &at(100.0)), []);
    assert_eq!(track("rain", &at(100.0)), []);
}

#[test]
fn zones_and_verdict_agree() {
    let manifest = manifest();
    for inflow in (100..=1000).step_by(25) {
        let given = inputs([number("inflow", f64::from(inflow))]);
        for zone in zones(&manifest.controls, "ambient", &given) {
            let middle = zone.from + (zone.to - zone.from) / 2.0;
            let verdict = check(
                &manifest.controls,
                &inputs([number("inflow", f64::from(inflow)), number("ambient", middle)]),
            );
            assert_eq!(verdict.of("ambient").map(|f| f.level).max(), zone.level, "{inflow} {middle}");
        }
    }
}

#[test]
fn a_blank_reason_is_none() {
    let verdict = check(&manifest().controls, &inputs([number("inflow", 700.0), number("ambient", 48.0)]));
    let reasons = |reason: &str| BTreeMap::from([("wet".to_owned(), reason.to_owned())]);
    assert_eq!(missing_reasons(&verdict, &BTreeMap::new()), ["wet"]);
    assert_eq!(missing_reasons(&verdict, &reasons(" ")), ["wet"]);
    assert!(missing_reasons(&verdict, &reasons("storm forecast")).is_empty());
}
