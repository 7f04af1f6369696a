//! # `widget-kind, unknown-output, unknown-role, unused-output`
//!
//! What: a widget is bound to something that exists and that it can show: a slider to a number, a heat map to a sweep.
//! Every output is shown somewhere (a warning).
//!
//! Why: a widget without its value is an empty card in front of a person who needs an answer.
//!
//! Example: `select: { input: load }` where `load` is a number is refused; `slider` is the widget for it.

use crate::diag::{Code, Report};
use crate::manifest::raw::{
    Custom, GraphNode, Group, Input, InspectionForm, OfActions, OfInput, OfInputs, OfModel, OfOutput,
    OfOutputs, OfSource, OnScale, ShowWhen, Shown, ShownNode, Tabs, TextWidget, WhatIf, Widget,
};
use crate::manifest::structure::suggest;
use crate::manifest::tree::{element, member};

use super::{outputs, question, theme};

/// Deepest nesting of widgets.
const MAX_DEPTH: usize = 4;

/// Notes what is wrong with pages, roles and looks.
pub fn check(app: &WhatIf, report: &mut Report) {
    let mut walk = Walk { app, shown: Vec::new(), report };
    for (id, page) in app.pages.iter() {
        let path = member("pages", id);
        walk.roles(&page.roles, &member(&path, "roles"));
        walk.list(&page.widgets, &member(&path, "widgets"), 1);
    }
    let shown = walk.shown;
    theme::check(app, report);
    check_unused(app, &shown, report);
}

/// With pages of its own, an app shows what they name and nothing else.
fn check_unused(app: &WhatIf, shown: &[String], report: &mut Report) {
    let is_read = |id: &str| shown.iter().any(|other| other == id) || outputs::reads_output(app, id);
    for id in app.outputs.ids().filter(|id| !app.pages.is_empty() && !is_read(id)) {
        let message = format!("nothing shows the output `{id}`");
        report
            .warning(Code::UnusedOutput, member("outputs", id), message)
            .hint("put it on a page, for example by `value` or `line_chart`, or delete it");
    }
}

struct Walk<'a> {
    app: &'a WhatIf,
    shown: Vec<String>,
    report: &'a mut Report,
}

impl Walk<'_> {
    fn list(&mut self, widgets: &[Widget], path: &str, depth: usize) {
        if depth > MAX_DEPTH {
            let message = format!("widgets are nested deeper than {MAX_DEPTH}");
            self.report
                .error(Code::TooDeep, path, message)
                .hint("a phone shows one column: take groups apart");
            return;
        }
        for (i, widget) in widgets.iter().enumerate() {
            self.widget(widget, &element(path, i), depth);
        }
    }

    fn widget(&mut self, widget: &Widget, path: &str, depth: usize) {
        let at = |key: &str| member(path, key);
        match widget {
            Widget::Decision(_) => self.needs(self.app.decision.is_some(), "decision", "a `decision`", path),
            Widget::Scenarios(_) => {
                self.needs(!self.app.scenarios.is_empty(), "scenarios", "`scenarios`", path)
            }
            Widget::Inputs(OfInputs { inputs, .. }) => self.inputs(inputs, &at("inputs.inputs")),
            Widget::Slider(of) => self.input(of, "slider", &at("slider"), |i| matches!(i, Input::Number(_))),
            Widget::Number(of) => self.input(of, "number", &at("number"), |i| matches!(i, Input::Number(_))),
            Widget::Select(of) => self.input(of, "select", &at("select"), |i| matches!(i, Input::Choice(_))),
            Widget::Switch(of) => self.input(of, "switch", &at("switch"), |i| matches!(i, Input::Switch(_))),
            Widget::Range(of) => self.input(of, "range", &at("range"), |i| matches!(i, Input::Span(_))),
            Widget::List(of) => self.input(of, "list", &at("list"), |i| matches!(i, Input::List(_))),
            Widget::Profile(of) => {
                let has_profile = |i: &Input| matches!(i, Input::Number(number) if number.profile.is_some());
                self.input(of, "profile", &at("profile"), has_profile);
            }
            Widget::Comparison(of) => self.graph_outputs(of, &at("comparison")),
            Widget::Numbers(of) => {
                self.outputs(of, &at("numbers"), |shown| !is_study(shown) || is_solve(shown))
            }
            Widget::Curves(of) => self.graph_outputs(of, &at("curves")),
            Widget::Table(of) => self.graph_outputs(of, &at("table")),
            Widget::Windows(of) => self.graph_outputs(of, &at("windows")),
            Widget::FailureCurve(of) => {
                self.output(of, "failure_curve", &at("failure_curve"), |s| !is_study(s))
            }
            Widget::Survival(of) => self.life(of, "survival", &at("survival")),
            Widget::ProbabilityPaper(of) => self.life(of, "probability_paper", &at("probability_paper")),
            Widget::LineChart(of) => self.output(of, "line_chart", &at("line_chart"), |s| !is_study(s)),
            Widget::Sparkline(of) => self.output(of, "sparkline", &at("sparkline"), |s| !is_study(s)),
            Widget::Value(of) => self.output(of, "value", &at("value"), |s| !is_study(s) || is_solve(s)),
            Widget::Bullet(of) => self.scale(of, "bullet", &at("bullet")),
            Widget::Gauge(of) => self.scale(of, "gauge", &at("gauge")),
            Widget::Tornado(of) => {
                self.output(of, "tornado", &at("tornado"), |s| matches!(s, Shown::Sensitivity(_)));
            }
            Widget::Shares(of) => {
                self.output(of, "shares", &at("shares"), |s| matches!(s, Shown::GlobalSensitivity(_)));
            }
            Widget::HeatMap(of) => {
                self.output(of, "heat_map", &at("heat_map"), |s| matches!(s, Shown::Sweep(_)))
            }
            Widget::ModelSheet(of) => self.model(of, &at("model_sheet.model")),
            Widget::Fidelity(of) => self.model(of, &at("fidelity.model")),
            Widget::Text(TextWidget { markdown }) => {
                markdown.names().into_iter().for_each(|name| self.name(name, at("text.markdown")));
            }
            Widget::Image(image) => self.words(&image.alt, at("image.alt")),
            Widget::Diagram(diagram) => {
                self.words(&diagram.alt, at("diagram.alt"));
                diagram.names().into_iter().for_each(|name| self.name(name, at("diagram.file")));
            }
            Widget::Column(Group { widgets, first_for, .. }) => {
                self.roles(first_for, &at("column.first_for"));
                self.list(widgets, &at("column.widgets"), depth + 1);
            }
            Widget::Collapsible(group) => self.titled(group, &at("collapsible"), depth),
            Widget::Tabs(Tabs { tabs }) => {
                for (i, tab) in tabs.iter().enumerate() {
                    self.titled(tab, &element(&at("tabs.tabs"), i), depth);
                }
            }
            Widget::ShowWhen(show) => self.show_when(show, &at("show_when"), depth),
            Widget::Inspection(form) => self.inspection(form, &at("inspection")),
            Widget::Source(OfSource { source }) => {
                self.known(
                    Code::UnknownSource,
                    "source",
                    source,
                    self.app.sources.ids(),
                    at("source.source"),
                );
            }
            Widget::Actions(OfActions { actions }) => {
                for (i, id) in actions.iter().enumerate() {
                    let path = element(&at("actions.actions"), i);
                    self.known(Code::UnknownAction, "action", id, self.app.actions.ids(), path);
                }
            }
            Widget::Custom(custom) => self.custom(custom, &at("custom")),
        }
    }

    fn needs(&mut self, is_there: bool, key: &str, what: &str, path: &str) {
        if !is_there {
            let message = format!("the widget shows {what}, and the app has none");
            self.report
                .error(Code::WidgetKind, path, message)
                .hint(format!("write `{key}:` at the top level"));
        }
    }

    fn inputs(&mut self, ids: &[String], path: &str) {
        for (i, id) in ids.iter().enumerate() {
            self.known(Code::UnknownInput, "input", id, self.app.inputs.ids(), element(path, i));
        }
    }

    fn input(&mut self, of: &OfInput, widget: &str, path: &str, fits: impl Fn(&Input) -> bool) {
        let path = member(path, "input");
        match self.app.inputs.get(&of.input) {
            None => self.known(Code::UnknownInput, "input", &of.input, self.app.inputs.ids(), path),
            Some(input) if !fits(input) => {
                let message = format!("a `{widget}` cannot set the input `{}`", of.input);
                let hint = format!("take `{}: {{ input: {} }}`", widget_of(input), of.input);
                self.report.error(Code::WidgetKind, path, message).hint(hint);
            }
            Some(_) => {}
        }
    }

    fn graph_outputs(&mut self, of: &OfOutputs, path: &str) {
        self.outputs(of, path, |shown| !is_study(shown));
    }

    fn outputs(&mut self, of: &OfOutputs, path: &str, fits: impl Fn(&Shown) -> bool) {
        if of.outputs.is_empty() {
            self.shown.extend(self.app.outputs.ids().map(str::to_owned));
        }
        let widget = path.rsplit('.').next().unwrap_or_default().to_owned();
        for (i, id) in of.outputs.iter().enumerate() {
            self.one_output(id, &widget, element(&member(path, "outputs"), i), &fits);
        }
    }

    fn output(&mut self, of: &OfOutput, widget: &str, path: &str, fits: impl Fn(&Shown) -> bool) {
        self.one_output(&of.output, widget, member(path, "output"), &fits);
    }

    /// Only the curve of a fit has lives behind it.
    fn life(&mut self, of: &OfOutput, widget: &str, path: &str) {
        let nodes = &self.app.graph.nodes;
        self.output(of, widget, path, |shown| match shown {
            Shown::Node(ShownNode { node, output, .. }) => {
                output == "failure_probability" && matches!(nodes.get(node), Some(GraphNode::Fit(_)))
            }
            _ => false,
        });
    }

    fn one_output(&mut self, id: &str, widget: &str, path: String, fits: &dyn Fn(&Shown) -> bool) {
        self.shown.push(id.to_owned());
        match self.app.outputs.get(id) {
            None => outputs::unknown_output(self.app, id, path, self.report),
            Some(shown) if !fits(shown) => {
                let message = format!("a `{widget}` cannot show the output `{id}`");
                let hint = format!("it is for {}; `{id}` is {}", what(widget), kind_of(shown));
                self.report.error(Code::WidgetKind, path, message).hint(hint);
            }
            Some(_) => {}
        }
    }

    fn scale(&mut self, of: &OnScale, widget: &str, path: &str) {
        self.one_output(&of.output, widget, member(path, "output"), &|s| !is_study(s) || is_solve(s));
        if of.min >= of.max {
            let message = format!("the scale goes from {} to {}", of.min, of.max);
            self.report.error(Code::RangeReversed, member(path, "min"), message);
        }
    }

    fn model(&mut self, of: &OfModel, path: &str) {
        if let Some(id) = &of.model {
            self.known(Code::UnknownModel, "model", id, self.app.models.ids(), path.to_owned());
        }
    }

    fn name(&mut self, name: &str, path: String) {
        self.shown.push(name.to_owned());
        question::check_name(self.app, name, path, self.report);
    }

    fn words(&mut self, text: &str, path: String) {
        if text.trim().is_empty() {
            let message = format!("`{path}` says nothing");
            self.report.error(Code::EmptyText, path, message).hint("say what there is to see");
        }
    }

    fn titled(&mut self, group: &Group, path: &str, depth: usize) {
        if group.title.as_deref().is_none_or(|title| title.trim().is_empty()) {
            let message = format!("`{path}` has no title");
            self.report.error(Code::EmptyText, path, message).hint("what is folded away needs a name");
        }
        self.roles(&group.first_for, &member(path, "first_for"));
        self.list(&group.widgets, &member(path, "widgets"), depth + 1);
    }

    fn show_when(&mut self, show: &ShowWhen, path: &str, depth: usize) {
        self.roles(&show.roles, &member(path, "roles"));
        if let Some(when) = &show.when {
            question::check_condition(self.app, when, &member(path, "when"), self.report);
        } else if show.roles.is_empty() {
            let message = "the widgets are always shown";
            self.report.error(Code::MissingKey, path, message).hint("give a condition `when`, or `roles`");
        }
        self.list(&show.widgets, &member(path, "widgets"), depth + 1);
    }

    /// Ids of roles at a path.
    fn roles(&mut self, roles: &[String], path: &str) {
        for (i, role) in roles.iter().enumerate() {
            let path = element(path, i);
            self.known(Code::UnknownRole, "role", role, self.app.roles.ids(), path);
        }
    }

    fn inspection(&mut self, form: &InspectionForm, path: &str) {
        self.inputs(&form.readings, &member(path, "readings"));
        if form.findings.is_empty() {
            let message = format!("`{path}.findings` has no entry");
            self.report.error(Code::EmptyList, member(path, "findings"), message);
        }
    }

    fn custom(&mut self, custom: &Custom, path: &str) {
        self.inputs(&custom.inputs, &member(path, "inputs"));
        for (i, id) in custom.outputs.iter().enumerate() {
            self.one_output(id, "custom", element(&member(path, "outputs"), i), &|_| true);
        }
        let is_lower = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let name = &custom.element;
        if !name.contains('-')
            || !name.starts_with(|c: char| c.is_ascii_lowercase())
            || !name.chars().all(is_lower)
        {
            let message = format!("`{name}` is no name of a custom element");
            let hint = "small letters, digits and at least one hyphen, as `my-dial`";
            self.report.error(Code::BadId, member(path, "element"), message).hint(hint);
        }
    }

    fn known<'k>(
        &mut self,
        code: Code,
        what: &str,
        id: &str,
        ids: impl Iterator<Item = &'k str>,
        path: String,
    ) {
        let ids: Vec<&str> = ids.collect();
        if !ids.contains(&id) {
            let diagnostic = self.report.error(code, path, format!("there is no {what} `{id}`"));
            suggest(diagnostic, id, ids.into_iter());
        }
    }
}

fn is_study(shown: &Shown) -> bool {
    !matches!(shown, Shown::Node(_) | Shown::Derived(_))
}

fn is_solve(shown: &Shown) -> bool {
    matches!(shown, Shown::Solve(_))
}

fn widget_of(input: &Input) -> &'static str {
    match input {
        Input::Number(_) => "slider",
        Input::Choice(_) => "select",
        Input::Switch(_) => "switch",
        Input::Span(_) => "range",
        Input::List(_) => "list",
    }
}

fn what(widget: &str) -> &'static str {
    match widget {
        "tornado" => "a `sensitivity`",
        "heat_map" => "a `sweep`",
        "survival" | "probability_paper" => "the `failure_probability` of a fit",
        "shares" => "a `global_sensitivity`",
        _ => "what a node or an expression gives",
    }
}

fn kind_of(shown: &Shown) -> &'static str {
    match shown {
        Shown::Node(_) => "an output of a node",
        Shown::Derived(_) => "an expression",
        Shown::Solve(_) => "an inverse question",
        Shown::Sensitivity(_) => "a sensitivity",
        Shown::Sweep(_) => "a sweep",
        Shown::GlobalSensitivity(_) => "a global sensitivity",
    }
}
