//! Cost, risk and reason of each recommendation, and the way to the report.

use leptos::prelude::*;
use twinlet_components::{KeyValue, KeyValueTable, TileText};

use crate::session::{Picture, Session};
use crate::views::why_sheet::effect_rows;

/// With and without, side by side in words; then who decides and by what success is measured.
pub fn body(session: Session, picture: Picture) -> AnyView {
    let parts = move || {
        let decision = picture.decision.read();
        let all = decision.iter().flat_map(|d| &d.recommendations);
        let one = |r: &twinlet_core::decision::Recommendation| {
            let rows = session.with_manifest(|m| {
                let waiting = TileText::money(&r.cost_of_waiting, &m.app.currency);
                let mut rows = effect_rows(m, r);
                rows.push(
                    KeyValue::new("A day later costs", waiting.value)
                        .noted([&waiting.interval, ", 80 % of members"].concat()),
                );
                rows
            });
            (r.asset_title.clone(), r.reason.clone(), rows)
        };
        all.map(one).collect::<Vec<_>>()
    };
    let view_of = |(title, reason, rows): (String, String, Vec<KeyValue>)| {
        view! {
            <section class="stack"><h3>{title}</h3><p>{reason}</p><KeyValueTable rows=Signal::stored(rows)/></section>
        }
    };
    let nothing = move || {
        let reasons = picture
            .decision
            .read()
            .as_ref()
            .filter(|d| d.recommendations.is_empty())
            .map(|d| d.reasons.join(" "));
        reasons.map(|reasons| view! { <p>{reasons}</p> })
    };
    view! {
        {move || parts().into_iter().map(view_of).collect_view()}
        {nothing}
        <KeyValueTable rows=Signal::stored(measures(session))/>
        <button type="button" class="button" data-testid="part-report" on:click=move |_| session.save_report()>"Save report"</button>
    }
    .into_any()
}

fn measures(session: Session) -> Vec<KeyValue> {
    session.with_manifest(|m| {
        vec![
            KeyValue::new("Decides", m.decision.owner.clone()),
            KeyValue::new("Practice until now", m.decision.current_practice.clone()),
            KeyValue::new("Success is", m.decision.measure.clone()),
        ]
    })
}
