//! `twinlet run --trace`: from a number back to what was set, for both forms of app.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use serde_json::Value;
use support::site::{repository, text};
use support::twinlet;

fn run(app: &str, arguments: &[&str]) -> Result<String, String> {
    let app = text(&repository(app));
    let output = twinlet(&[&["run", &app], arguments].concat(), "");
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout).unwrap()),
        false => Err(String::from_utf8(output.stderr).unwrap()),
    }
}

fn json(app: &str, arguments: &[&str]) -> Value {
    serde_json::from_str(&run(app, &[arguments, &["--format", "json"]].concat()).unwrap()).unwrap()
}

/// Every step of a trace.
fn steps(item: &Value) -> Vec<&Value> {
    let behind = item["from"].as_array().into_iter().flatten().flat_map(steps);
    std::iter::once(item).chain(behind).collect()
}

fn step<'v>(trace: &'v Value, kind: &str, id: &str) -> &'v Value {
    let is = |step: &&Value| step["kind"] == kind && step["id"] == id;
    steps(&trace["number"]).into_iter().find(is).unwrap_or_else(|| panic!("no {kind} `{id}` in {trace:#}"))
}

fn notes(step: &Value) -> String {
    step["notes"].to_string()
}

#[test]
fn a_number_of_a_whatif_app_leads_back_to_what_was_set() {
    let app = "apps/transformer-loading";
    let set = ["--set", "evening_load=135"];
    let answer = json(app, &set);
    let trace = json(app, &[&set[..], &["--trace", "margin"]].concat());
    let shown = answer["outputs"].as_array().unwrap().iter().find(|o| o["id"] == "margin").unwrap();
    assert_eq!(trace["number"]["worth"]["numbers"], shown["series"], "the number is the one that is shown");
    assert_eq!(trace["number"]["state"], shown["state"]);
    assert!(trace["number"]["how"].as_str().unwrap().starts_with("120 - Hot spot, highest;"), "{trace:#}");
    let load = step(&trace, "input", "evening_load");
    let worth = &load["worth"]["set"];
    assert_eq!(
        (&worth["value"], &worth["default"], &worth["unit"]),
        (&135.0.into(), &130.0.into(), &"%".into())
    );
    assert!(notes(load).contains("Caution: Above 130 %"), "{load:#}");
    assert!(load["how"].as_str().unwrap().starts_with("Changed"), "{load:#}");
    let day = step(&trace, "input", "day_load");
    assert!(notes(day).contains("Within its range") && day["how"] == "The app's default.", "{day:#}");
    // The model's own input: 24 values, of which the highest is the evening's load as a share.
    let given = step(&trace, "given", "load")["worth"]["numbers"]["values"].as_array().unwrap();
    let highest = given.iter().map(|x| x.as_f64().unwrap()).fold(0.0, f64::max);
    assert_eq!((given.len(), highest), (24, 1.35));
    let thermal =
        trace["versions"]["models"].as_array().unwrap().iter().find(|m| m["id"] == "thermal").unwrap();
    let model = step(&trace, "model", "temperatures");
    assert_eq!(model["worth"]["words"], thermal["version"]);
    let hash = thermal["sha256"].as_str().unwrap().get(..12).unwrap();
    assert!(model["how"].as_str().unwrap().contains(hash), "{model:#}");
}

#[test]
fn a_search_and_a_rule_are_traced_too() {
    let app = "apps/transformer-loading";
    let heat = json(app, &["--preset", "heat", "--trace", "latest_end"]);
    assert_eq!((&heat["number"]["kind"], &heat["number"]["id"]), (&"study".into(), &"latest_end".into()));
    assert!(heat["number"]["how"].as_str().unwrap().contains("stays at or below 120"), "{heat:#}");
    assert_eq!(step(&heat, "input", "ambient")["how"], "As in the scenario “Heat wave”.");
    let decision = run(app, &["--preset", "heat", "--trace", "decision"]).unwrap();
    for part in ["[rule `decision.rules[", "Hot spot, highest", "Model thermal 1.0.0, SHA-256"] {
        assert!(decision.contains(part), "{part} is not in\n{decision}");
    }
    let said = run(app, &["--trace", "nothing"]).unwrap_err();
    assert!(
        said.contains("no number `nothing`") && said.contains("hot_spot_max") && said.contains("decision")
    );
}

#[test]
fn a_number_of_a_station_leads_back_to_what_was_set() {
    let app = "apps/pump-station";
    let few = ["--members", "40", "--no-flips", "--finding", "pump_2:grade:D", "--set", "ambient_max=36"];
    let outlook = json(app, &few);
    let traced = |name: &str| json(app, &[&few[..], &["--trace", name]].concat());
    let risk = traced("pump_2.risk");
    let shown = 100.0 * outlook["assets"][1]["risk"]["value"].as_f64().unwrap();
    assert_eq!(risk["number"]["worth"]["numbers"]["values"][0].as_f64().unwrap(), shown);
    assert_eq!(risk["versions"]["ensemble"], serde_json::json!([40, 7]));
    assert!(notes(step(&risk, "input", "ambient_max")).contains("Caution: Few validated days"));
    assert_eq!(step(&risk, "finding", "pump_2")["worth"]["words"], "pump_2:grade:D");
    for (kind, id) in [
        ("rule", "modes.bearing"),
        ("number", "pump_2.defect_now"),
        ("input", "zone_pump_2"),
        ("model", "hydraulics"),
        ("fixed", "assets.pump_2.effective_age_h"),
    ] {
        step(&risk, kind, id);
    }
    let window = traced("window");
    assert_eq!(window["number"]["id"], "pump_2.window");
    assert_eq!(step(&window, "fixed", "decision.inspection.cost")["worth"]["words"], "190 EUR");
    assert_eq!(
        steps(&traced("station.risk")["number"]).iter().filter(|s| s["id"] == "modes.seal").count(),
        3
    );
}

#[test]
fn a_station_says_how_far_an_input_may_go_or_that_there_is_no_such_value() {
    let app = "apps/pump-station";
    let ask = |arguments: &[&str]| json(app, &[&["--highest", "ambient_max"], arguments].concat());
    let healthy = ["--preset", "healthy"];
    // Every pump of the healthy station fails with less than one in ten; few per mille are too much to ask for.
    let far = ask(&[&healthy[..], &["--risk", "0.1"]].concat());
    assert!(far["at"].as_f64().unwrap() > 31.0, "{far}");
    assert!(far["sentence"].as_str().unwrap().starts_with("Every risk stays "), "{far}");
    let none = ask(&[&healthy[..], &["--risk", "0"]].concat());
    assert!(none["at"].is_null() && none["sentence"].as_str().unwrap().starts_with("No value of "), "{none}");
    let sick = run(app, &["--highest", "ambient_max"]).unwrap();
    assert!(sick.contains("5 %"), "{sick}");
    assert!(run(app, &["--highest", "zone_pump_1"]).unwrap_err().contains("no numeric input"));
    assert!(run("apps/transformer", &["--highest", "load"]).unwrap_err().contains("`solve`"));
}
