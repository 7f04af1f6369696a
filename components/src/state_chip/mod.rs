//! One chip that always says whether the picture may be believed: domain, freshness, connection, proof.

use leptos::prelude::*;
use twinlet_core::domain::DomainState;
use twinlet_core::standing::Standing;

use crate::Tone;
use crate::icon::ToneMark;

/// Age of the live readings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Freshness {
    /// No live readings are bound: nothing is said about age.
    #[default]
    Unbound,
    /// Within the expected rate.
    Fresh,
    /// Later than expected; holds the age in words, for example `12 min old`.
    Late(String),
    /// Too old to use; holds the age in words.
    Stale(String),
}

/// What the chip says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ChipState {
    /// What the app may still do.
    pub standing: Standing,
    /// Domain state of the present inputs.
    pub domain: DomainState,
    /// One word for what is not in range, for example `heat`; shown after the state.
    pub cause: Option<String>,
    /// Age of the readings.
    pub freshness: Freshness,
    /// Whether the device has a connection.
    pub online: bool,
    /// Proof text, for example `24 of 24 reproduced here, 0 requests since opening`.
    pub proof: Option<String>,
}

impl ChipState {
    /// Shape and colour: the worst of domain and freshness. Offline is normal and never alarms.
    pub fn tone(&self) -> Tone {
        let age = match self.freshness {
            Freshness::Unbound | Freshness::Fresh => Tone::Ok,
            Freshness::Late(_) => Tone::Caution,
            Freshness::Stale(_) => Tone::Block,
        };
        let standing = match self.standing {
            Standing::Decide => Tone::Ok,
            Standing::Advise => Tone::Caution,
            Standing::Monitor => Tone::Block,
        };
        age.max(self.domain.into()).max(standing)
    }

    /// The state in words: `In range`, `Caution: heat`, `Out of range: inflow`, `Advice only: model expired`.
    pub fn word(&self) -> String {
        let state = match (self.standing, self.domain) {
            (Standing::Monitor, _) => "Monitoring only",
            (Standing::Advise, _) => "Advice only",
            (Standing::Decide, DomainState::In) => return "In range".into(),
            (Standing::Decide, DomainState::Caution) => "Caution",
            (Standing::Decide, DomainState::Out) => "Out of range",
        };
        self.cause.as_ref().map_or_else(|| state.into(), |cause| [state, cause].join(": "))
    }

    /// The second line: age, connection.
    pub fn detail(&self) -> String {
        let age = match &self.freshness {
            Freshness::Unbound => None,
            Freshness::Fresh => Some("readings fresh".to_string()),
            Freshness::Late(age) => Some(["readings late,", age].join(" ")),
            Freshness::Stale(age) => Some(["readings stale,", age].join(" ")),
        };
        let connection = if self.online { "online" } else { "offline" };
        age.into_iter().chain([connection.to_string()]).collect::<Vec<_>>().join(" · ")
    }

    /// Everything in one sentence, for screen readers.
    pub fn sentence(&self) -> String {
        let proof = self.proof.clone().into_iter();
        [self.word(), self.detail()].into_iter().chain(proof).collect::<Vec<_>>().join(". ")
    }
}

/// The chip in the header. One tap opens the explanation. The proof is the chip's second line where
/// there is room (600 px and up), below it else; `online` alone needs no word on a narrow screen.
#[component]
pub fn StateChip(
    /// What it says. Required.
    #[prop(into)]
    state: Signal<ChipState>,
    /// The person wants the explanation. Required.
    on_open: Callback<()>,
) -> impl IntoView {
    let tone = Memo::new(move |_| state.read().tone());
    let plain =
        move || *state.read() == ChipState { freshness: Freshness::Unbound, online: true, ..state.get() };
    let class = move || ["chip ", tone.get().class()].concat();
    view! {
        <button type="button" class=class aria-label=move || state.read().sentence() aria-haspopup="dialog"
            on:click=move |_| on_open.run(())>
            <span class="chip-word"><ToneMark tone=tone/>{move || state.read().word()}</span>
            <span class="chip-detail" class:is-plain=plain>{move || state.read().detail()}</span>
            <span class="chip-proof">{move || state.read().proof.clone()}</span>
        </button>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_tones() {
        let late = || Freshness::Late("12 min old".into());
        for (domain, cause, freshness, online, tone, text) in [
            (DomainState::In, None, Freshness::Unbound, true, Tone::Ok, "In range. online"),
            (
                DomainState::In,
                Some("x"),
                Freshness::Fresh,
                false,
                Tone::Ok,
                "In range. readings fresh · offline",
            ),
            (
                DomainState::Caution,
                Some("heat"),
                Freshness::Unbound,
                false,
                Tone::Caution,
                "Caution: heat. offline",
            ),
            (
                DomainState::In,
                None,
                late(),
                true,
                Tone::Caution,
                "In range. readings late, 12 min old · online",
            ),
            (
                DomainState::Out,
                None,
                late(),
                true,
                Tone::Block,
                "Out of range. readings late, 12 min old · online",
            ),
        ] {
            let standing = Standing::Decide;
            let state =
                ChipState { standing, domain, cause: cause.map(Into::into), freshness, online, proof: None };
            assert_eq!((state.tone(), state.sentence().as_str()), (tone, text));
        }
    }
}
