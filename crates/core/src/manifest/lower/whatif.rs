//! A what-if app: every field taken apart.

use crate::diag::{Code, Diagnostic, Report};
use crate::field::Inspectable;
use crate::graph::{self, Graph, Output};
use crate::manifest::checks;
use crate::manifest::raw;
use crate::manifest::resolved::{App, Controls, WhatIf};

use super::{check_version, entries, inputs, limits, minutes, models, nodes, pages, scenario};

/// Minutes between the values of a sequence when the manifest does not say.
const STEP_MIN: u32 = 60;

/// The app, unless there is an error, and everything that was noted.
pub fn lower_whatif(raw: raw::WhatIf) -> (Option<WhatIf>, Vec<Diagnostic>) {
    let mut report = Report::default();
    checks::run_whatif(&raw, &mut report);
    let app = converted_whatif(raw, &mut report);
    let usable = !report.has_errors();
    (usable.then_some(app), report.into_diagnostics())
}

/// The app without a look at the rules; what cannot be converted is noted.
pub fn converted_whatif(raw: raw::WhatIf, report: &mut Report) -> WhatIf {
    let raw::WhatIf {
        twinlet,
        app: raw::App { id, title, version, summary, currency },
        decision,
        models,
        inputs,
        limits,
        scenarios,
        graph,
        outputs,
        sources,
        actions,
        authority,
        roles,
        pages,
        theme,
        strings,
    } = raw;
    check_version(twinlet, report);
    let models = entries(models, models::convert);
    let has_models = !models.is_empty();
    let strings = strings.unwrap_or_default();
    let (outputs, studies) = nodes::convert_outputs(outputs, report);
    WhatIf {
        app: App { id, title, version, summary, currency },
        models,
        controls: Controls {
            inputs: entries(inputs, |id, input| inputs::convert(id, input, report)),
            limits: limits::convert_all(limits, report),
            inspectable: Inspectable::default(),
        },
        scenarios: entries(scenarios, scenario::convert_preset),
        graph: convert_graph(graph, outputs, report),
        pages: pages::convert_all(pages, decision.is_some(), has_models, &studies, &strings),
        decision,
        studies,
        sources: sources.0,
        actions: actions.0,
        authority,
        roles: roles.0,
        theme: theme.unwrap_or_default(),
        strings,
    }
}

fn convert_graph(raw: raw::ModelGraph, outputs: Vec<Output>, report: &mut Report) -> Graph {
    let raw::ModelGraph { start, step_min, nodes } = raw;
    let start_min = start.map_or(0, |start| minutes(&start, "graph", "start", report));
    let (nodes, fits) = nodes::convert_nodes(nodes, report);
    let nodes = graph::sort(nodes).unwrap_or_else(|waiting| {
        let message = format!("these nodes wait for each other: `{}`", waiting.join("`, `"));
        report
            .error(Code::Cycle, "graph.nodes", message)
            .hint("a graph of models has a beginning and an end");
        Vec::new()
    });
    Graph { start_min, step_min: step_min.unwrap_or(STEP_MIN), fits, nodes, outputs }
}
