//! Small files that make large tensors or long runs.

use super::super::build::*;
use super::super::write::Message;
use super::*;

/// Nodes that end in `big`, of which one element at most goes on.
fn bomb(nodes: &[Message], constants: &[Message]) -> Vec<u8> {
    let rest =
        [node("ReduceMax", &["big"], &["m"], &[int("keepdims", 0)]), node("Add", &["x", "m"], &["y"], &[])];
    around(&[nodes, &rest].concat(), constants)
}

fn single(op: &str, takes: &[&str], attributes: &[Message], constants: &[Message]) -> Vec<u8> {
    bomb(&[node(op, takes, &["big"], attributes)], constants)
}

/// A body of `Scan` or `Loop` that doubles its state.
fn body() -> Message {
    let nodes =
        [node("Concat", &["s", "s"], &["s2"], &[int("axis", 0)]), node("Identity", &["e"], &["e2"], &[])];
    graph(
        &nodes,
        &[],
        &[value("s", F32, &[0]), value("e", F32, &[4])],
        &[value("s2", F32, &[0]), value("e2", F32, &[4])],
    )
}

pub fn cases() -> Vec<Case> {
    let billion = list("s", &[1 << 30]);
    let square = list("s", &[1 << 16, 1 << 16]);
    let start = floats("v", &[1], &[1.0]);
    let number = |name: &str, value: i64| ints(name, &[], &[value]);
    let seconds = |name: &str, value: f32| floats(name, &[], &[value]);
    let column = floats("c", &[20_000, 1], &vec![1.0; 20_000]);
    let row = floats("r", &[1, 20_000], &vec![1.0; 20_000]);
    let product = [node("Mul", &["a", "a"], &["n"], &[]), node("ConstantOfShape", &["n"], &["big"], &[])];
    let hidden = [
        node("Neg", &["a"], &["b"], &[]),
        node("Neg", &["b"], &["n"], &[]),
        node("ConstantOfShape", &["n"], &["big"], &[]),
    ];
    let rounded = [
        node("Exp", &["f"], &["g"], &[]),
        node("Cast", &["g"], &["n"], &[int("to", I64)]),
        node("ConstantOfShape", &["n"], &["big"], &[]),
    ];
    let from_input = [
        node("Shape", &["x"], &["n"], &[]),
        node("Mul", &["n", "a"], &["m"], &[]),
        node("ConstantOfShape", &["m"], &["big"], &[]),
    ];
    let from_values = [
        node("Cast", &["x"], &["n"], &[int("to", I64)]),
        node("ReduceMax", &["n"], &["k"], &[int("keepdims", 0)]),
        node("Unsqueeze", &["k", "zero"], &["s"], &[]),
        node("ConstantOfShape", &["s"], &["big"], &[]),
    ];
    let doubled: Vec<Message> = (0..40)
        .map(|i| {
            let (from, to) =
                (format!("d{i}"), if i == 39 { "big".to_owned() } else { format!("d{}", i + 1) });
            node("Concat", &[&from, &from], &[&to], &[int("axis", 0)])
        })
        .collect();
    let scan = |rows: i64| {
        let nodes = [
            node("ConstantOfShape", &["n"], &["rows"], &[]),
            node(
                "Scan",
                &["v", "rows"],
                &["big", "rest"],
                &[graph_attribute("body", &body()), int("num_scan_inputs", 1)],
            ),
        ];
        bomb(&nodes, &[start.clone(), list("n", &[rows, 4])])
    };
    let powers: Vec<Message> = (0..60)
        .map(|i| {
            let (from, to) =
                (format!("q{i}"), if i == 59 { "big".to_owned() } else { format!("q{}", i + 1) });
            node("MatMul", &[&from, "q0"], &[&to], &[])
        })
        .collect();
    let large = floats("q0", &[700, 700], &vec![0.001; 490_000]);
    let counted = graph(
        &[node("Identity", &["go"], &["more"], &[]), node("Identity", &["st"], &["so"], &[])],
        &[],
        &[value("i", I64, &[]), value("go", 9, &[]), value("st", F32, &[1])],
        &[value("more", 9, &[]), value("so", F32, &[1])],
    );
    let image = |scales: &[f32]| {
        let nodes = [
            node("Unsqueeze", &["x", "zero"], &["x3"], &[]),
            node("Resize", &["x3", "", "f"], &["big"], &[text("mode", "nearest")]),
        ];
        bomb(&nodes, &[list("zero", &[0]), floats("f", &[3], scales)])
    };
    vec![
        case(
            "ConstantOfShape of 2^30",
            SCAN,
            single("ConstantOfShape", &["s"], &[], std::slice::from_ref(&billion)),
        ),
        case(
            "ConstantOfShape of 2^16 x 2^16",
            SCAN,
            single("ConstantOfShape", &["s"], &[], std::slice::from_ref(&square)),
        ),
        case(
            "ConstantOfShape of overflowing lengths",
            SCAN,
            single("ConstantOfShape", &["s"], &[], &[list("s", &[1 << 62, 1 << 62])]),
        ),
        case("ConstantOfShape of -1", SCAN, single("ConstantOfShape", &["s"], &[], &[list("s", &[-1])])),
        case("ConstantOfShape of a product", SCAN, bomb(&product, &[list("a", &[1 << 15])])),
        case("ConstantOfShape of a twofold negative", SCAN, bomb(&hidden, &[list("a", &[1 << 30])])),
        case("ConstantOfShape of an exponential", SCAN, bomb(&rounded, &[floats("f", &[1], &[22.0])])),
        case(
            "ConstantOfShape of the input's shape times 2^20",
            SCAN,
            bomb(&from_input, &[list("a", &[1 << 20])]),
        ),
        case("ConstantOfShape of the input's values", SCAN, bomb(&from_values, &[list("zero", &[0])])),
        case("20 ConstantOfShape of 4 Mi each", SCAN, {
            let make = |i: usize| {
                node(
                    "ConstantOfShape",
                    &["s"],
                    &[&if i == 0 { "big".to_owned() } else { format!("c{i}") }],
                    &[],
                )
            };
            bomb(&(0..20).map(make).collect::<Vec<_>>(), &[list("s", &[4 << 20])])
        }),
        case("Expand to 2^30", SCAN, single("Expand", &["v", "s"], &[], &[start.clone(), billion.clone()])),
        case("Expand to 2^16 x 2^16", SCAN, single("Expand", &["v", "s"], &[], &[start.clone(), square])),
        case("Tile 2^30 times", SCAN, single("Tile", &["v", "s"], &[], &[start.clone(), billion.clone()])),
        case(
            "Tile of the input 2^30 times",
            SCAN,
            single("Tile", &["x", "s"], &[], &[list("s", &[1, 1 << 30])]),
        ),
        case(
            "Range to 2^40",
            SCAN,
            single("Range", &["a", "b", "c"], &[], &[number("a", 0), number("b", 1 << 40), number("c", 1)]),
        ),
        case(
            "Range from -2^63 to 2^63",
            SCAN,
            single(
                "Range",
                &["a", "b", "c"],
                &[],
                &[number("a", i64::MIN), number("b", i64::MAX), number("c", 1)],
            ),
        ),
        case(
            "Range by steps of 0",
            SCAN,
            single("Range", &["a", "b", "c"], &[], &[number("a", 0), number("b", 9), number("c", 0)]),
        ),
        case(
            "Range to 10^12 in decimals",
            SCAN,
            single(
                "Range",
                &["a", "b", "c"],
                &[],
                &[seconds("a", 0.0), seconds("b", 1e12), seconds("c", 1.0)],
            ),
        ),
        case(
            "Range by tiny steps",
            SCAN,
            single(
                "Range",
                &["a", "b", "c"],
                &[],
                &[seconds("a", 0.0), seconds("b", 1.0), seconds("c", 1e-12)],
            ),
        ),
        case(
            "OneHot of 2^40",
            SCAN,
            single(
                "OneHot",
                &["i", "d", "v"],
                &[],
                &[list("i", &[0]), number("d", 1 << 40), floats("v", &[2], &[0.0, 1.0])],
            ),
        ),
        case("Pad by 2^40", SCAN, single("Pad", &["x", "p"], &[], &[list("p", &[0, 1 << 40, 0, 0])])),
        case(
            "Pad by more than can be counted",
            SCAN,
            single("Pad", &["x", "p"], &[], &[list("p", &[0, i64::MAX, 0, i64::MAX])]),
        ),
        case(
            "Pad by less than there is",
            Expected::Either,
            single("Pad", &["x", "p"], &[], &[list("p", &[0, -9, 0, -9])]),
        ),
        case("Resize by 2^20", SCAN, image(&[1.0, 1.0, 1_048_576.0])),
        case("Resize by a number that is none", SCAN, image(&[1.0, f32::NAN, 1.0])),
        case(
            "EyeLike of a large matrix",
            SCAN,
            bomb(
                &[node("Expand", &["v", "s"], &["e"], &[]), node("EyeLike", &["e"], &["big"], &[])],
                &[start.clone(), list("s", &[1 << 14, 1 << 14])],
            ),
        ),
        case(
            "RandomNormal of 2^40",
            SCAN,
            single("RandomNormal", &[], &[int_list("shape", &[1 << 20, 1 << 20])], &[]),
        ),
        case("HannWindow of 2^40", SCAN, single("HannWindow", &["n"], &[], &[number("n", 1 << 40)])),
        case(
            "a column and a row of 20,000 added",
            SCAN,
            single("Add", &["c", "r"], &[], &[column.clone(), row.clone()]),
        ),
        case(
            "a column and a row of 20,000 multiplied",
            SCAN,
            single("MatMul", &["c", "r"], &[], &[column, row]),
        ),
        case("40 doublings", SCAN, bomb(&doubled, &[floats("d0", &[1], &[1.0])])),
        case("a Gather that repeats 4,096 rows 4,096 times", SCAN, {
            let table = floats("t", &[1, 4096], &[0.0; 4096]);
            single("Gather", &["t", "i"], &[], &[table, ints("i", &[4096], &[0; 4096])])
        }),
        case("60 products of large matrices", SCAN, bomb(&powers, &[large])),
        case("an Einsum over six indices", SCAN, {
            let t = |name: &str| floats(name, &[40, 40], &[0.5; 1600]);
            single("Einsum", &["a", "b", "c"], &[text("equation", "ij,kl,mn->i")], &[t("a"), t("b"), t("c")])
        }),
        case("a Scan that doubles its state 4 times", Expected::Either, scan(4)),
        case("a Scan that doubles its state 40 times", Expected::Refused("load"), scan(40)),
        case("a Loop of 2^62 rounds", Expected::Refused("operator"), {
            let nodes =
                [node("Loop", &["rounds", "on", "v"], &["big"], &[graph_attribute("body", &counted)])];
            bomb(&nodes, &[number("rounds", 1 << 62), tensor("on", 9, &[], &[1]), start])
        }),
        case(
            "TopK of 2^40",
            SCAN,
            around(&[node("TopK", &["x", "k"], &["y", "i"], &[int("k", 1 << 40)])], &[list("k", &[1 << 40])]),
        ),
    ]
}
