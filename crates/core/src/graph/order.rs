//! The order in which nodes can be evaluated.

use super::Node;

/// Nodes with each after those that it reads, in the given order as far as possible.
///
/// # Errors
/// Ids of the nodes that wait for each other. A reading of a node that does not exist holds nobody up.
pub fn sort(nodes: Vec<Node>) -> Result<Vec<Node>, Vec<String>> {
    let (mut waiting, mut sorted) = (nodes, Vec::new());
    while !waiting.is_empty() {
        let is_ready = |node: &Node| node.readings().all(|(_, r)| waiting.iter().all(|w| w.id != r.node));
        let Some(next) = waiting.iter().position(is_ready) else {
            return Err(waiting.into_iter().map(|node| node.id).collect());
        };
        sorted.push(waiting.remove(next));
    }
    Ok(sorted)
}

#[cfg(test)]
mod tests {
    use super::super::{Reading, Source};
    use super::*;

    fn node(id: &str, reads: &[&str]) -> Node {
        let reading = |node: &&str| Reading { node: (*node).into(), output: "y".into(), statistic: None };
        let edges = reads.iter().map(|n| ("x".to_owned(), Source::Output(reading(n)))).collect();
        Node { id: id.into(), model: "m".into(), edges }
    }

    #[test]
    fn each_comes_after_what_it_reads() {
        for (nodes, expected) in [
            (vec![node("a", &["b"]), node("b", &[]), node("c", &["a", "b"])], Ok(vec!["b", "a", "c"])),
            (vec![node("b", &[]), node("a", &[])], Ok(vec!["b", "a"])),
            (vec![node("a", &["nowhere"])], Ok(vec!["a"])),
            (vec![node("a", &["b"]), node("b", &["a"]), node("c", &[])], Err(vec!["a", "b"])),
            (vec![node("a", &["a"])], Err(vec!["a"])),
        ] {
            let sorted = sort(nodes).map(|nodes| nodes.into_iter().map(|n| n.id).collect::<Vec<_>>());
            let expected = expected.map(|e| e.into_iter().map(String::from).collect());
            assert_eq!(sorted, expected.map_err(|e: Vec<&str>| e.into_iter().map(String::from).collect()));
        }
    }
}
