//! Rows and columns of texts; wide and long ones scroll inside their own box.

use leptos::prelude::*;

/// Whether a column holds numbers: it is set flush right. A dash or an empty cell decides nothing.
pub fn is_numeric(rows: &[Vec<String>], column: usize) -> bool {
    let cells = || rows.iter().filter_map(|r| r.get(column)).filter(|c| !matches!(c.as_str(), "" | "–"));
    let number = |c: &String| {
        c.trim_start_matches(['−', '-', '+', '<', '>', ' ', '€', '$', '£'])
            .starts_with(|c: char| c.is_ascii_digit())
    };
    cells().next().is_some() && cells().all(number)
}

/// A table whose first column stays in view. Long or wide tables scroll in their own box, never the page.
#[component]
pub fn DataTable(
    /// Titles of the columns. Required.
    #[prop(into)]
    columns: Signal<Vec<String>>,
    /// Cells as texts with units, row by row; `None` shows a skeleton. Required.
    #[prop(into)]
    rows: Signal<Option<Vec<Vec<String>>>>,
    /// What the table shows. Required.
    #[prop(into)]
    caption: Signal<String>,
    /// What stands in place of no rows. Default: `Nothing to show yet.`.
    #[prop(into, default = "Nothing to show yet.".to_string().into())]
    empty: Signal<String>,
) -> impl IntoView {
    let body = move || match rows.read().as_ref() {
        None => view! { <crate::Skeleton shape=crate::skeleton::SkeletonShape::Chart/> }.into_any(),
        Some(rows) if rows.is_empty() => view! { <p class="empty">{empty}</p> }.into_any(),
        Some(rows) => table(&columns.read(), rows, caption),
    };
    view! {
        <div class="data-table" aria-busy=move || rows.read().is_none().to_string()>
            <p class="figure-title" aria-hidden="true">{caption}</p>
            {body}
        </div>
    }
    .into_any()
}

fn table(columns: &[String], rows: &[Vec<String>], caption: Signal<String>) -> AnyView {
    let numeric: Vec<bool> = (0..columns.len()).map(|i| i > 0 && is_numeric(rows, i)).collect();
    let class = |i: usize| numeric.get(i).copied().unwrap_or_default().then_some("is-number");
    let title =
        |(i, text): (usize, &String)| view! { <th scope="col" class=class(i)>{text.clone()}</th> }.into_any();
    let cell = |(i, text): (usize, &String)| match i {
        0 => view! { <th scope="row">{text.clone()}</th> }.into_any(),
        _ => view! { <td class=class(i)>{text.clone()}</td> }.into_any(),
    };
    let row = |cells: &Vec<String>| {
        view! { <tr>{cells.iter().enumerate().map(cell).collect_view()}</tr> }.into_any()
    };
    view! {
        <div class="scroll-box data-table-box" tabindex="0" role="region" aria-label=caption>
            <table>
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>{columns.iter().enumerate().map(title).collect_view()}</tr></thead>
                <tbody>{rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::is_numeric;

    #[test]
    fn columns_of_numbers_are_found() {
        let rows = |cells: &[&str]| cells.iter().map(|c| vec![(*c).to_string()]).collect::<Vec<_>>();
        for (cells, expected) in [
            (&["7.8 %", "−3", "< 0.01 %", "€ 1,240", "–"][..], true),
            (&["7", "pump"], false),
            (&["", "–"], false),
        ] {
            assert_eq!(is_numeric(&rows(cells), 0), expected, "{cells:?}");
        }
    }
}
