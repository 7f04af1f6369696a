//! Which web pages may ask: none, unless their origin is named.

use anyhow::Context;
use axum::Router;
use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN, VARY,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};

/// Lets pages of these origins ask; `*` means every page.
///
/// # Errors
/// When an origin cannot be a header.
pub fn allow(router: Router, origins: &[String]) -> anyhow::Result<Router> {
    if origins.is_empty() {
        return Ok(router);
    }
    let header = |text: &String| {
        HeaderValue::from_str(text)
            .with_context(|| format!("`{text}` is no origin; name it like `https://plant.example`"))
    };
    let origins: Vec<HeaderValue> = origins.iter().map(header).collect::<Result<_, _>>()?;
    Ok(router.layer(from_fn(move |request: Request, next: Next| {
        let asking = request.headers().get(ORIGIN).cloned();
        let allowed = asking.filter(|asking| origins.iter().any(|o| o == asking || o == "*"));
        answer(request, next, allowed)
    })))
}

async fn answer(request: Request, next: Next, allowed: Option<HeaderValue>) -> Response {
    let Some(origin) = allowed else { return next.run(request).await };
    let mut response = match *request.method() == Method::OPTIONS {
        true => StatusCode::NO_CONTENT.into_response(),
        false => next.run(request).await,
    };
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET, POST"));
    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, HeaderValue::from_static("content-type"));
    headers.insert(VARY, HeaderValue::from_static("origin"));
    response
}
