//! One asset's day: what is open, what was planned, and the window that a finger drags.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use twinlet_core::planning::Plan;

use super::day::{Day, open_stretches, snapped, span_words};
use super::state::Shared;
use crate::icon::ToneMark;
use crate::slider::gesture::{Gesture, Input, Outcome, Touch};
use crate::slider::percent;
use crate::{Tone, format};

#[component]
pub(super) fn Track(shared: Shared, asset: String) -> impl IntoView {
    let id = StoredValue::new(asset);
    let node = NodeRef::<Div>::new();
    let feed = gesture_handler(shared, id, node);
    let (down, moved, up, cancel) = (feed.clone(), feed.clone(), feed.clone(), feed);
    let with_plan = move |read: &dyn Fn(&Plan, Day) -> AnyView| {
        let day = shared.shown_day();
        shared.plan.read().as_ref().map(|plan| read(plan, Day::at(plan, day)))
    };
    let open = Memo::new(move |_| {
        let moves = shared.all_moves();
        shared.plan.read().as_ref().map_or(Vec::new(), |plan| open_stretches(plan, &id.get_value(), &moves))
    });
    let stretches = move || {
        with_plan(&|_, day| open.get().into_iter().filter_map(|s| stretch(day, s)).collect_view().into_any())
    };
    let planned = move || {
        let moved = shared.is_moved(&id.get_value());
        let start = shared.asset(&id.get_value(), |a| a.visit).flatten().map(|v| v.start_h).filter(|_| moved);
        with_plan(&|plan, day| start.and_then(|from| ghost(plan, day, from)).into_any())
    };
    view! {
        <div class="planner-track" node_ref=node data-testid=["plan-track-", &id.get_value()].concat()
            on:pointerdown=move |ev| down(Kind::Down, &ev) on:pointermove=move |ev| moved(Kind::Move, &ev)
            on:pointerup=move |ev| up(Kind::Up, &ev) on:pointercancel=move |ev| cancel(Kind::Cancel, &ev)>
            {stretches}
            {planned}
            {move || with_plan(&|plan, day| past(plan, day).into_any())}
            <Visit shared asset=id/>
        </div>
    }
    .into_any()
}

fn stretch(day: Day, span: (f64, f64)) -> Option<impl IntoView> {
    let (from, width) = day.place(span)?;
    Some(view! { <span class="planner-open" style:left=percent(from) style:width=percent(width)></span> })
}

fn ghost(plan: &Plan, day: Day, from_h: f64) -> Option<impl IntoView> {
    let (from, width) = day.place((from_h, from_h + plan.duration_min as f64 / 60.0))?;
    Some(view! { <span class="planner-planned" style:left=percent(from) style:width=percent(width)></span> })
}

/// "Now" as a line on the first day.
fn past(_plan: &Plan, day: Day) -> Option<impl IntoView> {
    let at = day.share(0.0);
    (at > 0.0).then(|| view! { <span class="windows-now" style:left=percent(at)></span> })
}

/// The window: a slider for keyboard and screen reader, a block to drag for a finger.
#[component]
fn Visit(shared: Shared, asset: StoredValue<String>) -> impl IntoView {
    let start = Memo::new(move |_| shared.start_of(&asset.get_value()));
    let obstacles = Memo::new(move |_| {
        let (moves, plan) = (shared.all_moves(), shared.plan.read());
        let found = plan.as_ref()?.evaluate_among(&asset.get_value(), start.get()?, &moves)?;
        Some(found.obstacles.len())
    });
    let place = Memo::new(move |_| {
        let (plan, day) = (shared.plan.read(), shared.shown_day());
        let plan = plan.as_ref()?;
        let from = start.get()?;
        Day::at(plan, day).place((from, from + plan.duration_min as f64 / 60.0))
    });
    // The element stays while it moves: what has the focus keeps it.
    let is_here = Memo::new(move |_| place.get().is_some());
    let left = move || place.get().map(|(from, _)| percent(from));
    let width = move || place.get().map(|(_, width)| percent(width));
    let key = move |ev: KeyboardEvent| {
        let Some(now) = start.get_untracked() else { return };
        let step = shared.plan.with_untracked(|p| p.as_ref().map_or(0.5, |p| f64::from(p.step_min) / 60.0));
        let to = match ev.key().as_str() {
            "ArrowRight" | "ArrowUp" => now + step,
            "ArrowLeft" | "ArrowDown" => now - step,
            "PageUp" => now + 24.0,
            "PageDown" => now - 24.0,
            _ => return,
        };
        ev.prevent_default();
        shared.move_to(&asset.get_value(), to);
    };
    let words = move || {
        let plan = shared.plan.read();
        let (Some(plan), Some(from)) = (plan.as_ref(), start.get()) else { return String::new() };
        let state = if obstacles.get() == Some(0) { "possible" } else { "not possible" };
        [&span_words(plan, from), ", ", state].concat()
    };
    let title = shared.asset(&asset.get_value(), |a| a.title.clone()).unwrap_or_default();
    let last = shared.asset(&asset.get_value(), |a| a.rows.len()).unwrap_or(0);
    let hour = move |k: usize| {
        shared.plan.with_untracked(|p| p.as_ref().map_or(0.0, |p| k as f64 * f64::from(p.step_min) / 60.0))
    };
    let class = move || match obstacles.get() {
        Some(0) => "planner-visit tone-ok",
        _ => "planner-visit tone-block",
    };
    let tone = Signal::derive(move || if obstacles.get() == Some(0) { Tone::Ok } else { Tone::Block });
    let is_held = move || shared.held.read().as_ref().is_some_and(|(id, _)| *id == asset.get_value());
    move || {
        is_here.get().then(|| view! {
            <div class=class class:is-held=is_held role="slider" tabindex="0" aria-label=["Window of ", &title].concat()
                aria-valuemin=0 aria-valuemax=format::plain(hour(last.saturating_sub(1))) aria-valuenow=move || start.get().map(format::plain)
                aria-valuetext=words style:left=left style:width=width on:keydown=key>
                <ToneMark tone=tone/>
            </div>
        })
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Down,
    Move,
    Up,
    Cancel,
}

/// Translates pointer events for the slider's gesture: sideways on the window drags, a tap on the track puts it there,
/// everything else is the page's.
fn gesture_handler(
    shared: Shared,
    asset: StoredValue<String>,
    node: NodeRef<Div>,
) -> impl Fn(Kind, &PointerEvent) + Clone + 'static {
    let state = StoredValue::new(Gesture::default());
    move |kind, ev| {
        let (Some(track), Some(frame)) = (node.get_untracked(), Frame::now(shared)) else { return };
        let rect = track.get_bounding_client_rect();
        let width = rect.width().max(1.0);
        let touch = Touch {
            pointer: ev.pointer_id(),
            x: f64::from(ev.client_x()) - rect.left(),
            y: f64::from(ev.client_y()),
        };
        let start = untrack(|| shared.start_of(&asset.get_value()));
        let thumb_x = start.map_or(f64::NAN, |from| frame.day.share(from + frame.duration / 2.0) * width);
        let input = match kind {
            Kind::Down if ev.button() != 0 => return,
            Kind::Down => Input::Down { touch, thumb_x },
            Kind::Move => Input::Move(touch),
            Kind::Up => Input::Up(touch),
            Kind::Cancel => Input::Cancel(touch.pointer),
        };
        let (next, outcome) = state.get_value().step(input);
        state.set_value(next);
        if outcome == Outcome::Begin {
            let _ = track.set_pointer_capture(touch.pointer);
        }
        carry_out(shared, &asset.get_value(), outcome, &frame, width);
    }
}

/// What turns a place on the track into a start.
struct Frame {
    day: Day,
    duration: f64,
}

impl Frame {
    fn now(shared: Shared) -> Option<Self> {
        untrack(|| {
            let day = shared.shown_day();
            let plan = shared.plan.read();
            let plan = plan.as_ref()?;
            Some(Self { day: Day::at(plan, day), duration: plan.duration_min as f64 / 60.0 })
        })
    }

    /// The start when the window's middle is at a place.
    fn start(&self, share: f64) -> f64 {
        self.day.hour(share.clamp(0.0, 1.0)) - self.duration / 2.0
    }
}

fn carry_out(shared: Shared, asset: &str, outcome: Outcome, frame: &Frame, width: f64) {
    match outcome {
        Outcome::Ignore => {}
        Outcome::Begin => {
            shared.tapped.set(Some(asset.to_owned()));
            shared.day.set(Some(untrack(|| shared.shown_day())));
        }
        Outcome::Preview(x) => {
            let start =
                shared.plan.with_untracked(|p| p.as_ref().map(|p| snapped(p, asset, frame.start(x / width))));
            let next = start.map(|start| (asset.to_owned(), start));
            if shared.held.with_untracked(|held| *held != next) {
                shared.held.set(next);
            }
        }
        Outcome::Commit(x) => {
            shared.held.set(None);
            shared.move_to(asset, frame.start(x / width));
        }
        Outcome::Revert => shared.held.set(None),
    }
}
