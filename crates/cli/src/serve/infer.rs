//! `POST …/infer`: read, calculate in turn, answer.

use std::sync::Arc;
use std::time::Instant;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use tokio::task::spawn_blocking;
use tokio::time::{timeout, timeout_at};
use twinlet_core::predict::{Query, row};

use super::answers::Answers;
use super::api::{Api, Limits, ThisModel};
use super::refusal::{Refusal, json_response};
use super::request::{InferRequest, Object, Parameters};
use super::tensor::Rows;

/// Rows between two looks at the clock.
const CHUNK: usize = 1024;

/// Answers an inference request.
///
/// # Errors
/// Everything that `docs/serving.md` lists.
pub async fn infer(_: ThisModel, State(api): State<Arc<Api>>, request: Request) -> Result<Response, Refusal> {
    is_json(request.headers())?;
    let _seat = api.seats.try_acquire().map_err(|_| busy("too many requests are open; try again"))?;
    let until = Instant::now() + api.limits.deadline;
    let body = body(request, &api).await?;
    let turn = timeout_at(until.into(), Arc::clone(&api.turns).acquire_owned()).await;
    let turn = turn.map_err(|_| busy("other requests took all the time; try again, or send fewer rows"))?;
    let work = Arc::clone(&api);
    let json = spawn_blocking(move || {
        let _turn = turn;
        answer(&work, &body, until)
    });
    let broken = |_| {
        Refusal::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the calculation broke; tell the model's owner which inputs were given",
        )
    };
    json.await.map_err(broken)?.map(|json| json_response(StatusCode::OK, json))
}

fn busy(text: &str) -> Refusal {
    Refusal::new(StatusCode::SERVICE_UNAVAILABLE, text)
}

/// No content type is taken for JSON, as some clients send none.
fn is_json(headers: &HeaderMap) -> Result<(), Refusal> {
    let refuse = |text: String| Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, text));
    if headers.contains_key("inference-header-content-length") {
        return refuse("binary tensor data is not taken here; send the tensors as JSON".to_owned());
    }
    let Some(found) = headers.get(CONTENT_TYPE) else { return Ok(()) };
    let found = String::from_utf8_lossy(found.as_bytes()).into_owned();
    let media = found.split(';').next().unwrap_or_default().trim();
    match media.eq_ignore_ascii_case("application/json") {
        true => Ok(()),
        false => refuse(format!("the body is `{media}`; send it with `content-type: application/json`")),
    }
}

async fn body(request: Request, api: &Api) -> Result<Bytes, Refusal> {
    let Limits { body: most, deadline, .. } = api.limits;
    let too_slow = |_| {
        let text =
            format!("the body did not arrive within {} s; send it faster or less of it", deadline.as_secs());
        Refusal::new(StatusCode::REQUEST_TIMEOUT, text)
    };
    let read = timeout(deadline, Bytes::from_request(request, &())).await.map_err(too_slow)?;
    read.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            format!("the body has more than {most} bytes; split the request"),
        ),
        _ => Refusal::malformed("the body broke off; send the request again"),
    })
}

/// The JSON text of the answer.
fn answer(api: &Api, body: &[u8], until: Instant) -> Result<Vec<u8>, Refusal> {
    let InferRequest { id, parameters, inputs, outputs } = InferRequest::parse(body)?;
    let bundle = api.predictor.bundle();
    let rows = Rows::new(&bundle.contract, inputs, api.limits.rows)?;
    let wanted: Option<Vec<String>> = outputs.map(|o| o.into_iter().map(|Object(o)| o.name).collect());
    let mut answers = Answers::new(bundle, wanted.as_deref())?;
    for first in (0..rows.n).step_by(CHUNK) {
        if Instant::now() > until {
            let seconds = api.limits.deadline.as_secs();
            return Err(busy(&format!("no time was left after {first} rows ({seconds} s); send fewer rows")));
        }
        let queries: Vec<Query> = (first..rows.n.min(first + CHUNK)).map(|i| rows.query(i)).collect();
        for (i, answered) in api.predictor.predict(&queries).into_iter().enumerate() {
            match answered {
                Ok(answer) => answers.add(answer),
                Err(problems) => return Err(refused_row(api, first + i, queries.get(i), &problems)),
            }
        }
    }
    let Parameters { allow_out_of_domain } = parameters.map(|p| p.0).unwrap_or_default();
    if !allow_out_of_domain {
        answers.all_answered()?;
    }
    answers.json(id)
}

/// A row that the contract does not take is the request's fault; one without a plausible answer is the model's.
fn refused_row(api: &Api, i: usize, query: Option<&Query>, problems: &[String]) -> Refusal {
    let text = format!("row {i} (counted from 0): {}", problems.join("; "));
    match query.map(|query| row(api.predictor.bundle(), query)) {
        Some(Err(_)) => Refusal::contract(text),
        _ => Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, text),
    }
}
