//! Every case of the suite within its tolerance, and with the same bits natively and in a browser.
//!
//! `UPDATE_GOLDEN=1 cargo test -p twinlet-life --test references` renews the hashes.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a helper that fails fails its test")]

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use twinlet_life::cases::{Case, CaseFile, Value, compare, evaluate};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// Laws, fits, estimates and systems by other programs.
const CASES: &str = include_str!("../../../tests/suite/life-cases.json");
/// What those have no cases for; made by `tests/interop/life_references.py`.
const REFERENCES: &str = include_str!("../../../tests/suite/life-references.json");
const GOLDEN: &str = include_str!("../../../tests/suite/life.golden.json");

fn cases(text: &str) -> Vec<Case> {
    serde_json::from_str::<CaseFile>(text).unwrap().filled()
}

/// Every case out of its tolerance, in words.
fn failed(text: &str) -> Vec<String> {
    let mut failed = Vec::new();
    for case in cases(text) {
        let found = match evaluate(&case) {
            Ok(found) => found,
            Err(why) => {
                failed.push(format!("{}: {why}", case.id));
                continue;
            }
        };
        for leaf in compare(&found, &case.expected) {
            if leaf.error > case.rtol && leaf.absolute > case.atol {
                failed.push(format!(
                    "{} {}: {:?}, not {:?} ({:e})",
                    case.id, leaf.path, leaf.found, leaf.expected, leaf.error
                ));
            }
        }
    }
    failed
}

#[test]
fn cases_agree_with_their_references() {
    for text in [CASES, REFERENCES] {
        let failed = failed(text);
        assert!(failed.is_empty(), "{} leaves:\n{}", failed.len(), failed.join("\n"));
    }
}

/// The bits of all numbers of a value.
fn digest(value: &Value, hash: &mut Sha256) {
    match value {
        Value::Number(x) if x.is_nan() => hash.update(b"nan"),
        Value::Number(x) => hash.update(x.to_bits().to_le_bytes()),
        Value::List(list) => list.iter().for_each(|value| digest(value, hash)),
        Value::Object(entries) => entries.values().for_each(|value| digest(value, hash)),
        Value::Text(text) => hash.update(text.as_bytes()),
        Value::Null(()) | Value::Bool(_) => hash.update(b"-"),
    }
}

/// One hash for each function.
fn summary() -> String {
    let mut hashes: BTreeMap<String, (usize, Sha256)> = BTreeMap::new();
    for case in cases(CASES).into_iter().chain(cases(REFERENCES)) {
        let entry = hashes.entry(case.function.clone()).or_default();
        entry.0 += 1;
        digest(&evaluate(&case).expect("the cases have answers"), &mut entry.1);
    }
    let line = |(name, (count, hash)): (&String, &(usize, Sha256))| {
        let bytes = hash.clone().finalize();
        let hex: String = bytes.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        format!("{name} {count} {hex}")
    };
    serde_json::to_string_pretty(&hashes.iter().map(line).collect::<Vec<String>>()).unwrap() + "\n"
}

#[test]
fn results_have_the_same_bits_everywhere() {
    let found = summary();
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/suite/life.golden.json");
        std::fs::write(path, &found).unwrap();
        return;
    }
    assert_eq!(found, GOLDEN, "renew with UPDATE_GOLDEN=1 when the change is meant");
}

/// The number that a function answers, or one of its figures.
fn answer(function: &str, args: &str, figure: &str) -> f64 {
    let text = format!(r#"{{"id":"a","fn":"{function}","args":{{{args}}},"expected":1}}"#);
    match evaluate(&serde_json::from_str(&text).unwrap()).unwrap_or_else(|why| panic!("{text}: {why}")) {
        Value::Number(x) => x,
        Value::Object(figures) => match figures.get(figure) {
            Some(Value::Number(x)) => *x,
            other => panic!("{text}: {figure} is {other:?}"),
        },
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn what_programs_name_differently_is_the_same() {
    let weibull = r#""dist":"weibull","alpha":1000,"beta":2"#;
    let units = r#""dist":"weibull","failures":[412,998,1210,1604,1987],"right_censored":[1500,2000,3000]"#;
    let two =
        r#""components":[{"dist":"weibull","alpha":1000,"beta":2},{"dist":"exponential","rate":0.001}]"#;
    for (a, b, figure) in [
        (("hazard_function", weibull, r#""t":50"#), ("hazard", weibull, r#""t":50"#), ""),
        (("inverse_sf", weibull, r#""p":0.75"#), ("quantile", weibull, r#""p":0.25"#), ""),
        (("B5", weibull, ""), ("b_life", weibull, r#""p":5"#), ""),
        (("b10_life", weibull, ""), ("quantile", weibull, r#""p":0.1"#), ""),
        (
            ("prob_fail_next", weibull, r#""age":5,"mission":3"#),
            ("p_fail_next", weibull, r#""age":5,"x":3"#),
            "",
        ),
        (("sf", r#""dist":"exp","rate":0.01"#, r#""t":5"#), ("sf", r#""rate":0.01"#, r#""t":5"#), ""),
        (
            ("sf", r#""dist":"weibull3","alpha":9,"beta":2"#, r#""t":5"#),
            ("sf", r#""dist":"Weibull_2P","scale":9,"shape":2"#, r#""t":5"#),
            "",
        ),
        (
            ("cdf", r#""dist":"gumbel_right","mu":9,"sigma":2"#, r#""t":5"#),
            ("cdf", r#""dist":"gumbel_r","loc":9,"scale":2"#, r#""t":5"#),
            "",
        ),
        (("rank_regression_y", units, ""), ("rank_regression", units, r#""method":"RRY""#), "beta"),
        (("b_life_ci", units, r#""p":0.1"#), ("fit_mle", units, r#""p":0.1"#), "upper"),
        (("cdf_bounds", units, r#""t":900"#), ("fit_mle", units, r#""at":900"#), "upper"),
        (("aicc", units, ""), ("fit_mle", units, ""), "aicc"),
        (("competing_risks_cdf", two, r#""t":80"#), ("competing_p_fail_next", two, r#""age":0,"x":80"#), ""),
        (
            ("mixture_quantile", two, r#""weights":[0.4,0.6],"p":0.1"#),
            ("quantile", two, r#""weights":[0.4,0.6],"p":0.1"#),
            "",
        ),
        (
            ("standby_cold", r#""rate":0.001"#, r#""n":3,"t":100"#),
            ("cold_standby", r#""dist":"exponential","lambda":0.001"#, r#""n":3,"t":100"#),
            "",
        ),
        (
            ("mcf", r#""events":[[5,10],[6,13]],"ends":[17,19]"#, r#""t":15"#),
            ("mcf", r#""systems":[[5,10,17],[6,13,19]]"#, r#""t":15"#),
            "mcf",
        ),
    ] {
        let [a, b] = [a, b].map(|(function, args, more)| {
            let both = if more.is_empty() { args.to_owned() } else { format!("{args},{more}") };
            answer(function, &both, figure)
        });
        assert!(a.to_bits() == b.to_bits() && a.is_finite() && a > 0.0, "{a} {b}");
    }
    // The bounds of what survives are those of what failed, from the other side.
    let at = format!(r#"{units},"t":900"#);
    assert_eq!(answer("sf_bounds", &at, "lower"), 1.0 - answer("cdf_bounds", &at, "upper"));
}

#[test]
fn what_cannot_be_answered_says_why() {
    for (case, why) in [
        (r#"{"id":"a","fn":"sff","args":{},"expected":1}"#, "there is no function `sff`"),
        (r#"{"id":"a","fn":"sf","args":{"dist":"cauchy","t":1},"expected":1}"#, "there is no law `cauchy`"),
        (
            r#"{"id":"a","fn":"sf","args":{"dist":"weibull","alpha":1,"t":1},"expected":1}"#,
            "`beta` is missing",
        ),
        (
            r#"{"id":"a","fn":"sf","args":{"dist":"weibull","alpha":1,"beta":-2,"t":1},"expected":1}"#,
            "`shape` is -2",
        ),
        (r#"{"id":"a","fn":"km","args":{"failures":[-1],"t":1},"expected":1}"#, "the time -1 of unit 1"),
        (
            r#"{"id":"a","fn":"k_out_of_n","args":{"k":3,"reliability":[0.5]},"expected":1}"#,
            "more than there are units",
        ),
    ] {
        let said = evaluate(&serde_json::from_str(case).unwrap()).unwrap_err().to_string();
        assert!(said.contains(why), "{case}: {said}");
    }
}
