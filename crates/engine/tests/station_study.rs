//! Studies of the pump station with its real bundle: every point is the run of its inputs.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::BTreeMap;
use std::path::Path;

use twinlet_core::bundle::{INDEX, REQUIRED, RESIDUALS};
use twinlet_core::outlook::Outlook;
use twinlet_core::protocol::{Context, InputValue, InputValues, RunPlan};
use twinlet_core::study::{Bar, Found, Point, STATION_MEMBERS, StudyAnswer, Swept};
use twinlet_engine::{Run, StationStudy, Twin};

const MANIFEST: &str = include_str!("../../../tests/suite/pump-station.compiled.json");

fn twin() -> Twin {
    twin_of(MANIFEST)
}

fn twin_of(manifest: &str) -> Twin {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/pump-station/bundle");
    let names = [INDEX, RESIDUALS].into_iter().chain(REQUIRED);
    let files = names.map(|n| (n.to_owned(), std::fs::read(folder.join(n)).unwrap())).collect();
    Twin::load(manifest, &BTreeMap::from([("hydraulics".to_owned(), files)])).unwrap()
}

fn inputs(changes: &[(&str, InputValue)]) -> InputValues {
    let zones = [("zone_pump_2", "D"), ("zone_pump_3", "C")];
    let zones = zones.map(|(id, zone)| (id.to_owned(), InputValue::Choice(zone.to_owned())));
    let changes = changes.iter().map(|(id, value)| ((*id).to_owned(), value.clone()));
    InputValues { values: zones.into_iter().chain(changes).collect(), ..InputValues::default() }
}

fn plan(members: u32, inputs: InputValues) -> RunPlan {
    RunPlan { seed: 7, members, stop: None, inputs, flips: false, context: Context::default() }
}

fn asked(twin: &Twin, id: &str) -> StudyAnswer {
    StationStudy::start(twin, &plan(1000, inputs(&[])), id).unwrap().complete(twin).unwrap()
}

/// The run of a point by itself.
fn run(twin: &Twin, changes: &[(&str, InputValue)]) -> Outlook {
    let run = Run::start(twin, plan(STATION_MEMBERS, inputs(changes))).unwrap();
    run.complete(twin, |_| ()).unwrap()
}

/// Highest risk of a run in per cent, with its interval.
fn highest(outlook: &Outlook) -> [f64; 3] {
    let risks = outlook.assets.iter().map(|asset| asset.risk.shown());
    let highest = risks.max_by(|a, b| a.value.total_cmp(&b.value)).unwrap();
    [highest.value, highest.interval.low, highest.interval.high].map(|p| 100.0 * p)
}

fn assert_is(point: &Point, expected: [f64; 3], what: &str) {
    let shown = point.predicted.unwrap().shown();
    let found = [shown.value, shown.interval.low, shown.interval.high];
    let near = found.iter().zip(expected).all(|(a, b)| (a - b).abs() <= 1e-12 * b.abs().max(1.0));
    assert!(near, "{what}: {found:?}, the run says {expected:?}");
}

#[test]
fn what_drives_the_risk_counts_choices() {
    let twin = twin();
    let answer = asked(&twin, "drivers");
    let Found::Sensitivity(found) = &answer.found else { panic!("{answer:?}") };
    assert_eq!(found.unit, "%");
    assert_is(&found.base, highest(&run(&twin, &[])), "as it is");
    let bar: &Bar = found.bars.first().unwrap();
    let zone = |letter: &str| InputValue::Choice(letter.to_owned());
    assert_eq!(bar.input, "zone_pump_2", "the pump in zone D carries the highest risk");
    assert_eq!(bar.high_at, zone("D"));
    for (at, point) in [(&bar.low_at, &bar.low), (&bar.high_at, &bar.high)] {
        assert_is(point, highest(&run(&twin, &[("zone_pump_2", at.clone())])), &format!("{at:?}"));
    }
    let ids: Vec<&str> = found.bars.iter().map(|bar| bar.input.as_str()).collect();
    assert_eq!(ids.len(), 5, "two numbers and three zones: {ids:?}");
    // The base, both ends of two numbers, four zones of three pumps.
    assert_eq!(answer.asked, 1 + 2 * 2 + 3 * 4);
    assert_eq!(answer.notices, ["Each point from the same 40 members (seed 7)."]);
}

#[test]
fn a_map_is_that_of_the_runs_and_marks_what_is_blocked() {
    let twin = twin();
    let answer = asked(&twin, "weather");
    let Found::Sweep(Swept { x, y, cells, .. }) = answer.found else { panic!() };
    assert_eq!((x.values.len(), y.values.len(), cells.len()), (9, 7, 63));
    let at = |column: usize, row: usize| {
        let ends = [("inflow_mean", x.values[column]), ("ambient_max", y.values[row])];
        (&cells[row * 9 + column], ends.map(|(id, value)| (id, InputValue::Number(value))))
    };
    // More than the station carries, at whatever heat.
    let (cell, _) = at(8, 6);
    assert_eq!((cell.predicted, cell.blocked.is_some()), (None, true));
    let inside: Vec<_> = (0..7)
        .flat_map(|row| (0..9).map(move |column| (column, row)))
        .filter(|(column, row)| at(*column, *row).0.predicted.is_some())
        .collect();
    assert!(inside.len() > 10, "{inside:?}");
    for (column, row) in [inside[0], inside[inside.len() / 2], inside[inside.len() - 1]] {
        let (cell, changes) = at(column, row);
        assert_is(cell, highest(&run(&twin, &changes)), &format!("{changes:?}"));
    }
}

#[test]
fn every_output_is_that_of_the_run() {
    let ids = ["pump_3.risk", "station.risk", "cost_without"];
    let mut manifest: serde_json::Value = serde_json::from_str(MANIFEST).unwrap();
    let studies = manifest["decision"]["studies"].as_array_mut().unwrap();
    studies.extend(ids.iter().enumerate().map(|(i, output)| {
        let asked = serde_json::json!({ "output": output, "inputs": ["zone_pump_3"] });
        serde_json::json!({ "id": format!("s{i}"), "title": "S", "sensitivity": asked })
    }));
    let twin = twin_of(&manifest.to_string());
    let outlook = run(&twin, &[]);
    let all = |number: twinlet_core::predicted::Predicted<f64>, factor: f64| {
        let shown = number.shown();
        [shown.value, shown.interval.low, shown.interval.high].map(|x| factor * x)
    };
    let base = |id: &str| match asked(&twin, id).found {
        Found::Sensitivity(found) => (found.base, found.unit),
        other => panic!("{other:?}"),
    };
    let (pump_3, unit) = base("s0");
    assert_eq!(unit, "%");
    assert_is(&pump_3, all(outlook.assets[2].risk, 100.0), "pump 3");
    let (station, unit) = base("s1");
    assert_eq!(unit, "%");
    assert_is(&station, all(outlook.station.at(outlook.horizon_h, 0.8).unwrap(), 100.0), "station");
    let (cost, unit) = base("s2");
    let (found, expected) = (cost.predicted.unwrap().shown(), outlook.plan.unwrap().cost_without);
    assert_eq!(unit, "EUR");
    assert!((found.value - expected).abs() <= 1e-9 * expected, "{found:?}, the plan says {expected}");
    assert!(found.interval.low < found.value && found.value < found.interval.high, "{found:?}");
}

#[test]
fn findings_count_and_what_is_blocked_is_not_asked() {
    let twin = twin();
    let mut inputs = inputs(&[]);
    inputs.findings.push("pump_2:no_defect".parse().unwrap());
    let plan = plan(STATION_MEMBERS, inputs);
    let study = |id: &str| StationStudy::start(&twin, &plan, id).unwrap().complete(&twin).unwrap();
    let answer = study("drivers");
    let Found::Sensitivity(found) = &answer.found else { panic!("{answer:?}") };
    let outlook = Run::start(&twin, plan.clone()).unwrap().complete(&twin, |_| ()).unwrap();
    assert_is(&found.base, highest(&outlook), "with the finding");
    let answer = study("weather");
    let Found::Sweep(found) = &answer.found else { panic!("{answer:?}") };
    let blocked = found.cells.iter().filter(|cell| cell.blocked.is_some()).count();
    assert!(blocked > 0 && answer.asked == 63 - blocked, "{} asked, {blocked} blocked", answer.asked);
}

#[test]
fn a_study_goes_point_by_point() {
    let twin = twin();
    let mut study = StationStudy::around(&twin, inputs(&[]), "drivers").unwrap();
    assert_eq!(study.progress(), (0, 17));
    for done in 1..17 {
        assert!(study.advance(&twin).unwrap().is_none());
        assert_eq!(study.progress(), (done, 17));
    }
    assert_eq!(study.advance(&twin).unwrap().unwrap(), asked(&twin, "drivers"), "the same at once");
    let error = StationStudy::around(&twin, inputs(&[]), "driver").err().unwrap();
    assert!(error.message.contains("the app has drivers, weather, importance"), "{error}");
}
