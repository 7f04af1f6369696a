//! The remark on the present recommendation.

use leptos::prelude::*;
use twinlet_components::RemarkBox;

use crate::session::Session;

/// A card around the box.
#[component]
pub fn RemarkCard(
    /// Keeps the remark. Required.
    session: Session,
) -> impl IntoView {
    let save = Callback::new(move |text| session.save_remark(text));
    view! {
        <section class="card" data-testid="remark" aria-label="Remark">
            <RemarkBox on_save=save saved=session.work.remark label="Remark on this recommendation"/>
        </section>
    }
    .into_any()
}
