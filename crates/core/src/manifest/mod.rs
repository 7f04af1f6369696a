//! The manifest: what a twin app is, as people write it, as it travels and as the program uses it.
//!
//! People write YAML ([`raw`]). The command line compiles it ([`compile_yaml`]) into JSON with profile
//! files inlined, expressions as trees, and lists where order matters ([`compiled`]). The browser reads
//! only that ([`from_json`]). Both end in the same [`Manifest`], which [`lower::lower`] alone makes, and both
//! report everything that is wrong at once.

pub mod checks;
pub mod compiled;
pub mod expression;
pub mod lower;
pub mod raw;
pub mod read;
pub mod resolved;
pub mod structure;
pub mod tree;
pub mod untrusted;

#[cfg(feature = "authoring")]
pub mod cel;
#[cfg(feature = "authoring")]
mod compile;
#[cfg(feature = "authoring")]
mod domain_bound;
#[cfg(feature = "authoring")]
mod limit_cases;
#[cfg(feature = "authoring")]
mod models;
#[cfg(feature = "authoring")]
pub mod schema;
#[cfg(feature = "authoring")]
pub mod yaml;

#[cfg(feature = "authoring")]
pub use compile::{ReadFile, compile_yaml};
#[cfg(feature = "authoring")]
pub use limit_cases::expired_limits;
#[cfg(feature = "authoring")]
pub use models::{RegistryModel, registry_models};
pub use resolved::Manifest;

use crate::diag::{Code, Diagnostic, Report};
use tree::Tree;

/// A manifest that was compiled from YAML.
#[derive(Debug, Clone, PartialEq)]
pub struct Compiled {
    /// The compiled form: compact, in a fixed order of keys.
    pub json: String,
    /// The same manifest, ready to use.
    pub manifest: Manifest,
    /// What is probably not what was meant.
    pub warnings: Vec<Diagnostic>,
}

/// SHA-256 of a compiled manifest in canonical form, without the places of its bundles: those differ between
/// a folder on disk and a static host, and the bundles have hashes of their own.
///
/// # Errors
/// When the text is not JSON.
pub fn fingerprint(json: &str) -> Result<String, serde_json::Error> {
    let mut value: serde_json::Value = serde_json::from_str(json)?;
    let models = value.get_mut("models").and_then(serde_json::Value::as_array_mut);
    for model in models.into_iter().flatten() {
        model.as_object_mut().map(|m| m.remove("bundle"));
    }
    Ok(crate::bundle::sha256_hex(crate::record::canonical_json(&value)?.as_bytes()))
}

/// Reads the compiled form. The limits for untrusted text apply.
pub fn from_json(text: &str) -> Result<Manifest, Vec<Diagnostic>> {
    let mut report = Report::default();
    match read_json(text, &mut report) {
        Some(manifest) => Ok(manifest),
        None => Err(report.into_diagnostics()),
    }
}

fn read_json(text: &str, report: &mut Report) -> Option<Manifest> {
    untrusted::check_size(text, report);
    if report.has_errors() {
        return None;
    }
    let tree = parsed(serde_json::from_str::<Tree>(text), report)?;
    untrusted::check(&tree, report);
    let tree = compiled::to_text_form(tree, report);
    structure::check(&tree, report);
    if report.has_errors() {
        return None;
    }
    let (manifest, noted) = lower::lower(read_raw(&tree, report)?);
    report.extend(noted);
    manifest
}

/// A tree without structural mistakes as raw types.
fn read_raw(tree: &Tree, report: &mut Report) -> Option<raw::Manifest> {
    parsed(serde::Deserialize::deserialize(tree), report)
}

fn parsed<T, E: std::fmt::Display>(result: Result<T, E>, report: &mut Report) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(error) => {
            report.error(Code::Syntax, "", error.to_string());
            None
        }
    }
}
