//! The shape of the workspace: `life <- core <- engine <- cli`, `engine <- worker`, `onnx <- engine`, `onnx <- sandbox`, `onnx <- reference <- cli`, `core <- components <- app`, and nothing else.

use super::graph::Graph;

/// For each crate, the workspace crates that it may name.
const ALLOWED: [(&str, &[&str]); 15] = [
    ("twinlet-life", &[]),
    ("twinlet-core", &["twinlet-life"]),
    ("twinlet-onnx", &[]),
    ("twinlet-reference", &["twinlet-onnx"]),
    ("twinlet-sandbox", &["twinlet-onnx"]),
    ("twinlet-engine-bench", &["twinlet-onnx", "twinlet-reference", "twinlet-engine"]),
    ("twinlet-engine", &["twinlet-core", "twinlet-onnx"]),
    ("twinlet-worker", &["twinlet-engine"]),
    ("twinlet-components", &["twinlet-core"]),
    ("twinlet-app", &["twinlet-core", "twinlet-components"]),
    ("twinlet-module", &["twinlet-core", "twinlet-engine"]),
    ("twinlet-site", &["twinlet-core", "twinlet-onnx"]),
    (
        "twinlet",
        &[
            "twinlet-core",
            "twinlet-life",
            "twinlet-onnx",
            "twinlet-reference",
            "twinlet-engine",
            "twinlet-site",
        ],
    ),
    ("xtask", &["twinlet-core", "twinlet-site"]),
    ("twinlet-e2e", &["xtask", "twinlet-core"]),
];

/// For each crate, what must not be anywhere below it, by the start of the name.
const FORBIDDEN: [(&str, &[&str]); 5] = [
    ("twinlet-life", &["wasm-bindgen", "web-sys", "js-sys", "rand"]),
    ("twinlet-core", &["wasm-bindgen", "web-sys", "js-sys", "leptos", "tract", "tokio"]),
    ("twinlet-components", &["tract"]),
    ("twinlet-app", &["tract"]),
    ("twinlet-site", &["leptos", "tokio"]),
];

/// Every edge that the architecture does not know.
pub fn check(graph: &Graph) -> Vec<String> {
    let members = graph.members.iter().flat_map(|name| check_member(graph, name));
    members.chain(FORBIDDEN.iter().flat_map(|(name, bad)| check_tree(graph, name, bad))).collect()
}

fn check_member(graph: &Graph, name: &str) -> Vec<String> {
    let Some((_, allowed)) = ALLOWED.iter().find(|(known, _)| *known == name) else {
        return vec![format!(
            "crate `{name}` is unknown; a new crate needs a line in xtask/src/tidy/edges.rs and in ARCHITECTURE.md"
        )];
    };
    let inside = graph.direct(name).into_iter().filter(|to| graph.members.contains(*to));
    let wrong = inside.filter(|to| !allowed.contains(to));
    wrong.map(|to| format!("`{name}` must not depend on `{to}`; allowed: {allowed:?}")).collect()
}

fn check_tree(graph: &Graph, name: &str, forbidden: &[&str]) -> Vec<String> {
    let found =
        graph.reachable(name).into_iter().filter(|to| forbidden.iter().any(|start| to.starts_with(start)));
    found
        .map(|to| format!("`{name}` links `{to}`; see `cargo tree -p {name} -i {to} --target all -e normal`"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_edge(from: &str, to: &str) -> usize {
        check(&Graph::of(&["twinlet-life", "twinlet-core", "twinlet-engine", "twinlet-app"], &[(from, to)]))
            .len()
    }

    #[test]
    fn the_workspace_has_only_the_edges_of_the_architecture() {
        assert_eq!(check_edge("twinlet-engine", "twinlet-core"), 0);
        assert_eq!(check_edge("twinlet-core", "twinlet-engine"), 1);
        assert_eq!(check_edge("twinlet-life", "twinlet-core"), 1);
        assert_eq!(check_edge("twinlet-app", "twinlet-engine"), 1);
    }

    #[test]
    fn some_trees_stay_free_of_heavy_crates() {
        assert_eq!(check_edge("twinlet-core", "wasm-bindgen-futures"), 1);
        assert_eq!(check_edge("twinlet-app", "tract-onnx"), 1);
        assert_eq!(check_edge("twinlet-engine", "tract-onnx"), 0);
    }

    #[test]
    fn a_new_crate_is_noticed() {
        assert_eq!(check(&Graph::of(&["twinlet-extra"], &[])).len(), 1);
    }
}
