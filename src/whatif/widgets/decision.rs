//! The decision: the question, what the rules recommend, why, and who owns it.

use leptos::prelude::*;
use twinlet_components::icon::ToneMark;
use twinlet_components::skeleton::SkeletonShape;
use twinlet_components::{Skeleton, SourceButton, Tone};
use twinlet_core::advice::{Advice, advise};
use twinlet_core::manifest::raw::{Question, Titled, Tone as RuleTone};
use twinlet_core::standing::Standing;

use super::confirm;
use crate::whatif::WhatIf;
use crate::whatif::confirming::Shown;
use crate::whatif::trace::DECISION;

/// What the card says.
#[derive(Debug, Clone, PartialEq)]
struct Words {
    tone: Tone,
    word: String,
    headline: String,
    reason: String,
    /// A rule recommends it: somebody can answer for it.
    is_recommended: bool,
}

/// The card; the last recommendation stays until the next one is known.
pub fn card(session: WhatIf, of: Titled) -> AnyView {
    let Some(question) = session.with_manifest(|m| m.decision.clone()) else { return ().into_any() };
    let owner = ["Decides: ", &question.owner].concat();
    let asked = question.question.clone();
    let title = of.title;
    let words = Memo::new(move |before: Option<&Option<Words>>| {
        words(session, &question).or_else(|| before.cloned().flatten())
    });
    let on_ask = session.base.ask_source(DECISION);
    let tone = Memo::new(move |_| words.read().as_ref().map_or(Tone::Neutral, |w| w.tone));
    let text = move |pick: fn(&Words) -> &String| move || words.read().as_ref().map(|w| pick(w).clone());
    let waits = Memo::new(move |_| words.read().is_none());
    let question = asked.clone();
    let shown = Memo::new(move |_| {
        let words = words.get().filter(|words| words.is_recommended)?;
        let question = session.filled(&question, false);
        Some(Shown { question, recommendation: words.headline, because: words.reason })
    });
    let asked = move || title.clone().unwrap_or_else(|| session.filled(&asked, false));
    view! {
        <section class=move || ["card decision decision-rules ", tone.get().class()].concat() data-testid="decision"
            aria-busy=move || waits.get().to_string()>
            <header class="decision-head">
                <span class="decision-word"><ToneMark tone/> {text(|w| &w.word)}</span>
                <span class="decision-owner">{owner}</span>
            </header>
            <p class="card-subtitle">{asked}</p>
            {move || waits.get().then(|| view! { <Skeleton shape=SkeletonShape::Headline/> })}
            <h1 class="decision-headline" data-testid="recommendation">{text(|w| &w.headline)}</h1>
            <p class="decision-reason">{text(|w| &w.reason)}</p>
            {confirm::foot(session, shown)}
            <SourceButton what="the recommendation" on_ask words=true/>
        </section>
    }
    .into_any()
}

/// `None` while a value is on its way.
fn words(session: WhatIf, question: &Question) -> Option<Words> {
    let (standing, causes) = session.base.standing();
    if standing == Standing::Monitor {
        let why = causes.first().map(|cause| cause.sentence()).unwrap_or_default();
        return Some(nothing(session, why));
    }
    match advise(question, &|name| session.known(name)) {
        Advice::Pending => None,
        Advice::Nothing => Some(nothing(session, why_nothing(session))),
        Advice::Rule(at) => {
            let rule = question.rules.get(at)?;
            let (tone, word) = match rule.tone {
                RuleTone::Go => (Tone::Ok, "Go"),
                RuleTone::Caution => (Tone::Caution, "With care"),
                RuleTone::Stop => (Tone::Block, "Do not"),
            };
            let advice = if standing == Standing::Decide { "" } else { ", advice only" };
            let reason = rule.because.as_ref().map(|because| session.filled(because, true));
            Some(Words {
                tone,
                word: [word, advice].concat(),
                headline: session.filled(&rule.say, false),
                reason: reason.unwrap_or_default(),
                is_recommended: true,
            })
        }
    }
}

fn nothing(session: WhatIf, reason: String) -> Words {
    let own = session.with_manifest(|m| m.strings.no_recommendation.clone());
    let headline = own.unwrap_or_else(|| "No recommendation".into());
    Words { tone: Tone::Neutral, word: "Not decided".into(), headline, reason, is_recommended: false }
}

fn why_nothing(session: WhatIf) -> String {
    if session.base.scenario.is_blocked() {
        return "The inputs are outside what may be set: the notes on them say why.".into();
    }
    let reasons = session.domain().reasons;
    reasons.first().cloned().unwrap_or_else(|| "A number that the decision needs is missing.".into())
}
