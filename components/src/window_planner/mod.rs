//! The plan of all assets, day by day: what is open, what is planned, and a window that can be dragged while risk, cost
//! and feasibility follow.

mod answer;
mod day;
mod state;
mod track;

use leptos::prelude::*;
use twinlet_core::decision::Tier;
use twinlet_core::decision::words::grouped;
use twinlet_core::planning::{Alternative, Moves, Plan};

use crate::figure::Age;
use crate::icon::ToneMark;
use crate::skeleton::SkeletonShape;
use crate::{Collapsible, SegmentedTabs, Skeleton, Tone, format};
use answer::Answer;
use day::{days, span_words};
use state::Shared;
use track::Track;

/// The planner; stands in a card of its owner.
#[component]
pub fn WindowPlanner(
    /// The plan; `None` while there is none. Required.
    #[prop(into)]
    plan: Signal<Option<Plan>>,
    /// Windows that a person moved. Required.
    #[prop(into)]
    moves: Signal<Moves>,
    /// The person moves an asset's window to an hour after "now", or puts it back to the plan. Required.
    on_move: Callback<(String, Option<f64>)>,
    /// The person schedules a window that was moved: asset and start. Required.
    on_schedule: Callback<(String, f64)>,
    /// Ids of assets that are scheduled. Default: none.
    #[prop(into, optional)]
    scheduled: Signal<Vec<String>>,
    /// The app may advise but not decide: nothing is offered to be scheduled. Default: false.
    #[prop(into, optional)]
    advice_only: Signal<bool>,
    /// Age in words when the plan is old. Default: fresh.
    #[prop(into, optional)]
    stale: Signal<Option<String>>,
) -> impl IntoView {
    let shared = Shared {
        plan,
        moves,
        on_move,
        tapped: RwSignal::new(None),
        day: RwSignal::new(None),
        held: RwSignal::new(None),
    };
    let select_day = Callback::new(move |id: String| shared.day.set(id.parse().ok()));
    let segments = Memo::new(move |_| plan.read().as_ref().map(days).unwrap_or_default());
    let selected = Signal::derive(move || shared.shown_day().to_string());
    let assets = Memo::new(move |_| {
        plan.read().as_ref().map_or(Vec::new(), |p| p.assets.iter().map(|a| a.id.clone()).collect())
    });
    let waits = move || plan.read().is_none();
    view! {
        <div class="planner" class:is-stale=move || stale.read().is_some() aria-busy=move || waits().to_string()>
            <Show when=waits><Skeleton shape=SkeletonShape::Chart/></Show>
            <div hidden=waits><SegmentedTabs label="Day" segments selected on_select=select_day/></div>
            <ol class="planner-rows">
                <For each=move || assets.get() key=String::clone children=move |id| view! { <AssetRow shared asset=id/> }/>
            </ol>
            <p class="windows-axis" aria-hidden="true" hidden=waits>{axis()}</p>
            <Answer shared scheduled advice_only on_schedule/>
            <Alternatives shared/>
            <Whole shared/>
            <Age stale/>
        </div>
    }
    .into_any()
}

/// Hours of the day under the rows.
fn axis() -> impl IntoView {
    let tick = |(hour, class): (u32, &'static str)| {
        view! { <span class=class style:left=format!("{}%", hour * 100 / 24)>{format!("{hour:02}:00")}</span> }
    };
    let plain = "windows-tick";
    [(0, "windows-tick at-start"), (6, plain), (12, plain), (18, plain), (24, "windows-tick at-end")]
        .into_iter()
        .map(tick)
        .collect_view()
}

#[component]
fn AssetRow(shared: Shared, asset: String) -> impl IntoView {
    let id = StoredValue::new(asset.clone());
    let tap = move |_| {
        shared.tapped.set(Some(id.get_value()));
        shared.day.set(None);
    };
    let title = move || shared.asset(&id.get_value(), |a| a.title.clone());
    let tone =
        Signal::derive(move || shared.asset(&id.get_value(), |a| a.tier.into()).unwrap_or(Tone::Neutral));
    let tier = move || shared.asset(&id.get_value(), |a| tier_word(a.tier));
    let when = move || {
        let plan = shared.plan.read();
        let start = shared.start_of(&id.get_value());
        plan.as_ref().map(|plan| start.map_or("no visit".into(), |from| span_words(plan, from)))
    };
    let is_chosen = move || shared.chosen().as_deref() == Some(id.get_value().as_str());
    view! {
        <li class="planner-row" class:is-chosen=is_chosen>
            <button type="button" class="planner-name" aria-pressed=move || is_chosen().to_string() on:click=tap>
                <strong>{title}</strong>
                <span class=move || ["planner-word ", tone.get().class()].concat()><ToneMark tone=tone/> {tier}</span>
                <span class="planner-when">{when}</span>
            </button>
            <Track shared asset/>
        </li>
    }
    .into_any()
}

/// A tier in words.
fn tier_word(tier: Tier) -> &'static str {
    match tier {
        Tier::Watch => "Watch",
        Tier::Plan => "Plan",
        Tier::Act => "Act now",
    }
}

#[component]
fn Alternatives(shared: Shared) -> impl IntoView {
    let list = Memo::new(move |_| {
        let found = shared.chosen().and_then(|id| shared.asset(&id, |a| a.alternatives.clone()));
        found.unwrap_or_default()
    });
    let row = move |a: Alternative| {
        let plan = shared.plan.read_untracked();
        let when = match (a.start_h, plan.as_ref()) {
            (Some(from), Some(plan)) => span_words(plan, from),
            _ => "No visit".into(),
        };
        let tone = if a.is_possible { Tone::Neutral } else { Tone::Block };
        view! { <li class="planner-other"><ToneMark tone/> <span><strong>{when}</strong> " " {sentence(&a.reason)}</span></li> }
    };
    move || {
        let found = list.get();
        (!found.is_empty()).then(|| view! {
            <Collapsible title="Why not otherwise?" note=format!("{} looked at", found.len())>
                <ul class="planner-others" data-testid="plan-alternatives">{found.into_iter().map(row).collect_view()}</ul>
            </Collapsible>
        })
    }
}

/// A reason as a sentence of its own.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().collect::<String>()).unwrap_or_default();
    [&first, chars.as_str(), "."].concat()
}

/// The whole: what it costs, what waiting costs, how far it can be from the best.
#[component]
fn Whole(shared: Shared) -> impl IntoView {
    let lines = move || {
        shared.plan.read().as_ref().map(|plan| {
            let asset = shared.chosen().and_then(|id| plan.assets.iter().find(|a| a.id == id));
            let knowing = asset.map(|a| knowing(plan, a.title.as_str(), a.value_of_information));
            let lines = whole(plan).into_iter().chain(knowing).map(|line| view! { <li>{line}</li> });
            lines.collect_view()
        })
    };
    view! { <ul class="planner-whole" data-testid="plan-whole">{lines}</ul> }.into_any()
}

fn whole(plan: &Plan) -> [String; 2] {
    let money = |x: f64| [format::sign_of(&plan.currency), &grouped(x)].join(" ");
    [
        format!(
            "All assets: {} expected instead of {}; a day of waiting costs {}.",
            money(plan.cost),
            money(plan.cost_without),
            money(plan.cost_of_waiting)
        ),
        [
            &sentence(&plan.proof_words()),
            " Starts were compared over ",
            &plan.compared.to_string(),
            " members.",
        ]
        .concat(),
    ]
}

fn knowing(plan: &Plan, title: &str, worth: f64) -> String {
    let asset = title.to_lowercase();
    if worth < 0.5 {
        return format!("To know beforehand what an inspection of {asset} finds would not change the plan.");
    }
    let money = [format::sign_of(&plan.currency), &grouped(worth)].join(" ");
    format!("To know beforehand what an inspection of {asset} finds would be worth {money}.")
}
