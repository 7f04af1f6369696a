//! What each input is worth over the whole domain: one bar with its interval for each, the largest first.

use leptos::prelude::*;

use crate::figure::Age;
use crate::format;

/// Shares of a number's variance.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SharesData {
    /// Title.
    pub title: String,
    /// Line below it, for example `share of the variance over all allowed days`.
    pub subtitle: String,
    /// The largest share first.
    pub bars: Vec<ShareBar>,
    /// What the shares rest on, a sentence.
    pub note: String,
}

/// The share of one input.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareBar {
    /// The input.
    pub label: String,
    /// Its share of all, 0 to 1, with both ends of its interval.
    pub share: [f64; 3],
    /// What more there is to say, for example `alone 31 %, with its interactions 56 %`.
    pub note: String,
}

impl ShareBar {
    /// `44 % (38 to 49)`.
    fn words(&self) -> String {
        let [value, low, high] = self.share.map(|x| format::grouped(100.0 * x, 0));
        [&value, " % (", &low, " to ", &high, ")"].concat()
    }

    /// Places on the bar, in per cent of its width: its end, both ends of the interval.
    fn places(&self) -> [f64; 3] {
        self.share.map(|x| (100.0 * x).clamp(0.0, 100.0))
    }
}

/// A bar for each input; the whole width is the whole variance.
#[component]
pub fn Shares(
    /// The shares; `None` keeps their place. Required.
    #[prop(into)]
    data: Signal<Option<SharesData>>,
    /// Age in words when the shares are old. Default: fresh.
    #[prop(into, optional)]
    stale: Signal<Option<String>>,
) -> impl IntoView {
    let text = move |pick: fn(&SharesData) -> &String| move || data.read().as_ref().map(|d| pick(d).clone());
    let bars = move || data.get().map(|data| data.bars).unwrap_or_default();
    let nothing = move || data.read().as_ref().is_some_and(|data| data.bars.is_empty());
    view! {
        <div class="shares" class:is-loading=move || data.read().is_none() class:is-stale=move || stale.read().is_some() aria-busy=move || data.read().is_none().to_string()>
            <h2 class="card-title">{text(|d| &d.title)}</h2>
            <p class="card-subtitle">{text(|d| &d.subtitle)}</p>
            <ul class="shares-list">{move || bars().into_iter().map(bar).collect_view()}</ul>
            {move || nothing().then(|| view! { <p>"Nothing can be said: the number does not change, or too few points have one."</p> })}
            <p class="shares-note">{text(|d| &d.note)}</p>
            <Age stale/>
        </div>
    }
    .into_any()
}

fn bar(of: ShareBar) -> AnyView {
    let [end, low, high] = of.places();
    let per_cent = |x: f64| format!("{x:.1}%");
    view! {
        <li class="share">
            <span class="share-label">{of.label.clone()}</span>
            <span class="share-words">{of.words()}</span>
            <span class="share-track" aria-hidden="true">
                <span class="share-bar" style:width=per_cent(end)></span>
                <span class="share-interval" style:left=per_cent(low) style:width=per_cent(high - low)></span>
            </span>
            <span class="share-note">{of.note}</span>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_written_and_drawn_within_the_whole() {
        for (share, words, places) in [
            ([0.44, 0.386, 0.49], "44 % (39 to 49)", [44.0, 38.6, 49.0]),
            ([-0.01, -0.04, 0.02], "−1 % (−4 to 2)", [0.0, 0.0, 2.0]),
            ([0.99, 0.93, 1.06], "99 % (93 to 106)", [99.0, 93.0, 100.0]),
        ] {
            let bar = ShareBar { label: "Load".into(), share, note: String::new() };
            assert_eq!(bar.words(), words);
            assert!(bar.places().iter().zip(places).all(|(a, b)| (a - b).abs() < 1e-9), "{:?}", bar.places());
        }
    }
}
