//! This scenario beside the reference: only what differs.

use leptos::prelude::*;

use crate::Tone;
use crate::icon::ToneMark;

/// One quantity in both scenarios, as texts with units.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ComparisonRow {
    /// What is compared.
    pub name: String,
    /// Here.
    pub here: String,
    /// In the reference.
    pub reference: String,
    /// The difference with its sign, for example `+3.9 points`.
    pub difference: String,
    /// Gravity of the difference; neutral shows no shape.
    pub tone: Tone,
}

/// The rows that differ, in their order.
pub fn differing(rows: &[ComparisonRow]) -> Vec<ComparisonRow> {
    rows.iter().filter(|row| row.here != row.reference).cloned().collect()
}

/// A table of what differs; a sentence when nothing does.
#[component]
pub fn ComparisonTable(
    /// All rows; equal ones are left out. Required.
    #[prop(into)]
    rows: Signal<Vec<ComparisonRow>>,
    /// Title of the reference scenario. Default: `Reference`.
    #[prop(into, default = "Reference".to_string().into())]
    reference: Signal<String>,
    /// Title of this scenario. Default: `Here`.
    #[prop(into, default = "Here".to_string().into())]
    here: Signal<String>,
) -> impl IntoView {
    let shown = Memo::new(move |_| differing(&rows.read()));
    let body = move || match shown.with(Vec::is_empty) {
        true => view! { <p class="empty">"Nothing differs from " {reference} "."</p> }.into_any(),
        false => table(shown, here, reference).into_any(),
    };
    view! { <div class="comparison">{body}</div> }.into_any()
}

fn table(rows: Memo<Vec<ComparisonRow>>, here: Signal<String>, reference: Signal<String>) -> impl IntoView {
    view! {
        <table>
            <thead>
                <tr><td></td><th scope="col">{here}</th><th scope="col">{reference}</th><th scope="col">"Difference"</th></tr>
            </thead>
            <tbody>{move || rows.get().into_iter().map(line).collect_view()}</tbody>
        </table>
    }
}

fn line(row: ComparisonRow) -> AnyView {
    let mark = (row.tone != Tone::Neutral).then(|| view! { <ToneMark tone=row.tone/> });
    view! {
        <tr>
            <th scope="row">{row.name}</th>
            <td>{row.here}</td>
            <td>{row.reference}</td>
            <td class=["difference ", row.tone.class()].concat()>{mark} {row.difference}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_rows_are_left_out() {
        let row = |name: &str, here: &str| ComparisonRow {
            name: name.into(),
            here: here.into(),
            reference: "31 °C".into(),
            ..Default::default()
        };
        let shown = differing(&[row("ambient", "34 °C"), row("set point", "31 °C")]);
        assert_eq!(shown.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["ambient"]);
    }
}
