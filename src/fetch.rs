//! Manifest and models over http: fetched, verified against their index, refused when anything differs.

use futures_util::future::{join_all, try_join_all};
use gloo_net::http::Request;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use twinlet_core::bundle::{self, Index};
use twinlet_core::contract::{Contract, Domain, Intervals};
use twinlet_core::manifest::resolved::ModelRef;
use twinlet_core::protocol::EngineFailure;

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

/// `validation.json`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Validation {
    /// Held-out days.
    pub runs: u32,
    /// What it is compared with.
    pub baseline: Baseline,
    /// By output name.
    pub outputs: BTreeMap<String, OutputValidation>,
    /// How well the domain tells inside from outside.
    pub domain: DomainValidation,
    /// Where it must not be trusted.
    pub not_to_trust: Vec<String>,
    /// What the figures cover.
    pub covers: String,
}

/// The simplest model that does the same.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Baseline {
    /// Its name.
    pub name: String,
    /// How it is made.
    pub description: String,
}

/// Figures of one output.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct OutputValidation {
    /// UCUM unit.
    pub unit: String,
    /// Root mean square error.
    pub rmse: f64,
    /// Worst error.
    pub worst: f64,
    /// The baseline's root mean square error.
    pub baseline_rmse: f64,
    /// Measured coverage of the intervals.
    pub coverage: Coverage,
}

/// Measured coverage.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct Coverage {
    /// What was promised.
    pub nominal: f64,
    /// Share of single times inside.
    pub pointwise: f64,
    /// Share of whole days inside the band for whole days.
    pub whole_curve: f64,
}

/// How well the domain's alarm works.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct DomainValidation {
    /// Share of good days that raise it.
    pub false_alarm_rate: f64,
    /// Share of extrapolated days that raise it.
    pub extrapolation_recall: f64,
    /// What was tried.
    pub description: String,
}

/// `provenance.json`: the parts that people read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Provenance {
    /// What it is.
    pub what: String,
    /// Its form.
    pub network: String,
    /// The full-order model.
    pub engine: String,
    /// Assumptions in it.
    pub assumptions: Vec<String>,
    /// What took no part.
    pub not_measured: String,
}

/// `heldout.json`: whole days that the model never saw.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct HeldOut {
    /// Minutes between two values.
    pub step_min: u32,
    /// The days.
    pub days: Vec<Day>,
}

/// A held-out day.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Day {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Series by input name.
    pub inputs: BTreeMap<String, Vec<f64>>,
    /// The full-order model's answer, by output name.
    pub epanet: BTreeMap<String, Vec<f64>>,
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
    let (required, read) = (
        try_join_all(bundle::REQUIRED.map(|name| verified(&folder, &index, name))),
        join_all(["validation.json", "provenance.json"].map(|name| verified(&folder, &index, name))),
    );
    let (required, read) = futures_util::future::join(required, read).await;
    let mut files: Files = bundle::REQUIRED.map(str::to_owned).into_iter().zip(required?).collect();
    let sheet = ModelSheet {
        id: model.id.clone(),
        index_sha256: bundle::sha256_hex(&index_bytes),
        contract: part(&files, "contract.json")?,
        intervals: part(&files, "intervals.json")?,
        domain: part(&files, "domain.json")?,
        validation: readable(read.first()),
        provenance: readable(read.get(1)),
        folder,
        index,
    };
    files.push((bundle::INDEX.to_owned(), index_bytes));
    Ok((sheet, files))
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
    let unreachable =
        |error: gloo_net::Error| failure("fetch", format!("`{path}` cannot be reached: {error}"));
    let response = Request::get(path).send().await.map_err(unreachable)?;
    if !response.ok() {
        return Err(failure(
            "fetch",
            format!("`{path}` cannot be read: the host answers {}", response.status()),
        ));
    }
    response.binary().await.map_err(unreachable)
}

fn readable<T: DeserializeOwned>(file: Option<&Result<Vec<u8>, EngineFailure>>) -> Option<T> {
    parse("", file?.as_ref().ok()?).ok()
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
