//! A card around a chart: title, picture, sentence, table, and a run in progress.

use leptos::prelude::*;

use super::canvas::ChartCanvas;
use super::data::ChartData;
use super::describe::{Row, rows};
use crate::format::kept_together;

/// Title, chart, sentence and table of one subject.
#[component]
pub fn ChartCard(
    /// Title. Required.
    #[prop(into)]
    title: Signal<String>,
    /// What is drawn, in one line. Required.
    #[prop(into)]
    subtitle: Signal<String>,
    /// The picture; `None` keeps its place. Required.
    #[prop(into)]
    data: Signal<Option<ChartData>>,
    /// What the picture says. Required.
    #[prop(into)]
    sentence: Signal<String>,
    /// Share of a run in progress, 0 to 1. Default: no run.
    #[prop(into, optional)]
    progress: Signal<Option<f64>>,
    /// The person stops the run. Default: no button.
    #[prop(optional_no_strip)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    let waiting = move || data.read().is_none();
    view! {
        <section class="card chart-card" class:is-loading=waiting aria-busy=move || waiting().to_string()>
            <h2 class="card-title">{title}</h2>
            <p class="card-subtitle">{subtitle}</p>
            <ChartCanvas data=data/>
            <RunProgress progress on_cancel/>
            <ChartSentence text=sentence/>
            <ChartTable data=data/>
        </section>
    }
    .into_any()
}

/// A thin bar under the picture while a run goes on, with a button to stop it.
#[component]
fn RunProgress(progress: Signal<Option<f64>>, on_cancel: Option<Callback<()>>) -> impl IntoView {
    let width =
        move || progress.get().map(|share| ["scaleX(", &share.clamp(0.0, 1.0).to_string(), ")"].concat());
    let stop = on_cancel.map(|cancel| {
        view! { <button type="button" class="button" on:click=move |_| cancel.run(())>"Stop"</button> }
            .into_any()
    });
    view! {
        <div class="chart-progress" class:is-shown=move || progress.read().is_some()>
            <span class="chart-progress-track"><span class="chart-progress-bar" style:transform=width></span></span>
            {stop}
        </div>
    }
    .into_any()
}

/// The sentence under a chart; its first sentence is set in bold.
#[component]
pub fn ChartSentence(
    /// The text. Required.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let parts = Memo::new(move |_| {
        let text = kept_together(&text.read());
        let (first, rest) = first_sentence(&text);
        (first.to_string(), rest.to_string())
    });
    let (first, rest) = (move || parts.get().0, move || parts.get().1);
    view! { <p class="chart-sentence"><strong>{first}</strong> " " {rest}</p> }.into_any()
}

/// Splits after the first full stop that ends a sentence.
fn first_sentence(text: &str) -> (&str, &str) {
    text.find(". ")
        .map_or((text, ""), |at| (text.get(..=at).unwrap_or(text), text.get(at + 2..).unwrap_or("")))
}

/// The chart's numbers as a table that opens on demand.
#[component]
pub fn ChartTable(
    /// What the chart shows; `None` shows nothing. Required.
    #[prop(into)]
    data: Signal<Option<ChartData>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let lines = move || open.get().then(|| data.read().as_ref().map(rows)).flatten().unwrap_or_default();
    let line = |row: Row| {
        view! { <tr><th scope="row">{row.time}</th><td>{row.value}</td><td>{row.interval}</td></tr> }
            .into_any()
    };
    view! {
        <details class="chart-table" on:toggle=move |_| open.update(|o| *o = !*o)>
            <summary>"Show as a table"</summary>
            <table>
                <thead><tr><th scope="col">"Time"</th><th scope="col">"Mean"</th><th scope="col">"80 %"</th></tr></thead>
                <tbody>{move || lines().into_iter().map(line).collect_view()}</tbody>
            </table>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::first_sentence;

    #[test]
    fn the_first_sentence_is_split_off() {
        for (text, first, rest) in [
            ("Passes 5 % at 19:00. More.", "Passes 5 % at 19:00.", "More."),
            ("One 2.5 % only.", "One 2.5 % only.", ""),
            ("", "", ""),
        ] {
            assert_eq!(first_sentence(text), (first, rest));
        }
    }
}
