//! The track with its zones, marks and thumb.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use twinlet_core::guardrail::{Level, Zone};

use super::gesture::{Gesture, Input, Outcome, Touch};
use super::scale::Piece;
use super::{Commit, Mark, Shared};

#[component]
pub(super) fn Track(shared: Shared, zones: Signal<Vec<Zone>>, marks: Signal<Vec<Mark>>) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    let feed = gesture_handler(shared, node);
    let (down, moved, up, cancel) = (feed.clone(), feed.clone(), feed.clone(), feed);
    let left = move || percent(shared.spec(|s| s.share(shared.value.get())));
    let painted = Memo::new(move |_| shared.spec(|s| s.pieces(&zones.read())));
    let thumb = move || shared.spec(|s| s.share(shared.value.get()));
    let fill = Memo::new(move |_| filled(&painted.read(), thumb()));
    let (start, stretch) = (move || percent(fill.get().0), move || percent(fill.get().1));
    view! {
        <div class="slider-track" node_ref=node
            on:pointerdown=move |ev| down(Kind::Down, &ev) on:pointermove=move |ev| moved(Kind::Move, &ev)
            on:pointerup=move |ev| up(Kind::Up, &ev) on:pointercancel=move |ev| cancel(Kind::Cancel, &ev)>
            <div class="slider-rail">
                {move || painted.get().into_iter().map(piece).collect_view()}
                <span class="slider-fill" style:left=start style:width=stretch></span>
            </div>
            {move || marks.get().into_iter().map(|m| mark(shared, m)).collect_view()}
            <Thumb shared left=Signal::derive(left)/>
        </div>
    }
    .into_any()
}

#[component]
fn Thumb(shared: Shared, left: Signal<String>) -> impl IntoView {
    let key = move |ev: KeyboardEvent| {
        let now = shared.value.get_untracked();
        if let Some(to) = shared.spec(|s| s.by_key(now, &ev.key())) {
            ev.prevent_default();
            shared.choose(to);
        }
    };
    let text = move || {
        let value = shared.value.get();
        shared.spec(|s| crate::format::with_unit(&s.text(value), &s.unit))
    };
    let (title, min, max) = shared.spec(|s| (s.title.clone(), s.min, s.max));
    view! {
        <div class="slider-thumb" role="slider" tabindex="0" aria-label=title aria-valuemin=min aria-valuemax=max
            aria-valuenow=shared.value aria-valuetext=text aria-invalid=move || shared.outside().map(|_| "true")
            class:is-held=move || shared.draft.read().is_some() style:left=left on:keydown=key>
        </div>
    }
    .into_any()
}

/// The filled stretch, start and width: the comfortable part up to the thumb, so that zones stay to be seen.
fn filled(pieces: &[Piece], thumb: f64) -> (f64, f64) {
    let comfort = pieces.iter().find(|p| p.level.is_none());
    let (from, to) =
        comfort.map_or((0.0, if pieces.is_empty() { 1.0 } else { 0.0 }), |p| (p.from, p.from + p.width));
    (from, (thumb.min(to) - from).max(0.0))
}

/// A stretch of the track in the colour of its level.
pub(crate) fn piece(piece: Piece) -> impl IntoView {
    let class = match piece.level {
        None => "slider-zone zone-comfort",
        Some(Level::Advise) => "slider-zone zone-advise",
        Some(Level::Caution) => "slider-zone zone-caution",
        Some(Level::Block) => "slider-zone zone-block",
    };
    view! { <span class=class style:left=percent(piece.from) style:width=percent(piece.width)></span> }
}

fn mark(shared: Shared, mark: Mark) -> impl IntoView {
    let share = shared.spec(|s| s.share(mark.at));
    let class = match share {
        s if s < 0.15 => "slider-mark at-start",
        s if s > 0.85 => "slider-mark at-end",
        _ => "slider-mark",
    };
    view! { <span class=class style:left=percent(share)><span class="slider-mark-word">{mark.label}</span></span> }
}

/// A share of a length for the style sheet.
pub(crate) fn percent(share: f64) -> String {
    [&((share * 1e4).round() / 100.0).to_string(), "%"].concat()
}

#[derive(Clone, Copy)]
enum Kind {
    Down,
    Move,
    Up,
    Cancel,
}

/// Translates pointer events for the gesture and carries out what follows.
fn gesture_handler(shared: Shared, node: NodeRef<Div>) -> impl Fn(Kind, &PointerEvent) + Clone + 'static {
    let state = StoredValue::new((Gesture::default(), f64::NAN));
    move |kind, ev| {
        let Some(track) = node.get_untracked() else { return };
        let rect = track.get_bounding_client_rect();
        let width = rect.width().max(1.0);
        let touch = Touch {
            pointer: ev.pointer_id(),
            x: f64::from(ev.client_x()) - rect.left(),
            y: f64::from(ev.client_y()),
        };
        let now = shared.value.get_untracked();
        let thumb_x = shared.spec(|s| s.share(now)) * width;
        let input = match kind {
            Kind::Down if ev.button() != 0 => return,
            Kind::Down => Input::Down { touch, thumb_x },
            Kind::Move => Input::Move(touch),
            Kind::Up => Input::Up(touch),
            Kind::Cancel => Input::Cancel(touch.pointer),
        };
        let (gesture, before) = state.get_value();
        let (next, outcome) = gesture.step(input);
        let before = if outcome == Outcome::Begin { now } else { before };
        state.set_value((next, before));
        if outcome == Outcome::Begin {
            let _ = track.set_pointer_capture(touch.pointer);
        }
        carry_out(shared, outcome, before, width);
    }
}

fn carry_out(shared: Shared, outcome: Outcome, before: f64, width: f64) {
    let value_at = |x: f64| shared.spec(|s| s.value_at(x / width));
    match outcome {
        Outcome::Ignore => {}
        Outcome::Begin => shared.draft.set(Some(before)),
        Outcome::Preview(x) => {
            let value = value_at(x);
            let moved = shared.draft.get_untracked() != Some(value);
            shared.draft.set(Some(value));
            if moved && shared.commit == Commit::Live {
                shared.choose(value);
            }
        }
        Outcome::Commit(x) => {
            shared.choose(value_at(x));
            shared.draft.set(None);
        }
        Outcome::Revert => {
            if shared.commit == Commit::Live {
                shared.choose(before);
            }
            shared.draft.set(None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_comfort_is_filled() {
        let piece = |from, width, level| Piece { from, width, level };
        let (caution, block) = (Some(Level::Caution), Some(Level::Block));
        let zones = [piece(0.0, 0.25, caution), piece(0.25, 0.5, None), piece(0.75, 0.25, block)];
        for (thumb, expected) in [(0.5, (0.25, 0.25)), (0.9, (0.25, 0.5)), (0.125, (0.25, 0.0))] {
            assert_eq!(filled(&zones, thumb), expected, "{thumb}");
        }
        assert_eq!(filled(&[], 0.5), (0.0, 0.5));
    }
}
