//! The pad to draw on: 24 bars under a finger, or hour by hour with the keyboard.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;

use super::{HOURS, ProfileDraft, ProfileSpec};
use crate::format;

/// A place on the pad: an hour and a value.
type Place = (usize, f64);

#[component]
pub(super) fn DrawPad(draft: RwSignal<ProfileDraft>, spec: Signal<ProfileSpec>) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    let hour = RwSignal::new(0usize);
    let last = RwSignal::new(None::<Place>);
    // The picture keeps its scale during a stroke and fits again after it.
    let bounds = Memo::new(move |old: Option<&(f64, f64)>| match old {
        Some(old) if last.read().is_some() => *old,
        _ => draft.read().bounds(),
    });
    let settle = move |_: PointerEvent| {
        if last.get_untracked().is_some() {
            draft.update(ProfileDraft::settle);
            last.set(None);
        }
    };
    let draw = move |ev: PointerEvent| stroke(&ev, node, draft, bounds, last, hour);
    let text = move || value_text(&draft.read(), hour.get(), &spec.read().unit);
    let bars = move || (0..HOURS).map(|h| bar(draft, bounds, hour, h)).collect_view();
    view! {
        <div class="profile-pad" node_ref=node role="slider" tabindex="0" aria-label="Shape of the day, hour by hour"
            aria-valuemin="0" aria-valuemax="23" aria-valuenow=hour aria-valuetext=text
            on:pointerdown=draw on:pointermove=move |ev| if last.get_untracked().is_some() { draw(ev) }
            on:pointerup=settle on:pointercancel=settle on:keydown=move |ev| key(&ev, draft, hour)>
            {bars}
        </div>
        <p class="profile-read-out"><span>"00:00"</span><output>{text}</output><span>"24:00"</span></p>
    }
    .into_any()
}

fn value_text(draft: &ProfileDraft, hour: usize, unit: &str) -> String {
    let value = draft.values().get(hour).copied().unwrap_or(0.0);
    let number = format::plain((value * 10.0).round() / 10.0);
    [&format::clock(0, hour as f64), "  ", &format::with_unit(&number, unit)].concat()
}

fn bar(
    draft: RwSignal<ProfileDraft>,
    bounds: Memo<(f64, f64)>,
    hour: RwSignal<usize>,
    h: usize,
) -> impl IntoView {
    let height = move || {
        let (low, high) = bounds.get();
        let value = draft.read().values().get(h).copied().unwrap_or(low);
        let share = ((value - low) / (high - low)).clamp(0.0, 1.0);
        ["scaleY(", &((share * 1e3).round() / 1e3).to_string(), ")"].concat()
    };
    view! { <span class="profile-bar" class:is-current=move || hour.get() == h><span style:transform=height></span></span> }
}

fn stroke(
    ev: &PointerEvent,
    node: NodeRef<Div>,
    draft: RwSignal<ProfileDraft>,
    bounds: Memo<(f64, f64)>,
    last: RwSignal<Option<Place>>,
    hour: RwSignal<usize>,
) {
    let Some(pad) = node.get_untracked() else { return };
    let _ = pad.set_pointer_capture(ev.pointer_id());
    let rect = pad.get_bounding_client_rect();
    let (low, high) = bounds.get_untracked();
    let across = ((f64::from(ev.client_x()) - rect.left()) / rect.width().max(1.0)).clamp(0.0, 0.999);
    let up = 1.0 - ((f64::from(ev.client_y()) - rect.top()) / rect.height().max(1.0)).clamp(0.0, 1.0);
    let place = ((across * HOURS as f64) as usize, low + up * (high - low));
    let from = last.get_untracked().unwrap_or(place);
    last.set(Some(place));
    hour.set(place.0);
    draft.update(|d| d.stroke(from, place));
}

fn key(ev: &KeyboardEvent, draft: RwSignal<ProfileDraft>, hour: RwSignal<usize>) {
    let at = hour.get_untracked();
    let (low, high) = draft.read_untracked().bounds();
    let value = draft.read_untracked().values().get(at).copied().unwrap_or(low);
    let lift = match ev.key().as_str() {
        "ArrowRight" => return move_to(ev, hour, (at + 1) % HOURS),
        "ArrowLeft" => return move_to(ev, hour, (at + HOURS - 1) % HOURS),
        "Home" => return move_to(ev, hour, 0),
        "End" => return move_to(ev, hour, HOURS - 1),
        "ArrowUp" => 0.02,
        "ArrowDown" => -0.02,
        _ => return,
    };
    ev.prevent_default();
    draft.update(|d| {
        d.draw(at, value + lift * (high - low));
        d.settle();
    });
}

fn move_to(ev: &KeyboardEvent, hour: RwSignal<usize>, to: usize) {
    ev.prevent_default();
    hour.set(to);
}
