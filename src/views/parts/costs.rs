//! What an inspection costs by its start: unplanned stops, crew, repairs.

use leptos::prelude::*;
use twinlet_components::CostChart;

use crate::session::{Picture, Session, first_subject};

/// The picture of the asset that is shown first.
pub fn body(session: Session, picture: Picture) -> AnyView {
    let data = Memo::new(move |_| {
        let answer = picture.answer.read();
        let outlook = &answer.as_ref()?.outlook;
        session.cost_data(outlook, &first_subject(outlook))
    });
    let over = session.with_manifest(|m| twinlet_components::format::hours(m.decision.horizon_h));
    let note = [
        "Expected over the next ",
        &over,
        ", unplanned stops included; only starts that access, crew and the other pumps allow are drawn. From the members by which starts are compared.",
    ];
    view! {
        <div class="stack">
            <CostChart data contract=session.base.provenance()/>
            <p class="card-subtitle">{note.concat()}</p>
        </div>
    }
    .into_any()
}
