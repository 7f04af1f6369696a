//! Objections to reference experiments and to measured figures.

use crate::contract::{Contract, Domain, Range, Reference, Validation};

use super::Findings;

/// Reference experiments below which a bundle is thinly proven.
const FEW_EXPERIMENTS: usize = 24;
/// How far measured coverage may lie from what was promised.
const COVERAGE_SLACK: f64 = 0.02;
/// Highest share of good runs that the domain may refuse.
const MOST_FALSE_ALARMS: f64 = 0.05;
/// Least share of extrapolations that the domain must refuse.
const LEAST_RECALL: f64 = 0.95;

pub(super) fn reference(
    reference: &Reference,
    domain: &Domain,
    contract: &Contract,
    findings: &mut Findings,
) {
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

pub(super) fn figures(validation: &Validation, findings: &mut Findings) {
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
