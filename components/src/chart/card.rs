//! A card around a chart: title, picture, switch of axes, sentence, table, files, and a run in progress.

use leptos::prelude::*;

use super::axes::Axes;
use super::canvas::ChartCanvas;
use super::data::ChartData;
use super::describe::{Table, axis_note, table};
use super::export::{SaveMenu, Sheet};
use super::view::View;
use crate::format::kept_together;
use crate::{Segment, SegmentedTabs};

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
    /// The axes that a person may choose from; the data's own are shown first. Default: no switch.
    #[prop(optional)]
    axes: Vec<Axes>,
    /// Where the numbers come from and what they promise, for the foot of saved files: app, version, model with version
    /// and hash, scenario, date, meaning of the intervals. While it is empty nothing can be saved. Default: empty.
    #[prop(into, optional)]
    contract: Signal<Vec<String>>,
) -> impl IntoView {
    let waiting = move || data.read().is_none();
    let (chosen, view) = (RwSignal::new(None::<Axes>), RwSignal::new(View::FULL));
    let shown = Memo::new(move |_| {
        let data = data.get()?;
        Some(ChartData { axes: chosen.get().unwrap_or(data.axes), ..data })
    });
    let note = move || shown.read().as_ref().and_then(axis_note);
    let sheet = Callback::new(move |()| {
        let (title, subtitle) = (title.get_untracked(), subtitle.get_untracked());
        let (sentence, contract) = (sentence.get_untracked(), contract.get_untracked());
        Some(Sheet {
            title,
            subtitle,
            data: shown.get_untracked()?,
            view: view.get_untracked(),
            sentence,
            contract,
        })
    });
    let can_save = Memo::new(move |_| !contract.read().is_empty() && !waiting());
    view! {
        <section class="card chart-card" class:is-loading=waiting aria-busy=move || waiting().to_string()>
            <h2 class="card-title">{title}</h2>
            <p class="card-subtitle">{subtitle}</p>
            <ChartCanvas data=shown view=view/>
            <RunProgress progress on_cancel/>
            {(axes.len() > 1).then(|| view! { <AxesSwitch axes shown chosen view/> })}
            <p class="chart-note">{note}</p>
            <ChartSentence text=sentence/>
            <ChartTable data=shown/>
            {move || can_save.get().then(|| view! { <SaveMenu sheet/> })}
        </section>
    }
    .into_any()
}

/// `Linear | Log | Weibull`: the same numbers laid out otherwise; the part that is shown starts again with all.
#[component]
fn AxesSwitch(
    axes: Vec<Axes>,
    shown: Memo<Option<ChartData>>,
    chosen: RwSignal<Option<Axes>>,
    view: RwSignal<View>,
) -> impl IntoView {
    let segments = axes.iter().map(|a| Segment::new(a.word(), a.word())).collect::<Vec<_>>();
    let selected = Signal::derive(move || shown.read().as_ref().map_or("", |d| d.axes.word()).to_string());
    let select = Callback::new(move |word: String| {
        chosen.set(axes.iter().copied().find(|a| a.word() == word));
        view.set(View::FULL);
    });
    view! { <div class="chart-axes"><SegmentedTabs label="Axis" segments=Signal::stored(segments) selected on_select=select/></div> }
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
    let body = move || open.get().then(|| data.read().as_ref().map(table)).flatten().map(table_view);
    view! {
        <details class="chart-table" on:toggle=move |_| open.update(|o| *o = !*o)>
            <summary>"Show as a table"</summary>
            <div class="chart-table-box">{body}</div>
        </details>
    }
    .into_any()
}

fn table_view(table: Table) -> AnyView {
    let head = table.head.into_iter().map(|words| view! { <th scope="col">{words}</th> }.into_any());
    let cell = |(k, words): (usize, String)| match k {
        0 => view! { <th scope="row">{words}</th> }.into_any(),
        _ => view! { <td>{words}</td> }.into_any(),
    };
    let row = |cells: Vec<String>| {
        view! { <tr>{cells.into_iter().enumerate().map(cell).collect_view()}</tr> }.into_any()
    };
    view! {
        <table>
            <thead><tr>{head.collect_view()}</tr></thead>
            <tbody>{table.rows.into_iter().map(row).collect_view()}</tbody>
        </table>
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
