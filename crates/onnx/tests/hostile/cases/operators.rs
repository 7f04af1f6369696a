//! Operators with attributes and inputs that do not fit.

use super::super::build::*;
use super::super::write::Message;
use super::*;

/// One node between `x` and `y`.
fn one(op: &str, takes: &[&str], attributes: &[Message], constants: &[Message]) -> Vec<u8> {
    around(&[node(op, takes, &["y"], attributes)], constants)
}

pub fn cases() -> Vec<Case> {
    let far = list("i", &[1 << 40]);
    let negative = list("i", &[-(1 << 40)]);
    let ends = [list("s", &[i64::MIN]), list("e", &[i64::MAX]), list("a", &[1]), list("t", &[i64::MIN])];
    let zero = [list("s", &[0]), list("e", &[4]), list("a", &[1]), list("t", &[0])];
    let kernel = floats("k", &[1, 1, 3], &[1.0; 3]);
    let lifted = |attributes: &[Message]| {
        let lift = node("Unsqueeze", &["x", "one"], &["x3"], &[]);
        around(&[lift, node("Conv", &["x3", "k"], &["y"], attributes)], &[list("one", &[1]), kernel.clone()])
    };
    let fitted = |sizes: &[i64]| one("Reshape", &["x", "i"], &[], &[list("i", sizes)]);
    vec![
        case(
            "a MatMul of shapes that do not fit",
            Expected::Refused("load"),
            one("MatMul", &["x", "w"], &[], &[floats("w", &[3, 2], &[0.0; 6])]),
        ),
        case(
            "an Add of shapes that do not fit",
            LOAD,
            one("Add", &["x", "b"], &[], &[floats("b", &[3], &[0.0; 3])]),
        ),
        case("a Gather far beyond the end", SCAN, one("Gather", &["x", "i"], &[int("axis", 1)], &[far])),
        case(
            "a Gather far before the beginning",
            SCAN,
            one("Gather", &["x", "i"], &[int("axis", 1)], &[negative]),
        ),
        case(
            "a Gather along axis 1,000",
            SCAN,
            one("Gather", &["x", "i"], &[int("axis", 1000)], &[list("i", &[0])]),
        ),
        case(
            "a Gather along axis -2^63",
            SCAN,
            one("Gather", &["x", "i"], &[int("axis", i64::MIN)], &[list("i", &[0])]),
        ),
        case("a Slice by -2^63", SCAN, one("Slice", &["x", "s", "e", "a", "t"], &[], &ends)),
        case("a Slice by steps of 0", SCAN, one("Slice", &["x", "s", "e", "a", "t"], &[], &zero)),
        case("a Concat along axis 7", SCAN, one("Concat", &["x", "x"], &[int("axis", 7)], &[])),
        case("a Concat of nothing", SCAN, one("Concat", &[], &[int("axis", 0)], &[])),
        case(
            "a Transpose by an axis twice",
            SCAN,
            one("Transpose", &["x"], &[int_list("perm", &[1, 1])], &[]),
        ),
        case(
            "a Transpose by axes that are not there",
            SCAN,
            one("Transpose", &["x"], &[int_list("perm", &[5, -9])], &[]),
        ),
        case("a Reshape to two free axes", LOAD, fitted(&[-1, -1])),
        case("a Reshape to a negative length", LOAD, fitted(&[-5, 4])),
        case("a Reshape to 2^62 rows", Expected::Either, fitted(&[1 << 62, 4])),
        case("a Reshape by 2^32 x 2^32", Expected::Either, fitted(&[1 << 32, 1 << 32])),
        case(
            "a Split into 1 Mi parts",
            Expected::Either,
            one("Split", &["x"], &[int("axis", 1), int("num_outputs", 1 << 20)], &[]),
        ),
        case("a Softmax along axis 99", SCAN, one("Softmax", &["x"], &[int("axis", 99)], &[])),
        case("a Cast to type 77", LOAD, one("Cast", &["x"], &[int("to", 77)], &[])),
        case("a Cast to texts", Expected::Either, one("Cast", &["x"], &[int("to", 8)], &[])),
        case("an attribute of another type", LOAD, one("Softmax", &["x"], &[text("axis", "all")], &[])),
        case("a Conv with steps of 0", SCAN, lifted(&[int_list("strides", &[0])])),
        case("a Conv with negative padding", Expected::Either, lifted(&[int_list("pads", &[-9, -9])])),
        case("a Conv with 2^60 dilation", SCAN, lifted(&[int_list("dilations", &[1 << 60])])),
        case("a Conv with 1 Mi padding", Expected::Either, lifted(&[int_list("pads", &[1 << 20, 1 << 20])])),
        case("a Conv in 0 groups", SCAN, lifted(&[int("group", 0)])),
        case(
            "an LSTM of 2^60 cells",
            SCAN,
            one("LSTM", &["x", "x", "x"], &[int("hidden_size", 1 << 60)], &[]),
        ),
        case(
            "an LSTM of shapes that do not fit",
            LOAD,
            one("LSTM", &["x", "x", "x"], &[int("hidden_size", 3)], &[]),
        ),
        case("a Transpose of nothing", SCAN, one("Transpose", &[], &[int_list("perm", &[1, 0, 2])], &[])),
        case("a Gather of constants beyond the end", SCAN, {
            let nodes = [node("Gather", &["t", "i"], &["c"], &[]), node("Add", &["x", "c"], &["y"], &[])];
            around(&nodes, &[floats("t", &[4], &[0.0; 4]), list("i", &[1 << 40])])
        }),
        case("a MatMul with one input", LOAD, one("MatMul", &["x"], &[], &[])),
        case("a Relu with no input", SCAN, one("Relu", &[], &[], &[])),
        case(
            "a Constant of nothing",
            LOAD,
            around(&[node("Constant", &[], &["c"], &[]), node("Add", &["x", "c"], &["y"], &[])], &[]),
        ),
        case(
            "a division of whole numbers by zero",
            Expected::Either,
            around(
                &[node("Cast", &["x"], &["n"], &[int("to", I64)]), node("Div", &["n", "z"], &["y"], &[])],
                &[list("z", &[0])],
            ),
        ),
        case(
            "constants divided by zero",
            SCAN,
            around(
                &[
                    node("Div", &["a", "z"], &["c"], &[]),
                    node("Cast", &["c"], &["f"], &[int("to", F32)]),
                    node("Add", &["x", "f"], &["y"], &[]),
                ],
                &[list("a", &[1]), list("z", &[0])],
            ),
        ),
        case(
            "the smallest whole number divided by -1",
            SCAN,
            around(
                &[
                    node("Div", &["a", "z"], &["c"], &[]),
                    node("Cast", &["c"], &["f"], &[int("to", F32)]),
                    node("Add", &["x", "f"], &["y"], &[]),
                ],
                &[list("a", &[i64::MIN]), list("z", &[-1])],
            ),
        ),
        case("an Einsum without an equation", LOAD, one("Einsum", &["x"], &[], &[])),
        case("an Einsum of nonsense", LOAD, one("Einsum", &["x"], &[text("equation", "ij->kk,,->")], &[])),
    ]
}
