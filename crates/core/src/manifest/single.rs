//! Where one number is needed, the output is one number; only for authoring.
//!
//! A rule or a tile that took the first value of a sequence would say something about midnight and nothing about the day.

use std::collections::BTreeMap;

use crate::diag::{Code, Report};
use crate::graph::Origin;
use crate::template;

use super::raw::{Condition, Group, OfOutput, OfOutputs, OnScale, ShowWhen, Tabs, Widget};
use super::resolved::WhatIf;
use super::tree::{element, member};

/// Notes every place that needs one number and names a sequence; `lengths` are numbers of values by output.
pub(super) fn check(app: &WhatIf, lengths: &BTreeMap<&str, usize>, report: &mut Report) {
    let mut places = Places { found: Vec::new() };
    places.outputs(app);
    places.decision(app);
    for page in &app.pages {
        places.list(&page.widgets, &format!("pages.{}.widgets", page.id));
    }
    for (path, name) in places.found {
        let Some(length) = lengths.get(name.as_str()).filter(|length| **length > 1) else { continue };
        let message = format!("`{name}` has {length} values, one number is needed here");
        let hint = "name an output with `statistic: max` (or min, mean, first, last)";
        report.error(Code::SlotLength, path, message).hint(hint);
    }
}

/// Paths that need one number, and the names that stand there.
struct Places {
    found: Vec<(String, String)>,
}

impl Places {
    fn add<'a>(&mut self, path: &str, names: impl IntoIterator<Item = &'a str>) {
        let names = names.into_iter().map(|name| (path.to_owned(), name.to_owned()));
        self.found.extend(names);
    }

    fn outputs(&mut self, app: &WhatIf) {
        for output in &app.graph.outputs {
            if let Origin::Derived(expression) = &output.from {
                self.add(&format!("outputs.{}.expression", output.id), expression.inputs());
            }
        }
        for study in &app.studies {
            self.add(&format!("outputs.{}", study.id), [study.study.output()]);
        }
    }

    fn decision(&mut self, app: &WhatIf) {
        let Some(decision) = &app.decision else { return };
        self.add("decision.question", template::names(&decision.question));
        for (i, rule) in decision.rules.iter().enumerate() {
            let path = |key: &str| format!("decision.rules[{i}].{key}");
            self.add(&path("when"), rule.when.iter().flat_map(Condition::names));
            self.add(&path("say"), template::names(&rule.say));
            self.add(&path("because"), rule.because.iter().flat_map(|text| template::names(text)));
        }
    }

    fn list(&mut self, widgets: &[Widget], path: &str) {
        widgets.iter().enumerate().for_each(|(i, widget)| self.widget(widget, &element(path, i)));
    }

    fn widget(&mut self, widget: &Widget, path: &str) {
        let at = |key: &str| member(path, key);
        match widget {
            Widget::Value(OfOutput { output }) => self.add(&at("value.output"), [output.as_str()]),
            Widget::Bullet(OnScale { output, .. }) => self.add(&at("bullet.output"), [output.as_str()]),
            Widget::Gauge(OnScale { output, .. }) => self.add(&at("gauge.output"), [output.as_str()]),
            Widget::Numbers(OfOutputs { outputs, .. }) => {
                self.add(&at("numbers.outputs"), outputs.iter().map(String::as_str));
            }
            Widget::Text(text) => self.add(&at("text.markdown"), text.markdown.names()),
            Widget::Column(Group { widgets, .. }) => self.list(widgets, &at("column.widgets")),
            Widget::Collapsible(Group { widgets, .. }) => self.list(widgets, &at("collapsible.widgets")),
            Widget::Tabs(Tabs { tabs }) => {
                for (i, tab) in tabs.iter().enumerate() {
                    self.list(&tab.widgets, &member(&element(&at("tabs.tabs"), i), "widgets"));
                }
            }
            Widget::ShowWhen(ShowWhen { when, widgets, .. }) => {
                self.add(&at("show_when.when"), when.iter().flat_map(Condition::names));
                self.list(widgets, &at("show_when.widgets"));
            }
            _ => {}
        }
    }
}
