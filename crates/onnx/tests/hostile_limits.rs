//! A host may lower the limits, and raise the size to the most there is.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code)]
#[path = "hostile/mod.rs"]
mod hostile;

use hostile::build::{around, layer, linear, node, weights};
use hostile::write::Message;
use twinlet_onnx::{Data, Limits, Model, Value};

fn said(bytes: &[u8], limits: Limits) -> String {
    match Model::open_within(bytes, &limits) {
        Ok(_) => "runs".into(),
        Err(refusal) => format!("{}: {}", refusal.code, refusal.message),
    }
}

#[test]
fn each_limit_has_effect() {
    let all = Limits::default();
    let linear = linear();
    for (limits, expected) in [
        (all, "runs"),
        (Limits { bytes: linear.len(), ..all }, "runs"),
        (Limits { bytes: linear.len() - 1, ..all }, "scan: the file has 174 bytes, more than 173"),
        (Limits { nodes: 2, ..all }, "runs"),
        (Limits { nodes: 1, ..all }, "scan: it has more than 1 nodes"),
        (Limits { decoded: 100, ..all }, "scan: its messages and lists"),
        (Limits { tensor: 64 * 4, ..all }, "runs"),
        (Limits { tensor: 64 * 4 - 1, ..all }, "scan: with the input `x` of the shape [64, 4]"),
        (Limits { constants: 9, ..all }, "scan: with the constant `b` of the shape [2], all constants"),
        (Limits { tensors: 300, ..all }, "scan: with a node `MatMul` of the shape [64, 2], all tensors"),
        (Limits { work: 64 * 4 * 2, ..all }, "runs"),
        (Limits { work: 64 * 4 * 2 - 1, ..all }, "scan: up to a node `MatMul` a run takes more than 511"),
    ] {
        let said = said(&linear, limits);
        assert!(said.starts_with(expected), "{limits:?}: {said}");
    }
}

#[test]
fn no_host_allows_more_than_the_most() {
    let padded = |bytes: usize| Message(linear()).bytes(6, &vec![b' '; bytes]).0;
    let limits = Limits { bytes: usize::MAX, ..Limits::default() };
    assert_eq!(said(&padded(19 << 20), limits), "runs");
    assert!(said(&padded(20 << 20), limits).contains("more than 20971520"));
}

#[test]
fn levels_of_graphs_are_counted() {
    use hostile::build::{graph, graph_attribute, value};
    let inner = graph(&[node("Neg", &["x"], &["i"], &[])], &[], &[], &[value("i", 1, &[0, 4])]);
    let branch = node("If", &["x"], &["y"], &[graph_attribute("then_branch", &inner)]);
    let file = around(&[branch], &[]);
    let none = Limits { depth: 0, ..Limits::default() };
    assert!(said(&file, none).contains("more than 0 levels"));
    assert!(!said(&file, Limits::default()).contains("levels"));
}

#[test]
fn what_is_let_through_is_answered_rightly() {
    for scale in [1.0_f32, f32::MIN_POSITIVE / 4.0] {
        let bias = hostile::build::floats("b", &[2], &[scale, -scale]);
        let model = Model::open(&around(&layer(), &[weights()[0].clone(), bias])).unwrap();
        let rows = Data::F32(vec![0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 3.0, 4.0]);
        let answers = model.run(vec![Value::new(vec![2, 4], rows).unwrap()]).unwrap();
        let Data::F32(found) = answers[0].data() else { panic!("{answers:?}") };
        // Natively the engine takes denormal numbers as zero.
        for (found, expected) in found.iter().zip([scale, -scale, 2.0 + scale, 9.0 - scale]) {
            assert!((found - expected).abs() < f32::MIN_POSITIVE, "{found} for {expected}");
        }
    }
}
