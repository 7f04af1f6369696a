//! Small inline pictures: status shapes that differ in outline, and the icons of the tab bar.

use leptos::prelude::*;

use crate::Tone;

/// The shape of a tone, 12 px, in the current colour. Hidden from screen readers: a word stands beside it.
#[component]
pub fn ToneMark(
    /// Which shape. Required.
    #[prop(into)]
    tone: Signal<Tone>,
) -> impl IntoView {
    let path = move || shape(tone.get());
    let filled = |tone| !matches!(tone, Tone::Neutral | Tone::Block);
    let fill = move || if filled(tone.get()) { "currentColor" } else { "none" };
    let width = move || if tone.get() == Tone::Block { "3" } else { "1.5" };
    view! {
        <svg class="tone-mark" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d=path fill=fill stroke="currentColor" stroke-width=width stroke-linejoin="round" stroke-linecap="round"></path>
        </svg>
    }
    .into_any()
}

fn shape(tone: Tone) -> &'static str {
    match tone {
        Tone::Neutral | Tone::Ok => "M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z",
        Tone::Note => "M2 2h8v8H2z",
        Tone::Caution => "M6 1.5L11 10.5H1z",
        Tone::Block => "M2.2 2.2l7.6 7.6M9.8 2.2L2.2 9.8",
    }
}

/// A 24 px line icon in the current colour, hidden from screen readers.
#[component]
pub fn LineIcon(
    /// Path data on a grid of 24. Required.
    path: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" fill="none"
            stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
            <path d=path></path>
        </svg>
    }
    .into_any()
}

/// A cross, for closing and removing.
pub const CROSS: &str = "M6 6l12 12M18 6L6 18";
/// An arrow into a tray, for downloads.
pub const DOWNLOAD: &str = "M12 4v11M7 11l5 5 5-5M5 20h14";
/// A minus.
pub const MINUS: &str = "M6 12h12";
/// A plus.
pub const PLUS: &str = "M6 12h12M12 6v12";
/// A branch that comes together, for where a number comes from.
pub const SOURCE: &str = "M6 4v4a4 4 0 0 0 4 4h4a4 4 0 0 1 4 4v4M6 20v-4M4 4h4M16 20h4M4 20h4";
/// A ruler, for units.
pub const UNITS: &str = "M2.5 8h19v8h-19zM6.5 8v3M10 8v4.5M14 8v3M17.5 8v4.5";
/// A pencil over a line, for editing a day's shape.
pub const CURVE: &str = "M3 17c4 0 4-10 8-10s4 6 10 6";
