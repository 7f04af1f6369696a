//! Manifest and models over http: fetched, verified against their index, refused when anything differs.

use futures_util::future::{join_all, try_join_all};
use gloo_net::http::{Request, Response};
use js_sys::{Map, Object, Promise, Reflect, WebAssembly};
use serde::de::DeserializeOwned;
use twinlet_core::bundle::{self, Index};
use twinlet_core::contract::{Contract, Domain, Intervals, Provenance, Validation};
use twinlet_core::manifest::resolved::ModelRef;
use twinlet_core::protocol::EngineFailure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::browser::page;

/// The folder of the app's content, relative to the page.
const APP: &str = "./app/";

/// A model's files as the app uses them beside the engine.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelSheet {
    /// Model id in the manifest.
    pub id: String,
    /// Folder of the bundle, relative to the page.
    pub folder: String,
    /// Hashes of all files.
    pub index: Index,
    /// SHA-256 of the index.
    pub index_sha256: String,
    /// What goes in and out, and what it is for.
    pub contract: Contract,
    /// Prediction intervals.
    pub intervals: Intervals,
    /// Where it was validated.
    pub domain: Domain,
    /// How well it did on days that it never saw; `None` when the bundle does not say.
    pub validation: Option<Validation>,
    /// Where it comes from.
    pub provenance: Option<Provenance>,
}

/// Name and bytes of the files that the engine needs.
pub type Files = Vec<(String, Vec<u8>)>;

/// The text of the compiled manifest.
///
/// # Errors
/// `fetch` with the host's answer.
pub async fn manifest() -> Result<String, EngineFailure> {
    let bytes = bytes(&[APP, "twin.json"].concat()).await?;
    String::from_utf8(bytes).map_err(|_| failure("fetch", "the app's manifest is not text".into()))
}

/// A model: what the engine needs, and what the pages show.
///
/// # Errors
/// The first file that is missing or is not the approved one.
pub async fn model(model: &ModelRef) -> Result<(ModelSheet, Files), EngineFailure> {
    let folder = [APP, &model.bundle, "/"].concat();
    let index_bytes = bytes(&[&folder, bundle::INDEX].concat()).await?;
    let index = Index::parse(&index_bytes)?;
    // A bundle that nobody validated has no file about it: a request for that would be an error in the console.
    let shown =
        ["validation.json", "provenance.json"].into_iter().filter(|name| index.files.contains_key(*name));
    let (required, read) = (
        try_join_all(index.needed().map(|name| verified(&folder, &index, name))),
        join_all(shown.map(async |name| (name, verified(&folder, &index, name).await))),
    );
    let (required, read) = futures_util::future::join(required, read).await;
    let mut files: Files = index.needed().map(str::to_owned).zip(required?).collect();
    let sheet = ModelSheet {
        id: model.id.clone(),
        index_sha256: bundle::sha256_hex(&index_bytes),
        contract: part(&files, "contract.json")?,
        intervals: part(&files, "intervals.json")?,
        domain: part(&files, "domain.json")?,
        validation: readable(&read, "validation.json"),
        provenance: readable(&read, "provenance.json"),
        folder,
        index,
    };
    files.push((bundle::INDEX.to_owned(), index_bytes));
    Ok((sheet, files))
}

/// The runtime for models of more than plain layers, compiled while it arrives; `None` where the site's models need none.
///
/// # Errors
/// When it is missing, or no WebAssembly.
pub async fn sandbox() -> Result<Option<JsValue>, EngineFailure> {
    let Some(path) = page::meta("twinlet-sandbox") else { return Ok(None) };
    let response = JsValue::from(web_sys::Response::from(answered(&path).await?));
    let compiled = WebAssembly::compile_streaming(&Promise::resolve(&response));
    let said = |error: JsValue| {
        let text = String::from(Object::from(error).to_string());
        failure("fetch", format!("`{path}` cannot be compiled: {text}"))
    };
    JsFuture::from(compiled).await.map(Some).map_err(said)
}

/// A further file of a model, fetched when somebody wants to see it.
///
/// # Errors
/// When it is missing, altered or malformed.
pub async fn extra<T: DeserializeOwned>(sheet: &ModelSheet, name: &str) -> Result<T, EngineFailure> {
    let bytes = verified(&sheet.folder, &sheet.index, name).await?;
    parse(name, &bytes)
}

async fn verified(folder: &str, index: &Index, name: &str) -> Result<Vec<u8>, EngineFailure> {
    let bytes = bytes(&[folder, name].concat()).await?;
    index.verify(name, &bytes)?;
    Ok(bytes)
}

async fn bytes(path: &str) -> Result<Vec<u8>, EngineFailure> {
    answered(path).await?.binary().await.map_err(|error| unreachable(path, &error))
}

fn unreachable(path: &str, error: &gloo_net::Error) -> EngineFailure {
    failure("fetch", format!("`{path}` cannot be reached: {error}"))
}

/// The host's answer, which is one.
async fn answered(path: &str) -> Result<Response, EngineFailure> {
    let response = match early(path).await {
        Some(response) => response,
        None => Request::get(path).send().await.map_err(|error| unreachable(path, &error))?,
    };
    if !response.ok() {
        return Err(failure(
            "fetch",
            format!("`{path}` cannot be read: the host answers {}", response.status()),
        ));
    }
    Ok(response)
}

/// The answer that the boot script has asked for already, the first time; `None` where it did not, or the host was not there.
async fn early(path: &str) -> Option<Response> {
    let window = web_sys::window()?;
    let answers = Reflect::get(&window, &JsValue::from_str("twinletEarly")).ok()?.dyn_into::<Map>().ok()?;
    let key = JsValue::from_str(path);
    let answer = answers.get(&key).dyn_into::<Promise>().ok()?;
    answers.delete(&key);
    let response = JsFuture::from(answer).await.ok()?.dyn_into::<web_sys::Response>().ok()?;
    Some(response.into())
}

fn readable<T: DeserializeOwned>(files: &[(&str, Result<Vec<u8>, EngineFailure>)], name: &str) -> Option<T> {
    let (_, bytes) = files.iter().find(|(file, _)| *file == name)?;
    parse(name, bytes.as_ref().ok()?).ok()
}

fn part<T: DeserializeOwned>(files: &Files, name: &str) -> Result<T, EngineFailure> {
    let bytes = files.iter().find(|(file, _)| file == name).map(|(_, bytes)| bytes.as_slice());
    parse(name, bytes.unwrap_or_default())
}

/// By way of text, as everything else here is read: one reader, once in the program.
fn parse<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, EngineFailure> {
    let said =
        |error: &dyn std::fmt::Display| failure("bundle_part", format!("`{name}` cannot be read: {error}"));
    let text = std::str::from_utf8(bytes).map_err(|error| said(&error))?;
    serde_json::from_str(text).map_err(|error| said(&error))
}

fn failure(code: &str, message: String) -> EngineFailure {
    let hint = "connect once and reload; if it stays, tell whoever hosts this app".into();
    EngineFailure { code: code.into(), message, hint, fatal: false }
}
