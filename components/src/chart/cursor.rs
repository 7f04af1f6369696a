//! The cursor over a chart: tap, drag along or arrow keys; a read-out says what is there.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;

use super::data::ChartData;
use super::describe::{read_at, value_text};
use super::scale::Frame;

/// The hour that a key leads to; `None` for keys that mean nothing here.
pub fn hour_by_key(hour: Option<f64>, key: &str, horizon_h: f64) -> Option<f64> {
    let from = hour.unwrap_or(0.0);
    let to = match key {
        "ArrowRight" | "ArrowUp" => from + horizon_h / 96.0,
        "ArrowLeft" | "ArrowDown" => from - horizon_h / 96.0,
        "PageUp" => from + horizon_h / 8.0,
        "PageDown" => from - horizon_h / 8.0,
        "Home" => 0.0,
        "End" => horizon_h,
        _ => return None,
    };
    Some(to.clamp(0.0, horizon_h))
}

/// What the read-out says: `19:00  5.0 % (80 %: 3.1 to 7.4 %)`.
pub fn read_out(data: &ChartData, hour: f64) -> String {
    let value = match read_at(data, hour) {
        _ if data.outside() => "outside the model’s range".into(),
        Some(predicted) => value_text(&predicted, &data.unit),
        None => return String::new(),
    };
    [&data.when(hour), "  ", &value].concat()
}

/// A slider over the picture for fingers, mouse and keyboard. Scrolling up and down stays with the page.
#[component]
pub fn ChartCursor(
    /// What the chart shows. Required.
    data: Signal<Option<ChartData>>,
    /// Where the plot lies; `None` until it is drawn. Required.
    #[prop(into)]
    frame: Signal<Option<Frame>>,
) -> impl IntoView {
    let hour = RwSignal::new(None::<f64>);
    let node = NodeRef::<Div>::new();
    let text =
        Memo::new(move |_| hour.get().zip(data.get()).map(|(h, d)| read_out(&d, h)).unwrap_or_default());
    let point = move |ev: PointerEvent| place(&ev, node, frame, hour);
    let moved = move |ev: PointerEvent| {
        if ev.pointer_type() == "mouse" || ev.buttons() > 0 {
            point(ev)
        }
    };
    let key = move |ev: KeyboardEvent| {
        let horizon = frame.get_untracked().map_or(24.0, |f| f.horizon_h);
        if let Some(to) = hour_by_key(hour.get_untracked(), &ev.key(), horizon) {
            ev.prevent_default();
            hour.set(Some(to));
        }
    };
    let subject = move || data.read().as_ref().map(|d| d.subject.clone());
    view! {
        <div class="chart-cursor" node_ref=node tabindex="0" role="slider" aria-label=subject aria-valuemin="0"
            aria-valuemax=move || frame.get().map(|f| f.horizon_h) aria-valuenow=move || hour.get().unwrap_or(0.0)
            aria-valuetext=text on:pointermove=moved on:pointerup=point on:keydown=key>
            {marks(data, frame, hour)}
        </div>
        <p class="chart-read-out" class:is-shown=move || !text.read().is_empty() aria-hidden="true">{text}</p>
    }
    .into_any()
}

fn place(ev: &PointerEvent, node: NodeRef<Div>, frame: Signal<Option<Frame>>, hour: RwSignal<Option<f64>>) {
    if let (Some(element), Some(frame)) = (node.get_untracked(), frame.get_untracked()) {
        let left = element.get_bounding_client_rect().left();
        hour.set(Some(frame.hour_at(f64::from(ev.client_x()) - left)));
    }
}

/// The line and the dot; nothing while the cursor was not set.
fn marks(
    data: Signal<Option<ChartData>>,
    frame: Signal<Option<Frame>>,
    hour: RwSignal<Option<f64>>,
) -> impl IntoView {
    let at = Memo::new(move |_| {
        let (hour, frame) = hour.get().zip(frame.get())?;
        let value =
            data.read().as_ref().filter(|d| !d.outside()).and_then(|d| read_at(d, hour))?.shown().value;
        Some((frame.x(hour), frame.y(value)))
    });
    let px = |v: f64| [&v.to_string(), "px"].concat();
    let line = move || at.get().map(|(x, _)| ["translateX(", &px(x), ")"].concat());
    let dot = move || at.get().map(|(x, y)| ["translate(", &px(x), ",", &px(y), ")"].concat());
    let hidden = move || at.get().is_none();
    view! {
        <span class="chart-cursor-line" hidden=hidden style:transform=line></span>
        <span class="chart-cursor-dot" hidden=hidden style:transform=dot></span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_the_cursor() {
        for (hour, key, expected) in [
            (None, "ArrowRight", Some(0.25)),
            (Some(0.0), "ArrowLeft", Some(0.0)),
            (Some(3.0), "PageUp", Some(6.0)),
            (Some(3.0), "End", Some(24.0)),
            (Some(3.0), "Home", Some(0.0)),
            (Some(3.0), "Tab", None),
        ] {
            assert_eq!(hour_by_key(hour, key, 24.0), expected, "{key}");
        }
    }
}
