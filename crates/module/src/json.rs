//! Questions and answers as JSON.

use serde::Serialize;
use serde_json::{Value, json};
use twinlet_core::predict::{Answer, Query};
use twinlet_core::protocol::EngineFailure;
use twinlet_engine::Predictor;
use twinlet_engine::twin::Files;

/// Most queries in one call; a page that has more asks again.
const MOST: usize = 10_000;

/// Opens a bundle from its files, fail-closed, and lets it reproduce its reference experiments on this device.
///
/// # Errors
/// The failure as JSON: `code`, `message`, `hint`.
pub fn open(files: &Files) -> Result<Predictor, String> {
    let predictor = Predictor::open(files).map_err(|f| text(&f))?;
    predictor.prove().map_err(|f| text(&f))?;
    Ok(predictor)
}

/// Identity, intended use, inputs and outputs: the bundle's `contract.json`.
pub fn contract(predictor: &Predictor) -> String {
    text(&predictor.bundle().contract)
}

/// How the reference experiments came out on this device.
///
/// # Errors
/// The failure as JSON.
pub fn proof(predictor: &Predictor) -> Result<String, String> {
    predictor.prove().map(|proof| text(&proof)).map_err(|f| text(&f))
}

/// One answer for each query of a list, in order: `{ outputs, domain }`, or `{ error: [...] }`.
///
/// # Errors
/// That the text is no list of queries, as JSON.
pub fn predict(predictor: &Predictor, queries: &str) -> Result<String, String> {
    let queries: Vec<Query> =
        serde_json::from_str(queries).map_err(|e| refused(&format!("not a list of queries: {e}")))?;
    if queries.len() > MOST {
        return Err(refused(&format!("{} queries are more than the {MOST} of one call", queries.len())));
    }
    let one = |answer: Result<Answer, Vec<String>>| match answer {
        Ok(answer) => json!(answer),
        Err(problems) => json!({ "error": problems }),
    };
    let answers: Vec<Value> = predictor.predict(&queries).into_iter().map(one).collect();
    Ok(text(&answers))
}

fn refused(message: &str) -> String {
    let hint = "give a list of objects from input names to numbers or lists".to_owned();
    text(&EngineFailure { code: "query".into(), message: message.into(), hint, fatal: false })
}

/// These types always have a form in JSON.
fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
