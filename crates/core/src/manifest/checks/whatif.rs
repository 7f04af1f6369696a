//! The rules of a what-if app, beside those of the contracts that [`crate::graph::wiring`] checks.

use crate::diag::{Code, Report};
use crate::manifest::raw::{App, Binding, Entries, Input, Limit, Model, WhatIf};
use crate::manifest::structure::suggest;

use super::parts::{Parts, Values};
use super::{bad_id, duplicate_id, empty_list, empty_text, remote, unknown_input, unused_input};

impl Parts for WhatIf {
    fn app(&self) -> &App {
        &self.app
    }

    fn models(&self) -> &Entries<Model> {
        &self.models
    }

    fn inputs(&self) -> &Entries<Input> {
        &self.inputs
    }

    fn limits(&self) -> &[Limit] {
        &self.limits
    }

    fn scenarios(&self) -> Vec<Values<'_>> {
        self.scenarios.iter().map(|(id, preset)| (format!("scenarios.{id}.values"), &preset.values)).collect()
    }
}

/// Notes everything that breaks a rule.
pub fn check(app: &WhatIf, report: &mut Report) {
    empty_text::note(app, texts(app), report);
    bad_id::note(app, ids(app), report);
    duplicate_id::note(app, report);
    let counts = [("graph.nodes", app.graph.nodes.0.len()), ("outputs", app.outputs.0.len())];
    empty_list::note(app, &counts, report);
    unknown_input::note(app, read(app), report);
    unused_input::note(app, read(app).map(|(_, id)| id), report);
    check_models(app, report);
    remote::whatif(app, report);
    check_nodes(app, report);
    super::run_common(app, report);
}

fn texts(app: &WhatIf) -> impl Iterator<Item = (String, &str)> {
    let scenarios = app.scenarios.iter().map(|(id, s)| (format!("scenarios.{id}.title"), s.title.as_str()));
    let titles =
        app.outputs.iter().filter_map(|(id, o)| Some((format!("outputs.{id}.title"), o.title.as_deref()?)));
    scenarios.chain(titles)
}

fn ids(app: &WhatIf) -> Vec<(String, &str)> {
    let scenarios = bad_id::listed("scenarios", app.scenarios.ids());
    let nodes = bad_id::listed("graph.nodes", app.graph.nodes.ids());
    scenarios.chain(nodes).chain(bad_id::listed("outputs", app.outputs.ids())).collect()
}

/// Names of inputs that nodes read.
fn read(app: &WhatIf) -> impl Iterator<Item = (String, &str)> {
    app.graph.nodes.iter().flat_map(|(node, n)| {
        n.inputs.iter().filter_map(move |(to, edge)| match edge {
            Binding::Input(reference) => {
                Some((format!("graph.nodes.{node}.inputs.{to}.input"), reference.input.as_str()))
            }
            Binding::Output(_) | Binding::Value(_) => None,
        })
    })
}

fn check_models(app: &WhatIf, report: &mut Report) {
    for (node, n) in app.graph.nodes.iter().filter(|(_, n)| app.models.get(&n.model).is_none()) {
        let path = format!("graph.nodes.{node}.model");
        let message = format!("there is no model `{}`", n.model);
        suggest(report.error(Code::UnknownModel, path, message), &n.model, app.models.ids());
    }
}

fn check_nodes(app: &WhatIf, report: &mut Report) {
    let edges = app.graph.nodes.iter().flat_map(|(node, n)| {
        n.inputs.iter().filter_map(move |(to, binding)| match binding {
            Binding::Output(from) => {
                Some((format!("graph.nodes.{node}.inputs.{to}.node"), from.node.as_str()))
            }
            Binding::Input(_) | Binding::Value(_) => None,
        })
    });
    let shown = app.outputs.iter().map(|(id, output)| (format!("outputs.{id}.node"), output.node.as_str()));
    for (path, id) in edges.chain(shown).filter(|(_, id)| app.graph.nodes.get(id).is_none()) {
        let diagnostic = report.error(Code::UnknownNode, path, format!("there is no node `{id}`"));
        suggest(diagnostic, id, app.graph.nodes.ids());
    }
}
