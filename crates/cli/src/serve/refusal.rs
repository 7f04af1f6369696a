//! A request that is not answered: a status and what, where, what to do.

use axum::http::header::{CONNECTION, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// Refusals after the whole body was read. After any other the connection is closed, and the client told so: the rest
/// of the body would stand where its next request is expected.
const BODY_WAS_READ: [StatusCode; 3] =
    [StatusCode::BAD_REQUEST, StatusCode::UNPROCESSABLE_ENTITY, StatusCode::INTERNAL_SERVER_ERROR];

/// Why a request is not answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Status code.
    pub status: StatusCode,
    /// What is wrong, where, and what to do.
    pub text: String,
}

impl Refusal {
    /// A refusal with a status.
    pub fn new(status: StatusCode, text: impl Into<String>) -> Self {
        Self { status, text: text.into() }
    }

    /// The body does not have the form that `/openapi.json` describes.
    pub fn malformed(text: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, text)
    }

    /// The body has the right form, but the model's contract does not allow what it asks.
    pub fn contract(text: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, text)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = json_response(self.status, json!({ "error": self.text }).to_string());
        if !BODY_WAS_READ.contains(&self.status) {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

/// A response of JSON text.
pub fn json_response(status: StatusCode, json: impl Into<axum::body::Body>) -> Response {
    (status, [(CONTENT_TYPE, "application/json")], json.into()).into_response()
}
