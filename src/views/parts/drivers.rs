//! Which mode fails the asset that is shown first, and by when.

use leptos::prelude::*;
use twinlet_components::{IncidenceChart, KeyValueTable};

use crate::session::{Picture, Session, first_subject};
use crate::views::why_sheet::mode_rows;

/// The picture, and the shares of the modes.
pub fn body(session: Session, picture: Picture) -> AnyView {
    let rows = Signal::derive(move || {
        let answer = picture.answer.read();
        let outlook = answer.as_ref().map(|a| &a.outlook);
        let asset = outlook.and_then(|o| {
            let subject = first_subject(o);
            o.assets.iter().find(|a| a.id == subject)
        });
        asset.map(mode_rows).unwrap_or_default()
    });
    let data = Memo::new(move |_| {
        let answer = picture.answer.read();
        let outlook = &answer.as_ref()?.outlook;
        session.incidence_data(outlook, &first_subject(outlook))
    });
    view! {
        <div class="stack">
            <IncidenceChart data contract=session.base.provenance()/>
            <KeyValueTable rows/>
        </div>
    }
    .into_any()
}
