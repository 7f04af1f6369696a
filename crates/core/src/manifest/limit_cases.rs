//! The cases of limits: what each limit says at given values, checked whenever the manifest is compiled.

use crate::date::Date;
use crate::diag::{Code, Diagnostic, Report, Severity};
use crate::guardrail::{Level, bound_at, finding};
use crate::protocol::InputValues;

use super::expression::Expression;
use super::raw::{self, Expected, LimitCase};
use super::resolved::{Controls, Limit};
use super::tree::{Tree, element};
use super::{RawApp, read_raw, yaml};

/// Cases of each limit, in the order of the limits; notes the limits that have none.
pub(super) fn of(limits: &[raw::Limit], report: &mut Report) -> Vec<Vec<LimitCase>> {
    let without = limits.iter().filter(|limit| limit.cases.is_empty());
    let without: Vec<String> = without.map(|limit| format!("`{}`", limit.id)).collect();
    if !without.is_empty() {
        let message = format!("limits without cases: {}", without.join(", "));
        let hint =
            "write one on each side of the bound: `cases: [{ values: { INPUT: 1 }, expect: ok }, ...]`";
        report.warning(Code::NoCases, "limits", message).hint(hint);
    }
    limits.iter().map(|limit| limit.cases.clone()).collect()
}

/// Notes the cases in which a limit says something else than is expected.
pub(super) fn check(controls: &Controls, cases: &[Vec<LimitCase>], report: &mut Report) {
    // A bound that could not be read from its bundle was noted; its cases would only say it again.
    let is_known = |limit: &Limit| !matches!(limit.bound, Expression::Number(x) if !x.is_finite());
    let limits = controls.limits.iter().zip(cases).enumerate();
    for (i, (limit, cases)) in limits.filter(|(_, (limit, _))| is_known(limit)) {
        for (j, case) in cases.iter().enumerate() {
            let path = element(&(element("limits", i) + ".cases"), j);
            check_case(controls, limit, case, path, report);
        }
    }
}

fn check_case(controls: &Controls, limit: &Limit, case: &LimitCase, path: String, report: &mut Report) {
    let given = InputValues { values: case.values.clone(), ..InputValues::default() };
    let complete = controls.complete(&given);
    let found = finding(controls, limit, &complete, None).map(|finding| finding.level);
    let (expected, said) = (name(level(case.expect)), name(found));
    if said != expected {
        let message = format!("`{expected}` is expected, but the limit `{}` says `{said}`", limit.id);
        report.error(Code::LimitCase, path, message).hint(reason(limit, &complete));
    }
}

fn level(expected: Expected) -> Option<Level> {
    match expected {
        Expected::Ok => None,
        Expected::Advise => Some(Level::Advise),
        Expected::Caution => Some(Level::Caution),
        Expected::Block => Some(Level::Block),
    }
}

fn name(level: Option<Level>) -> &'static str {
    match level {
        None => "ok",
        Some(Level::Advise) => "advise",
        Some(Level::Caution) => "caution",
        Some(Level::Block) => "block",
    }
}

/// What the bound is at the case's values.
fn reason(limit: &Limit, complete: &InputValues) -> String {
    match bound_at(limit, complete) {
        Ok(bound) => format!("its bound on `{}` is {bound} at these values", limit.input),
        Err(_) => format!("its bound on `{}` has no value at these values", limit.input),
    }
}

/// Id of each limit of a manifest, and how many cases it has; compiling the manifest checks them.
///
/// # Errors
/// When the text is not YAML.
pub fn limit_case_counts(text: &str, file_name: &str) -> Result<Vec<(String, usize)>, Box<Diagnostic>> {
    let (tree, _) = yaml::read(text, file_name)?;
    let limits = limits(&tree);
    Ok(limits.into_iter().map(|limit| (limit.id, limit.cases.len())).collect())
}

fn limits(tree: &Tree) -> Vec<raw::Limit> {
    match read_raw(tree, &mut Report::default()) {
        Some(RawApp::Station(raw)) => raw.limits,
        Some(RawApp::WhatIf(raw)) => raw.limits,
        None => Vec::new(),
    }
}

/// Limits of a manifest that have expired by a day, as warnings; nothing else of it is checked.
///
/// # Errors
/// When the text is not YAML.
pub fn expired_limits(text: &str, file_name: &str, today: Date) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let (tree, places) = yaml::read(text, file_name)?;
    let limits = limits(&tree);
    let warn = |(i, limit): (usize, raw::Limit)| {
        let last = limit.expires.as_deref().and_then(Date::parse).filter(|last| today > *last)?;
        let message = format!("the limit `{}` expired on {last}; it stays in force", limit.id);
        let path = element("limits", i) + ".expires";
        let mut warning = Diagnostic::new(Severity::Warning, Code::LimitExpired, path, message);
        warning.hint(format!("ask {} to confirm or change it", limit.owner));
        warning.place = places.find(file_name, &warning.path);
        Some(warning)
    };
    Ok(limits.into_iter().enumerate().filter_map(warn).collect())
}
