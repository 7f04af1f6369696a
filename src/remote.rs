//! Calls to remote models: the engine has no network, so the app sends what it asks and says what came of it.

use gloo_net::http::{Request, Response};
use leptos::prelude::*;
use twinlet_core::inference::{MAX_ANSWER_BYTES, refusal};
use web_sys::{AbortController, RequestCredentials, RequestRedirect};

/// Posts a body and hands back the text of the answer.
///
/// # Errors
/// Why there is none, in a few words without a full stop.
pub async fn call(url: &str, timeout_s: u32, body: String) -> Result<String, String> {
    let stop = AbortController::new().map_err(|_| "this browser makes no calls".to_owned())?;
    let signal = stop.signal();
    let late = signal.clone();
    let wait = std::time::Duration::from_secs(timeout_s.into());
    let timer = set_timeout_with_handle(move || stop.abort(), wait).ok();
    let answer = post(url, body, &signal).await;
    if let Some(timer) = timer {
        timer.clear();
    }
    answer.map_err(|why| if late.aborted() { format!("timed out after {timeout_s} s") } else { why })
}

async fn post(url: &str, body: String, signal: &web_sys::AbortSignal) -> Result<String, String> {
    let request = Request::post(url)
        .header("Content-Type", "application/json")
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Error)
        .abort_signal(Some(signal))
        .body(body)
        .map_err(|error| error.to_string())?;
    let response = request.send().await.map_err(|_| "it cannot be reached".to_owned())?;
    let text = text_of(&response).await?;
    if response.status() == 200 { Ok(text) } else { Err(refusal(response.status(), &text)) }
}

async fn text_of(response: &Response) -> Result<String, String> {
    let text = response.text().await.map_err(|_| "its answer broke off".to_owned())?;
    if text.len() > MAX_ANSWER_BYTES {
        return Err(format!("its answer has more than {MAX_ANSWER_BYTES} bytes"));
    }
    Ok(text)
}
