//! A what-if app: every field taken apart.

use crate::diag::{Code, Diagnostic, Report};
use crate::graph::{self, Graph, Output, Reading, Source};
use crate::manifest::checks;
use crate::manifest::raw;
use crate::manifest::resolved::{App, Controls, WhatIf};

use super::{check_version, entries, inputs, limits, minutes, models, scenario};

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
        models,
        inputs,
        limits,
        scenarios,
        graph,
        outputs,
    } = raw;
    check_version(twinlet, report);
    WhatIf {
        app: App { id, title, version, summary, currency },
        models: entries(models, models::convert),
        controls: Controls {
            inputs: entries(inputs, |id, input| inputs::convert(id, input, report)),
            limits: limits::convert_all(limits, report),
        },
        scenarios: entries(scenarios, scenario::convert_preset),
        graph: convert_graph(graph, outputs, report),
    }
}

fn convert_graph(raw: raw::ModelGraph, outputs: raw::Entries<raw::Shown>, report: &mut Report) -> Graph {
    let raw::ModelGraph { start, step_min, nodes } = raw;
    let start_min = start.map_or(0, |start| minutes(&start, "graph", "start", report));
    let nodes = graph::sort(entries(nodes, convert_node)).unwrap_or_else(|waiting| {
        let message = format!("these nodes wait for each other: `{}`", waiting.join("`, `"));
        report
            .error(Code::Cycle, "graph.nodes", message)
            .hint("a graph of models has a beginning and an end");
        Vec::new()
    });
    Graph {
        start_min,
        step_min: step_min.unwrap_or(STEP_MIN),
        nodes,
        outputs: entries(outputs, convert_output),
    }
}

fn convert_node(id: String, raw: raw::ModelNode) -> graph::Node {
    let raw::ModelNode { model, inputs } = raw;
    graph::Node {
        id,
        model,
        edges: inputs.into_iter().map(|(to, edge)| (to, convert_binding(edge))).collect(),
    }
}

fn convert_binding(raw: raw::Binding) -> Source {
    match raw {
        raw::Binding::Input(raw::InputRef { input }) => Source::Input(input),
        raw::Binding::Output(raw::OutputRef { node, output, statistic }) => {
            Source::Output(Reading { node, output, statistic })
        }
        raw::Binding::Value(raw::FixedValue { value }) => Source::Value(value),
    }
}

fn convert_output(id: String, raw: raw::Shown) -> Output {
    let raw::Shown { title, node, output, statistic, unit, limit } = raw;
    let limit = limit.map(|raw::ShownLimit { above, text }| (above, text));
    Output { id, title, from: Reading { node, output, statistic }, unit, limit }
}
