//! Many small things, and things inside of things.

use super::super::build::*;
use super::super::write::Message;
use super::*;

/// Writes `count` times two bytes: an empty message.
fn empty(field: u32, count: usize) -> Message {
    let mut all = Message::default();
    for _ in 0..count {
        all = all.bytes(field, &[]);
    }
    all
}

/// A graph with an `If` whose branches hold such a graph again.
fn nested(depth: usize) -> Message {
    let mut inner = graph(&[node("Neg", &["x"], &["deep"], &[])], &[], &[], &[value("deep", F32, &[0, 4])]);
    for level in 0..depth {
        let name = format!("level{level}");
        let branches = [graph_attribute("then_branch", &inner), graph_attribute("else_branch", &inner)];
        let node = node("If", &["on"], &[&name], &branches);
        inner = graph(&[node], &[], &[], &[value(&name, F32, &[0, 4])]);
    }
    let last = format!("level{}", depth - 1);
    let switch = tensor("on", 9, &[], &[1]);
    Message(inner.0)
        .message(5, &switch)
        .message(11, &value("x", F32, &[0, 4]))
        .message(12, &value(&last, F32, &[0, 4]))
}

/// One chain of graphs in graphs, without branches, so that it stays small.
fn chain(depth: usize) -> Message {
    let mut inner = graph(&[node("Neg", &["x"], &["o"], &[])], &[], &[], &[value("o", F32, &[])]);
    for _ in 0..depth {
        let branch = [graph_attribute("then_branch", &inner)];
        inner = graph(&[node("If", &["x"], &["o"], &branch)], &[], &[], &[value("o", F32, &[])]);
    }
    inner.message(11, &value("x", F32, &[0, 4]))
}

pub fn cases() -> Vec<Case> {
    let layers = |count: usize| {
        let name = |i: usize| if i == count { "y".to_owned() } else { format!("v{i}") };
        let takes = |i: usize| if i == 0 { "x".to_owned() } else { name(i) };
        let nodes: Vec<Message> =
            (0..count).map(|i| node("Relu", &[&takes(i)], &[&name(i + 1)], &[])).collect();
        around(&nodes, &[])
    };
    let attributes: Vec<Message> = (0..600).map(|i| int(&format!("a{i}"), 1)).collect();
    let many = |field, count| {
        let graph = graph(&layer(), &weights(), &[value("x", F32, &[0, 4])], &[value("y", F32, &[0, 2])]);
        file(&Message([graph.0, empty(field, count).0].concat())).0
    };
    let numbers = int_list("nothing", &vec![0; 7 << 20]);
    let texts = Message(empty(9, 1 << 20).0).text(1, "nothing");
    vec![
        case("100,000 empty nodes", SCAN, many(1, 100_000)),
        case("100,000 empty constants", SCAN, many(5, 100_000)),
        case("100,000 empty inputs", SCAN, many(11, 100_000)),
        case("100,000 empty outputs", SCAN, many(12, 100_000)),
        case("2,000,000 empty notes about shapes", SCAN, many(13, 2_000_000)),
        case("100,000 empty sparse constants", SCAN, many(15, 100_000)),
        case(
            "100,000 empty attributes",
            SCAN,
            around(
                &[Message(node("Relu", &["x"], &["y"], &[]).0).bytes(5, &[]).bytes(5, &empty(1, 1).0)],
                &[],
            ),
        ),
        case("a node with 600 attributes", SCAN, around(&[node("Relu", &["x"], &["y"], &attributes)], &[])),
        case("an attribute of 7 Mi numbers", SCAN, around(&[node("Relu", &["x"], &["y"], &[numbers])], &[])),
        case(
            "an attribute of 1 Mi empty texts",
            SCAN,
            around(&[node("Relu", &["x"], &["y"], &[texts])], &[]),
        ),
        case(
            "a node with 1 Mi inputs",
            SCAN,
            around(
                &[Message(
                    node("Sum", &["x"], &["y"], &[]).0.into_iter().chain(empty(1, 1 << 20).0).collect(),
                )],
                &[],
            ),
        ),
        case("2,001 nodes", SCAN, layers(2001)),
        case("500 nodes", Expected::Runs, layers(500)),
        case("`If` 5 deep", SCAN, file(&nested(5)).0),
        case("`If` 1,000 deep", SCAN, file(&chain(1000)).0),
    ]
}
