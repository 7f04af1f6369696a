//! The planner on a whole station: two pumps, one crew, a closed road and a ford (apps/two-banks).
#![cfg(feature = "authoring")]
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

#[path = "station/hydraulics.rs"]
mod hydraulics;

use twinlet_core::decision::{Status, Tier};
use twinlet_core::ensemble::{Ensemble, ModelFacts};
use twinlet_core::manifest::{compile_yaml, resolved::Manifest};
use twinlet_core::outlook::Outlook;
use twinlet_core::planning::{Evaluation, Kind, Plan};
use twinlet_core::protocol::{Context, InputValue, InputValues, RunPlan};

fn text() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../apps/two-banks/twin.yaml");
    std::fs::read_to_string(path).unwrap()
}

fn facts() -> ModelFacts {
    let part = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    let model = [
        include_str!("../../../tests/suite/model/contract.json"),
        include_str!("../../../tests/suite/model/domain.json"),
        include_str!("../../../tests/suite/model/residuals.json"),
    ];
    let [contract, domain, residuals] = model.map(part);
    ModelFacts {
        contract: serde_json::from_value(contract).unwrap(),
        domain: serde_json::from_value(domain).unwrap(),
        residuals: serde_json::from_value(residuals).unwrap(),
    }
}

fn manifest(changes: &[(&str, &str)]) -> Manifest {
    let text = changes.iter().fold(text(), |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "`{from}` occurs once");
        text.replace(from, to)
    });
    let read = |name: &str| Err(format!("no file {name}"));
    compile_yaml(&text, "twin.yaml", &read).unwrap_or_else(|found| panic!("{found:?}")).manifest
}

fn run(manifest: &Manifest, context: Context, set: &[(&str, f64)]) -> Outlook {
    let preset = &manifest.scenario.presets.iter().find(|p| p.id == "pump-2-zone-d").unwrap().values;
    let mut values = preset.values.clone();
    values.extend(set.iter().map(|(id, x)| ((*id).to_owned(), InputValue::Number(*x))));
    let inputs = InputValues { values, ..InputValues::default() };
    let plan = RunPlan { seed: 7, members: 24, stop: None, inputs, flips: false, context };
    let mut evaluate = |rows: &[Vec<f64>]| Ok(rows.iter().flat_map(|r| hydraulics::answer(r)).collect());
    let mut ensemble = Ensemble::new(manifest, &facts(), &plan, &mut evaluate).unwrap();
    ensemble.advance(24);
    ensemble.outlook()
}

fn plan(changes: &[(&str, &str)], set: &[(&str, f64)]) -> Plan {
    run(&manifest(changes), Context::default(), set).plan.unwrap()
}

fn kinds(evaluation: &Evaluation) -> Vec<Kind> {
    evaluation.obstacles.iter().map(|o| o.kind).collect()
}

fn texts(evaluation: &Evaluation) -> String {
    evaluation.obstacles.iter().map(|o| format!("{}\n", o.text)).collect()
}

#[test]
fn one_crew_a_closed_road_and_a_ford() {
    // By hand. Pump 2: the part is here at 09:00, the ford opens at 09:10, so 09:30. Pump 1: the bridge road is closed
    // until 14:00, the crew is there at 14:30 and the site closes at 16:00; in the evening it would be back at 22:30, half
    // an hour after its shift; so on Saturday, when it leaves at 07:00 and begins at 07:30.
    let plan = plan(&[], &[]);
    assert!(plan.proof.is_optimal() && plan.proof.bound == plan.cost, "{:?}", plan.proof);
    assert!(plan.cost < plan.cost_without && plan.cost_of_waiting > 0.0);
    for (asset, start_h, reasons) in [
        (
            &plan.assets[0],
            25.5,
            ["The bridge road is closed until 14:00", "The weekday shift is closed", "left alone"],
        ),
        (
            &plan.assets[1],
            3.5,
            [
                "The ford is closed until 09:10",
                "The crew is at pump 1 from tomorrow 07:30",
                "EUR more: a defect",
            ],
        ),
    ] {
        let found = plan.evaluate(&asset.id, start_h).unwrap();
        assert_eq!(
            (asset.visit.map(|v| v.start_h), found.obstacles),
            (Some(start_h), vec![]),
            "{}",
            asset.id
        );
        assert!(found.extra_cost.abs() < 1e-9 && asset.value_of_information >= 0.0);
        for reason in reasons {
            let told = asset.alternatives.iter().any(|a| a.reason.contains(reason));
            assert!(told, "{reason}: {:#?}", asset.alternatives);
        }
    }
}

#[test]
fn what_is_in_the_way_is_said() {
    let plan = plan(&[], &[]);
    // "Now" is Friday, 27 November 2026, 06:00. Hour, asset, kind that must be there, words that must be said.
    for (asset, start_h, kind, says) in [
        ("pump_1", 0.0, Kind::TooEarly, "The crew needs 30 min to get there"),
        ("pump_1", 3.0, Kind::Road, "The bridge road is closed until 14:00 (resurfacing)"),
        ("pump_1", 6.5, Kind::Road, "The bridge road is closed until 14:00 (resurfacing)"),
        ("pump_1", 5.0, Kind::Access, "The site is closed until 12:30"),
        ("pump_2", 2.5, Kind::Part, "The part for pump 2 is not here until 09:00"),
        ("pump_2", 2.0, Kind::Access, "The ford is closed until 09:10"),
        ("pump_1", 19.0, Kind::Crew, "No crew is on duty until tomorrow 07:00"),
        ("pump_1", 50.0, Kind::Crew, "The weekday shift is closed until 06:00 in 3 days"),
    ] {
        let found = plan.evaluate(asset, start_h).unwrap();
        assert!(kinds(&found).contains(&kind), "{asset} at {start_h}: {:?}", found.obstacles);
        assert!(texts(&found).contains(says), "{asset} at {start_h}: {}", texts(&found));
    }
}

#[test]
fn the_crew_is_at_the_other_pump() {
    let plan = plan(&[], &[]);
    let first = plan.assets.iter().find(|a| a.id == "pump_2").unwrap().visit.unwrap();
    let found = plan.evaluate("pump_1", first.start_h).unwrap();
    assert!(kinds(&found).contains(&Kind::Busy), "{:?}", found.obstacles);
    assert!(texts(&found).contains("The crew is at pump 2 from "), "{}", texts(&found));
    assert!(texts(&found).contains("then needs 45 min to get here"), "{}", texts(&found));
}

#[test]
fn a_window_moved_by_hand_meets_the_station() {
    // At 330 m3/h the pump that is left carries the night, not the peak of the morning.
    let plan = plan(&[], &[("inflow_mean", 330.0)]);
    let row = |share: fn(f64) -> bool| plan.assets[1].rows.iter().position(|r| share(r.share));
    let short = row(|share| share < 0.95).expect("an hour at which the station cannot spare the pump");
    let found = plan.evaluate("pump_2", short as f64 * 0.5).unwrap();
    assert!(kinds(&found).contains(&Kind::Station), "{:?}", found.obstacles);
    assert!(texts(&found).contains("The station cannot spare pump 2"), "{}", texts(&found));
    assert!(row(|share| share >= 0.95).is_some());
    assert!(
        plan.assets
            .iter()
            .filter_map(|a| Some((a, a.visit?)))
            .all(|(a, v)| { a.rows[(v.start_h * 2.0) as usize].share >= 0.95 })
    );
}

#[test]
fn an_evaluation_is_a_row_or_lies_between_two() {
    let outlook = run(&manifest(&[]), Context::default(), &[]);
    let plan = outlook.plan.unwrap();
    for (asset, of) in plan.assets.iter().zip(&outlook.assets) {
        let risk = of.risk.shown().value;
        for k in 0..asset.rows.len() {
            let found = plan.evaluate(&asset.id, k as f64 * 0.5).unwrap();
            let (cost, after) = (found.cost.shown(), found.risk_after.shown());
            assert_eq!(found.start_h, k as f64 * 0.5);
            assert!(cost.interval.low <= cost.value && cost.value <= cost.interval.high.max(cost.value));
            assert!(after.value <= risk + 1e-12, "an inspection adds no risk: {} > {risk}", after.value);
            assert!((found.risk.shown().value - risk).abs() < 1e-12);
        }
        assert_eq!(plan.evaluate(&asset.id, 1e9).unwrap().start_h, 95.5, "the last of four days");
    }
    assert_eq!(plan.evaluate("pump_9", 1.0), None);
}

#[test]
fn same_seed_same_bits_and_the_plan_survives_its_text() {
    let [a, b] = [0, 1].map(|_| plan(&[], &[]));
    assert_eq!(a, b);
    let text = serde_json::to_string(&a).unwrap();
    assert_eq!(serde_json::from_str::<Plan>(&text).unwrap(), a);
}

#[test]
fn visits_never_leave_what_is_open() {
    // Whatever the day, the road and the ford: every visit is free of obstacles, and the crew is in one place.
    for (k, date) in ["2026-11-24", "2026-11-28", "2026-12-23", "2027-02-27"].into_iter().enumerate() {
        let at = format!("at: \"{:02}:40\", period_h: 12.42, before_h: 2.5", 3 + 2 * k);
        let manifest = manifest(&[("at: \"11:40\", period_h: 12.42, before_h: 2.5", &at)]);
        let context = Context { date: twinlet_core::date::Date::parse(date), ..Context::default() };
        let plan = run(&manifest, context, &[]).plan.unwrap();
        assert_eq!(plan.date.map(|d| d.to_string()).as_deref(), Some(date));
        for asset in &plan.assets {
            let Some(visit) = asset.visit else { continue };
            let found = plan.evaluate(&asset.id, visit.start_h).unwrap();
            assert_eq!(found.obstacles, [], "{date}: {}", texts(&found));
        }
    }
}

#[test]
fn no_start_leaves_what_is_open_minute_by_minute() {
    // The south bank by hand: access 07:30-12:00, 12:30-16:00 and 20:00-23:00; the ford is open 2.5 h before and after
    // 11:40 on the first day and every 745.2 min; the crew needs 15 min each way within 07:00-16:30 or 16:30-23:00,
    // not on the Sunday, which is the third day; the part is here after three hours.
    let plan = plan(&[], &[]);
    let inside = |minute: i64, spans: &[(i64, i64)]| {
        let of_day = (minute + 360).rem_euclid(1440);
        spans.iter().position(|(from, to)| *from <= of_day && of_day < *to)
    };
    let wet = |minute: i64| {
        let since = (minute as f64 - 340.0).rem_euclid(745.2);
        since.min(745.2 - since) <= 150.0 + 1e-9
    };
    let ford = |minute: i64| wet(minute) && wet(minute + 1);
    let sunday = |minute: i64| (minute + 360).div_euclid(1440) == 2;
    let shift = |minute: i64| inside(minute, &[(360, 1320)]).is_some() && !sunday(minute);
    for k in 0..plan.assets[1].rows.len() as i64 {
        let start = 30 * k;
        let access = |m: i64| inside(m, &[(450, 720), (750, 960), (1200, 1380)]);
        let crew = |m: i64| inside(m, &[(420, 990), (990, 1380)]);
        let all = |range: std::ops::Range<i64>, f: &dyn Fn(i64) -> Option<usize>| {
            let first = f(range.start);
            first.is_some() && range.clone().all(|m| f(m) == first)
        };
        let work = start..start + 120;
        let trip = start - 15..start + 135;
        let open = all(work.clone(), &access)
            && work.clone().all(ford)
            && all(trip.clone(), &crew)
            && trip.clone().all(shift)
            && start >= 180;
        let found = plan.evaluate("pump_2", start as f64 / 60.0).unwrap();
        let others = [Kind::Station, Kind::Together, Kind::Busy];
        let is_free = kinds(&found).iter().all(|kind| others.contains(kind));
        assert_eq!(is_free, open, "{} h: {}", start as f64 / 60.0, texts(&found));
    }
}

#[test]
fn a_tier_that_was_told_is_kept_within_its_margin() {
    let manifest = manifest(&[]);
    let tier =
        |context: Context, set: &[(&str, f64)]| run(&manifest, context, set).plan.unwrap().assets[1].tier;
    assert_eq!(tier(Context::default(), &[]), Tier::Act);
    let told = Context { tiers: [("pump_2".to_owned(), Tier::Act)].into(), ..Context::default() };
    assert_eq!(tier(told, &[]), Tier::Act);
}

#[test]
fn where_no_hour_is_left_the_answer_says_so() {
    let closed = (
        "rules: [{ closed: true, to: \"14:00\", repeat: \"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\", label: resurfacing }]",
        "rules: [{ on: [2026-12-27] }]",
    );
    let ford = (
        "tide: { first: 2026-11-27, at: \"11:40\", period_h: 12.42, before_h: 2.5, after_h: 2.5 }",
        "on: [2026-12-27]",
    );
    let whole = text();
    let text = whole.replace(closed.0, closed.1).replace(ford.0, ford.1);
    assert_ne!(text, whole);
    let read = |name: &str| Err(format!("no file {name}"));
    let compiled = compile_yaml(&text, "twin.yaml", &read).unwrap();
    assert_eq!(compiled.warnings.len(), 2, "{:?}", compiled.warnings);
    let outlook = run(&compiled.manifest, Context::default(), &[]);
    assert_eq!(outlook.decision.status, Status::NoWindow, "{}", outlook.decision.headline);
    let plan = outlook.plan.unwrap();
    assert!(plan.assets.iter().all(|a| a.visit.is_none()) && plan.cost == plan.cost_without);
}
