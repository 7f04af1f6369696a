//! Defects of tract 0.23.9 that this crate works around, each with a minimal model. A test that fails here says that one is
//! mended: then its workaround may go, with the line of `docs/upstream.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

// Not every part of a hostile file is needed here.
#[allow(dead_code, reason = "shared with the hostile set")]
#[path = "hostile/build.rs"]
mod build;
#[allow(dead_code, reason = "shared with the hostile set")]
#[path = "hostile/write.rs"]
mod write;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use build::{F32, I64, file, float_list, graph, int_list, ml, node, text, text_list, value};
use tract_onnx::prelude::*;
use twinlet_onnx::{Data, Model, Value};
use write::Message;

type Answer = Result<Vec<TValue>, String>;

/// What tract alone says to rows of `columns` halves, with the given fact about the batch; a panic is an answer too.
fn stock(bytes: &[u8], rows: Option<usize>, shape: &[usize], given: usize) -> Answer {
    let work = || -> TractResult<Vec<TValue>> {
        let model = tract_onnx::onnx().with_ignore_value_info(true).with_ignore_output_shapes(true);
        let model = model.model_for_read(&mut &*bytes)?;
        let batch = rows.map_or_else(|| model.symbols.sym("N").to_dim(), |n| n.to_dim());
        let dims: TVec<TDim> = std::iter::once(batch).chain(shape.iter().map(|n| n.to_dim())).collect();
        let fact = InferenceFact::dt_shape(f32::datum_type(), dims);
        let plan = model.with_input_fact(0, fact)?.into_optimized()?.into_runnable()?;
        let all: Vec<usize> = std::iter::once(given).chain(shape.iter().copied()).collect();
        let halves = vec![0.5_f32; all.iter().product()];
        Ok(plan.run(tvec!(Tensor::from_shape(&all, &halves)?.into_tvalue()))?.into_vec())
    };
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(answer) => answer.map_err(|error| format!("{error:#}")),
        Err(_) => Err("panic".into()),
    }
}

fn ours(bytes: &[u8]) -> Vec<Value> {
    let row = Value::new(vec![1, 4], Data::F32(vec![0.5; 4])).unwrap();
    Model::open(bytes).unwrap().run(vec![row]).unwrap()
}

/// One tree with one branch on the first column at `at`: `yes` if its comparison holds, else `no`.
fn tree(mode: &str, at: f32, classes: i64, yes: f32, no: f32, ids: [i64; 2], more: &[Message]) -> Vec<u8> {
    let labels: Vec<i64> = (0..classes).collect();
    let mut attributes = vec![
        int_list("nodes_treeids", &[0, 0, 0]),
        int_list("nodes_nodeids", &[0, 1, 2]),
        int_list("nodes_featureids", &[0, 0, 0]),
        text_list("nodes_modes", &[mode, "LEAF", "LEAF"]),
        float_list("nodes_values", &[at, 0.0, 0.0]),
        int_list("nodes_truenodeids", &[1, 0, 0]),
        int_list("nodes_falsenodeids", &[2, 0, 0]),
        int_list("class_treeids", &[0, 0]),
        int_list("class_nodeids", &[1, 2]),
        int_list("class_ids", &ids),
        float_list("class_weights", &[yes, no]),
        int_list("classlabels_int64s", &labels),
        text("post_transform", "NONE"),
    ];
    attributes.extend(more.iter().cloned());
    let tree = ml("TreeEnsembleClassifier", &["x"], &["label", "scores"], &attributes);
    let outputs = [value("label", I64, &[0]), value("scores", F32, &[0, classes])];
    file(&graph(&[tree], &[], &[value("x", F32, &[0, 4])], &outputs)).0
}

fn label(answer: &[TValue]) -> i64 {
    answer[0].cast_to::<i64>().unwrap().to_plain_array_view::<i64>().unwrap()[0]
}

#[test]
fn labels_of_binary_tree_classifiers_are_wrong() {
    // 0.5 <= 1 adds 2 to the only score there is, so the second class is meant.
    let bytes = tree("BRANCH_LEQ", 1.0, 2, 2.0, -2.0, [0, 0], &[]);
    assert_eq!(ours(&bytes)[0].data(), &Data::I64(vec![1]));
    assert_ne!(stock(&bytes, None, &[4], 1).map(|answer| label(&answer)), Ok(1));
}

#[test]
fn a_branch_that_asks_for_greater_or_equal_is_read_as_a_leaf() {
    // 0.5 >= 1 does not hold, so the third class is meant.
    let bytes = tree("BRANCH_GTE", 1.0, 3, 1.0, 1.0, [0, 2], &[]);
    assert_eq!(ours(&bytes)[0].data(), &Data::I64(vec![2]));
    assert_ne!(stock(&bytes, None, &[4], 1).map(|answer| label(&answer)), Ok(2));
}

#[test]
fn one_base_value_for_two_classes_is_refused() {
    let bytes = tree("BRANCH_LEQ", 1.0, 2, 2.0, -2.0, [0, 0], &[float_list("base_values", &[-3.0])]);
    assert_eq!(ours(&bytes)[0].data(), &Data::I64(vec![0]));
    assert!(stock(&bytes, None, &[4], 1).unwrap_err().contains("base_values"));
}

#[test]
fn operators_of_scikit_learn_are_missing() {
    for (op, attributes) in [
        ("Scaler", vec![float_list("offset", &[0.0; 4]), float_list("scale", &[1.0; 4])]),
        ("Imputer", vec![float_list("imputed_value_floats", &[0.0; 4])]),
        ("Binarizer", vec![]),
    ] {
        let outputs = [value("y", F32, &[0, 4])];
        let bytes =
            file(&graph(&[ml(op, &["x"], &["y"], &attributes)], &[], &[value("x", F32, &[0, 4])], &outputs))
                .0;
        assert_eq!(ours(&bytes)[0].shape(), [1, 4], "{op}");
        assert!(stock(&bytes, None, &[4], 1).unwrap_err().contains("Unimplemented"), "{op}");
    }
}

#[test]
fn an_output_that_nothing_makes_ends_the_program() {
    let bytes = file(&graph(
        &[node("Identity", &["x"], &["z"], &[])],
        &[],
        &[value("x", F32, &[0, 4])],
        &[value("y", F32, &[0, 4])],
    ))
    .0;
    assert_eq!(stock(&bytes, None, &[4], 1), Err("panic".into()));
    assert_eq!(Model::open(&bytes).map(|_| ()).unwrap_err().code, "scan");
}

#[test]
fn the_index_of_a_column_must_have_an_axis() {
    let index = build::ints("i", &[], &[2]);
    let outputs = [value("y", F32, &[0, 1])];
    let extract = ml("ArrayFeatureExtractor", &["x", "i"], &["y"], &[]);
    let bytes = file(&graph(&[extract], &[index], &[value("x", F32, &[0, 4])], &outputs)).0;
    assert_eq!(ours(&bytes)[0].shape(), [1, 1]);
    let found = stock(&bytes, None, &[4], 1).map(|answer| answer[0].shape().to_vec());
    assert_ne!(found, Ok(vec![1, 1]));
}

fn corpus(name: &str) -> Vec<u8> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/suite/corpus");
    std::fs::read(corpus.join(name).join("model.onnx")).unwrap()
}

/// The state of the first layer is made for one row, and the second layer holds the batch to it.
#[test]
fn two_recurrent_layers_do_not_take_a_free_batch() {
    for name in ["pt_lstm2_dyn", "pt_lstm2h0_ts"] {
        let bytes = corpus(name);
        assert!(stock(&bytes, Some(7), &[24, 3], 7).is_ok(), "{name}");
        assert!(stock(&bytes, None, &[24, 3], 1).is_ok(), "{name}");
        assert!(stock(&bytes, None, &[24, 3], 7).unwrap_err().contains("N=7 != 1"), "{name}");
        let rows = Value::new(vec![7, 24, 3], Data::F32(vec![0.5; 7 * 72])).unwrap();
        assert!(Model::open(&bytes).unwrap().run(vec![rows]).is_ok(), "{name}");
    }
}

#[test]
fn gaussian_processes_with_a_free_batch_are_not_optimised() {
    let bytes = corpus("skl_gpr_mean_f64");
    let model = tract_onnx::onnx().with_ignore_value_info(true).with_ignore_output_shapes(true);
    let model = model.model_for_read(&mut &*bytes).unwrap();
    let rows = model.symbols.sym("N").to_dim();
    let fact = InferenceFact::dt_shape(f64::datum_type(), tvec!(rows, 8.to_dim()));
    let optimised = catch_unwind(AssertUnwindSafe(|| model.with_input_fact(0, fact)?.into_optimized()));
    assert!(!matches!(optimised, Ok(Ok(_))));
}
