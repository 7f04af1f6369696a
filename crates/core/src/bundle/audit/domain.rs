//! Objections to a domain and to intervals.

use crate::contract::{Contract, Domain, FeatureSource, Intervals, Method, Statistic};

use super::Findings;

pub(super) fn domain(domain: &Domain, contract: &Contract, findings: &mut Findings) {
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

pub(super) fn intervals(intervals: &Intervals, contract: &Contract, findings: &mut Findings) {
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
