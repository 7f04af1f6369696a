//! A choice of a few: presets, scenarios, an input's options.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Segment {
    /// Identifies it in callbacks.
    pub id: String,
    /// Its words.
    pub label: String,
}

impl Segment {
    /// A choice with its words.
    pub fn new(id: impl Into<String>, label: impl Into<String>) -> Self {
        Self { id: id.into(), label: label.into() }
    }
}

/// The choice that an arrow key, home or end leads to; wraps round. `None` for other keys.
pub fn next_by_key(segments: &[Segment], current: &str, key: &str) -> Option<String> {
    let (n, at) = (segments.len(), segments.iter().position(|s| s.id == current).unwrap_or(0));
    let target = match key {
        "ArrowRight" | "ArrowDown" => (at + 1) % n.max(1),
        "ArrowLeft" | "ArrowUp" => (at + n.max(1) - 1) % n.max(1),
        "Home" => 0,
        "End" => n.saturating_sub(1),
        _ => return None,
    };
    segments.get(target).map(|s| s.id.clone())
}

/// Segments in one row that wraps on narrow screens; a group of radio buttons for keyboard and screen reader.
#[component]
pub fn SegmentedTabs(
    /// What the choice is about, for screen readers. Required.
    #[prop(into)]
    label: Signal<String>,
    /// The choices. Required.
    #[prop(into)]
    segments: Signal<Vec<Segment>>,
    /// Id of the current one; an unknown id marks none (for example after a slider was moved). Required.
    #[prop(into)]
    selected: Signal<String>,
    /// The person chooses; carries the id. Required.
    on_select: Callback<String>,
    /// The person wants to keep the present inputs as a new choice. Default: no `+` button.
    #[prop(optional, into)]
    on_add: Option<Callback<()>>,
) -> impl IntoView {
    let keys = move |ev: KeyboardEvent| {
        // The reading ends before the choice is told: whoever is told writes the same signal.
        let next = next_by_key(&segments.read_untracked(), &selected.read_untracked(), &ev.key());
        if let Some(id) = next {
            ev.prevent_default();
            on_select.run(id);
        }
    };
    let item = move |segment: Segment| view! { <SegmentButton segment segments selected on_select/> };
    let add = on_add.map(|add| {
        view! { <button type="button" class="segment" aria-label="Keep as a new scenario" on:click=move |_| add.run(())>"+"</button> }.into_any()
    });
    view! {
        <div class="segments" role="radiogroup" aria-label=label on:keydown=keys>
            {move || segments.get().into_iter().map(item).collect_view()}
            {add}
        </div>
    }
    .into_any()
}

#[component]
fn SegmentButton(
    segment: Segment,
    segments: Signal<Vec<Segment>>,
    selected: Signal<String>,
    on_select: Callback<String>,
) -> impl IntoView {
    let id = StoredValue::new(segment.id);
    let current = Memo::new(move |_| selected.read() == *id.read_value());
    let known = move || segments.read().iter().any(|s| s.id == *selected.read());
    let first = move || segments.read().first().is_some_and(|s| s.id == *id.read_value());
    let reachable = move || if current.get() || (!known() && first()) { "0" } else { "-1" };
    let node = NodeRef::<leptos::html::Button>::new();
    follow_focus(node, current);
    view! {
        <button type="button" class="segment" role="radio" node_ref=node aria-checked=move || current.get().to_string()
            tabindex=reachable on:click=move |_| on_select.run(id.get_value())>
            {segment.label}
        </button>
    }
    .into_any()
}

/// The focus goes with the choice when the keyboard moved it: reaches outside Leptos, hence an effect.
fn follow_focus(node: NodeRef<leptos::html::Button>, current: Memo<bool>) {
    Effect::new(move |before: Option<bool>| {
        let now = current.get();
        if let (true, Some(false), Some(button)) = (now, before, node.get_untracked()) {
            let group_has_focus =
                button.parent_element().is_some_and(|p| p.matches(":focus-within").unwrap_or(false));
            if group_has_focus {
                let _ = button.focus();
            }
        }
        now
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_and_wrap() {
        let segments = ["a", "b", "c"].map(|id| Segment::new(id, id));
        for (current, key, expected) in [
            ("a", "ArrowRight", Some("b")),
            ("c", "ArrowRight", Some("a")),
            ("a", "ArrowLeft", Some("c")),
            ("b", "Home", Some("a")),
            ("b", "End", Some("c")),
            ("gone", "ArrowRight", Some("b")),
            ("a", "Tab", None),
        ] {
            assert_eq!(next_by_key(&segments, current, key).as_deref(), expected, "{key} from {current}");
        }
        assert_eq!(next_by_key(&[], "a", "End"), None);
    }
}
