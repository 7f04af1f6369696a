//! What the models promise, in short, and the way to their sheets.

use leptos::prelude::*;
use twinlet_components::{KeyValue, KeyValueTable, format};

use crate::fetch::ModelSheet;
use crate::session::Session;

/// A few lines for each model.
pub fn body(session: Session) -> AnyView {
    let rows = Signal::derive(move || {
        session.base.sheets.read().iter().flat_map(|sheet| rows(sheet)).collect::<Vec<_>>()
    });
    view! { <KeyValueTable rows/> <a class="button" href="#model">"Open the model sheet"</a> }.into_any()
}

fn rows(sheet: &ModelSheet) -> Vec<KeyValue> {
    let card = &sheet.contract.model;
    let days =
        sheet.validation.as_ref().map(|v| format!("on {} runs", format::grouped(f64::from(v.runs), 0)));
    vec![
        KeyValue::new("Model", [&card.title, " ", &card.version].concat()),
        KeyValue::new("Validated", days.unwrap_or_else(|| "never".into()))
            .noted(["Valid until ", &card.valid_until].concat()),
        KeyValue::new("Fidelity", card.fidelity.clone()),
        KeyValue::new("Not for", card.not_for.join("; ")),
    ]
}
