//! A failure as a card: what went wrong, and what to do. The rest of the app lives on around it.

use leptos::prelude::*;

use crate::Tone;
use crate::icon::ToneMark;

/// A failure in words for the person.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErrorNotice {
    /// What has failed, as a short title, for example `The chart could not be drawn`.
    pub title: String,
    /// What, where and why.
    pub message: String,
    /// What to do next.
    pub hint: String,
    /// Stable code for support, for example `bundle_hash`.
    pub code: String,
}

/// The card. Announced at once.
#[component]
pub fn ErrorCard(
    /// What it says. Required.
    #[prop(into)]
    notice: Signal<ErrorNotice>,
    /// Words on the button. Default: `Try again`.
    #[prop(into, default = "Try again".into())]
    action: String,
    /// The person wants another attempt. Default: no button.
    #[prop(optional, into)]
    on_action: Option<Callback<()>>,
) -> impl IntoView {
    let text = move |pick: fn(&ErrorNotice) -> &String| move || pick(&notice.read()).clone();
    let button = on_action.map(|act| {
        view! { <button type="button" class="button" on:click=move |_| act.run(())>{action}</button> }
            .into_any()
    });
    view! {
        <section class="card error-card tone-block" role="alert">
            <h2 class="card-title"><ToneMark tone=Tone::Block/> {text(|n| &n.title)}</h2>
            <p>{text(|n| &n.message)}</p>
            <p class="error-hint">{text(|n| &n.hint)}</p>
            <div class="error-foot"><code>{text(|n| &n.code)}</code>{button}</div>
        </section>
    }
    .into_any()
}
