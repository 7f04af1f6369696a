//! Objections to a domain and to intervals.

use crate::contract::{
    Contract, Domain, FeatureSource, IntervalMethod, Intervals, Method, OutputIntervals, Statistic,
};
use crate::kinds;

use super::Findings;

pub(super) fn domain(domain: &Domain, contract: &Contract, findings: &mut Findings) {
    let (test, place) = (&domain.operating, "domain.json: operating");
    if test.features.is_empty() && kinds::is_declared(&contract.model.kind) {
        // A closed form holds in the whole box: there is no combination that it was not trained on.
        return;
    }
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

pub(super) fn intervals(intervals: &Intervals, contract: &Contract, findings: &mut Findings) {
    if intervals.method == IntervalMethod::Exact {
        exact(intervals, contract, findings);
    } else if intervals.method == IntervalMethod::Unknown {
        let message = "the model was never validated: it has no intervals";
        findings.warn("intervals.json: method", message, "calibrate them on runs that it never saw");
    } else if !(intervals.coverage > 0.0 && intervals.coverage < 1.0) {
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

/// Exact intervals are for models that are the stated formula itself, and then promise everything.
fn exact(intervals: &Intervals, contract: &Contract, findings: &mut Findings) {
    let (kind, place) = (&contract.model.kind, "intervals.json: method");
    if !kinds::is_declared(kind) {
        let message = format!("a model of kind `{kind}` is never exact");
        findings.error(place, message, "calibrate its intervals on runs that it never saw");
    }
    let has_width = |of: &OutputIntervals| {
        let whole = of.whole_curve.map_or(0.0, |w| w.half_width);
        let regions = of.pointwise.by_region.values().copied();
        regions.chain([of.pointwise.half_width, whole]).any(|w| w != 0.0)
            || of.heads.is_some()
            || of.spread.is_some()
    };
    if intervals.coverage != 1.0
        || intervals.calibration_runs != 0
        || intervals.outputs.values().any(has_width)
    {
        let message = "exact intervals have coverage 1, half widths 0 and no calibration runs";
        findings.error(place, message, "write these, or name the method that made the intervals");
    }
}
