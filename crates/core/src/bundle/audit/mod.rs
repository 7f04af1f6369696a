//! What a careful reader would object to in a bundle before it is published.
//!
//! Opening a bundle refuses what cannot be used; this also says what should not be.

mod contract;
mod domain;
mod figures;

use crate::contract::Validation;

use super::Bundle;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// It works, and somebody should look at it.
    Warning,
    /// It must not be published.
    Error,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub gravity: Gravity,
    /// File and key, for example `contract.json: inputs.load.range`.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: &'static str,
}

#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(
        &mut self,
        gravity: Gravity,
        place: impl Into<String>,
        message: impl Into<String>,
        hint: &'static str,
    ) {
        self.0.push(Finding { gravity, place: place.into(), message: message.into(), hint });
    }

    fn error(&mut self, place: impl Into<String>, message: impl Into<String>, hint: &'static str) {
        self.add(Gravity::Error, place, message, hint);
    }

    fn warn(&mut self, place: impl Into<String>, message: impl Into<String>, hint: &'static str) {
        self.add(Gravity::Warning, place, message, hint);
    }
}

/// Everything to object to, the errors first.
pub fn audit(bundle: &Bundle, validation: Option<&Validation>) -> Vec<Finding> {
    let mut findings = Findings::default();
    contract::card(&bundle.contract, &mut findings);
    for (what, slots) in [("inputs", &bundle.contract.inputs), ("outputs", &bundle.contract.outputs)] {
        contract::check_slots(what, slots, &mut findings);
    }
    domain::domain(&bundle.domain, &bundle.contract, &mut findings);
    domain::intervals(&bundle.intervals, &bundle.contract, &mut findings);
    figures::reference(&bundle.reference, &bundle.domain, &bundle.contract, &mut findings);
    match validation {
        Some(validation) => figures::figures(validation, &mut findings),
        None => findings.warn(
            "validation.json",
            "there is no validation that can be read",
            "measure the model on runs that it never saw, beside a trivial baseline",
        ),
    }
    findings.0.sort_by_key(|f| std::cmp::Reverse(f.gravity));
    findings.0
}
