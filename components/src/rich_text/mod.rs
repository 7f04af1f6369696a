//! A text with headings, lists, tables and bound values, drawn from its tree.

use leptos::prelude::*;
use twinlet_core::rich_text::{Block, Inline, is_safe_link};

/// What a bound value is, as text: its number with unit and interval.
pub type Values = Callback<String, String>;

/// A text of the app's author. Nodes only, never HTML strings; a link that is not harmless is written as plain words.
#[component]
pub fn RichText(
    /// The text. Required.
    #[prop(into)]
    blocks: Signal<Vec<Block>>,
    /// Gives the text of a bound value by its id; empty shows a dash. Reads signals, so that texts follow. Required.
    #[prop(into)]
    values: Values,
    /// Level of a first heading on this page, 2 to 5. Default: 2.
    #[prop(default = 2)]
    top: u8,
) -> impl IntoView {
    let all = move || blocks.get().into_iter().map(|b| block(b, values, top)).collect_view();
    view! { <div class="rich">{all}</div> }.into_any()
}

fn blocks_view(blocks: Vec<Block>, values: Values, top: u8) -> AnyView {
    blocks.into_iter().map(|b| block(b, values, top)).collect_view().into_any()
}

fn block(block: Block, values: Values, top: u8) -> AnyView {
    match block {
        Block::Heading(level, parts) => heading(heading_level(level, top), line(parts, values)),
        Block::Paragraph(parts) => view! { <p>{line(parts, values)}</p> }.into_any(),
        Block::List { ordered, items } => list(ordered, items, values, top),
        Block::Code(text) => {
            view! { <pre class="rich-code scroll-box" tabindex="0"><code>{text}</code></pre> }.into_any()
        }
        Block::Quote(inner) => {
            view! { <blockquote>{blocks_view(inner, values, top)}</blockquote> }.into_any()
        }
        Block::Rule => view! { <hr/> }.into_any(),
        Block::Table { head, rows } => table(head, rows, values),
    }
}

/// Headings of a text lie below the page's own.
fn heading_level(level: u8, top: u8) -> u8 {
    level.saturating_add(top).saturating_sub(1).clamp(2, 6)
}

fn heading(level: u8, parts: AnyView) -> AnyView {
    match level {
        2 => view! { <h2>{parts}</h2> }.into_any(),
        3 => view! { <h3>{parts}</h3> }.into_any(),
        4 => view! { <h4>{parts}</h4> }.into_any(),
        5 => view! { <h5>{parts}</h5> }.into_any(),
        _ => view! { <h6>{parts}</h6> }.into_any(),
    }
}

fn list(ordered: bool, items: Vec<Vec<Block>>, values: Values, top: u8) -> AnyView {
    let item = |blocks| view! { <li>{blocks_view(blocks, values, top)}</li> }.into_any();
    let items = items.into_iter().map(item).collect_view();
    match ordered {
        true => view! { <ol>{items}</ol> }.into_any(),
        false => view! { <ul>{items}</ul> }.into_any(),
    }
}

fn table(head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>>, values: Values) -> AnyView {
    let title = |parts| view! { <th scope="col">{line(parts, values)}</th> }.into_any();
    let cell = |parts| view! { <td>{line(parts, values)}</td> }.into_any();
    let row =
        |cells: Vec<Vec<Inline>>| view! { <tr>{cells.into_iter().map(cell).collect_view()}</tr> }.into_any();
    view! {
        <div class="scroll-box" tabindex="0" role="region" aria-label="Table">
            <table>
                <thead><tr>{head.into_iter().map(title).collect_view()}</tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(parts: Vec<Inline>, values: Values) -> AnyView {
    parts.into_iter().map(|part| inline(part, values)).collect_view().into_any()
}

fn inline(part: Inline, values: Values) -> AnyView {
    match part {
        Inline::Text(text) => text.into_any(),
        Inline::Strong(inner) => view! { <strong>{line(inner, values)}</strong> }.into_any(),
        Inline::Emphasis(inner) => view! { <em>{line(inner, values)}</em> }.into_any(),
        Inline::Code(text) => view! { <code>{text}</code> }.into_any(),
        Inline::Link { href, text } => link(href, line(text, values)),
        Inline::Value(id) => value(id, values),
        Inline::Break => view! { <br/> }.into_any(),
    }
}

fn value(id: String, values: Values) -> AnyView {
    let text = move || Some(values.run(id.clone())).filter(|t| !t.is_empty()).unwrap_or_else(|| "–".into());
    view! { <span class="rich-value">{move || crate::format::kept_together(&text())}</span> }.into_any()
}

/// A place on this page stays in it; everything else opens beside the app.
fn link(href: String, words: AnyView) -> AnyView {
    match (is_safe_link(&href), href.starts_with('#')) {
        (false, _) => words,
        (true, true) => view! { <a href=href>{words}</a> }.into_any(),
        (true, false) => {
            view! { <a href=href rel="noopener noreferrer" target="_blank">{words}</a> }.into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::heading_level;

    #[test]
    fn headings_lie_below_the_pages_own() {
        for (level, top, expected) in [(1, 2, 2), (2, 2, 3), (6, 2, 6), (1, 3, 3), (0, 2, 2)] {
            assert_eq!(heading_level(level, top), expected, "{level} under {top}");
        }
    }
}
