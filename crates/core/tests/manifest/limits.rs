//! Limits on changed minimal manifests: unknown values, expiry, bounds from a model's domain, cases.

use twinlet_core::date::Date;
use twinlet_core::diag::{Code, Severity};
use twinlet_core::guardrail::{Finding, Level, check, check_on, zones};
use twinlet_core::manifest::resolved::Manifest;
use twinlet_core::manifest::{Compiled, expired_limits, from_json};
use twinlet_core::protocol::{InputValue, InputValues};

use crate::common::{compile, minimal_text, shown, suite};

const MODEL: &str = "map: { bundle: ../../../../models/pump-station/bundle, version: 1.1.0 }";

/// The minimal manifest with one limit `it`.
fn text(limit: &str) -> String {
    let text = minimal_text().replace("map: { bundle: bundle, version: 1.2.3 }", MODEL);
    let (before, rest) = text.split_once("limits:\n").unwrap();
    let (_, after) = rest.split_once("scenario:\n").unwrap();
    format!("{before}limits:\n  - {{ id: it, text: Not so., owner: Safety, {limit} }}\nscenario:\n{after}")
}

fn compiled(limit: &str) -> Compiled {
    compile(&text(limit), &suite().join("good")).unwrap_or_else(|found| panic!("{}", shown(&found)))
}

fn given(values: &[(&str, InputValue)]) -> InputValues {
    let values = values.iter().map(|(id, value)| ((*id).to_owned(), value.clone()));
    InputValues { values: values.collect(), ..InputValues::default() }
}

fn said(manifest: &Manifest, inputs: &InputValues, today: Option<Date>) -> Option<Finding> {
    check_on(&manifest.controls, inputs, today).findings.into_iter().find(|finding| finding.limit == "it")
}

#[test]
fn unknown_is_neither_zero_nor_fine() {
    use InputValue::{Choice, Number};
    let missing = Choice("no number".into());
    let unknown = [missing, Number(f64::NAN)];
    let infinite = [Number(f64::INFINITY), Number(f64::NEG_INFINITY)];
    for (name, level) in [("advise", Level::Advise), ("caution", Level::Caution), ("block", Level::Block)] {
        let of_bound = format!("input: ambient, level: {name}, above: inflow / 10");
        let with_inverse = format!("input: ambient, level: {name}, above: 46 / (inflow - 400)");
        let constant = format!("input: ambient, level: {name}, above: 40");
        let below = format!("input: ambient, level: {name}, below: 0");
        let [crosses, unknown_level] = [Some(level), Some(Level::Caution)];
        let mut cases = vec![
            (&of_bound, "inflow", Number(300.0), crosses),
            (&of_bound, "inflow", Number(320.0), None),
            (&with_inverse, "inflow", Number(400.0), Some(Level::Block)),
            (&constant, "ambient", Number(41.0), crosses),
            (&constant, "ambient", Number(f64::INFINITY), crosses),
            (&constant, "ambient", Number(f64::NEG_INFINITY), unknown_level),
            (&below, "ambient", Number(f64::NEG_INFINITY), crosses),
            (&below, "ambient", Number(f64::INFINITY), unknown_level),
        ];
        let both = [(&of_bound, "inflow"), (&constant, "ambient"), (&below, "ambient")];
        for (limit, id) in both {
            cases.extend(unknown.iter().map(|value| (limit, id, value.clone(), unknown_level)));
        }
        cases.extend(infinite.iter().map(|value| (&of_bound, "inflow", value.clone(), unknown_level)));
        for (limit, id, value, expected) in cases {
            let found = said(&compiled(limit).manifest, &given(&[(id, value.clone())]), None);
            assert_eq!(found.as_ref().map(|f| f.level), expected, "{limit}: {id} = {value:?}");
            assert!(found.is_none_or(|f| f.bound.is_finite()), "{limit}: {id} = {value:?}");
        }
    }
}

#[test]
fn an_unknown_value_is_named() {
    let inflow = given(&[("inflow", InputValue::Number(f64::NAN))]);
    let ambient = given(&[("ambient", InputValue::Number(f64::NAN))]);
    let at_400 = given(&[("inflow", InputValue::Number(400.0))]);
    let manifest = compiled("input: ambient, level: advise, above: 46 / (inflow - 400)").manifest;
    for (inputs, expected) in [
        (&inflow, "Inflow is unknown, so this limit on Ambient cannot be judged. Not so."),
        (&ambient, "Ambient is unknown, so this limit on Ambient cannot be judged. Not so."),
        (&at_400, "The limit on Ambient has no value at these inputs. Not so."),
    ] {
        assert_eq!(said(&manifest, inputs, None).unwrap().text, expected);
    }
    let levels = |inputs| {
        zones(&manifest.controls, "ambient", inputs).iter().map(|zone| zone.level).collect::<Vec<_>>()
    };
    assert_eq!((levels(&inflow), levels(&at_400)), (vec![Some(Level::Caution)], vec![Some(Level::Block)]));
}

#[test]
fn an_expired_limit_stays_in_force_and_says_so() {
    let limit = "input: ambient, level: block, above: 40, expires: 2026-12-31";
    let manifest = compiled(limit).manifest;
    let hot = given(&[("ambient", InputValue::Number(41.0))]);
    let expired = "Not so. This rule expired on 2026-12-31; ask Safety.";
    for (today, expected) in [
        (None, "Not so."),
        (Some("2026-12-30"), "Not so."),
        (Some("2026-12-31"), "Not so."),
        (Some("2027-01-01"), expired),
    ] {
        let today = today.map(|text| Date::parse(text).unwrap());
        let found = said(&manifest, &hot, today).unwrap();
        assert_eq!((found.level, found.text.as_str()), (Level::Block, expected), "{today:?}");
        let verdict = check_on(&manifest.controls, &InputValues::default(), today);
        assert_eq!(verdict, check(&manifest.controls, &InputValues::default()));
        let listed = expired_limits(&text(limit), "twin.yaml", today.unwrap_or(Date::after_1970(0))).unwrap();
        let listed: Vec<_> = listed.iter().map(|d| (d.code, d.path.as_str(), d.place.is_some())).collect();
        let late = [(Code::LimitExpired, "limits[0].expires", true)];
        assert_eq!(listed, if expected == expired { &late[..] } else { &[] }, "{today:?}");
    }
}

#[test]
fn a_bound_comes_from_the_models_domain() {
    let title = "Hydraulics of a three-pump station (Riverside)";
    for (side, edge, bound, value, word) in
        [("above", "max", 22.0, 23.0, "highest"), ("below", "min", 1.0, 0.5, "lowest")]
    {
        let domain = format!("{{ domain: map, input: water_temperature, edge: {edge} }}");
        let compiled =
            compiled(&format!("input: ambient, level: caution, {side}: {domain}, source: Ask us."));
        let hot = given(&[("ambient", InputValue::Number(value))]);
        let found = said(&compiled.manifest, &hot, None).unwrap();
        let expected = format!(
            "Not so. Ask us. {bound} °C is the {word} “Water temperature” that the model “{title}” 1.1.0 was validated on."
        );
        assert_eq!((found.bound, found.text), (bound, expected));
        let inside = given(&[("ambient", InputValue::Number(bound))]);
        assert_eq!(said(&compiled.manifest, &inside, None), None);
        assert_eq!(from_json(&compiled.json), Ok(compiled.manifest));
    }
}

#[test]
fn an_altered_bundle_gives_no_bound() {
    let domain = "{ domain: map, input: water_temperature, edge: max }";
    let text = text(&format!("input: ambient, level: caution, above: {domain}"));
    let folder = suite().join("good");
    for (altered, from, to, expected) in [
        ("domain.json", "\"max\":22.0", "\"max\":99.0", "`domain.json` of model"),
        ("contract.json", "\"Cel\"", "\"K\"", "`contract.json` of model"),
        ("bundle.json", "\"bundle_version\": 1", "\"bundle_version\": 2", "bundle version 2 is newer"),
    ] {
        let read = |name: &str| {
            let text = std::fs::read_to_string(folder.join(name)).map_err(|e| e.to_string())?;
            Ok(if name.ends_with(altered) { text.replace(from, to) } else { text }.into_bytes())
        };
        let found = twinlet_core::manifest::compile_yaml(&text, "twin.yaml", &read).unwrap_err();
        let errors = found.iter().filter(|d| d.severity == Severity::Error);
        let found: Vec<_> = errors.map(|d| (d.code, d.path.as_str(), d.message.as_str())).collect();
        let [(Code::DomainBound, "limits[0].above.domain", message)] = found[..] else { panic!("{found:?}") };
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn cases_are_not_shipped() {
    let cases =
        "cases: [{ values: { ambient: 41 }, expect: block }, { values: { ambient: 40 }, expect: ok }]";
    let with = compiled(&format!("input: ambient, level: block, above: 40, {cases}"));
    let without = compiled("input: ambient, level: block, above: 40");
    assert_eq!((with.json, with.manifest), (without.json, without.manifest));
    let codes = |found: &[twinlet_core::diag::Diagnostic]| found.iter().map(|d| d.code).collect::<Vec<_>>();
    assert_eq!((codes(&with.warnings), codes(&without.warnings)), (vec![], vec![Code::NoCases]));
}
