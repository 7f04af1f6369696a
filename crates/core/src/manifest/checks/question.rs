//! # `empty-text, unknown-name, rule-order`
//!
//! What: a decision has a question, an owner, a current practice and a measure; its rules read inputs and outputs that
//! exist; every rule but the last has a condition, the last has none.
//!
//! Why: a rule after one without a condition is never reached, and without a last one the app would say nothing.
//!
//! Example: two rules without `when` are refused.

use crate::diag::{Code, Report};
use crate::manifest::raw::{Condition, Question, WhatIf};
use crate::manifest::structure::suggest;
use crate::template;

/// Names that conditions know beside inputs and outputs: the state of the app.
pub const STATES: [&str; 5] = ["app.in_range", "app.blocked", "app.online", "app.expired", "app.wide"];

/// Notes what is wrong with the decision.
pub fn check(app: &WhatIf, report: &mut Report) {
    let Some(decision) = &app.decision else { return };
    let Question { question, owner, current_practice, measure, rules } = decision;
    let texts = [
        ("question", question),
        ("owner", owner),
        ("current_practice", current_practice),
        ("measure", measure),
    ];
    for (key, _) in texts.iter().filter(|(_, text)| text.trim().is_empty()) {
        report.error(Code::EmptyText, format!("decision.{key}"), format!("`decision.{key}` says nothing"));
    }
    check_text(app, question, "decision.question".into(), report);
    if rules.is_empty() {
        report.error(Code::EmptyList, "decision.rules", "`decision.rules` has no entry");
    }
    for (i, rule) in rules.iter().enumerate() {
        let path = |key: &str| format!("decision.rules[{i}].{key}");
        check_order(rule.when.is_some(), i, rules.len(), report);
        rule.when.iter().for_each(|when| check_condition(app, when, &path("when"), report));
        check_text(app, &rule.say, path("say"), report);
        rule.because.iter().for_each(|because| check_text(app, because, path("because"), report));
    }
}

fn check_order(has_condition: bool, i: usize, count: usize, report: &mut Report) {
    let path = format!("decision.rules[{i}]");
    let is_last = i + 1 == count;
    if is_last && has_condition {
        let hint = "add one without `when`, for everything else";
        report.error(Code::RuleOrder, path, "the last rule has a condition").hint(hint);
    } else if !is_last && !has_condition {
        let message = "a rule without a condition hides those after it";
        report.error(Code::RuleOrder, path, message).hint("give it a `when`, or put it last");
    }
}

/// Notes names in a condition that are neither inputs nor outputs nor states.
pub(super) fn check_condition(app: &WhatIf, when: &Condition, path: &str, report: &mut Report) {
    let Condition::Compiled(expression) = when else { return };
    for name in expression.inputs() {
        let base = name.split('=').next().unwrap_or(name);
        if !STATES.contains(&base) {
            check_name(app, base, path.to_owned(), report);
        }
    }
}

/// Notes names in braces that are neither inputs nor outputs.
pub(super) fn check_text(app: &WhatIf, text: &str, path: String, report: &mut Report) {
    template::names(text).for_each(|name| check_name(app, name, path.clone(), report));
}

/// Notes a name that is neither an input nor an output.
pub(super) fn check_name(app: &WhatIf, name: &str, path: String, report: &mut Report) {
    if app.inputs.get(name).is_none() && app.outputs.get(name).is_none() {
        let message = format!("there is no input or output `{name}`");
        suggest(
            report.error(Code::UnknownName, path, message),
            name,
            app.inputs.ids().chain(app.outputs.ids()),
        );
    }
}
