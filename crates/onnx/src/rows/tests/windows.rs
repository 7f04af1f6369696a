//! Convolutions, paddings and the lengths that exporters calculate, by hand from the standard.

use super::super::Program;
use super::build::*;
use crate::proto::{AttributeProto, NodeProto, TensorProto};

fn found(
    nodes: Vec<NodeProto>,
    constants: Vec<TensorProto>,
    row: &[usize],
    x: &[f32],
) -> (Vec<usize>, Vec<f32>) {
    let model = model(18, row, nodes, constants, "y");
    answers(&model, row, x).unwrap_or_else(|why| panic!("{why}")).remove(0)
}

fn lists(all: &[(&str, &[i64])]) -> Vec<AttributeProto> {
    all.iter().map(|(name, list)| int_list(name, list)).collect()
}

#[test]
fn windows_over_one_axis() {
    let x = [1.0, 2.0, 3.0, 4.0];
    let one = || vec![floats("w", &[1, 1, 2], &[1.0, 10.0])];
    for (attributes, expected) in [
        (vec![], &[21.0, 32.0, 43.0][..]),
        (lists(&[("pads", &[1, 0])]), &[10.0, 21.0, 32.0, 43.0]),
        (lists(&[("pads", &[0, 2])]), &[21.0, 32.0, 43.0, 4.0, 0.0]),
        (lists(&[("strides", &[2])]), &[21.0, 43.0]),
        (lists(&[("dilations", &[3])]), &[41.0]),
        (lists(&[("dilations", &[2]), ("pads", &[1, 1]), ("kernel_shape", &[2])]), &[20.0, 31.0, 42.0, 3.0]),
        (vec![text("auto_pad", "VALID"), int("group", 1)], &[21.0, 32.0, 43.0]),
    ] {
        let (shape, values) = found(vec![node("Conv x w > y", attributes)], one(), &[1, 4], &x);
        assert_eq!((shape, values.as_slice()), (vec![1, 1, expected.len()], expected));
    }
    // Two channels in, three out, for two rows; what is added.
    let weights = floats("w", &[3, 2, 1], &[1.0, 0.0, 0.0, 1.0, 1.0, 1.0]);
    let constants = vec![weights, floats("b", &[3], &[0.0, 0.0, 100.0])];
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let (shape, values) = found(vec![node("Conv x w b > y", vec![])], constants, &[2, 2], &x);
    assert_eq!(shape, [2, 3, 2]);
    assert_eq!(values, [1.0, 2.0, 3.0, 4.0, 104.0, 106.0, 5.0, 6.0, 7.0, 8.0, 112.0, 114.0]);
}

#[test]
fn windows_over_two_axes() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let kernel = || vec![floats("w", &[1, 1, 2, 2], &[1.0, 10.0, 100.0, 1000.0])];
    let (shape, values) = found(vec![node("Conv x w > y", vec![])], kernel(), &[1, 2, 3], &x);
    assert_eq!((shape, values), (vec![1, 1, 1, 2], vec![5421.0, 6532.0]));
    let padded = lists(&[("pads", &[1, 0, 0, 1]), ("strides", &[1, 2])]);
    let (shape, values) = found(vec![node("Conv x w > y", padded)], kernel(), &[1, 2, 3], &x);
    assert_eq!((shape, values), (vec![1, 1, 2, 2], vec![2100.0, 300.0, 5421.0, 603.0]));
}

#[test]
fn padding() {
    let pads = |list: &[i64]| vec![ints("p", list), floats("v", &[], &[9.0])];
    let x = [1.0, 2.0, 3.0, 4.0];
    for (said, list, row, shape, expected) in [
        (
            "Pad x p v > y",
            &[0, 1, 0, 2][..],
            &[2][..],
            &[2, 5][..],
            &[9.0, 1.0, 2.0, 9.0, 9.0, 9.0, 3.0, 4.0, 9.0, 9.0][..],
        ),
        ("Pad x p > y", &[0, 0, 0, 1], &[2], &[2, 3], &[1.0, 2.0, 0.0, 3.0, 4.0, 0.0]),
        ("Pad x p - > y", &[0, 0, 0, 0, 1, 0], &[2, 2], &[1, 3, 2], &[1.0, 2.0, 3.0, 4.0, 0.0, 0.0]),
    ] {
        let (found_shape, found) = found(vec![node(said, vec![])], pads(list), row, &x);
        assert_eq!((found_shape.as_slice(), found.as_slice()), (shape, expected), "{said}");
    }
}

/// The lengths of `x` on their way to a constant that is as long as there are rows, joined to `x`.
#[test]
fn lengths_of_the_batch() {
    let axis = |n: i64| vec![int("axis", n)];
    let one = || vec![ints("one", &[1]), ints("zero", &[0]), ints("two", &[2])];
    let constant = || node("ConstantOfShape l > o", vec![]);
    let joined = || node("Concat o x > y", axis(1));
    for nodes in [
        vec![
            node("Shape x > s", vec![]),
            node("Slice s zero one > n", vec![]),
            node("Concat n one > l", axis(0)),
            constant(),
            joined(),
        ],
        vec![
            node("Shape x > s", vec![]),
            node("Gather s zero > n", vec![]),
            node("Concat n one > l", axis(-1)),
            constant(),
            joined(),
        ],
        vec![
            node("Shape x > s", vec![int("start", -2), int("end", -1)]),
            node("Cast s > t", vec![int("to", 7)]),
            node("Concat t one > l", axis(0)),
            node("ConstantOfShape one > k", vec![]),
            node("Expand k l > o", vec![]),
            joined(),
        ],
        vec![
            node("Shape x > s", vec![]),
            node("Slice s one two > w", vec![]),
            node("Mul w one > v", vec![]),
            node("Concat one v > u", axis(0)),
            node("Slice u zero one > r", vec![]),
            node("Slice s zero one > n", vec![]),
            node("Concat n r > l", axis(0)),
            constant(),
            joined(),
        ],
    ] {
        assert_eq!(
            found(nodes, one(), &[2], &[1.0, 2.0, 3.0, 4.0]),
            (vec![2, 3], vec![0.0, 1.0, 2.0, 0.0, 3.0, 4.0])
        );
    }
    // A shape that is calculated keeps rows whole, also behind another axis.
    let nodes = vec![
        node("Transpose x > t", vec![int_list("perm", &[1, 0, 2])]),
        node("Shape t > s", vec![]),
        node("Concat one s > l", axis(0)),
        node("Reshape t l > u", vec![]),
        node("Transpose u > y", vec![int_list("perm", &[2, 0, 1, 3])]),
    ];
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    assert_eq!(found(nodes, one(), &[2, 2], &x), (vec![2, 1, 2, 2], x.to_vec()));
}

#[test]
fn what_is_left_to_the_general_engine() {
    let weights = || floats("w", &[1, 1, 2], &[1.0; 2]);
    let said = |name: &str, list: &[i64]| lists(&[(name, list)]);
    let none: fn() -> Vec<AttributeProto> = Vec::new;
    for (op, attributes, constants, expected) in [
        ("Conv x w > y", vec![int("group", 2)], vec![weights()], "groups of channels"),
        ("Conv x w > y", vec![text("auto_pad", "SAME_UPPER")], vec![weights()], "not known here"),
        ("Conv x w > y", said("pads", &[-1, 0]), vec![weights()], "windows are odd"),
        ("Conv x w > y", said("pads", &[i64::MAX, 0]), vec![weights()], "windows are odd"),
        ("Conv x w > y", said("pads", &[60_000, 0]), vec![weights()], "more columns"),
        ("Conv x w > y", said("strides", &[0]), vec![weights()], "windows are odd"),
        ("Conv x w > y", said("dilations", &[60_000]), vec![weights()], "larger than"),
        ("Conv x w > y", said("dilations", &[1, 1]), vec![weights()], "different lengths"),
        ("Conv x w > y", said("kernel_shape", &[3]), vec![weights()], "as large as its constants"),
        ("Conv x w > y", none(), vec![floats("w", &[1, 2, 2], &[1.0; 4])], "through windows"),
        ("Conv x w > y", none(), vec![floats("w", &[1, 1, 5], &[1.0; 5])], "larger than"),
        ("Conv x w > y", none(), vec![floats("w", &[1, 1], &[1.0])], "through windows"),
        ("Conv x w b > y", none(), vec![weights(), floats("b", &[2], &[1.0; 2])], "each channel"),
        ("Conv x x > y", none(), vec![], "depends on the row"),
        ("Pad x p > y", none(), vec![ints("p", &[1, 0, 0, 0, 0, 0])], "pads the batch"),
        ("Pad x p > y", none(), vec![ints("p", &[0, 0, 0, 0, 0, -1])], "cuts off"),
        ("Pad x p > y", none(), vec![ints("p", &[0, 0])], "other axes"),
        ("Pad x p > y", none(), vec![ints("p", &[0, 60_000, 0, 0, 0, 60_000])], "too large"),
        ("Pad x p > y", none(), vec![ints("p", &[0, 30_000, 0, 0, 0, 0])], "more columns"),
        ("Pad x p > y", vec![text("mode", "edge")], vec![ints("p", &[0; 6])], "something else"),
        ("Pad x p p > y", none(), vec![ints("p", &[0; 6])], "not of 32-bit numbers"),
        ("Pad x p v > y", none(), vec![ints("p", &[0; 6]), floats("v", &[2], &[1.0; 2])], "more than one"),
        ("ConstantOfShape p > y", none(), vec![ints("p", &[1 << 40, 1 << 40])], "too large"),
        ("ConstantOfShape p > y", none(), vec![ints("p", &[-1])], "negative"),
        ("ConstantOfShape p > y", none(), vec![ints("p", &[4; 9])], "9 axes"),
        ("Expand x p > y", none(), vec![ints("p", &[4])], "depends on the row"),
        ("Expand w p > y", none(), vec![weights(), ints("p", &[4, 1, 2])], "one number"),
        ("Shape x > y", none(), vec![], "a constant stands"),
        ("Mul p q > y", none(), vec![ints("p", &[1, 2]), ints("q", &[1, 2, 3])], "different lengths"),
        ("Mul p p > y", none(), vec![ints("p", &[i64::MAX])], "too large"),
        ("Mul p p > y", none(), vec![ints("p", &[1; 65])], "65 entries"),
        ("Concat p p > y", vec![int("axis", 1)], vec![ints("p", &[1])], "do not have"),
        ("Concat p p > y", vec![int("axis", 0)], vec![ints("p", &[1; 33])], "66 entries"),
        ("Reshape x p > y", none(), vec![ints("p", &[1; 100_000])], "[100000] entries"),
    ] {
        let model = model(18, &[1, 4], vec![node(op, attributes)], constants, "y");
        let why = Program::read(&model).err().unwrap_or_else(|| "nothing".into());
        assert!(why.contains(expected), "{op}: {why}");
    }
    let twice = vec![
        node("Shape x > s", vec![int("end", 1)]),
        node("Concat s s > l", vec![int("axis", 0)]),
        node("ConstantOfShape l > y", vec![]),
    ];
    let why = Program::read(&model(18, &[4], twice, vec![], "y")).err().unwrap();
    assert!(why.contains("two axes"), "{why}");
}
