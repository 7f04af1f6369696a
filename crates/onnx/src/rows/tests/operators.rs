//! What each operator answers to two rows.

use super::build::*;
use crate::proto::{AttributeProto, TensorProto};

const NAN: f32 = f32::NAN;

/// One node from `x` to `y` at the newest common version, whose rows are of this shape.
struct One<'a>(&'a str, Vec<AttributeProto>, Vec<TensorProto>, &'a [usize], &'a [f32]);

fn check(version: i64, one: One, shape: &[usize], expected: &[f32]) {
    let One(said, attributes, constants, row, x) = one;
    let model = model(version, row, vec![node(said, attributes)], constants, "y");
    let all = answers(&model, row, x).unwrap_or_else(|why| panic!("{said}: {why}"));
    let (found_shape, found) = &all[0];
    assert_eq!(found_shape, shape, "{said}");
    assert_eq!(found.len(), expected.len(), "{said}");
    for (a, b) in found.iter().zip(expected) {
        let same = a == b || (a.is_nan() && b.is_nan()) || (a - b).abs() <= 4e-7 * b.abs().max(0.1);
        assert!(same, "{said}: {found:?} for {expected:?}");
    }
}

#[test]
fn functions_of_one_number() {
    let x = [-2.0, -0.5, 0.5, 3.0];
    for (said, attributes, expected) in [
        ("Neg x > y", vec![], [2.0, 0.5, -0.5, -3.0]),
        ("Abs x > y", vec![], [2.0, 0.5, 0.5, 3.0]),
        ("Relu x > y", vec![], [0.0, 0.0, 0.5, 3.0]),
        ("Reciprocal x > y", vec![], [-0.5, -2.0, 2.0, 1.0 / 3.0]),
        ("Exp x > y", vec![], [0.135_335_28, 0.606_530_66, 1.648_721_3, 20.085_537]),
        ("Log x > y", vec![], [NAN, NAN, -0.693_147_2, 1.098_612_3]),
        ("Sqrt x > y", vec![], [NAN, NAN, 0.707_106_77, 1.732_050_8]),
        ("Tanh x > y", vec![], [-0.964_027_6, -0.462_117_16, 0.462_117_16, 0.995_054_75]),
        ("Sigmoid x > y", vec![], [0.119_202_92, 0.377_540_67, 0.622_459_35, 0.952_574_1]),
        ("Softplus x > y", vec![], [0.126_928_01, 0.474_076_98, 0.974_077, 3.048_587_3]),
        ("Erf x > y", vec![], [-0.995_322_26, -0.520_499_9, 0.520_499_9, 0.999_977_9]),
        ("Gelu x > y", vec![], [-0.045_500_264, -0.154_268_77, 0.345_731_23, 2.995_950_3]),
        (
            "Gelu x > y",
            vec![text("approximate", "tanh")],
            [-0.045_402_306, -0.154_285_99, 0.345_714_01, 2.996_362_6],
        ),
        ("Softsign x > y", vec![], [-2.0 / 3.0, -1.0 / 3.0, 1.0 / 3.0, 0.75]),
        ("LeakyRelu x > y", vec![], [-0.02, -0.005, 0.5, 3.0]),
        ("LeakyRelu x > y", vec![float("alpha", 0.5)], [-1.0, -0.25, 0.5, 3.0]),
        ("Elu x > y", vec![float("alpha", 2.0)], [-1.729_329_4, -0.786_938_7, 0.5, 3.0]),
        ("Celu x > y", vec![float("alpha", 2.0)], [-1.264_241_1, -0.442_398_43, 0.5, 3.0]),
        ("Selu x > y", vec![], [-1.520_166_4, -0.691_758_1, 0.525_350_5, 3.152_103]),
        ("HardSigmoid x > y", vec![], [0.1, 0.4, 0.6, 1.0]),
        ("HardSwish x > y", vec![], [-1.0 / 3.0, -0.208_333_33, 0.291_666_66, 3.0]),
        ("Identity x > y", vec![], x),
        ("Dropout x > y", vec![], x),
        ("Cast x > y", vec![int("to", 1)], x),
    ] {
        check(17, One(said, attributes, vec![], &[2], &x), &[2, 2], &expected);
    }
}

#[test]
fn what_is_no_number_stays_none() {
    for said in [
        "Relu x > y",
        "LeakyRelu x > y",
        "Elu x > y",
        "Selu x > y",
        "Celu x > y",
        "Tanh x > y",
        "Sigmoid x > y",
        "Softplus x > y",
        "Exp x > y",
        "Log x > y",
        "HardSigmoid x > y",
        "Min x x > y",
        "Max x x > y",
        "Clip x c c > y",
        "Min c x > y",
        "Max x c > y",
    ] {
        check(17, One(said, vec![], constants(said), &[1], &[NAN, NAN]), &[2, 1], &[NAN, NAN]);
    }
}

/// The constant `c` where it is used.
fn constants(said: &str) -> Vec<TensorProto> {
    if said.contains(" c") { vec![floats("c", &[], &[1.5])] } else { vec![] }
}

#[test]
fn functions_of_two_numbers() {
    let x = [-2.0, -0.5, 0.5, 3.0];
    let row = || vec![floats("c", &[2], &[1.0, 2.0])];
    for (said, constants, expected) in [
        ("Add x c > y", row(), [-1.0, 1.5, 1.5, 5.0]),
        ("Sub x c > y", row(), [-3.0, -2.5, -0.5, 1.0]),
        ("Sub c x > y", row(), [3.0, 2.5, 0.5, -1.0]),
        ("Mul x c > y", row(), [-2.0, -1.0, 0.5, 6.0]),
        ("Div x c > y", row(), [-2.0, -0.25, 0.5, 1.5]),
        ("Div c x > y", row(), [-0.5, -4.0, 2.0, 2.0 / 3.0]),
        ("Mul x x > y", vec![], [4.0, 0.25, 0.25, 9.0]),
        ("PRelu x c > y", row(), [-2.0, -1.0, 0.5, 3.0]),
        ("Min x c > y", row(), [-2.0, -0.5, 0.5, 2.0]),
        ("Max x c > y", row(), [1.0, 2.0, 1.0, 3.0]),
        ("Sum x x c > y", row(), [-3.0, 1.0, 2.0, 8.0]),
        ("Pow x c > y", vec![floats("c", &[], &[3.0])], [-8.0, -0.125, 0.125, 27.0]),
        ("Pow x c > y", vec![ints("c", &[2])], [4.0, 0.25, 0.25, 9.0]),
        ("Clip x c > y", vec![floats("c", &[], &[-0.5])], [-0.5, -0.5, 0.5, 3.0]),
        ("Clip x - c > y", vec![floats("c", &[], &[-0.5])], [-2.0, -0.5, -0.5, -0.5]),
    ] {
        check(17, One(said, vec![], constants, &[2], &x), &[2, 2], &expected);
    }
    let bounds = vec![float("min", -1.0), float("max", 1.0)];
    check(6 + 4, One("Clip x > y", bounds, vec![], &[2], &x), &[2, 2], &[-1.0, -0.5, 0.5, 1.0]);
    // Shorter shapes repeat, also those of one column.
    let column = vec![floats("c", &[1, 3], &[1.0, 10.0, 100.0])];
    check(
        17,
        One("Mul x c > y", vec![], column, &[1], &[2.0, 3.0]),
        &[2, 3],
        &[2.0, 20.0, 200.0, 3.0, 30.0, 300.0],
    );
    // Four outputs at a time, and what is left of them.
    let wide: Vec<f32> = (0..10).map(|k| k as f32).collect();
    let expected: Vec<f32> =
        [3.0, -1.0].iter().flat_map(|x| (0..5).map(move |j| x * (j + 5) as f32 + x * j as f32)).collect();
    check(
        17,
        One("MatMul x c > y", vec![], vec![floats("c", &[2, 5], &wide)], &[2], &[3.0, 3.0, -1.0, -1.0]),
        &[2, 5],
        &expected,
    );
    // Sixteen outputs at a time for a row alone, and sums in pieces: whole numbers, so that no digit is lost.
    let (inputs, outputs) = (70, 37);
    let weights: Vec<f32> = (0..inputs * outputs).map(|k| (k * k % 11) as f32 - 5.0).collect();
    let x: Vec<f32> = (0..3 * inputs).map(|k| (k % 7) as f32 - 3.0).collect();
    let sum = |row: &[f32], j: usize| (0..inputs).map(|k| row[k] * weights[k * outputs + j]).sum::<f32>();
    let expected: Vec<f32> =
        x.chunks(inputs).flat_map(|row| (0..outputs).map(move |j| sum(row, j))).collect();
    let matrix = floats("c", &[inputs as i64, outputs as i64], &weights);
    check(17, One("MatMul x c > y", vec![], vec![matrix], &[inputs], &x), &[3, outputs], &expected);
}

/// Nine rows, of which the last is alone, and each alone: the same digits, wherever they are rounded.
#[test]
fn a_row_alone_is_added_up_in_the_same_order() {
    let (inputs, outputs) = (70, 37);
    let fractions = |count: usize, by: usize| -> Vec<f32> {
        (0..count).map(|k| (k * k * by % 1009) as f32 / 997.0 - 0.5).collect()
    };
    let constants = vec![
        floats("w", &[inputs as i64, outputs as i64], &fractions(inputs * outputs, 7)),
        floats("b", &[outputs as i64], &fractions(outputs, 11)),
    ];
    let model = model(17, &[inputs], vec![node("Gemm x w b > y", vec![])], constants, "y");
    // `answers` compares the bits.
    let all = answers(&model, &[inputs], &fractions(9 * inputs, 13)).unwrap();
    assert_eq!(all[0].0, [9, outputs]);
}

#[test]
fn layers_and_scikit_learns_operators() {
    let x = [1.0, 2.0, -1.0, 0.5];
    let matrix = || floats("w", &[2, 3], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
    let turned = || floats("w", &[3, 2], &[1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    let plain = [9.0, 12.0, 15.0, 1.0, 0.5, 0.0];
    let moved = [9.5, 12.5, 15.5, 1.5, 1.0, 0.5];
    let scaled = [19.5, 25.5, 31.5, 3.5, 2.5, 1.5];
    let gemm = |said: &'static str, attributes, constants, expected: &[f32]| {
        check(13, One(said, attributes, constants, &[2], &x), &[2, 3], expected);
    };
    gemm("MatMul x w > y", vec![], vec![matrix()], &plain);
    gemm("Gemm x w > y", vec![int("transB", 1)], vec![turned()], &plain);
    for dims in [&[][..], &[1], &[1, 1]] {
        gemm("Gemm x w b > y", vec![], vec![matrix(), floats("b", dims, &[0.5])], &moved);
    }
    let factors = vec![float("alpha", 2.0), float("beta", 3.0)];
    gemm("Gemm x w b > y", factors, vec![matrix(), floats("b", &[1, 3], &[0.5; 3])], &scaled);
    let lists = vec![float_list("offset", &[1.0, 0.0]), float_list("scale", &[2.0, -1.0])];
    check(13, One("ml.Scaler x > y", lists, vec![], &[2], &x), &[2, 2], &[0.0, -2.0, -4.0, -0.5]);
    let lists = vec![float_list("offset", &[1.0]), float_list("scale", &[2.0])];
    check(13, One("ml.Scaler x > y", lists, vec![], &[2], &x), &[2, 2], &[0.0, 2.0, -4.0, -1.0]);
    let lists = vec![
        int("targets", 2),
        float_list("coefficients", &[1.0, 2.0, 3.0, 4.0]),
        float_list("intercepts", &[0.5, -0.5]),
        text("post_transform", "NONE"),
    ];
    check(13, One("ml.LinearRegressor x > y", lists, vec![], &[2], &x), &[2, 2], &[5.5, 10.5, 0.5, -1.5]);
    let lists = vec![float_list("imputed_value_floats", &[7.0, 8.0]), float("replaced_value_float", NAN)];
    check(
        13,
        One("ml.Imputer x > y", lists, vec![], &[2], &[NAN, 2.0, 1.0, NAN]),
        &[2, 2],
        &[7.0, 2.0, 1.0, 8.0],
    );
    let list = |name: &str, values: &[f32]| floats(name, &[2], values);
    let constants =
        vec![list("s", &[2.0, 1.0]), list("b", &[0.5, 0.0]), list("m", &[1.0, 0.5]), list("v", &[3.0, 0.0])];
    let epsilon = vec![float("epsilon", 1.0)];
    check(
        13,
        One("BatchNormalization x s b m v > y", epsilon, constants, &[2], &x),
        &[2, 2],
        &[0.5, 1.5, -1.5, 0.0],
    );
    let widths = vec![int_list("inputdimensions", &[2, 2])];
    check(
        13,
        One("ml.FeatureVectorizer x x > y", widths, vec![], &[2], &[1.0, 2.0]),
        &[1, 4],
        &[1.0, 2.0, 1.0, 2.0],
    );
    let last = vec![ints("c", &[1, 1, 0])];
    check(
        13,
        One("ml.ArrayFeatureExtractor x c > y", vec![], last, &[2], &x),
        &[2, 3],
        &[2.0, 2.0, 1.0, 0.5, 0.5, -1.0],
    );
}

#[test]
fn columns_taken_together() {
    let x = [0.0, 2.0_f32.ln(), 5.0, 5.0];
    let half = 0.5_f32.ln();
    let third = [1.0 / 3.0, 2.0 / 3.0, 0.5, 0.5];
    check(13, One("Softmax x > y", vec![], vec![], &[2], &x), &[2, 2], &third);
    check(11, One("Softmax x > y", vec![], vec![], &[2], &x), &[2, 2], &third);
    let logs = [(1.0_f32 / 3.0).ln(), (2.0_f32 / 3.0).ln(), half, half];
    check(13, One("LogSoftmax x > y", vec![int("axis", 1)], vec![], &[2], &x), &[2, 2], &logs);
    // Before version 13 everything from an axis on is one row.
    check(11, One("Softmax x > y", vec![], vec![], &[2, 1], &x), &[2, 2, 1], &third);
    check(13, One("Softmax x > y", vec![], vec![], &[2, 1], &x), &[2, 2, 1], &[1.0; 4]);
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let axes = |list: &[i64]| vec![ints("a", list)];
    let flat = || vec![int("keepdims", 0)];
    check(13, One("ReduceSum x a > y", vec![], axes(&[1]), &[4], &x), &[2, 1], &[10.0, 26.0]);
    check(13, One("ReduceSum x a > y", flat(), axes(&[-1]), &[2, 2], &x), &[2, 2], &[3.0, 7.0, 11.0, 15.0]);
    check(13, One("ReduceSum x a > y", flat(), axes(&[1]), &[2, 2], &x), &[2, 2], &[4.0, 6.0, 12.0, 14.0]);
    check(13, One("ReduceSum x a > y", flat(), axes(&[1, 2]), &[2, 2], &x), &[2], &[10.0, 26.0]);
    let by_attribute = vec![int_list("axes", &[1]), int("keepdims", 0)];
    check(13, One("ReduceMean x > y", by_attribute.clone(), vec![], &[4], &x), &[2], &[2.5, 6.5]);
    check(11, One("ReduceSum x > y", by_attribute, vec![], &[4], &x), &[2], &[10.0, 26.0]);
    check(18, One("ReduceMean x a > y", flat(), axes(&[1]), &[4], &x), &[2], &[2.5, 6.5]);
    check(18, One("ReduceMax x a > y", flat(), axes(&[1]), &[4], &x), &[2], &[4.0, 8.0]);
    check(18, One("ReduceMin x a > y", flat(), axes(&[1]), &[4], &x), &[2], &[1.0, 5.0]);
    check(18, One("ReduceProd x a > y", flat(), axes(&[1]), &[4], &x), &[2], &[24.0, 1680.0]);
    check(18, One("ReduceSumSquare x a > y", flat(), axes(&[1]), &[4], &x), &[2], &[30.0, 174.0]);
}

#[test]
fn places_and_sums_of_powers() {
    let x = [1.0, 3.0, 3.0, NAN, 0.0, -1.0, 7.0, 7.0, 2.0];
    let attributes = |axis: i64, keep: i64| vec![int("axis", axis), int("keepdims", keep)];
    check(13, One("ArgMax x > y", attributes(1, 0), vec![], &[3], &x), &[3], &[1.0, 0.0, 0.0]);
    check(13, One("ArgMin x > y", attributes(-1, 1), vec![], &[3], &x), &[3, 1], &[0.0, 0.0, 2.0]);
    let along = [1.0, 4.0, 3.0, 2.0];
    check(13, One("ArgMax x > y", attributes(1, 0), vec![], &[2, 2], &along), &[1, 2], &[1.0, 0.0]);
    let infinite = f32::INFINITY;
    let x = [0.0, 0.0, 1000.0, 1000.0, -infinite, -infinite, infinite, 0.0, NAN, 0.0];
    let two = 2.0_f32.ln();
    let sums = [two, 1000.0 + two, -infinite, infinite, NAN];
    let axes = vec![ints("a", &[1])];
    check(18, One("ReduceLogSumExp x a > y", vec![], axes, &[2], &x), &[5, 1], &sums);
    // A place is a whole number, until it is cast.
    let nodes = vec![node("ArgMax x > p", vec![int("axis", 1)]), node("Cast p > y", vec![int("to", 1)])];
    let model = model(13, &[2], nodes, vec![], "y p");
    let found = answers(&model, &[2], &[1.0, 2.0, 4.0, 3.0]).unwrap();
    assert_eq!(found, [(vec![2, 1], vec![1.0, 0.0]), (vec![2, 1], vec![1.0, 0.0])]);
}

#[test]
fn columns_moved() {
    let x = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let axis = || vec![int("axis", 1)];
    let list = |values: &[i64]| vec![ints("a", values)];
    let slice = |from: i64, to: i64, step: i64| {
        vec![ints("s", &[from]), ints("e", &[to]), ints("a", &[1]), ints("p", &[step])]
    };
    let sliced = "Slice x s e a p > y";
    let pieces = vec![int_list("starts", &[0, 1]), int_list("ends", &[i64::MAX, 3])];
    for (version, said, attributes, constants, row, shape, expected) in [
        (
            13,
            "Concat x x > y",
            axis(),
            vec![],
            &[1][..],
            &[8, 2][..],
            &[1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0, 5.0, 5.0, 6.0, 6.0, 7.0, 7.0, 8.0, 8.0][..],
        ),
        (13, sliced, vec![], slice(1, 3, 1), &[4], &[2, 2], &[2.0, 3.0, 6.0, 7.0]),
        (13, sliced, vec![], slice(-1, i64::MIN, -2), &[4], &[2, 2], &[4.0, 2.0, 8.0, 6.0]),
        (13, sliced, vec![], slice(-2, i64::MAX, 1), &[4], &[2, 2], &[3.0, 4.0, 7.0, 8.0]),
        (9, "Slice x > y", pieces, vec![], &[4], &[2, 2], &[2.0, 3.0, 6.0, 7.0]),
        (13, "Gather x a > y", axis(), list(&[3, -4]), &[4], &[2, 2], &[4.0, 1.0, 8.0, 5.0]),
        (13, "Gather x a > y", axis(), vec![TensorProtoScalar(2).into()], &[4], &[2], &[3.0, 7.0]),
        (13, "Split x > y -", axis(), vec![], &[4], &[2, 2], &[1.0, 2.0, 5.0, 6.0]),
        (13, "Split x a > - y", axis(), list(&[3, 1]), &[4], &[2, 1], &[4.0, 8.0]),
        (
            18,
            "Split x > - y",
            vec![int("axis", 1), int("num_outputs", 2)],
            vec![],
            &[4],
            &[2, 2],
            &[3.0, 4.0, 7.0, 8.0],
        ),
        (
            11,
            "Split x > - y",
            vec![int("axis", -1), int_list("split", &[1, 3])],
            vec![],
            &[4],
            &[2, 3],
            &[2.0, 3.0, 4.0, 6.0, 7.0, 8.0],
        ),
        (13, "Flatten x > y", vec![], vec![], &[2, 2], &[2, 4], &x),
        (13, "Reshape x a > y", vec![], list(&[-1, 2, 2]), &[4], &[2, 2, 2], &x),
        (13, "Reshape x a > y", vec![], list(&[0, -1]), &[2, 2], &[2, 4], &x),
        (13, "Reshape x a > y", vec![], list(&[-1]), &[1], &[8], &x),
        (13, "Reshape x a > y", vec![], list(&[-1, 1]), &[], &[8, 1], &x),
        (13, "Unsqueeze x a > y", vec![], list(&[-1]), &[4], &[2, 4, 1], &x),
        (11, "Squeeze x > y", vec![int_list("axes", &[1])], vec![], &[1], &[8], &x),
        (13, "Squeeze x a > y", vec![], list(&[2]), &[4, 1], &[2, 4], &x),
        (
            13,
            "Transpose x > y",
            vec![int_list("perm", &[0, 2, 1])],
            vec![],
            &[2, 2],
            &[2, 2, 2],
            &[1.0, 3.0, 2.0, 4.0, 5.0, 7.0, 6.0, 8.0],
        ),
    ] {
        check(version, One(said, attributes, constants, row, &x), shape, expected);
    }
}

/// A whole number without axes, called `a`.
struct TensorProtoScalar(i64);

impl From<TensorProtoScalar> for TensorProto {
    fn from(one: TensorProtoScalar) -> Self {
        TensorProto { dims: vec![], ..ints("a", &[one.0]) }
    }
}

#[test]
fn several_nodes() {
    // The batch may stand elsewhere in between; what is chosen goes by the row.
    let nodes = vec![
        node("Unsqueeze x a > u", vec![]),
        node("Concat u u > s", vec![int("axis", 0)]),
        node("ReduceSum s a > d", vec![int("keepdims", 0)]),
        node("Greater d c > g", vec![]),
        node("Where g d c > y", vec![]),
        node("Not g > n", vec![]),
        node("Cast n > z", vec![int("to", 1)]),
    ];
    let constants = vec![ints("a", &[0]), floats("c", &[], &[3.0])];
    let model = model(13, &[2], nodes, constants, "y z x");
    let found = answers(&model, &[2], &[1.0, 2.0, 3.0, -4.0]).unwrap();
    assert_eq!(found[0], (vec![2, 2], vec![3.0, 4.0, 6.0, 3.0]));
    assert_eq!(found[1], (vec![2, 2], vec![1.0, 0.0, 0.0, 1.0]));
    assert_eq!(found[2], (vec![2, 2], vec![1.0, 2.0, 3.0, -4.0]));
}
