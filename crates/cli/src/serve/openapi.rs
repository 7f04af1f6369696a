//! The OpenAPI 3.1 document of the loaded model.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};
use twinlet_engine::Predictor;

use super::api::Api;
use super::refusal::json_response;
use super::{example, schema};

/// What a refusal of an inference request means, by status.
const REFUSALS: [(&str, &str); 8] = [
    ("400", "not of the form of an inference request"),
    ("404", "no such model or version"),
    ("408", "the body arrived too slowly"),
    ("413", "too many bytes or rows"),
    ("415", "not JSON"),
    (
        "422",
        "the model's contract does not allow it: unknown or missing input, wrong shape, outside the domain",
    ),
    ("500", "the model gave no plausible answer"),
    ("503", "no time was left; try again"),
];

/// `GET /openapi.json`
pub async fn page(State(api): State<Arc<Api>>) -> Response {
    json_response(StatusCode::OK, api.openapi.clone())
}

/// The document for a model.
pub fn document(predictor: &Predictor) -> Value {
    let bundle = predictor.bundle();
    let card = &bundle.contract.model;
    let mut paths = Map::new();
    for (path, schema, summary) in [
        ("/v2", "server", "The service"),
        ("/v2/health/live", "live", "Whether the service runs"),
        ("/v2/health/ready", "ready", "Whether the service answers"),
    ] {
        paths.insert(path.into(), json!({ "get": get(schema, summary, false) }));
    }
    let named = [("name", &card.id), ("version", &card.version)];
    for (model, named) in
        [("/v2/models/{name}", &named[..1]), ("/v2/models/{name}/versions/{version}", &named)]
    {
        let parameters: Vec<Value> = named.iter().map(|(name, value)| parameter(name, value)).collect();
        let item = |method: &str, operation: Value| json!({ "parameters": parameters, method: operation });
        paths.insert(model.into(), item("get", get("model", "What the model takes and gives", true)));
        paths.insert(
            format!("{model}/ready"),
            item("get", get("model_ready", "Whether the model answers", true)),
        );
        paths.insert(format!("{model}/infer"), item("post", infer(&example::requests(predictor))));
    }
    paths.insert("/".into(), json!({ "get": text_page() }));
    json!({
        "openapi": "3.1.0",
        "info": { "title": card.title, "version": card.version, "description": card.fidelity },
        "paths": paths,
        "components": { "schemas": schema::schemas(bundle) },
    })
}

fn parameter(name: &str, value: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "enum": [value] }, "example": value })
}

fn content(schema: &str) -> Value {
    json!({ "application/json": { "schema": schema::reference(schema) } })
}

fn error(description: &str) -> Value {
    json!({ "description": description, "content": content("error") })
}

fn get(schema: &str, summary: &str, can_miss: bool) -> Value {
    let mut responses = json!({ "200": { "description": summary, "content": content(schema) } });
    if let Some(responses) = responses.as_object_mut().filter(|_| can_miss) {
        responses.insert("404".into(), error("no such model or version"));
    }
    json!({ "summary": summary, "responses": responses })
}

fn text_page() -> Value {
    let text = json!({ "text/plain": { "schema": { "type": "string" } } });
    json!({ "summary": "What this is", "responses": { "200": { "description": "A page of text", "content": text } } })
}

fn infer(examples: &Value) -> Value {
    let mut responses: Map<String, Value> =
        REFUSALS.iter().map(|(status, why)| ((*status).to_owned(), error(why))).collect();
    responses.insert("200".into(), json!({ "description": "Answers", "content": content("infer_response") }));
    json!({
        "summary": "Answer rows of inputs",
        "requestBody": { "required": true, "content": { "application/json": {
            "schema": schema::reference("infer_request"), "examples": examples,
        } } },
        "responses": responses,
    })
}
