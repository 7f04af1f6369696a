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
mod screen;
pub mod structure;
pub mod tree;
pub mod untrusted;

#[cfg(feature = "authoring")]
pub mod cel;
#[cfg(feature = "authoring")]
mod compile;
#[cfg(feature = "authoring")]
mod compile_whatif;
#[cfg(feature = "authoring")]
mod domain_bound;
#[cfg(feature = "authoring")]
mod limit_cases;
#[cfg(feature = "authoring")]
mod models;
#[cfg(feature = "authoring")]
pub mod reference;
#[cfg(feature = "authoring")]
pub mod schema;
#[cfg(feature = "authoring")]
mod single;
#[cfg(feature = "authoring")]
mod wiring;
#[cfg(feature = "authoring")]
pub mod yaml;

#[cfg(feature = "authoring")]
pub use compile::{ReadFile, compile_app, compile_yaml};
#[cfg(feature = "authoring")]
pub use limit_cases::{expired_limits, limit_case_counts};
#[cfg(feature = "authoring")]
pub use models::{RegistryModel, registry_models};
pub use resolved::{Controls, Manifest, WhatIf};
pub use screen::ForScreen;

use crate::diag::{Code, Diagnostic, Report};
use tree::Tree;

/// Either form of an app.
#[derive(Debug, Clone, PartialEq)]
pub enum App {
    /// A station and its decision.
    Station(Box<Manifest>),
    /// A graph of models.
    WhatIf(Box<WhatIf>),
}

impl App {
    /// Its models.
    pub fn models(&self) -> &[resolved::ModelRef] {
        match self {
            Self::Station(app) => &app.models,
            Self::WhatIf(app) => &app.models,
        }
    }

    /// Its identity and texts.
    pub fn identity(&self) -> &resolved::App {
        match self {
            Self::Station(app) => &app.app,
            Self::WhatIf(app) => &app.app,
        }
    }

    /// Who uses it, by id.
    pub fn roles(&self) -> &[(String, raw::Role)] {
        match self {
            Self::Station(app) => &app.roles,
            Self::WhatIf(app) => &app.roles,
        }
    }

    /// What it takes to accept what it recommends.
    pub fn authority(&self) -> Option<&raw::Authority> {
        match self {
            Self::Station(app) => app.authority.as_ref(),
            Self::WhatIf(app) => app.authority.as_ref(),
        }
    }

    /// What a person can set, and the limits on it.
    pub fn controls(&self) -> &Controls {
        match self {
            Self::Station(app) => &app.controls,
            Self::WhatIf(app) => &app.controls,
        }
    }

    /// Files that widgets show or run as they are, each once, by their paths relative to the manifest.
    pub fn files(&self) -> std::collections::BTreeSet<&str> {
        match self {
            Self::Station(_) => Default::default(),
            Self::WhatIf(app) => {
                app.pages.iter().flat_map(|page| &page.widgets).flat_map(raw::Widget::files).collect()
            }
        }
    }

    /// The station, where it is one.
    pub fn into_station(self) -> Option<Manifest> {
        match self {
            Self::Station(app) => Some(*app),
            Self::WhatIf(_) => None,
        }
    }
}

/// An app that was compiled from YAML.
#[derive(Debug, Clone, PartialEq)]
pub struct CompiledApp {
    /// The compiled form: compact, in a fixed order of keys.
    pub json: String,
    /// The same app, ready to use.
    pub app: App,
    /// What is probably not what was meant.
    pub warnings: Vec<Diagnostic>,
}

/// A station that was compiled from YAML.
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

/// Reads the compiled form of either app. The limits for untrusted text apply.
///
/// # Errors
/// Everything that is wrong with it.
#[inline]
pub fn app_from_json(text: &str) -> Result<App, Vec<Diagnostic>> {
    let mut report = Report::default();
    match read_json(text, &mut report) {
        Some(app) => Ok(app),
        None => Err(report.into_diagnostics()),
    }
}

/// Reads the compiled form of a station. The limits for untrusted text apply.
///
/// # Errors
/// Everything that is wrong with it, or that it is a what-if app.
pub fn from_json(text: &str) -> Result<Manifest, Vec<Diagnostic>> {
    app_from_json(text)?.into_station().ok_or_else(|| vec![no_station()])
}

fn no_station() -> Diagnostic {
    let message = "this is a what-if app: it has no station and no ensemble";
    Diagnostic::new(crate::diag::Severity::Error, Code::WrongKind, "graph", message)
}

#[inline]
fn read_json(text: &str, report: &mut Report) -> Option<App> {
    lowered(structured(text, report)?, report)
}

/// A compiled text in the right shape, within the limits for untrusted text.
#[inline]
fn structured(text: &str, report: &mut Report) -> Option<RawApp> {
    let tree = screen::within_limits(text, report)?;
    structure::check(&tree, report);
    if report.has_errors() { None } else { read_raw(&tree, report) }
}

fn lowered(raw: RawApp, report: &mut Report) -> Option<App> {
    let (app, noted) = match raw {
        RawApp::Station(raw) => {
            let (manifest, noted) = lower::lower(*raw);
            (manifest.map(|m| App::Station(Box::new(m))), noted)
        }
        RawApp::WhatIf(raw) => {
            let (app, noted) = lower::lower_whatif(*raw);
            (app.map(|app| App::WhatIf(Box::new(app))), noted)
        }
    };
    report.extend_new(noted);
    app
}

/// Either form as people write it.
enum RawApp {
    Station(Box<raw::Manifest>),
    WhatIf(Box<raw::WhatIf>),
}

/// A what-if app has a graph of models; everything else is meant to be a station.
fn is_whatif(tree: &Tree) -> bool {
    tree.get("graph").is_some_and(|graph| graph.get("nodes").is_some())
}

/// A tree without structural mistakes as raw types.
#[inline]
fn read_raw(tree: &Tree, report: &mut Report) -> Option<RawApp> {
    if is_whatif(tree) {
        parsed(serde::Deserialize::deserialize(tree), report).map(RawApp::WhatIf)
    } else {
        parsed(serde::Deserialize::deserialize(tree), report).map(RawApp::Station)
    }
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
