//! The reasons in full: causes, modes, alternatives, flip points, costs, practice.

use leptos::prelude::*;
use twinlet_components::{BottomSheet, KeyValue, KeyValueTable, format};
use twinlet_core::decision::words::percent;
use twinlet_core::decision::{DecidedBy, Decision, Recommendation};
use twinlet_core::manifest::resolved::{Manifest, ModeKind};
use twinlet_core::outlook::{AssetOutlook, Outlook};

use crate::later::{Loaded, later, wasm_split};
use crate::session::{Picture, Purpose, Session, first_subject};
use crate::views::parts::others;

/// The sheet behind "Why?".
#[component]
pub fn WhySheet(
    /// Opens and closes it. Required.
    session: Session,
    /// The decision. Required.
    picture: Picture,
) -> impl IntoView {
    let close = Callback::new(move |()| session.open_why(false));
    let open = session.runs.why_open;
    let title = Signal::derive(move || {
        picture.decision.read().as_ref().map(|d| d.headline.clone()).unwrap_or_default()
    });
    view! {
        <BottomSheet open title on_close=close>
            {later(body(session, picture))}
        </BottomSheet>
    }
    .into_any()
}

#[wasm_split(more, fallible)]
fn body(session: Session, picture: Picture) -> Loaded {
    Ok(view! {
            <div class="stack" data-testid="why-sheet">
                <Reasons picture/>
                <Sources session picture/>
                <Drivers session picture/>
                <FlipPoints session picture/>
                <Alternatives session picture/>
                <Effect session picture/>
                <Practice session/>
            </div>
    }
    .into_any())
}

/// The first recommendation, when there is one.
fn first(decision: &Option<Decision>) -> Option<&Recommendation> {
    decision.as_ref()?.recommendations.first()
}

fn part(title: &'static str, body: impl IntoView + 'static) -> AnyView {
    view! { <section class="stack"><h3>{title}</h3>{body}</section> }.into_any()
}

fn list(lines: Vec<String>) -> AnyView {
    view! { <ul class="stack">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }
        .into_any()
}

#[component]
fn Reasons(picture: Picture) -> impl IntoView {
    move || {
        let domain =
            picture.answer.read().as_ref().map(|a| a.outlook.domain.reasons.clone()).unwrap_or_default();
        let decision = picture.decision.read();
        let mut lines: Vec<String> =
            decision.iter().flat_map(|d| d.reasons.iter().chain(&d.details).cloned()).collect();
        lines.extend(domain.into_iter().filter(|reason| !lines.contains(reason)).collect::<Vec<_>>());
        part("Reasons", list(lines))
    }
}

/// Each number of the answer, back to what it was made from.
#[component]
fn Sources(session: Session, picture: Picture) -> impl IntoView {
    let button = move |(title, name): (String, String)| {
        let ask = session.base.ask_source(&name);
        view! { <button type="button" class="button" on:click=move |_| ask.run(())>{title}</button> }
    };
    move || {
        let answer = picture.answer.get()?;
        let decision = picture.decision.read();
        let buttons =
            sources(&answer.outlook, first(&decision).is_some()).into_iter().map(button).collect_view();
        let body = view! { <div class="button-row" data-testid="sources">{buttons}</div> };
        Some(part("Where the numbers come from", body))
    }
}

/// Titles and names of what can be traced.
fn sources(outlook: &Outlook, is_recommended: bool) -> Vec<(String, String)> {
    let subject = first_subject(outlook);
    let recommended = [
        ("Window", "window"),
        ("Risk after inspection", "risk_after"),
        ("Cost of waiting", "cost_of_waiting"),
    ];
    let recommended = recommended.iter().filter(|_| is_recommended);
    let of_asset = std::iter::once(&("Failure probability", "risk")).chain(recommended);
    let named = of_asset.map(|(title, what)| ((*title).to_owned(), [&subject, ".", what].concat()));
    named.chain([("Loss of duty".to_owned(), "station.risk".to_owned())]).collect()
}

/// Shares of the failure modes of the pump in question.
#[component]
fn Drivers(session: Session, picture: Picture) -> impl IntoView {
    move || {
        let answer = picture.answer.get()?;
        let subject = first_subject(&answer.outlook);
        let asset = answer.outlook.assets.iter().find(|a| a.id == subject)?;
        let title =
            session.with_manifest(|m| m.assets.iter().find(|a| a.id == subject).map(|a| a.title.clone()));
        let rows = mode_rows(asset);
        let heading = format!("What {} would fail of", title.unwrap_or_default().to_lowercase());
        Some(
            view! { <section class="stack"><h3>{heading}</h3><KeyValueTable rows=Signal::stored(rows)/></section> },
        )
    }
}

/// Shares of an asset's failure modes, and whether a defect is there now.
pub fn mode_rows(asset: &AssetOutlook) -> Vec<KeyValue> {
    let defect = asset.defect_now.shown();
    let now = format!(
        "{} ({})",
        format::percent(defect.value, defect.interval),
        format::percent_range(defect.interval)
    );
    let modes = asset.modes.iter().map(|m| {
        KeyValue::new(m.title.clone(), format!("{} of the risk", percent(m.share)))
            .noted(format!("{} within the horizon", percent(m.incidence)))
    });
    modes.chain([KeyValue::new("A defect is present now", now).noted("80 % of members")]).collect()
}

/// What would change the answer; found one after the other while the sheet is open.
#[component]
fn FlipPoints(session: Session, picture: Picture) -> impl IntoView {
    let searching = move || matches!(session.runs.progress.get(), Some(p) if p.purpose == Purpose::Flips);
    move || {
        let flips =
            picture.answer.read().as_ref().map(|a| a.outlook.decision.flips.clone()).unwrap_or_default();
        let waits = searching() || session.runs.progress.read().is_some();
        let mut lines: Vec<String> = flips.into_iter().map(|f| f.sentence).collect();
        match (waits, lines.is_empty()) {
            (true, _) => lines.push("Searching for what would change the answer.".into()),
            (false, true) => lines.push("Nothing within the allowed ranges changes the answer.".into()),
            (false, false) => {}
        }
        view! { <div data-testid="flips">{part("What would change it", list(lines))}</div> }
    }
}

#[component]
fn Alternatives(session: Session, picture: Picture) -> impl IntoView {
    move || {
        let decision = picture.decision.read();
        let recommendation = first(&decision)?;
        let rows = session.with_manifest(|m| others(m, recommendation));
        Some(part("Other windows", view! { <KeyValueTable rows=Signal::stored(rows)/> }))
    }
}

/// What the inspection does, and what decided.
#[component]
fn Effect(session: Session, picture: Picture) -> impl IntoView {
    move || {
        let decision = picture.decision.read();
        let recommendation = first(&decision)?;
        let rows = session.with_manifest(|m| effect_rows(m, recommendation));
        Some(part("What the inspection does", view! { <KeyValueTable rows=Signal::stored(rows)/> }))
    }
}

/// What an inspection does, with and without.
pub fn effect_rows(m: &Manifest, r: &Recommendation) -> Vec<KeyValue> {
    let money = |x: f64| format::money(x, &m.app.currency, None);
    let risk = |p: &twinlet_core::predicted::Predicted<f64>| {
        let shown = p.shown();
        format!(
            "{} ({})",
            format::percent(shown.value, shown.interval),
            format::percent_range(shown.interval)
        )
    };
    let detects = m.modes.iter().filter_map(|mode| match &mode.kind {
        ModeKind::DelayTime(d) => {
            Some(format!("{} {}", mode.title.to_lowercase(), format::percent_plain(d.detection)))
        }
        ModeKind::Ageing { .. } | ModeKind::PerStart { .. } => None,
    });
    let days = format::hours(m.decision.horizon_h);
    vec![
        KeyValue::new("Finds a present defect", detects.collect::<Vec<_>>().join(", "))
            .noted("Other modes cannot be seen in an inspection."),
        KeyValue::new("Takes", format::hours(m.decision.inspection.duration_h))
            .noted("The pump is out of service; the others carry the inflow."),
        KeyValue::new("Failure without it", risk(&r.risk)),
        KeyValue::new("Failure with it", risk(&r.risk_after)),
        KeyValue::new(format!("Expected cost without, {days}"), money(r.cost_without)),
        KeyValue::new(format!("Expected cost with, {days}"), money(r.cost_with)),
        KeyValue::new(
            "Decided by",
            match r.decided_by {
                DecidedBy::RiskLimit => {
                    format!("the risk limit of {}", format::percent_plain(m.decision.risk_limit))
                }
                DecidedBy::ExpectedCost => "the expected cost".into(),
            },
        ),
    ]
}

#[component]
fn Practice(session: Session) -> impl IntoView {
    let rows = session.with_manifest(|m| {
        vec![
            KeyValue::new("Question", m.decision.question.clone()),
            KeyValue::new("Decides", m.decision.owner.clone()),
            KeyValue::new("Practice until now", m.decision.current_practice.clone()),
            KeyValue::new("Success is", m.decision.measure.clone()),
        ]
    });
    part("The decision", view! { <KeyValueTable rows=Signal::stored(rows)/> })
}
