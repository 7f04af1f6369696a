//! The compiled app as the screen reads it: in steps, so that each form's types can be read by code that is loaded for that
//! form alone.

use serde::de::DeserializeOwned;

use super::tree::Tree;
use super::{Manifest, WhatIf, compiled, is_whatif, lower, parsed, structure, untrusted};
use crate::diag::{Diagnostic, Report};

/// A compiled app within the limits for untrusted text; its rules are the engine's ([`super::app_from_json`]).
#[derive(Debug, Clone, PartialEq)]
pub struct ForScreen(Tree);

impl ForScreen {
    /// Reads what the build compiled.
    ///
    /// # Errors
    /// What is no JSON, or beyond the limits.
    #[inline]
    pub fn read(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut report = Report::default();
        let tree = within_limits(text, &mut report);
        match tree.filter(|_| !report.has_errors()) {
            Some(tree) => Ok(Self(tree)),
            None => Err(report.into_diagnostics()),
        }
    }

    /// Whether it is a what-if app; else it is a station.
    pub fn is_whatif(&self) -> bool {
        is_whatif(&self.0)
    }

    /// The station.
    ///
    /// # Errors
    /// The first part that cannot be read or converted; [`Self::mistakes`] says all of them.
    #[inline]
    pub fn station(&self) -> Result<Manifest, Vec<Diagnostic>> {
        self.converted(lower::converted)
    }

    /// The what-if app.
    ///
    /// # Errors
    /// As [`Self::station`].
    #[inline]
    pub fn whatif(&self) -> Result<WhatIf, Vec<Diagnostic>> {
        self.converted(lower::converted_whatif)
    }

    /// Everything in it that does not have the shape of its form.
    pub fn mistakes(&self) -> Vec<Diagnostic> {
        let mut report = Report::default();
        structure::check(&self.0, &mut report);
        report.into_diagnostics()
    }

    #[inline]
    fn converted<R: DeserializeOwned, T>(
        &self,
        convert: fn(R, &mut Report) -> T,
    ) -> Result<T, Vec<Diagnostic>> {
        let mut report = Report::default();
        let raw = parsed(R::deserialize(&self.0), &mut report);
        let app = raw.map(|raw| convert(raw, &mut report));
        app.filter(|_| !report.has_errors()).ok_or_else(|| report.into_diagnostics())
    }
}

/// A compiled text in the form of people's texts.
#[inline]
pub(super) fn within_limits(text: &str, report: &mut Report) -> Option<Tree> {
    untrusted::check_size(text, report);
    if report.has_errors() {
        return None;
    }
    let tree = parsed(serde_json::from_str::<Tree>(text), report)?;
    untrusted::check(&tree, report);
    Some(compiled::to_text_form(tree, report))
}
