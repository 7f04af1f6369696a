//! Files that are left to the general engine, each with its reason.

use super::super::Program;
use super::build::*;
use crate::proto::{AttributeProto, ModelProto, TensorProto};
use crate::value::{Data, Value};

fn why(model: &ModelProto) -> String {
    Program::read(model).err().unwrap_or_else(|| "nothing".into())
}

#[test]
fn what_is_beyond_it_is_said() {
    let list = |values: &[i64]| vec![ints("a", values)];
    let matrix = || vec![floats("w", &[4, 2], &[1.0; 8])];
    let none = || -> (Vec<AttributeProto>, Vec<TensorProto>) { (vec![], vec![]) };
    let by = |attributes| (attributes, vec![]);
    let with = |constants| (vec![], constants);
    for (version, said, (attributes, constants), expected) in [
        (13, "Sin x > y", none(), "not known here"),
        (13, "Relu z > y", none(), "nothing before it is called `z`"),
        (13, "Relu - > y", none(), "an input is left out"),
        (13, "Relu x x > y", none(), "more inputs"),
        (13, "Relu x > x", none(), "two tensors are called `x`"),
        (13, "Relu x > z", none(), "nothing makes it"),
        (13, "Relu x > y z", none(), "more is asked of it"),
        (13, "Relu x > y", by(vec![int("upside", 1)]), "`upside` is not known"),
        (13, "Elu x > y", by(vec![int("alpha", 1)]), "another type"),
        (13, "Elu x > y", by(vec![float("alpha", 1.0), float("alpha", 2.0)]), "given twice"),
        (5, "Relu x > y", none(), "version"),
        (99, "Relu x > y", none(), "version"),
        (13, "MatMul x x > y", none(), "depends on the row"),
        (13, "MatMul w x > y", with(matrix()), "depends on the row"),
        (13, "MatMul x w > y", with(vec![floats("w", &[3, 2], &[1.0; 6])]), "a matrix of 3 rows"),
        (13, "MatMul x w > y", with(vec![floats("w", &[4, 2], &[1.0; 7])]), "do not fill"),
        (13, "MatMul x w > y", with(vec![floats("w", &[4], &[1.0; 4])]), "no matrix"),
        (13, "Gemm x w > y", (vec![int("transA", 1)], matrix()), "not of rows"),
        (13, "Gemm x w b > y", with([matrix(), vec![floats("b", &[3], &[1.0; 3])]].concat()), "shape [3]"),
        (13, "Add x c > y", with(vec![floats("c", &[3], &[1.0; 3])]), "different shapes"),
        (13, "Add x c > y", with(vec![floats("c", &[2, 4], &[1.0; 8])]), "along the batch"),
        (13, "Add c c > y", with(vec![floats("c", &[2], &[1.0; 2])]), "constants alone"),
        (13, "Pow x c > y", with(vec![floats("c", &[], &[0.5])]), "its exponent is 0.5"),
        (13, "Pow x x > y", none(), "not one constant"),
        (13, "Softmax x > y", by(vec![int("axis", 0)]), "along the batch"),
        (13, "ReduceSum x > y", none(), "the batch is among them"),
        (13, "ReduceSum x a > y", with(list(&[0])), "along the batch"),
        (13, "ReduceSum x > y", by(vec![int_list("axes", &[1])]), "no attribute in its version"),
        (11, "ReduceSum x a > y", with(list(&[1])), "names no axes"),
        (13, "ArgMax x > y", none(), "along the batch"),
        (13, "ArgMax x > y", by(vec![int("axis", 2)]), "no axis"),
        (13, "ArgMax x > y", by(vec![int("axis", 1), int("select_last_index", 1)]), "the last of several"),
        (13, "Concat x x > y", by(vec![int("axis", 0)]), "along the batch"),
        (13, "Concat x x > y", none(), "names no axis"),
        (13, "Concat x x > y", by(vec![int("axis", i64::MIN)]), "no axis"),
        (13, "Gather x a > y", with(list(&[0])), "along the batch"),
        (13, "Gather x a > y", (vec![int("axis", 1)], list(&[4])), "out of range"),
        (13, "Gather x x > y", by(vec![int("axis", 1)]), "whole numbers"),
        (13, "Slice x a a > y", with(list(&[0])), "along the batch"),
        (13, "Slice x a a a a > y", with(list(&[1])), "is empty"),
        (13, "Split x > y", by(vec![int("axis", 0)]), "along the batch"),
        (13, "Split x a > y", (vec![int("axis", 1)], list(&[3])), "not the whole"),
        (13, "Reshape x a > y", with(list(&[1, 4])), "fixes the number of rows"),
        (13, "Reshape x a > y", with(list(&[-1, 2])), "rows whole"),
        (13, "Reshape x a > y", with(list(&[-1, -1])), "two lengths open"),
        (13, "Reshape x a > y", with(list(&[2, -1, 2])), "mixes rows"),
        (13, "Reshape x a > y", with(list(&[-1, -2])), "negative"),
        (13, "Reshape x a > y", with(list(&[-1, i64::MAX, i64::MAX])), "rows whole"),
        (13, "Reshape x a > y", with(list(&[1; 20])), "fixes the number of rows"),
        (13, "Flatten x > y", by(vec![int("axis", 0)]), "mixes rows"),
        (13, "Squeeze x > y", none(), "names no axes"),
        (13, "Unsqueeze x a > y", with(list(&[1; 100])), "102 axes"),
        (13, "Transpose x > y", none(), "not along the first axis"),
        (13, "Transpose x > y", by(vec![int_list("perm", &[0, 0])]), "order of axes"),
        (13, "Cast x > y", by(vec![int("to", 11)]), "another type"),
        (13, "Greater x x > y", none(), "truth values"),
        (13, "Where x x x > y", none(), "is constant"),
        (13, "Dropout x - x > y", none(), "in training"),
        (
            13,
            "ml.Scaler x > y",
            by(vec![float_list("offset", &[0.0; 3]), float_list("scale", &[1.0; 3])]),
            "3 constants",
        ),
        (
            13,
            "ml.FeatureVectorizer x x > y",
            by(vec![int_list("inputdimensions", &[4, 3])]),
            "as wide as it says",
        ),
        (
            13,
            "BatchNormalization x a a a a > y",
            with(vec![floats("a", &[3], &[1.0; 3])]),
            "one for each column",
        ),
        (13, "ml.LinearRegressor x > y", by(vec![float_list("coefficients", &[1.0; 3])]), "coefficients"),
        (13, "ml.LinearRegressor x > y", by(vec![text("post_transform", "LOGISTIC")]), "transforms"),
        (13, "ml.LinearRegressor x > y", by(vec![int("targets", i64::MAX)]), "coefficients"),
        (13, "Gather x c > y", (vec![int("axis", 1)], vec![ints("c", &[0; 70_000])]), "more columns"),
    ] {
        let model = model(version, &[4], vec![node(said, attributes)], constants, "y");
        let found = why(&model);
        assert!(found.contains(expected), "{said}: {found}");
    }
}

#[test]
fn graphs_that_are_odd() {
    let plain = || model(13, &[4], vec![node("Relu x > y", vec![])], vec![], "y");
    assert_eq!(why(&plain()), "nothing");
    let changed = |change: &dyn Fn(&mut ModelProto)| {
        let mut model = plain();
        change(&mut model);
        why(&model)
    };
    let graph = |change: fn(&mut crate::proto::GraphProto)| {
        changed(&|model: &mut ModelProto| change(model.graph.as_mut().unwrap()))
    };
    for (found, expected) in [
        (changed(&|model| model.graph = None), "no graph"),
        (changed(&|model| model.opset_import.clear()), "version"),
        (changed(&|model| model.opset_import[1].domain.clear()), "version"),
        (graph(|graph| graph.output.clear()), "no output"),
        (graph(|graph| graph.node.clear()), "nothing makes it"),
        (graph(|graph| graph.input.clear()), "no input"),
        (graph(|graph| graph.input[0].r#type = None), "no tensor"),
        (graph(|graph| graph.input[0] = info("x", &[])), "no batch"),
        (graph(|graph| graph.input[0] = info("x", &[0, 0])), "is free"),
        (graph(|graph| graph.input[0] = info("x", &[0, 1 << 20])), "more columns"),
        (graph(|graph| graph.input[0] = info("x", &[0, usize::MAX >> 1, 4])), "too large"),
        (graph(|graph| graph.input.push(graph.input[0].clone())), "two tensors"),
        (graph(|graph| graph.initializer.push(floats("x", &[1], &[1.0]))), "no input"),
        (graph(|graph| graph.node.insert(0, node("Relu y > z", vec![]))), "nothing before it"),
        (graph(|graph| graph.node[0].domain = "nowhere".into()), "operators `nowhere`"),
    ] {
        assert!(found.contains(expected), "{found} is not {expected}");
    }
}

#[test]
fn values_that_do_not_fit_are_refused() {
    let program = Program::read(&model(13, &[4], vec![node("Relu x > y", vec![])], vec![], "y")).unwrap();
    let fits = || Value::new(vec![1, 4], Data::F32(vec![0.0; 4])).unwrap();
    for inputs in [
        vec![],
        vec![fits(), fits()],
        vec![Value::new(vec![4], Data::F32(vec![0.0; 4])).unwrap()],
        vec![Value::new(vec![1, 4], Data::F64(vec![0.0; 4])).unwrap()],
        vec![Value::new(vec![1, 3], Data::F32(vec![0.0; 3])).unwrap()],
    ] {
        assert_eq!(program.run(&inputs).err().unwrap().code, "input");
    }
    assert_eq!(program.run(&[fits()]).unwrap(), [fits()]);
}
