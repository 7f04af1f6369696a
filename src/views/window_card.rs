//! The plan of all assets, with the day from which it counts.

use leptos::prelude::*;
use twinlet_components::WindowPlanner;
use twinlet_core::date::Date;
use twinlet_core::standing::Standing;

use crate::browser::clock;
use crate::session::{Picture, Session};

/// When to inspect what: windows to look at, to drag and to schedule. Nothing while there is no plan.
#[component]
pub fn WindowCard(
    /// Takes the intents. Required.
    session: Session,
    /// The plan. Required.
    picture: Picture,
) -> impl IntoView {
    let is_there = Memo::new(move |_| picture.plan.read().is_some());
    let on_move = Callback::new(move |(asset, start)| session.move_window(asset, start));
    let on_schedule =
        Callback::new(move |(asset, start): (String, f64)| session.schedule_window(&asset, start));
    let scheduled = Signal::derive(move || session.work.coming_assets(clock::local_now()).0);
    let advice_only = Signal::derive(move || session.base.standing().0 != Standing::Decide);
    let stale = Signal::derive(move || {
        let inputs = session.base.scenario.inputs();
        let settled = session.runs.settled.read();
        let is_other = settled.as_ref().is_some_and(|answer| answer.plan.inputs != inputs);
        is_other.then(|| "for the inputs before".to_owned())
    });
    move || {
        is_there.get().then(|| view! {
            <section data-testid="plan" aria-label="Plan">
                <FirstDay session/>
                <WindowPlanner plan=picture.plan moves=session.planning.moves on_move on_schedule scheduled advice_only stale/>
            </section>
        })
    }
}

/// The day of "now", where calendars ask for one.
#[component]
fn FirstDay(session: Session) -> impl IntoView {
    let date = session.planning.date;
    let change = move |ev| {
        if let Some(day) = Date::parse(&event_target_value(&ev)) {
            session.plan_from(day);
        }
    };
    let value = move || date.get().map(|d| d.to_string());
    let field = move || {
        view! {
            <label class="planner-from"><span>"Plan from"</span>
                <input type="date" data-testid="plan-from" prop:value=value on:change=change/>
            </label>
        }
    };
    date.get_untracked().is_some().then(field)
}
