//! Many scenarios beside each other: a line for each, a tap on its name opens it.

use leptos::prelude::*;

use crate::number_tile::TileText;

/// One scenario.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScenarioLine {
    /// Its name.
    pub title: String,
    /// What it comes to, or why it has no numbers; empty for nothing.
    pub words: String,
    /// Its numbers in the order of the columns; what is missing at the end stays empty.
    pub cells: Vec<Option<TileText>>,
    /// It is the one on the screen: named as such, and not opened.
    pub is_here: bool,
}

/// A table of scenarios. It scrolls sideways where there are more columns than room; the names stay.
#[component]
pub fn ScenarioTable(
    /// What the numbers are. Required.
    #[prop(into)]
    columns: Signal<Vec<String>>,
    /// The scenarios in their order. Required.
    #[prop(into)]
    lines: Signal<Vec<ScenarioLine>>,
    /// The person wants to see a scenario; carries the number of its line. Required.
    on_open: Callback<usize>,
) -> impl IntoView {
    let head = move || {
        let cell = |column: String| view! { <th scope="col">{column}</th> }.into_any();
        columns.get().into_iter().map(cell).collect_view()
    };
    let body = move || {
        let width = columns.read().len();
        lines.get().into_iter().enumerate().map(|(at, l)| line(l, at, width, on_open)).collect_view()
    };
    view! {
        <div class="comparison side-by-side" data-testid="side-by-side">
            <table>
                <thead><tr><td></td>{head}</tr></thead>
                <tbody>{body}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(line: ScenarioLine, at: usize, width: usize, on_open: Callback<usize>) -> AnyView {
    let ScenarioLine { title, words, mut cells, is_here } = line;
    cells.resize(width, None);
    let name = match is_here {
        true => view! { <strong>{title}</strong> <span class="side-here">"on the screen"</span> }.into_any(),
        false => {
            let label = ["Open ", &title].concat();
            view! { <button type="button" class="side-open" aria-label=label on:click=move |_| on_open.run(at)>{title}</button> }
                .into_any()
        }
    };
    let words = (!words.is_empty()).then(|| view! { <span class="side-words">{words}</span> });
    let cells = cells.into_iter().map(cell).collect_view();
    view! { <tr class:side-shown=is_here><th scope="row">{name} {words}</th>{cells}</tr> }.into_any()
}

fn cell(text: Option<TileText>) -> AnyView {
    let Some(TileText { value, interval, .. }) = text else { return view! { <td></td> }.into_any() };
    view! { <td>{value}<span class="tile-interval">{interval}</span></td> }.into_any()
}
