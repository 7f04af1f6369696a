//! What a person sees who opens the service in a browser.

use std::sync::Arc;

use axum::extract::State;
use twinlet_core::contract::Slot;

use super::api::Api;

/// `GET /`: a page of text.
pub async fn page(State(api): State<Arc<Api>>) -> String {
    let bundle = api.predictor.bundle();
    let card = &bundle.contract.model;
    let line = |s: &Slot| format!("  {} [{}]: {}\n", s.name, s.unit, s.title);
    let list = |lines: &[String]| lines.iter().map(|line| format!("  {line}\n")).collect::<String>();
    format!(
        "{}\n\nmodel {} {}, valid until {}, owner {}\nOpen Inference Protocol v2; no state is kept.\n\n\
         metadata   GET  /v2/models/{id}\ninference  POST /v2/models/{id}/infer\nOpenAPI    GET  /openapi.json\n\n\
         Inputs\n{}\nOutputs, each with `.low` and `.high` at coverage {}\n{}\n\
         For\n{}\nNot for\n{}\n{}\n",
        card.title,
        card.id,
        card.version,
        card.valid_until,
        card.owner.name,
        bundle.contract.inputs.iter().map(line).collect::<String>(),
        bundle.intervals.coverage,
        bundle.answers().map(|(slot, _)| line(slot)).collect::<String>(),
        list(&card.intended_use),
        list(&card.not_for),
        card.fidelity,
        id = card.id,
    )
}
