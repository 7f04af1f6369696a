//! A number with its interval: the small tile under the headline.

use leptos::prelude::*;
use twinlet_core::domain::DomainState;
use twinlet_core::predicted::Predicted;

use crate::format;
use crate::source_button::SourceButton;

/// The texts of a tile. Made from a [`Predicted`] so that no number comes without its interval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TileText {
    /// The number with its unit.
    pub value: String,
    /// Its interval, for example `4.9 to 11.2 %`.
    pub interval: String,
    /// The model may not be believed here: the tile is hatched and shows no number.
    pub outside: bool,
}

impl TileText {
    /// A probability as per cent.
    pub fn percent(predicted: &Predicted<f64>) -> Self {
        let shown = predicted.shown();
        let texts = (format::percent(shown.value, shown.interval), format::percent_range(shown.interval));
        Self::guarded(shown.domain, texts)
    }

    /// A sum of money.
    pub fn money(predicted: &Predicted<f64>, currency: &str) -> Self {
        let shown = predicted.shown();
        let value = format::money(shown.value, currency, Some(shown.interval));
        Self::guarded(shown.domain, (value, format::money_range(shown.interval)))
    }

    /// A physical quantity with its unit.
    pub fn quantity(predicted: &Predicted<f64>, unit: &str) -> Self {
        let shown = predicted.shown();
        let value = format::with_unit(&format::number(shown.value, shown.interval), unit);
        Self::guarded(shown.domain, (value, format::range(shown.interval)))
    }

    fn guarded(domain: DomainState, (value, interval): (String, String)) -> Self {
        match domain {
            DomainState::Out => {
                Self { value: "–".into(), interval: "outside the model’s range".into(), outside: true }
            }
            DomainState::In | DomainState::Caution => Self { value, interval, outside: false },
        }
    }
}

/// A labelled number with its interval and a note.
#[component]
pub fn NumberTile(
    /// What the number is, for example `P(fail), 24 h`. Required.
    #[prop(into)]
    label: Signal<String>,
    /// The number; `None` shows a skeleton of the same size. Required.
    #[prop(into)]
    text: Signal<Option<TileText>>,
    /// A note in place of nothing, for example `per day`. Default: empty.
    #[prop(into, optional)]
    note: Signal<String>,
    /// The person asks where the number comes from; without it the tile cannot be tapped. Default: none.
    #[prop(optional_no_strip, default = None)]
    on_source: Option<Callback<()>>,
) -> impl IntoView {
    let part = move |pick: fn(&TileText) -> String| move || text.read().as_ref().map(pick);
    let outside = move || text.read().as_ref().is_some_and(|t| t.outside);
    view! {
        <div class="tile" class:tile-outside=outside class:is-loading=move || text.read().is_none()>
            <span class="tile-label">{label}</span>
            <span class="tile-value">{part(|t| t.value.clone())}</span>
            <span class="tile-interval">{part(|t| t.interval.clone())}</span>
            <span class="tile-note">{note}</span>
            {on_source.map(|ask| view! { <SourceButton what=label on_ask=ask class="tile-source"/> })}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use twinlet_core::predicted::{Interval, IntervalKind};

    fn predicted(value: f64, low: f64, high: f64, domain: DomainState) -> Predicted<f64> {
        Predicted::new(value, Interval { low, high, coverage: 0.8, kind: IntervalKind::Members }, domain)
    }

    #[test]
    fn a_number_never_comes_alone() {
        let tile = TileText::percent(&predicted(0.078, 0.049, 0.112, DomainState::In));
        assert_eq!((tile.value.as_str(), tile.interval.as_str()), ("7.8 %", "4.9 to 11.2 %"));
        let tile = TileText::money(&predicted(1238.0, 810.0, 1_700.0, DomainState::Caution), "EUR");
        assert_eq!((tile.value.as_str(), tile.interval.as_str()), ("€ 1,240", "810 to 1,700"));
    }

    #[test]
    fn outside_the_domain_no_number_is_shown() {
        let tile = TileText::quantity(&predicted(412.0, 400.0, 420.0, DomainState::Out), "m³/h");
        assert_eq!((tile.value.as_str(), tile.interval.as_str()), ("–", "outside the model’s range"));
        assert!(tile.outside);
    }
}
