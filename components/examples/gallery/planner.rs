//! The planner: as planned, moved by hand, moved to where it cannot be, of yesterday, and not yet there.

use leptos::prelude::*;
use twinlet_components::WindowPlanner;
use twinlet_core::date::Date;
use twinlet_core::decision::Tier;
use twinlet_core::domain::DomainState;
use twinlet_core::planning::barriers::Closed;
use twinlet_core::planning::solve::Proof;
use twinlet_core::planning::{Alternative, AssetPlan, Barrier, Kind, Moves, Plan, Row, Visit};

use crate::data::predicted;

/// Days that are planned, and minutes between starts.
const DAYS: i64 = 2;
const STEP_MIN: i64 = 30;

pub fn planner() -> impl IntoView {
    let stale = Signal::stored(Some("The plan is of yesterday.".to_string()));
    view! {
        <div class="column">
            <section class="card stack">{shown(Some(plan()), None)}</section>
            <section class="card stack">{shown(Some(plan()), Some(2.5))}</section>
        </div>
        <div class="column">
            <section class="card stack">{shown(Some(plan()), Some(9.5))}</section>
            <section class="card stack">
                <WindowPlanner plan=Signal::stored(Some(plan())) moves=Signal::stored(Moves::new()) stale
                    advice_only=Signal::stored(true) on_move=Callback::new(|_| ()) on_schedule=Callback::new(|_| ())/>
            </section>
            <section class="card stack">{shown(None, None)}</section>
        </div>
    }
}

/// A planner that follows the finger; pump 2 starts where somebody put it.
fn shown(plan: Option<Plan>, moved_h: Option<f64>) -> impl IntoView {
    let moves = RwSignal::new(moved_h.map(|h| ("pump_2".to_owned(), h)).into_iter().collect::<Moves>());
    let on_move = Callback::new(move |(id, start): (String, Option<f64>)| {
        moves.update(|all| match start {
            Some(hour) => drop(all.insert(id, hour)),
            None => drop(all.remove(&id)),
        });
    });
    view! { <WindowPlanner plan=Signal::stored(plan) moves on_move on_schedule=Callback::new(|_| ())/> }
}

/// From six in the morning: one crew, two pumps half an hour apart, a road that is closed at the peak.
fn plan() -> Plan {
    let visit = |start_h: f64| Some(Visit { start_h, end_h: start_h + 2.0, crew: 0 });
    Plan {
        date: Date::parse("2026-11-27"),
        start_min: 6 * 60,
        step_min: STEP_MIN as u32,
        duration_min: 120,
        scenario_h: 24.0,
        horizon_h: 720.0,
        compared: 100,
        currency: "EUR".into(),
        visit_cost: 280.0,
        risk_limit: 0.05,
        feasible_share: 0.95,
        domain: DomainState::In,
        assets: vec![
            asset("pump_1", "Pump 1", 0, Tier::Plan, visit(5.0)),
            asset("pump_2", "Pump 2", 1, Tier::Act, visit(2.0)),
        ],
        travel_min: vec![vec![0, 30], vec![30, 0]],
        apart: vec![],
        cost: 1_460.0,
        cost_without: 2_980.0,
        cost_of_waiting: 190.0,
        proof: Proof { bound: 1_460.0, gap: Some(0.0), nodes: 214 },
    }
}

fn asset(id: &str, title: &str, site: usize, tier: Tier, visit: Option<Visit>) -> AssetPlan {
    let scale = if site == 1 { 1.0 } else { 0.45 };
    AssetPlan {
        id: id.into(),
        title: title.into(),
        site,
        tier,
        visit,
        cost_without: predicted(1_830.0 * scale, 1_210.0 * scale, 2_460.0 * scale),
        risk: predicted(0.078 * scale, 0.047 * scale, 0.112 * scale),
        cost_of_waiting: 190.0 * scale,
        value_of_information: 41.0 * scale,
        rows: (0..DAYS * 24 * 60 / STEP_MIN).map(|k| row((k * STEP_MIN) as f64 / 60.0, scale)).collect(),
        barriers: barriers(site),
        alternatives: vec![
            Alternative {
                start_h: Some(26.0),
                extra_cost: 140.0 * scale,
                is_possible: true,
                reason: "A day more of risk costs more than it saves.".into(),
            },
            Alternative {
                start_h: None,
                extra_cost: 950.0 * scale,
                is_possible: true,
                reason: "Leaving it keeps the risk above 5 %.".into(),
            },
        ],
    }
}

/// Later is dearer; around the evening peak, twelve hours from "now", the station cannot spare a pump.
fn row(hour: f64, scale: f64) -> Row {
    let of_day = hour.rem_euclid(24.0);
    let is_peak = (8.0..14.0).contains(&of_day);
    let cost = (740.0 + 9.0 * hour) * scale;
    let risk = (0.021 + 0.0009 * hour.min(24.0)) * scale;
    Row {
        cost: [cost, cost * 0.7, cost * 1.4],
        risk: [risk, risk * 0.6, risk * 1.5],
        share: if is_peak { 0.62 } else { 0.99 },
        factor: 1.0,
        crews: 1,
    }
}

fn barriers(site: usize) -> Vec<Barrier> {
    let day = 24 * 60;
    let nights = (0..DAYS).map(|d| Closed { from: 11 * 60 + d * day, to: day + d * day, why: String::new() });
    let crew = Barrier {
        kind: Kind::Crew,
        subject: "The crew".into(),
        from_min: 0,
        to_min: 120,
        closed: nights.collect(),
    };
    let road = Barrier {
        kind: Kind::Road,
        subject: "The ford".into(),
        from_min: -30,
        to_min: 150,
        closed: vec![Closed { from: 30, to: 75, why: "high water".into() }],
    };
    if site == 1 { vec![crew, road] } else { vec![crew] }
}
