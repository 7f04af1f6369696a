//! Values that are missing, defined twice or depend on themselves.

use super::super::build::*;
use super::super::write::Message;
use super::*;

pub fn cases() -> Vec<Case> {
    let x = || value("x", F32, &[0, 4]);
    let y = || value("y", F32, &[0, 2]);
    let both = |nodes: &[Message], inputs: &[Message], outputs: &[Message]| {
        file(&graph(nodes, &weights(), inputs, outputs)).0
    };
    let [multiply, add] = layer();
    let twice = weights().into_iter().chain(weights()).collect::<Vec<_>>();
    let unnamed = floats("", &[1], &[1.0]);
    let body =
        |out: &str| graph(&[node("Neg", &["x"], &["inner"], &[])], &[], &[], &[value(out, F32, &[0, 4])]);
    let branches = |out: &str| {
        let on = node("Constant", &[], &["on"], &[tensor_attribute("value", &tensor("", 9, &[], &[1]))]);
        let arms = [graph_attribute("then_branch", &body(out)), graph_attribute("else_branch", &body(out))];
        around(&[on, node("If", &["on"], &["y"], &arms)], &[])
    };
    vec![
        case("an output that nothing makes", SCAN, both(&layer(), &[x()], &[y(), value("z", F32, &[0])])),
        case("no output", SCAN, both(&layer(), &[x()], &[])),
        case("no input", SCAN, both(&layer(), &[], &[y()])),
        case("the same output twice", SCAN, both(&layer(), &[x()], &[y(), y()])),
        case("the same input twice", SCAN, both(&layer(), &[x(), x()], &[y()])),
        case("an input without a name", SCAN, both(&layer(), &[x(), value("", F32, &[1])], &[y()])),
        case(
            "a constant without a name",
            SCAN,
            around(&layer(), &[weights().to_vec(), vec![unnamed]].concat()),
        ),
        case(
            "a value made by two nodes",
            SCAN,
            around(&[multiply.clone(), multiply.clone(), add.clone()], &weights()),
        ),
        case("two constants of one name", SCAN, around(&layer(), &twice)),
        case("a node that takes what nothing makes", SCAN, around(std::slice::from_ref(&add), &weights())),
        case("nodes in the wrong order", SCAN, around(&[add, multiply], &weights())),
        case("a node that takes what it makes", SCAN, around(&[node("Add", &["x", "y"], &["y"], &[])], &[])),
        case(
            "two nodes that take each other's",
            SCAN,
            around(&[node("Add", &["x", "y"], &["z"], &[]), node("Neg", &["z"], &["y"], &[])], &[]),
        ),
        case(
            "a node that makes nothing",
            SCAN,
            around(&[node("Relu", &["x"], &[], &[]), node("Relu", &["x"], &["y"], &[])], &[]),
        ),
        case("an output that is an input", Expected::Either, both(&layer(), &[x()], &[y(), x()])),
        case(
            "an output that is a constant",
            Expected::Either,
            both(&layer(), &[x()], &[y(), value("b", F32, &[2])]),
        ),
        case("a branch whose output nothing makes", SCAN, branches("nowhere")),
        case("a branch whose output lies outside", SCAN, branches("x")),
        case(
            "a name of 1 MiB",
            Expected::Either,
            both(
                &[node("Relu", &["x"], &[&"n".repeat(1 << 20)], &[]), node("Relu", &["x"], &["y"], &[])],
                &[x()],
                &[y()],
            ),
        ),
        case(
            "a name that is not UTF-8",
            DECODE,
            around(&[Message(node("Relu", &["x"], &["y"], &[]).0).bytes(3, &[0xff, 0xfe])], &[]),
        ),
        case(
            "an operator that nobody knows",
            Expected::Refused("operator"),
            around(&[node("Launch", &["x"], &["y"], &[])], &[]),
        ),
        case(
            "an operator with the name of a path",
            Expected::Refused("operator"),
            around(&[node("../../etc/passwd", &["x"], &["y"], &[])], &[]),
        ),
    ]
}
