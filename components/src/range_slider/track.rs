//! The track with two thumbs; a touch is judged as on the slider.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use twinlet_core::guardrail::Zone;

use super::Parts;
use super::ends::{End, Range, by_key, nearest};
use crate::slider::gesture::{Gesture, Input, Outcome, Touch};
use crate::slider::{Commit, percent, zone_view};

/// A touch in progress.
#[derive(Clone, Copy, Default)]
struct Held {
    gesture: Gesture,
    end: End,
    before: Range,
}

#[component]
pub(super) fn Track(parts: Parts, zones: Signal<Vec<Zone>>) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    let held = StoredValue::new(Held::default());
    let share = move |end: End| parts.spec.with_value(|s| s.share(end.of(parts.shown.get())));
    let pieces =
        move || parts.spec.with_value(|s| s.pieces(&zones.read())).into_iter().map(zone_view).collect_view();
    let (start, width) =
        (move || percent(share(End::From)), move || percent(share(End::To) - share(End::From)));
    let feed = move |kind: Kind, ev: PointerEvent| feed(parts, node, held, kind, &ev);
    view! {
        <div class="slider-track range-track" node_ref=node on:pointerdown=move |ev| feed(Kind::Down, ev)
            on:pointermove=move |ev| feed(Kind::Move, ev) on:pointerup=move |ev| feed(Kind::Up, ev)
            on:pointercancel=move |ev| feed(Kind::Cancel, ev)>
            <div class="slider-rail">{pieces}<span class="slider-fill" style:left=start style:width=width></span></div>
            <Thumb parts end=End::From/>
            <Thumb parts end=End::To/>
        </div>
    }
    .into_any()
}

#[component]
fn Thumb(parts: Parts, end: End) -> impl IntoView {
    let value = move || end.of(parts.shown.get());
    let key = move |ev: KeyboardEvent| {
        let range = parts.shown.get_untracked();
        if let Some(to) = parts.spec.with_value(|s| by_key(s, range, end, &ev.key())) {
            ev.prevent_default();
            parts.choose(to);
        }
    };
    let text = move || parts.spec.with_value(|s| crate::format::with_unit(&s.text(value()), &s.unit));
    let (title, min, max) = parts.spec.with_value(|s| ([&s.title, ", ", end.word()].concat(), s.min, s.max));
    let least = move || if end == End::To { parts.shown.get().0 } else { min };
    let most = move || if end == End::From { parts.shown.get().1 } else { max };
    let left = move || percent(parts.spec.with_value(|s| s.share(value())));
    view! {
        <div class="slider-thumb" role="slider" tabindex="0" aria-label=title aria-valuemin=least aria-valuemax=most
            aria-valuenow=value aria-valuetext=text class:is-held=move || parts.draft.read().is_some() style:left=left on:keydown=key>
        </div>
    }
    .into_any()
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Down,
    Move,
    Up,
    Cancel,
}

/// Translates a pointer event for the gesture and carries out what follows.
fn feed(parts: Parts, node: NodeRef<Div>, held: StoredValue<Held>, kind: Kind, ev: &PointerEvent) {
    let Some(track) = node.get_untracked() else { return };
    let rect = track.get_bounding_client_rect();
    let (width, range) = (rect.width().max(1.0), parts.shown.get_untracked());
    let touch = Touch {
        pointer: ev.pointer_id(),
        x: f64::from(ev.client_x()) - rect.left(),
        y: f64::from(ev.client_y()),
    };
    let mut now = held.get_value();
    if kind == Kind::Down && !matches!(now.gesture, Gesture::Dragging { .. }) {
        now.end = parts.spec.with_value(|s| nearest(s, range, touch.x / width));
    }
    let thumb_x = parts.spec.with_value(|s| s.share(now.end.of(range))) * width;
    let input = match kind {
        Kind::Down if ev.button() != 0 => return,
        Kind::Down => Input::Down { touch, thumb_x },
        Kind::Move => Input::Move(touch),
        Kind::Up => Input::Up(touch),
        Kind::Cancel => Input::Cancel(touch.pointer),
    };
    let (gesture, outcome) = now.gesture.step(input);
    if outcome == Outcome::Begin {
        now.before = range;
        let _ = track.set_pointer_capture(touch.pointer);
    }
    held.set_value(Held { gesture, ..now });
    carry_out(parts, outcome, now, width);
}

fn carry_out(parts: Parts, outcome: Outcome, held: Held, width: f64) {
    let range = parts.shown.get_untracked();
    let to = |x: f64| held.end.moved(range, parts.spec.with_value(|s| s.value_at(x / width)));
    match outcome {
        Outcome::Ignore => {}
        Outcome::Begin => parts.draft.set(Some(held.before)),
        Outcome::Preview(x) => {
            parts.draft.set(Some(to(x)));
            if parts.commit == Commit::Live && to(x) != range {
                parts.choose(to(x));
            }
        }
        Outcome::Commit(x) => {
            parts.choose(to(x));
            parts.draft.set(None);
        }
        Outcome::Revert => {
            if parts.commit == Commit::Live {
                parts.choose(held.before);
            }
            parts.draft.set(None);
        }
    }
}
