//! The routes of the service and what they share.

use std::collections::HashMap;
use std::sync::Arc;
use std::thread::available_parallelism;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, Uri};
use axum::routing::{get, post};
use tokio::sync::Semaphore;
use twinlet_engine::Predictor;

use super::refusal::Refusal;
use super::{about, infer, metadata, openapi, origin};

/// Requests that may be read or wait for their turn at a time.
const SEATS: usize = 64;

/// How much one request may ask for.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Rows.
    pub rows: usize,
    /// Bytes of the body.
    pub body: usize,
    /// Time from the first byte of the body to the answer.
    pub deadline: Duration,
}

/// What all requests share.
pub struct Api {
    /// The model.
    pub predictor: Predictor,
    /// Limits.
    pub limits: Limits,
    /// Seats for requests that are read or wait.
    pub seats: Semaphore,
    /// Turns at the processor: one per core.
    pub turns: Arc<Semaphore>,
    /// The OpenAPI document.
    pub openapi: String,
}

impl Api {
    /// Prepares the service of a model.
    ///
    /// # Errors
    /// When the OpenAPI document cannot be written.
    pub fn new(predictor: Predictor, limits: Limits) -> anyhow::Result<Self> {
        let openapi = serde_json::to_string_pretty(&openapi::document(&predictor))?;
        let cores = available_parallelism().map_or(1, usize::from);
        let (seats, turns) = (Semaphore::new(SEATS), Arc::new(Semaphore::new(cores)));
        Ok(Self { predictor, limits, seats, turns, openapi })
    }
}

/// All routes.
///
/// # Errors
/// When an origin is none.
pub fn router(api: Arc<Api>, origins: &[String]) -> anyhow::Result<Router> {
    let mut router = Router::new()
        .route("/", get(about::page))
        .route("/openapi.json", get(openapi::page))
        .route("/v2", get(metadata::server))
        .route("/v2/health/live", get(metadata::live))
        .route("/v2/health/ready", get(metadata::ready));
    for model in ["/v2/models/{name}", "/v2/models/{name}/versions/{version}"] {
        router = router
            .route(model, get(metadata::model))
            .route(&format!("{model}/ready"), get(metadata::model_ready))
            .route(&format!("{model}/infer"), post(infer::infer));
    }
    let router = router
        .fallback(unknown_address)
        .method_not_allowed_fallback(wrong_method)
        .layer(DefaultBodyLimit::max(api.limits.body))
        .with_state(api);
    origin::allow(router, origins)
}

async fn unknown_address(uri: Uri) -> Refusal {
    let text = format!("there is nothing at `{}`; GET / says what there is", uri.path());
    Refusal::new(StatusCode::NOT_FOUND, text)
}

async fn wrong_method(method: Method, uri: Uri) -> Refusal {
    let text = format!("`{}` takes no {method}; the header `allow` says what it takes", uri.path());
    Refusal::new(StatusCode::METHOD_NOT_ALLOWED, text)
}

/// Proof that the path names this model, and this version if it names one.
pub struct ThisModel;

impl FromRequestParts<Arc<Api>> for ThisModel {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, api: &Arc<Api>) -> Result<Self, Refusal> {
        let not_found = |text| Refusal::new(StatusCode::NOT_FOUND, text);
        let path = Path::<HashMap<String, String>>::from_request_parts(parts, api).await;
        let Path(path) = path.map_err(|e| not_found(format!("the address cannot be read: {e}")))?;
        let index = &api.predictor.bundle().index;
        match (path.get("name"), path.get("version")) {
            (Some(name), _) if *name != index.id => {
                Err(not_found(format!("there is no model `{name}` here, only `{}`", index.id)))
            }
            (_, Some(version)) if *version != index.version => Err(not_found(format!(
                "there is no version `{version}` of `{}` here, only `{}`",
                index.id, index.version
            ))),
            _ => Ok(Self),
        }
    }
}
