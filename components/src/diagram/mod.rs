//! A drawing of the app's author with values in it.

mod build;

use leptos::html::Div;
use leptos::prelude::*;
use twinlet_core::diagram::Shape;

use crate::figure::StateLine;
use crate::{NoteText, Tone};
use build::{Binding, build, show};

/// What a bound place shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DiagramValue {
    /// The number with unit and interval; out of the model's range a dash.
    pub text: String,
    /// Its gravity, by domain and limits.
    pub tone: Tone,
    /// The state in words, for example `Bearing: above the limit of 80 °C`; shown below from caution on.
    pub words: String,
}

/// Gives what an output shows by its id; `None` when there is nothing. Reads signals, so that the drawing follows.
pub type DiagramValues = Callback<String, Option<DiagramValue>>;

/// The lines below the drawing: each state that is not quiet, once, the gravest first.
pub fn loud(ids: &[String], value: impl Fn(&str) -> Option<DiagramValue>) -> Vec<NoteText> {
    let mut loud: Vec<DiagramValue> =
        ids.iter().filter_map(|id| value(id)).filter(|v| v.tone >= Tone::Caution).collect();
    loud.sort_by_key(|v| std::cmp::Reverse(v.tone));
    loud.dedup();
    let word = |tone| if tone == Tone::Block { "Alarm." } else { "Caution." };
    loud.into_iter().map(|v| NoteText::new(v.tone, word(v.tone), v.words)).collect()
}

/// A drawing as a figure; stands in a card of its owner. What is not on the lists of [`twinlet_core::diagram`] is left out.
#[component]
pub fn Diagram(
    /// The drawing, made when the app was compiled. Required.
    shape: Shape,
    /// What it shows, for screen readers. Required.
    #[prop(into)]
    label: String,
    /// What its places show. Required.
    #[prop(into)]
    values: DiagramValues,
) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    let ids: Vec<String> = shape.bound_outputs().into_iter().map(str::to_string).collect();
    let notes = Memo::new(move |_| loud(&ids, |id| values.run(id.to_string())));
    keep_drawn(node, shape, values);
    let line = |note: NoteText| view! { <li><StateLine note=Signal::stored(Some(note))/></li> }.into_any();
    view! {
        <figure class="diagram">
            <div class="diagram-place" node_ref=node role="group" aria-label=label></div>
            <ul class="diagram-states" role="status">{move || notes.get().into_iter().map(line).collect_view()}</ul>
        </figure>
    }
    .into_any()
}

/// Builds the drawing once and renews what is bound. Reaches outside Leptos, hence an effect.
fn keep_drawn(node: NodeRef<Div>, shape: Shape, values: DiagramValues) {
    let bindings = StoredValue::new_local(Vec::<Binding>::new());
    Effect::new(move |built: Option<bool>| {
        let Some(place) = node.get() else { return false };
        if built != Some(true) {
            let mut found = Vec::new();
            if let Some(svg) = build(&shape, &mut found) {
                let _ = place.append_child(&svg);
            }
            bindings.set_value(found);
        }
        bindings.with_value(|all| all.iter().for_each(|b| show(b, values.run(b.output.clone()))));
        true
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loud_states_are_listed_once_the_gravest_first() {
        let value = |id: &str| {
            let tone = match id {
                "quiet" => Tone::Ok,
                "warm" => Tone::Caution,
                "hot" => Tone::Block,
                _ => return None,
            };
            Some(DiagramValue { text: "1 °C".into(), tone, words: id.into() })
        };
        let ids = ["warm", "quiet", "gone", "hot"].map(String::from);
        let words: Vec<String> = loud(&ids, value).into_iter().map(|n| n.text).collect();
        assert_eq!(words, ["hot", "warm"]);
    }
}
