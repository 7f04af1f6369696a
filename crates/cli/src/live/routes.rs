//! Files and news for the browser on this machine.

use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, HOST};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use futures_util::stream::{Stream, unfold};
use twinlet_site::headers::headers;

use super::shown::Live;

/// All routes, for whoever asks this address by its number or as localhost.
pub fn router(live: Arc<Live>, ip: IpAddr) -> Router {
    let files = move |state, uri, asked| file(state, uri, asked, ip);
    Router::new().route("/.twinlet/events", get(events)).fallback(get(files)).with_state(live)
}

async fn events(State(live): State<Arc<Live>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let news = unfold(live.news(), |mut news| async move {
        news.changed().await.ok()?;
        let data = news.borrow_and_update().clone();
        Some((Ok(Event::default().data(data)), news))
    });
    Sse::new(news).keep_alive(KeepAlive::default())
}

async fn file(State(live): State<Arc<Live>>, uri: Uri, asked: HeaderMap, ip: IpAddr) -> Response {
    if !is_meant(&asked, ip) {
        let text = "this server answers under the address that it printed only";
        return (StatusCode::MISDIRECTED_REQUEST, text).into_response();
    }
    let path = uri.path().trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    let shown = live.shown();
    let Some(bytes) = shown.files.get(path) else {
        return (StatusCode::NOT_FOUND, format!("there is no `{path}` in this site")).into_response();
    };
    let mut response = bytes.clone().into_response();
    for (name, value) in headers(path, &shown.policy) {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A page from elsewhere whose name points here must not read the app.
fn is_meant(asked: &HeaderMap, ip: IpAddr) -> bool {
    let host = asked.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    name == "localhost" || name == ip.to_string()
}
