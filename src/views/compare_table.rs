//! The comparison as a table: each value over its interval, so that three columns fit a phone.

use leptos::prelude::*;
use twinlet_components::Tone;
use twinlet_components::icon::ToneMark;

use crate::session::{Cell, ComparisonRow};

/// What differs, or a sentence when nothing does.
#[component]
pub fn CompareTable(
    /// Only what differs. Required.
    rows: Memo<Vec<ComparisonRow>>,
    /// Title of the reference scenario. Required.
    reference: String,
) -> impl IntoView {
    let lines = move || rows.get().into_iter().map(line).collect_view();
    view! {
        <div class="comparison">
            <table>
                <thead>
                    <tr><td></td><th scope="col">"Here"</th><th scope="col">{reference}</th><th scope="col">"Difference"</th></tr>
                </thead>
                <tbody>{lines}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(row: ComparisonRow) -> AnyView {
    let mark = (row.tone != Tone::Neutral).then(|| view! { <ToneMark tone=row.tone/> });
    view! {
        <tr>
            <th scope="row">{row.name}</th>
            {cell(row.here)}
            {cell(row.reference)}
            <td class=["difference ", row.tone.class()].concat() style:white-space="normal">{mark} {row.difference}</td>
        </tr>
    }
    .into_any()
}

fn cell(cell: Cell) -> AnyView {
    view! { <td>{cell.value}<span class="tile-interval" style:display="block">{cell.interval}</span></td> }
        .into_any()
}
