//! The cursor over a chart: tap, drag along or arrow keys; a read-out says what is there. Two fingers, ctrl and wheel,
//! or `+` and `-` zoom.

use leptos::ev::{KeyboardEvent, PointerEvent, WheelEvent};
use leptos::html::Div;
use leptos::prelude::*;

use super::data::ChartData;
use super::describe::{part_text, read_at, value_text};
use super::gesture::{Gesture, Input, Outcome};
use super::scale::Frame;
use super::view::View;
use crate::format::kept_together;

/// The share of the whole axis that a key leads the cursor to; `None` for keys that mean nothing here.
pub fn share_by_key(share: Option<f64>, key: &str, view: View) -> Option<f64> {
    let from = share.unwrap_or(view.from);
    let to = match key {
        "ArrowRight" | "ArrowUp" => from + view.span() / 96.0,
        "ArrowLeft" | "ArrowDown" => from - view.span() / 96.0,
        "PageUp" => from + view.span() / 8.0,
        "PageDown" => from - view.span() / 8.0,
        "Home" => 0.0,
        "End" => 1.0,
        _ => return None,
    };
    Some(to.clamp(0.0, 1.0))
}

/// The part that a key shows, round a place in the frame.
fn view_by_key(view: View, key: &str, place: f64) -> Option<View> {
    match key {
        "+" | "=" => Some(view.zoomed(place, 2.0)),
        "-" => Some(view.zoomed(place, 0.5)),
        "0" => Some(View::FULL),
        _ => None,
    }
}

/// What the read-out says: `19:00  5.0 % (80 %: 3.1 to 7.4 %)`, then the parts and the units at risk.
pub fn read_out(data: &ChartData, t: f64) -> String {
    let value = match read_at(data, t) {
        _ if data.outside() => "outside the model’s range".into(),
        Some(predicted) => value_text(&predicted, &data.unit),
        None if data.is_gap(t) => return [&data.when_with_day(t), "  nothing here"].concat(),
        None => return String::new(),
    };
    let parts: Vec<String> = match data.outside() {
        true => vec![],
        false => data.parts.iter().rev().map(|p| [&p.label, " ", &part_text(data, p, t)].concat()).collect(),
    };
    let at_risk = (!data.leaving.is_empty()).then(|| [&data.at_risk(t).to_string(), " at risk"].concat());
    let first = [&data.when(t), "  ", &value].concat();
    let second: Vec<String> = parts.into_iter().chain(at_risk).collect();
    if second.is_empty() { first } else { [first, second.join(" · ")].join("\n") }
}

/// A slider over the picture for fingers, mouse and keyboard. Scrolling up and down stays with the page.
#[component]
pub fn ChartCursor(
    /// What the chart shows. Required.
    data: Signal<Option<ChartData>>,
    /// Where the plot lies; `None` until it is drawn. Required.
    #[prop(into)]
    frame: Signal<Option<Frame>>,
    /// The part that is shown. Required.
    view: RwSignal<View>,
) -> impl IntoView {
    let hand = Hand {
        node: NodeRef::new(),
        frame,
        view,
        hour: RwSignal::new(None),
        gesture: StoredValue::new(Gesture::default()),
    };
    let hour = hand.hour;
    let text =
        Memo::new(move |_| hour.get().zip(data.get()).map(|(h, d)| read_out(&d, h)).unwrap_or_default());
    let words = move || kept_together(&text.read());
    let subject = move || data.read().as_ref().map(|d| d.subject.clone());
    let ends = move || frame.get().map(|f| f.times);
    view! {
        <div class="chart-cursor" node_ref=hand.node tabindex="0" role="slider" aria-label=subject aria-keyshortcuts="+ - 0"
            aria-valuemin=move || ends().map(|e| e.0) aria-valuemax=move || ends().map(|e| e.1)
            aria-valuenow=move || hour.get().or(ends().map(|e| e.0)) aria-valuetext=text
            on:pointerdown=move |ev| hand.down(&ev) on:pointermove=move |ev| hand.take(&ev, |id, at, _| Input::Move(id, at))
            on:pointerup=move |ev| hand.take(&ev, Input::Up) on:pointercancel=move |ev| hand.take(&ev, |id, _, _| Input::Cancel(id))
            on:wheel=move |ev| hand.wheel(&ev) on:keydown=move |ev| hand.key(&ev)>
            {marks(data, frame, hour)}
        </div>
        <p class="chart-read-out" class:is-shown=move || !text.read().is_empty() aria-hidden="true">{words}</p>
    }
    .into_any()
}

/// What fingers, mouse and keys move.
#[derive(Clone, Copy)]
struct Hand {
    node: NodeRef<Div>,
    frame: Signal<Option<Frame>>,
    view: RwSignal<View>,
    hour: RwSignal<Option<f64>>,
    gesture: StoredValue<Gesture>,
}

impl Hand {
    fn down(self, ev: &PointerEvent) {
        if let Some(node) = self.node.get_untracked().filter(|_| ev.button() == 0) {
            // A mouse that leaves the picture with its button down still ends here.
            let _ = node.set_pointer_capture(ev.pointer_id());
            self.take(ev, Input::Down);
        }
    }

    fn take(self, ev: &PointerEvent, input: impl Fn(i32, (f64, f64), f64) -> Input) {
        let Some(node) = self.node.get_untracked() else { return };
        let place = node.get_bounding_client_rect();
        let at = (f64::from(ev.client_x()) - place.left(), f64::from(ev.client_y()) - place.top());
        self.follow(input(ev.pointer_id(), at, ev.time_stamp()));
    }

    fn wheel(self, ev: &WheelEvent) {
        let Some(node) = self.node.get_untracked().filter(|_| ev.ctrl_key()) else { return };
        ev.prevent_default();
        let x = f64::from(ev.client_x()) - node.get_bounding_client_rect().left();
        self.follow(Input::Wheel(x, ev.delta_y().clamp(-100.0, 100.0)));
    }

    fn follow(self, input: Input) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let view = self.view.get_untracked();
        let outcome = self.gesture.try_update_value(|g| g.take(input, view, (frame.left, frame.right)));
        match outcome {
            Some(Outcome::Cursor(x)) => self.hour.set(Some(Frame { view, ..frame }.hour_at(x))),
            Some(Outcome::View(to)) => self.view.set(to),
            Some(Outcome::None) | None => {}
        }
    }

    fn key(self, ev: &KeyboardEvent) {
        let Some(frame) = self.frame.get_untracked().filter(|_| !ev.ctrl_key() && !ev.meta_key()) else {
            return;
        };
        let (view, share) = (self.view.get_untracked(), self.hour.get_untracked().map(|h| frame.share_of(h)));
        let place = share.map(|s| view.place(s)).filter(|p| (0.0..=1.0).contains(p)).unwrap_or(0.5);
        if let Some(to) = view_by_key(view, &ev.key(), place) {
            ev.prevent_default();
            self.view.set(to);
        } else if let Some(to) = share_by_key(share, &ev.key(), view) {
            ev.prevent_default();
            self.hour.set(Some(frame.time_at_share(to)));
            self.view.set(view.showing(to));
        }
    }
}

/// The line and the dot; nothing while the cursor was not set, or lies outside the part that is shown.
fn marks(
    data: Signal<Option<ChartData>>,
    frame: Signal<Option<Frame>>,
    hour: RwSignal<Option<f64>>,
) -> impl IntoView {
    let at = Memo::new(move |_| {
        let (hour, frame) = hour.get().zip(frame.get())?;
        let value =
            data.read().as_ref().filter(|d| !d.outside()).and_then(|d| read_at(d, hour))?.shown().value;
        frame.shows(hour).then(|| (frame.x(hour), frame.y(value), frame.bottom))
    });
    let px = |v: f64| [&v.to_string(), "px"].concat();
    let line = move || at.get().map(|(x, _, _)| ["translateX(", &px(x), ")"].concat());
    let length = move || at.get().map(|(_, _, bottom)| px(bottom - 22.0));
    let dot = move || at.get().map(|(x, y, _)| ["translate(", &px(x), ",", &px(y), ")"].concat());
    let hidden = move || at.get().is_none();
    view! {
        <span class="chart-cursor-line" hidden=hidden style:transform=line style:height=length></span>
        <span class="chart-cursor-dot" hidden=hidden style:transform=dot></span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_the_cursor() {
        let half = View { from: 0.25, to: 0.75 };
        for (share, key, view, expected) in [
            (None, "ArrowRight", View::FULL, Some(1.0 / 96.0)),
            (None, "PageUp", half, Some(0.3125)),
            (Some(0.0), "ArrowLeft", View::FULL, Some(0.0)),
            (Some(0.125), "PageUp", View::FULL, Some(0.25)),
            (Some(0.125), "End", half, Some(1.0)),
            (Some(0.125), "Home", half, Some(0.0)),
            (Some(0.125), "Tab", View::FULL, None),
        ] {
            assert_eq!(share_by_key(share, key, view), expected, "{key}");
        }
    }

    #[test]
    fn keys_zoom() {
        let quarter = View { from: 0.0, to: 0.25 };
        for (view, key, place, expected) in [
            (View::FULL, "+", 0.5, Some(View { from: 0.25, to: 0.75 })),
            (quarter, "-", 0.0, Some(View { from: 0.0, to: 0.5 })),
            (quarter, "0", 0.5, Some(View::FULL)),
            (quarter, "a", 0.5, None),
        ] {
            assert_eq!(view_by_key(view, key, place), expected, "{key}");
        }
    }
}
