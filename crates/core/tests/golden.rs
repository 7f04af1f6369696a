//! The golden suite: the same bits natively and in a browser.
//!
//! The station runs on a closed-form hydraulic map, so that no inference engine takes part. Results are
//! compared by the SHA-256 of the whole outlook; the figures beside it are for people.
//! `UPDATE_GOLDEN=1 cargo test -p twinlet-core --features authoring --test golden` renews the files.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

#[path = "station/hydraulics.rs"]
mod hydraulics;

use twinlet_core::authority::{Confirmation, Level, NO_SECURITY};
use twinlet_core::bundle::sha256_hex;
use twinlet_core::date::Date;
use twinlet_core::ensemble::{Ensemble, ModelFacts};
use twinlet_core::manifest::{self, resolved::Manifest};
use twinlet_core::outlook::{Outlook, StartCost};
use twinlet_core::protocol::{Context, InputValue, InputValues, LoadedModel, RunPlan};
use twinlet_core::record::canonical_json;
use twinlet_core::report;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const COMPILED: &str = include_str!("../../../tests/suite/pump-station.compiled.json");
const GOLDEN: &str = include_str!("../../../tests/suite/pump-station.golden.json");

fn facts() -> ModelFacts {
    let part = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    ModelFacts {
        contract: serde_json::from_value(part(include_str!("../../../tests/suite/model/contract.json")))
            .unwrap(),
        domain: serde_json::from_value(part(include_str!("../../../tests/suite/model/domain.json"))).unwrap(),
        residuals: serde_json::from_value(part(include_str!("../../../tests/suite/model/residuals.json")))
            .unwrap(),
    }
}

fn manifest() -> Manifest {
    manifest::from_json(COMPILED).unwrap()
}

/// An ensemble of a preset, with findings behind its name.
fn ensemble(manifest: &Manifest, preset: &str, set: &[(&str, f64)], members: u32) -> Ensemble {
    let mut words = preset.split(' ');
    let preset = words.next().unwrap();
    let mut inputs = manifest.scenario.presets.iter().find(|p| p.id == preset).unwrap().values.clone();
    inputs.findings = words.map(|finding| finding.parse().unwrap()).collect();
    inputs.values.extend(set.iter().map(|(id, x)| ((*id).to_owned(), InputValue::Number(*x))));
    let plan = RunPlan { seed: 7, members, stop: None, inputs, flips: false, context: Context::default() };
    let mut evaluate = |rows: &[Vec<f64>]| Ok(rows.iter().flat_map(|r| hydraulics::answer(r)).collect());
    Ensemble::new(manifest, &facts(), &plan, &mut evaluate).unwrap()
}

fn run(preset: &str, set: &[(&str, f64)]) -> Outlook {
    let manifest = manifest();
    let mut ensemble = ensemble(&manifest, preset, set, 24);
    ensemble.advance(24);
    ensemble.outlook()
}

/// One line per case: name, hash, risks of the assets.
fn summary() -> String {
    let cases = [
        ("healthy", "healthy", vec![]),
        ("zone-d", "pump-2-zone-d", vec![]),
        ("zone-d-edge", "pump-2-zone-d", vec![("ambient_max", 38.0)]),
        ("zone-d-wet", "pump-2-zone-d", vec![("inflow_mean", 600.0), ("ambient_max", 20.0)]),
        ("zone-d-no-defect", "pump-2-zone-d pump_2:no_defect", vec![]),
        ("zone-d-repaired", "pump-2-zone-d pump_2:repaired:bearing pump_2:grade:A", vec![]),
    ];
    let line = |(name, preset, set): &(&str, &str, Vec<(&str, f64)>)| {
        let outlook = run(preset, set);
        let risks: Vec<f64> = outlook.assets.iter().map(|a| a.risk.shown().value).collect();
        let hash = sha256_hex(canonical_json(&outlook).unwrap().as_bytes());
        format!("{name} {hash} {risks:?} {:?}", outlook.decision.status)
    };
    let lines: Vec<String> = cases.iter().map(line).collect();
    serde_json::to_string_pretty(&lines).unwrap() + "\n"
}

#[test]
fn results_have_the_same_bits_everywhere() {
    let found = summary();
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(
            concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/suite/pump-station.golden.json"),
            &found,
        )
        .unwrap();
        return;
    }
    assert_eq!(found, GOLDEN, "renew with UPDATE_GOLDEN=1 when the change is meant");
}

#[test]
fn chunks_change_no_digit() {
    let manifest = manifest();
    let [mut whole, mut parts] = [0, 1].map(|_| ensemble(&manifest, "pump-2-zone-d", &[], 7));
    whole.advance(7);
    for count in [1, 3, 2, 5] {
        parts.advance(count);
    }
    assert_eq!(whole.outlook(), parts.outlook());
}

#[test]
fn outside_the_domain_there_is_no_window() {
    let outlook = run("pump-2-zone-d", &[("inflow_mean", 800.0), ("ambient_max", 36.0)]);
    assert_eq!(outlook.decision.status, twinlet_core::decision::Status::Withheld, "{:?}", outlook.domain);
    assert!(outlook.decision.recommendations.is_empty());
    assert!(outlook.assets.iter().all(|a| a.after_inspection.is_none() && a.unguarded.is_some()));
}

#[test]
fn the_fingerprint_ignores_where_bundles_lie() {
    let moved = COMPILED.replace("../../models/pump-station/bundle", "models/hydraulics");
    assert_ne!(moved, COMPILED);
    assert_eq!(manifest::fingerprint(&moved).unwrap(), manifest::fingerprint(COMPILED).unwrap());
    let changed = COMPILED.replace("0.05", "0.06");
    assert_ne!(manifest::fingerprint(&changed).unwrap(), manifest::fingerprint(COMPILED).unwrap());
}

#[cfg(all(not(target_arch = "wasm32"), feature = "authoring"))]
#[test]
fn the_compiled_manifest_is_the_apps() {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../apps/pump-station"));
    let read = |name: &str| std::fs::read(folder.join(name)).map_err(|e| e.to_string());
    let text = std::fs::read_to_string(folder.join("twin.yaml")).unwrap();
    let compiled = manifest::compile_yaml(&text, "twin.yaml", &read).unwrap();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(folder.join("../../tests/suite/pump-station.compiled.json"), &compiled.json).unwrap();
        return;
    }
    assert_eq!(compiled.json, COMPILED, "the app's manifest has changed: renew with UPDATE_GOLDEN=1");
    assert_eq!(compiled.manifest, manifest());
}

#[test]
fn a_report_says_what_was_decided() {
    let manifest = manifest();
    let mut ensemble = ensemble(&manifest, "pump-2-zone-d pump_2:no_defect", &[], 24);
    ensemble.advance(24);
    let outlook = ensemble.outlook();
    let findings = vec!["pump_2:no_defect".parse().unwrap()];
    let preset = manifest.scenario.presets.iter().find(|p| p.id == "pump-2-zone-d").unwrap();
    let inputs = InputValues { findings, ..preset.values.clone() };
    let context = Context { date: Date::parse("2026-11-27"), ..Context::default() };
    let plan = RunPlan { seed: 7, members: 24, inputs, flips: false, stop: None, context };
    let model = LoadedModel { id: "hydraulics".into(), version: "1.1.0".into(), sha256: "ab12".into() };
    let report = report::Report {
        manifest: &manifest,
        plan: &plan,
        outlook: &outlook,
        contracts: &[facts().contract],
        models: &[model],
        manifest_sha256: "cd34",
        build: "worker-1",
        made_at: "2026-11-21 18:00 UTC",
        reasons: &[("ambient-hot".to_owned(), "fans <checked>".to_owned())].into(),
        confirmations: &[],
        remark: "Crew knows.",
        record: "{\"a\":1}",
    };
    let text = report::html(&report);
    for part in [
        outlook.decision.headline.as_str(),
        "2026-11-21 18:00 UTC",
        "Finding: pump_2:no_defect",
        "fans &lt;checked&gt;",
        "Crew knows.",
        "ab12",
        "cd34",
        "24 members, seed 7",
        "{&quot;a&quot;:1}",
        "Ambient, highest",
        "34 °C",
        "(2026-11-27)",
        "The plan of all",
        "proven to be the best of all possible starts",
        "left alone",
    ] {
        assert!(text.contains(part), "{part} is missing");
    }
    assert_eq!(text.matches("<figure>").count(), 3, "a drawing of each pump");
    assert!(!text.contains("<script") && !text.contains("NaN") && !text.contains("://"));
}

#[test]
fn a_report_says_who_answered_and_that_nobody_checked() {
    let mut manifest = manifest();
    let who = vec!["Shift engineer".to_owned(), "Duty manager".to_owned()];
    manifest.authority = Some(manifest::raw::Authority { level: Level::TwoPerson, who });
    let mut ensemble = ensemble(&manifest, "pump-2-zone-d", &[], 24);
    ensemble.advance(24);
    let outlook = ensemble.outlook();
    let context = Context::default();
    let plan =
        RunPlan { seed: 7, members: 24, inputs: InputValues::default(), flips: false, stop: None, context };
    let first = Confirmation::new(Level::TwoPerson).signed("Ada <Byron>", "2026-11-21T10:00:00Z").unwrap();
    let both = first.signed("Grace Hopper", "2026-11-21T10:20:00Z").unwrap();
    let html = |confirmations: &[(String, Confirmation)]| {
        report::html(&report::Report {
            manifest: &manifest,
            plan: &plan,
            outlook: &outlook,
            contracts: &[],
            models: &[],
            manifest_sha256: "",
            build: "",
            made_at: "",
            reasons: &[].into(),
            confirmations,
            remark: "",
            record: "",
        })
    };
    for (confirmations, said) in [
        (vec![], "Nobody has answered to this decision."),
        (vec![("Pump 2".to_owned(), first)], "a second person has yet to confirm"),
        (vec![("Pump 2".to_owned(), both)], "and by Grace Hopper, 2026-11-21 10:20 UTC."),
    ] {
        let text = html(&confirmations);
        assert!(text.contains(said) && text.contains(NO_SECURITY), "{said}");
        assert!(text.contains("Shift engineer, then Duty manager") && !text.contains("<Byron"));
    }
}

/// The areas of the picture by mode add up to the curve above them, and every start has its cost.
#[test]
fn modes_add_up_on_the_way_and_starts_have_their_cost() {
    let outlook = run("pump-2-zone-d", &[]);
    for asset in &outlook.assets {
        let failure = asset.failure.shown();
        assert_eq!(asset.course_h.len(), 13);
        for (k, t) in asset.course_h.iter().enumerate() {
            let at = failure.times_h.iter().position(|other| other == t).unwrap();
            let sum: f64 = asset.modes.iter().map(|m| m.course[k]).sum();
            assert!((sum - failure.mean[at]).abs() < 1e-9, "{} at {t} h", asset.id);
        }
        assert!(!asset.costs.is_empty() && asset.costs.iter().any(|c| c.feasible), "{}", asset.id);
        assert!(asset.costs.is_sorted_by(|a, b| a.start_h < b.start_h));
        assert!(asset.costs.iter().all(|c| c.low <= c.mean.max(c.high) && c.low <= c.high));
    }
    let chosen = outlook.decision.recommendations.first().unwrap();
    let costs = &outlook.assets.iter().find(|a| a.id == chosen.asset).unwrap().costs;
    let is_chosen = |c: &StartCost| (c.mean - chosen.cost_with).abs() < 1e-9 * chosen.cost_with;
    assert!(
        costs.iter().any(|c| c.feasible && is_chosen(c)),
        "the cost of the chosen start is in the picture"
    );
}
