//! What a careful reader would object to in a bundle before it is published.
//!
//! Opening a bundle refuses what cannot be used; this also says what should not be.

use std::collections::BTreeMap;

use crate::contract::{
    Contract, Domain, FeatureSource, Intervals, Method, Range, Reference, Slot, Statistic, Validation,
};
use crate::date::Date;
use crate::units;

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

/// Reference experiments below which a bundle is thinly proven.
const FEW_EXPERIMENTS: usize = 24;
/// How far measured coverage may lie from what was promised.
const COVERAGE_SLACK: f64 = 0.02;
/// Highest share of good runs that the domain may refuse.
const MOST_FALSE_ALARMS: f64 = 0.05;
/// Least share of extrapolations that the domain must refuse.
const LEAST_RECALL: f64 = 0.95;

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
    card(&bundle.contract, &mut findings);
    for (what, slots) in [("inputs", &bundle.contract.inputs), ("outputs", &bundle.contract.outputs)] {
        check_slots(what, slots, &mut findings);
    }
    domain(&bundle.domain, &bundle.contract, &mut findings);
    intervals(&bundle.intervals, &bundle.contract, &mut findings);
    reference(&bundle.reference, &bundle.domain, &bundle.contract, &mut findings);
    match validation {
        Some(validation) => figures(validation, &mut findings),
        None => findings.warn(
            "validation.json",
            "there is no validation that can be read",
            "measure the model on runs that it never saw, beside a trivial baseline",
        ),
    }
    findings.0.sort_by_key(|f| std::cmp::Reverse(f.gravity));
    findings.0
}

fn card(contract: &Contract, findings: &mut Findings) {
    let card = &contract.model;
    if Date::parse(&card.valid_until).is_none() {
        let message = format!("`{}` is no date", card.valid_until);
        findings.error(
            "contract.json: model.valid_until",
            message,
            "write the last day of validity as 2027-06-30",
        );
    }
    for (key, lines) in [("intended_use", &card.intended_use), ("not_for", &card.not_for)] {
        if lines.is_empty() {
            let hint = "say what it is for and what it is not for; people decide by it";
            findings.error(format!("contract.json: model.{key}"), "nothing is said", hint);
        }
    }
    let texts = [&card.title, &card.owner.name, &card.owner.contact, &card.fidelity];
    let unfinished =
        texts.into_iter().chain(&card.intended_use).chain(&card.not_for).filter(|t| t.contains("TODO"));
    for text in unfinished {
        findings.warn(
            "contract.json: model",
            format!("unfinished: `{text}`"),
            "finish the text before publishing",
        );
    }
}

fn check_slots(what: &str, slots: &[Slot], findings: &mut Findings) {
    let mut seen = BTreeMap::new();
    for slot in slots {
        let place = |key: &str| format!("contract.json: {what}.{}{key}", slot.name);
        if seen.insert(&slot.name, ()).is_some() {
            findings.error(place(""), "the name is used twice", "give each slot a name of its own");
        }
        let range = slot.range;
        if !(range.min.is_finite() && range.max.is_finite() && range.min < range.max) {
            let message = format!("{} to {} is no range", range.min, range.max);
            findings.error(place(".range"), message, "write finite numbers, the lower one first");
        }
        if units::find(&slot.unit).is_none() {
            let message = format!("unit `{}` is not on the list; it is shown as it is written", slot.unit);
            findings.warn(place(".unit"), message, "use a UCUM code of the list, for example m3/h or Cel");
        }
    }
}

fn domain(domain: &Domain, contract: &Contract, findings: &mut Findings) {
    let (test, place) = (&domain.operating, "domain.json: operating");
    if !(test.caution_distance > 0.0
        && test.caution_distance <= test.out_distance
        && test.out_distance.is_finite())
    {
        let message =
            format!("distances {} and {} are not in order", test.caution_distance, test.out_distance);
        findings.error(place, message, "0 < caution_distance <= out_distance");
    }
    let fits = |v: &Vec<f64>| v.len() == test.features.len() && v.iter().all(|x| x.is_finite());
    if test.points.is_empty() || !test.points.iter().all(fits) {
        findings.error(
            place,
            "points are missing or do not fit the features",
            "store one number per feature",
        );
    }
    let incomplete = match test.method {
        Method::RobustMahalanobis => !fits(&test.location) || !test.inverse_covariance.iter().all(fits),
        Method::NearestNeighbours => !fits(&test.scale) || test.neighbours == 0,
        Method::IsolationForest => test.trees.is_empty() || test.sample_size < 2,
    };
    if incomplete {
        findings.error(place, "what the method needs is missing", "see docs/bundle.md for each method");
    }
    for FeatureSource { input, statistic } in test.features.iter().filter_map(|f| f.of.as_ref()) {
        match contract.inputs.iter().find(|s| s.name == *input) {
            None => {
                let message = format!("a feature is made of `{input}`, which is no input");
                findings.error("domain.json: operating.features", message, "name an input of the contract");
            }
            Some(slot) if *statistic == Statistic::Value && slot.length > 1 => {
                let message = format!("`{input}` has {} values, so it has no `value`", slot.length);
                findings.error(
                    "domain.json: operating.features",
                    message,
                    "use mean, max, min, first, last or swing",
                );
            }
            Some(_) => {}
        }
    }
}

fn intervals(intervals: &Intervals, contract: &Contract, findings: &mut Findings) {
    if !(intervals.coverage > 0.0 && intervals.coverage < 1.0) {
        let message = format!("coverage {} is no share", intervals.coverage);
        findings.error("intervals.json: coverage", message, "write the nominal coverage as 0.9");
    }
    for (name, of) in &intervals.outputs {
        let place = format!("intervals.json: outputs.{name}");
        let whole = of.whole_curve.map_or(of.pointwise.half_width, |w| w.half_width);
        let widths =
            [of.pointwise.half_width, whole].into_iter().chain(of.pointwise.by_region.values().copied());
        if widths.into_iter().any(|w| !w.is_finite() || w < 0.0) {
            findings.error(&place, "a half width is negative or no number", "calibrate the intervals again");
        }
        if whole < of.pointwise.half_width {
            findings.warn(&place, "whole curves have a narrower band than single values", "check the scores");
        }
        if !contract.outputs.iter().any(|s| s.name == *name) {
            findings.error(&place, "there is no such output", "name an output of the contract");
        }
    }
}

fn reference(reference: &Reference, domain: &Domain, contract: &Contract, findings: &mut Findings) {
    let n = reference.experiments.len();
    if n < FEW_EXPERIMENTS {
        let message = format!("{n} experiments prove little");
        findings.warn(
            "reference.json",
            message,
            "store at least 24 answers of the native model; 256 are better",
        );
    }
    for experiment in &reference.experiments {
        let place = format!("reference.json: {}", experiment.id);
        if !experiment.inputs.iter().chain(&experiment.expected).all(|x| x.is_finite()) {
            findings.error(&place, "not a finite number", "store what the native model answers");
        }
        let outside = contract.inputs.iter().find(|slot| {
            let bounds = domain.bounds.get(&slot.name).copied().unwrap_or(slot.range);
            !contract.input_values(&slot.name, &experiment.inputs).iter().all(|x| nearly_in(bounds, *x))
        });
        if let Some(slot) = outside {
            let message = format!("`{}` lies outside the box", slot.name);
            findings.warn(&place, message, "reference experiments belong inside the validated ranges");
        }
    }
}

/// Within a range, but for what a number loses when a model stores it in 32 bits.
fn nearly_in(bounds: Range, x: f64) -> bool {
    let slack = 1e-6 * libm::fabs(bounds.max).max(libm::fabs(bounds.min));
    x >= bounds.min - slack && x <= bounds.max + slack
}

fn figures(validation: &Validation, findings: &mut Findings) {
    for (name, figures) in &validation.outputs {
        let place = format!("validation.json: outputs.{name}");
        if figures.rmse >= figures.baseline_rmse {
            let message =
                format!("error {} is no better than the baseline's {}", figures.rmse, figures.baseline_rmse);
            findings.warn(&place, message, "a trivial model does as well: do not ship this one");
        }
        let coverage = figures.coverage;
        let measured = [Some(coverage.pointwise), coverage.whole_curve];
        if measured.into_iter().flatten().any(|c| (c - coverage.nominal).abs() > COVERAGE_SLACK) {
            let message = format!(
                "covers {:.3}{} at nominal {}",
                coverage.pointwise,
                coverage.whole_curve.map(|c| format!(" and {c:.3} of whole runs")).unwrap_or_default(),
                coverage.nominal
            );
            findings.warn(&place, message, "calibrate on more runs, or by region");
        }
    }
    let domain = &validation.domain;
    if domain.false_alarm_rate > MOST_FALSE_ALARMS || domain.extrapolation_recall < LEAST_RECALL {
        let message = format!(
            "refuses {:.1} % of extrapolations and {:.1} % of good runs",
            domain.extrapolation_recall * 100.0,
            domain.false_alarm_rate * 100.0
        );
        findings.warn("validation.json: domain", message, "95 % and 5 % are asked for; try another distance");
    }
}
