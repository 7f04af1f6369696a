//! The golden suite: the same bits natively and in a browser.
//!
//! The station runs on a closed-form hydraulic map, so that no inference engine takes part. Results are
//! compared by the SHA-256 of the whole outlook; the figures beside it are for people.
//! `UPDATE_GOLDEN=1 cargo test -p twinlet-core --features authoring --test golden` renews the files.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

#[path = "station/hydraulics.rs"]
mod hydraulics;

use twinlet_core::bundle::sha256_hex;
use twinlet_core::ensemble::{Ensemble, ModelFacts};
use twinlet_core::manifest::{self, resolved::Manifest};
use twinlet_core::outlook::Outlook;
use twinlet_core::protocol::{InputValue, RunPlan};
use twinlet_core::record::canonical_json;
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

fn ensemble(manifest: &Manifest, preset: &str, set: &[(&str, f64)], members: u32) -> Ensemble {
    let mut inputs = manifest.scenario.presets.iter().find(|p| p.id == preset).unwrap().values.clone();
    inputs.values.extend(set.iter().map(|(id, x)| ((*id).to_owned(), InputValue::Number(*x))));
    let plan = RunPlan { seed: 7, members, stop: None, inputs, flips: false };
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
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).map_err(|e| e.to_string());
    let compiled = manifest::compile_yaml(&read("twin.yaml").unwrap(), "twin.yaml", &read).unwrap();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(folder.join("../../tests/suite/pump-station.compiled.json"), &compiled.json).unwrap();
        return;
    }
    assert_eq!(compiled.json, COMPILED, "the app's manifest has changed: renew with UPDATE_GOLDEN=1");
    assert_eq!(compiled.manifest, manifest());
}
