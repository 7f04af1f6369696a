//! Who depends on whom, as names: normal dependencies only, on every target.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata, Node};

/// The dependency graph of the workspace.
pub struct Graph {
    /// The workspace's own crates.
    pub members: BTreeSet<String>,
    edges: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    /// Reads the resolved graph.
    pub fn new(metadata: &Metadata) -> Self {
        let members = metadata.workspace_packages().iter().map(|package| package.name.to_string()).collect();
        let nodes = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes);
        let edges = nodes.map(|node| (metadata[&node.id].name.to_string(), targets(metadata, node)));
        let mut graph = Self { members, edges: BTreeMap::new() };
        edges.for_each(|(from, to)| graph.edges.entry(from).or_default().extend(to));
        graph
    }

    /// What a crate names in its own manifest.
    pub fn direct(&self, name: &str) -> BTreeSet<&str> {
        self.edges.get(name).into_iter().flatten().map(String::as_str).collect()
    }

    /// Everything that a crate links.
    pub fn reachable<'a>(&'a self, name: &'a str) -> BTreeSet<&'a str> {
        let mut seen = BTreeSet::new();
        let mut open = vec![name];
        while let Some(current) = open.pop() {
            open.extend(self.direct(current).into_iter().filter(|next| seen.insert(*next)));
        }
        seen
    }

    #[cfg(test)]
    pub fn of(members: &[&str], edges: &[(&str, &str)]) -> Self {
        let mut graph =
            Self { members: members.iter().map(|name| name.to_string()).collect(), edges: BTreeMap::new() };
        for (from, to) in edges {
            graph.edges.entry(from.to_string()).or_default().insert(to.to_string());
        }
        graph
    }
}

fn targets(metadata: &Metadata, node: &Node) -> BTreeSet<String> {
    let is_normal =
        |kinds: &[cargo_metadata::DepKindInfo]| kinds.iter().any(|info| info.kind == DependencyKind::Normal);
    let normal = node.deps.iter().filter(|dependency| is_normal(&dependency.dep_kinds));
    normal.map(|dependency| metadata[&dependency.pkg].name.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reaches_through_circles() {
        let graph = Graph::of(&[], &[("a", "b"), ("b", "c"), ("c", "a")]);
        assert_eq!(graph.reachable("a").into_iter().collect::<Vec<_>>(), ["a", "b", "c"]);
        assert_eq!(graph.direct("a").len(), 1);
    }
}
