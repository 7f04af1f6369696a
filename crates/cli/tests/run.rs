//! `twinlet run` of a what-if app: what people read is what programs get.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use serde_json::Value;
use support::site::{repository, text};
use support::twinlet;

fn printed(arguments: &[&str]) -> String {
    let app = text(&repository("apps/transformer-loading"));
    let output = twinlet(&[&["run", &app], arguments].concat(), "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn studies_and_recommendation_are_in_both_forms() {
    for load in ["evening_load=115", "evening_load=150"] {
        let prose = printed(&["--set", load]);
        let json: Value = serde_json::from_str(&printed(&["--set", load, "--format", "json"])).unwrap();
        assert!(json["outputs"][0]["id"].is_string() && json["domain"]["state"].is_string());
        let studies = json["studies"].as_array().unwrap();
        for study in studies {
            let title = study["title"].as_str().unwrap();
            assert!(prose.contains(&format!("  {title}:")), "{title} is not in\n{prose}");
            assert!(study["id"].is_string() && study["asked"].as_u64().unwrap() > 0, "{study}");
        }
        let kinds = |kind: &str| studies.iter().filter(|study| study["found"][kind].is_object()).count();
        assert!(kinds("solve") > 0 && kinds("sensitivity") > 0 && kinds("sweep") > 0, "{json}");
        let recommendation = &json["recommendation"];
        assert!(prose.contains(recommendation["question"].as_str().unwrap()), "{prose}");
        let expected = match recommendation["rule"]["say"].as_str() {
            Some(say) => format!("  {say} ("),
            None => "No recommendation".to_owned(),
        };
        assert!(prose.contains(&expected), "{expected}\n{prose}");
    }
}

#[test]
fn an_app_without_either_says_so() {
    let app = text(&repository("apps/transformer"));
    let output = twinlet(&["run", &app, "--format", "json"], "");
    let json: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&json["studies"], &json["recommendation"]), (&Value::Array(Vec::new()), &Value::Null));
}
