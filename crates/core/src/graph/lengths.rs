//! How many values each output has, as the contracts say.

use std::collections::BTreeMap;

use super::wiring::Contracts;
use super::{Graph, Origin, Output, fitted};

/// Numbers of values by output; those that cannot be known are left out.
pub fn lengths<'a>(graph: &'a Graph, contracts: Contracts<'a>) -> BTreeMap<&'a str, usize> {
    let one = |output: &'a Output| Some((output.id.as_str(), length(graph, contracts, output)?));
    graph.outputs.iter().filter_map(one).collect()
}

fn length<'a>(graph: &'a Graph, contracts: Contracts<'a>, output: &Output) -> Option<usize> {
    let reading = match &output.from {
        Origin::Node(reading) if reading.statistic.is_none() => reading,
        _ => return Some(1),
    };
    if let Some(fit) = graph.fit(&reading.node) {
        return fitted::find(fit.fit.into(), &reading.output).map(|given| given.length);
    }
    let contract = contracts(&graph.node(&reading.node)?.model)?;
    contract.outputs.iter().find(|slot| slot.name == reading.output).map(|slot| slot.length)
}
