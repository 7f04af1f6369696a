//! Numbers, obstacles and acts of the window that is looked at.

use leptos::prelude::*;
use twinlet_core::planning::{Evaluation, Plan};

use super::day::span_words;
use super::state::Shared;
use crate::icon::ToneMark;
use crate::number_tile::NumberTile;
use crate::status_note::StatusNote;
use crate::{NoteText, TileText, Tone, format};

/// What one look at the window says.
#[derive(Debug, Clone, PartialEq)]
struct Words {
    title: String,
    tone: Tone,
    state: &'static str,
    risk: TileText,
    risk_note: String,
    cost: TileText,
    cost_note: String,
    /// Everything that is in the way, in one note.
    obstacles: Option<NoteText>,
}

impl Words {
    fn new(plan: &Plan, title: &str, found: &Evaluation, is_moved: bool) -> Self {
        let possible = found.obstacles.is_empty();
        let before = found.risk.shown();
        Self {
            title: [title, ", ", &span_words(plan, found.start_h)].concat(),
            tone: if possible { Tone::Ok } else { Tone::Block },
            state: match (possible, is_moved) {
                (true, false) => "As planned",
                (true, true) => "Possible",
                (false, _) => "Not possible",
            },
            risk: TileText::percent(&found.risk_after),
            risk_note: ["instead of ", &format::percent(before.value, before.interval)].concat(),
            cost: TileText::money(&found.cost, &plan.currency),
            cost_note: against_plan(found.extra_cost, &plan.currency),
            obstacles: (!possible).then(|| NoteText::new(Tone::Block, "Not possible", in_the_way(found))),
        }
    }
}

/// Each obstacle as a sentence.
fn in_the_way(found: &Evaluation) -> String {
    let sentences: Vec<String> = found.obstacles.iter().map(|o| [&o.text, "."].concat()).collect();
    sentences.join(" ")
}

/// `€ 120 more than planned`.
fn against_plan(extra: f64, currency: &str) -> String {
    let amount = || format::money(extra.abs(), currency, None);
    match extra {
        x if x.abs() < 0.5 => "as planned".into(),
        x if x > 0.0 => [&amount(), " more than planned"].concat(),
        _ => [&amount(), " less than planned"].concat(),
    }
}

#[component]
pub(super) fn Answer(
    shared: Shared,
    scheduled: Signal<Vec<String>>,
    advice_only: Signal<bool>,
    on_schedule: Callback<(String, f64)>,
) -> impl IntoView {
    let words = Memo::new(move |_| {
        let asset = shared.chosen()?;
        let title = shared.asset(&asset, |a| a.title.clone())?;
        let found = shared.evaluation()?;
        let plan = shared.plan.read();
        Some(Words::new(plan.as_ref()?, &title, &found, shared.is_moved(&asset)))
    });
    let none = move || {
        let title = shared.asset(&shared.chosen()?, |a| a.title.clone())?;
        words.read().is_none().then(|| view! {
            <p class="card-subtitle">{title} " is not visited in this plan. Tap its day to see what a visit there would do."</p>
        })
    };
    let has = Memo::new(move |_| words.read().is_some());
    let body = move || {
        has.get().then(|| {
        let text = move |pick: fn(&Words) -> String| move || words.read().as_ref().map(pick);
        let tile = move |pick: fn(&Words) -> &TileText| Signal::derive(move || words.read().as_ref().map(|w| pick(w).clone()));
        let note = move |pick: fn(&Words) -> &String| Signal::derive(move || words.read().as_ref().map(|w| pick(w).clone()).unwrap_or_default());
        let tone = Signal::derive(move || words.read().as_ref().map_or(Tone::Neutral, |w| w.tone));
        let label = Signal::derive(move || {
            let hours = shared.plan.read().as_ref().map_or(0.0, |p| p.scenario_h);
            ["P(fail), ", &format::hours(hours)].concat()
        });
        let over = Signal::derive(move || {
            let hours = shared.plan.read().as_ref().map_or(0.0, |p| p.horizon_h);
            ["expected cost, ", &format::hours(hours)].concat()
        });
        let obstacles = Memo::new(move |_| words.read().as_ref().and_then(|w| w.obstacles.clone()));
        view! {
            <div class=move || ["planner-state ", tone.get().class()].concat() role="status" data-testid="plan-state">
                <strong>{text(|w| w.title.clone())}</strong>
                <span class="planner-word"><ToneMark tone=tone/> {text(|w| w.state.to_owned())}</span>
            </div>
            <div class="tiles planner-tiles">
                <NumberTile label=label text=tile(|w| &w.risk) note=note(|w| &w.risk_note)/>
                <NumberTile label=over text=tile(|w| &w.cost) note=note(|w| &w.cost_note)/>
            </div>
            <div class="stack" data-testid="plan-obstacles">
                {move || obstacles.get().map(|n| view! { <StatusNote note=Signal::stored(n)/> })}
            </div>
            <Acts shared scheduled advice_only on_schedule possible=Signal::derive(move || tone.get() == Tone::Ok)/>
        }
    })
    };
    view! { <div class="planner-answer">{none}{body}</div> }.into_any()
}

#[component]
fn Acts(
    shared: Shared,
    scheduled: Signal<Vec<String>>,
    advice_only: Signal<bool>,
    on_schedule: Callback<(String, f64)>,
    possible: Signal<bool>,
) -> impl IntoView {
    let at = move || {
        let asset = untrack(|| shared.chosen())?;
        let start = untrack(|| shared.start_of(&asset))?;
        Some((asset, start))
    };
    let step = move |sign: f64| {
        let Some((asset, start)) = at() else { return };
        let minutes = shared.plan.with_untracked(|p| p.as_ref().map_or(30.0, |p| f64::from(p.step_min)));
        shared.move_to(&asset, start + sign * minutes / 60.0);
    };
    let next = move |_| {
        let Some((asset, start)) = at() else { return };
        let moves = shared.moves.get_untracked();
        let to = shared.plan.with_untracked(|p| p.as_ref()?.next_possible(&asset, start, &moves));
        if let Some(to) = to {
            shared.move_to(&asset, to);
        }
    };
    let back = move |_| {
        let Some((asset, _)) = at() else { return };
        shared.day.set(None);
        shared.on_move.run((asset, None));
    };
    let schedule = move |_| at().into_iter().for_each(|it| on_schedule.run(it));
    let is_moved = Memo::new(move |_| shared.chosen().is_some_and(|asset| shared.is_moved(&asset)));
    let is_scheduled = move || shared.chosen().is_some_and(|asset| scheduled.read().contains(&asset));
    let offered = move || is_moved.get() && !advice_only.get();
    view! {
        <div class="planner-acts">
            <button type="button" class="button" on:click=move |_| step(-1.0)>"Earlier"</button>
            <button type="button" class="button" on:click=move |_| step(1.0)>"Later"</button>
            <button type="button" class="button" data-testid="plan-next" on:click=next>"Next possible"</button>
            {move || is_moved.get().then(|| view! {
                <button type="button" class="button" data-testid="plan-back" on:click=back>"Back to the plan"</button>
            })}
            {move || offered().then(|| view! {
                <button type="button" class="button button-primary" data-testid="plan-schedule" disabled=move || !possible.get() || is_scheduled() on:click=schedule>
                    {move || if is_scheduled() { "Scheduled" } else { "Schedule this window" }}
                </button>
            })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_move_costs_in_words() {
        for (extra, expected) in
            [(0.2, "as planned"), (120.0, "€ 120 more than planned"), (-35.0, "€ 35 less than planned")]
        {
            assert_eq!(against_plan(extra, "EUR"), expected);
        }
    }
}
