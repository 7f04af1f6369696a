//! Operators of the standard on small tensors; the answers are worked out by hand from the standard.

use tract_onnx::pb::{
    AttributeProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, TensorProto, TypeProto,
    ValueInfoProto, attribute_proto::AttributeType, type_proto,
};
use tract_onnx::prelude::*;
use tract_onnx::tract_core::prelude::tract_ndarray::ArrayD;

mod shapes;

/// An attribute.
#[derive(Clone, Copy)]
enum At {
    F(&'static str, f32),
    I(&'static str, i64),
    Is(&'static str, &'static [i64]),
    S(&'static str, &'static str),
}

impl At {
    fn proto(self) -> AttributeProto {
        let named = |name: &str, kind: AttributeType| AttributeProto {
            name: name.into(),
            r#type: kind.into(),
            ..Default::default()
        };
        match self {
            Self::F(name, f) => AttributeProto { f, ..named(name, AttributeType::Float) },
            Self::I(name, i) => AttributeProto { i, ..named(name, AttributeType::Int) },
            Self::Is(name, ints) => AttributeProto { ints: ints.into(), ..named(name, AttributeType::Ints) },
            Self::S(name, s) => AttributeProto { s: s.into(), ..named(name, AttributeType::String) },
        }
    }
}

/// A tensor of the table.
#[derive(Clone)]
enum T {
    F(&'static [usize], &'static [f32]),
    I(&'static [usize], &'static [i64]),
    /// An input that is left out.
    No,
}

use At::{F as AF, I as AI, Is, S};
use T::{F, I, No};

impl T {
    fn tensor(&self) -> Tensor {
        match self {
            F(shape, values) => ArrayD::from_shape_vec(*shape, values.to_vec()).unwrap().into_tensor(),
            I(shape, values) => ArrayD::from_shape_vec(*shape, values.to_vec()).unwrap().into_tensor(),
            No => panic!("nothing there"),
        }
    }

    fn initializer(&self, name: String) -> TensorProto {
        let dims = |shape: &[usize]| shape.iter().map(|n| *n as i64).collect();
        match self {
            F(shape, values) => TensorProto {
                name,
                dims: dims(shape),
                data_type: 1,
                float_data: values.to_vec(),
                ..Default::default()
            },
            I(shape, values) => TensorProto {
                name,
                dims: dims(shape),
                data_type: 7,
                int64_data: values.to_vec(),
                ..Default::default()
            },
            No => panic!("nothing there"),
        }
    }
}

/// The first input comes with the call, the others are in the file.
fn model(op: &str, opset: i64, attributes: &[At], inputs: &[T], outputs: usize) -> ModelProto {
    let there = |k: &usize| !matches!(inputs[*k], No);
    let name = |k: usize| if there(&k) { format!("i{k}") } else { String::new() };
    let elem_type = if matches!(inputs[0], F(..)) { 1 } else { 7 };
    let tensor = type_proto::Tensor { elem_type, shape: None };
    let node = NodeProto {
        input: (0..inputs.len()).map(name).collect(),
        output: (0..outputs).map(|k| format!("o{k}")).collect(),
        name: "under-test".into(),
        op_type: op.into(),
        attribute: attributes.iter().map(|at| at.proto()).collect(),
        ..Default::default()
    };
    let info = |name: String, value| ValueInfoProto {
        name,
        r#type: Some(TypeProto { value: Some(value), ..Default::default() }),
        ..Default::default()
    };
    let graph = GraphProto {
        node: vec![node],
        initializer: (1..inputs.len())
            .filter(there)
            .map(|k| inputs[k].initializer(format!("i{k}")))
            .collect(),
        input: vec![info("i0".into(), type_proto::Value::TensorType(tensor.clone()))],
        output: (0..outputs)
            .map(|k| info(format!("o{k}"), type_proto::Value::TensorType(tensor.clone())))
            .collect(),
        ..Default::default()
    };
    ModelProto {
        opset_import: vec![OperatorSetIdProto { domain: String::new(), version: opset }],
        graph: Some(graph),
        ..Default::default()
    }
}

/// What it answers as numbers, with its shape; optimised or not.
fn run(proto: &ModelProto, input: &T, optimised: bool) -> TractResult<Vec<(Vec<usize>, Vec<f64>)>> {
    let input = input.tensor();
    let model = crate::operators::reader().model_for_proto_model(proto)?;
    let fact = InferenceFact::dt_shape(input.datum_type(), input.shape());
    let model = model.with_input_fact(0, fact)?;
    let typed = model.into_typed()?;
    let plan = if optimised { typed.into_optimized()?.into_runnable()? } else { typed.into_runnable()? };
    let answers = plan.run(tvec!(input.into_tvalue()))?;
    let numbers = |answer: &TValue| {
        let cast = answer.cast_to::<f64>()?;
        let values = cast.to_plain_array_view::<f64>()?.iter().copied().collect();
        Ok((answer.shape().to_vec(), values))
    };
    answers.iter().map(numbers).collect()
}

type Row = (&'static str, i64, &'static [At], Vec<T>, Vec<(&'static [usize], &'static [f64])>);

/// Every row at its opset, before and after tract's optimisation.
fn check(rows: Vec<Row>) {
    for (op, opset, attributes, inputs, expected) in rows {
        let proto = model(op, opset, attributes, &inputs, expected.len());
        for optimised in [false, true] {
            let answers = run(&proto, &inputs[0], optimised)
                .unwrap_or_else(|error| panic!("{op} at {opset}, optimised {optimised}: {error:#}"));
            assert_eq!(answers.len(), expected.len(), "{op}");
            for ((shape, values), (expected_shape, expected)) in answers.iter().zip(&expected) {
                assert_eq!(shape, expected_shape, "{op} at {opset}");
                let near = |(a, b): (&f64, &f64)| {
                    (a - b).abs() <= 2e-6 * b.abs().max(1.0) || a == b || a.is_nan() && b.is_nan()
                };
                assert!(
                    values.iter().zip(*expected).all(near),
                    "{op} at {opset}: {values:?}, not {expected:?}"
                );
            }
        }
    }
}

const X: T = F(&[4], &[-2.0, -0.5, 0.0, 3.0]);
const M: T = F(&[2, 3], &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);

#[test]
fn activations() {
    let one = |op, attributes, expected: &'static [f64]| -> Row {
        (op, 17, attributes, vec![X], vec![(&[4], expected)])
    };
    check(vec![
        one("Relu", &[], &[0.0, 0.0, 0.0, 3.0]),
        one("LeakyRelu", &[AF("alpha", 0.1)], &[-0.2, -0.05, 0.0, 3.0]),
        one("Elu", &[AF("alpha", 2.0)], &[-1.7293294, -0.7869387, 0.0, 3.0]),
        one("Celu", &[AF("alpha", 2.0)], &[-1.2642411, -0.4423984, 0.0, 3.0]),
        one("Selu", &[], &[-1.5201665, -0.6917582, 0.0, 3.1521031]),
        one("Gelu", &[], &[-0.0455003, -0.1542688, 0.0, 2.9959502]),
        one("Gelu", &[S("approximate", "tanh")], &[-0.0454023, -0.1542860, 0.0, 2.9963627]),
        one("HardSigmoid", &[], &[0.1, 0.4, 0.5, 1.0]),
        one("HardSwish", &[], &[-0.3333333, -0.2083333, 0.0, 3.0]),
        one("Softplus", &[], &[0.1269280, 0.4740770, std::f64::consts::LN_2, 3.0485873]),
        one("Softsign", &[], &[-0.6666667, -0.3333333, 0.0, 0.75]),
        one("ThresholdedRelu", &[], &[0.0, 0.0, 0.0, 3.0]),
        one("Mish", &[], &[-0.2525015, -0.2207439, 0.0, 2.9865350]),
        one("Sigmoid", &[], &[0.1192029, 0.3775407, 0.5, 0.9525741]),
        one("Tanh", &[], &[-0.9640276, -0.4621172, 0.0, 0.9950548]),
        ("PRelu", 17, &[], vec![X, F(&[1], &[0.5])], vec![(&[4], &[-1.0, -0.25, 0.0, 3.0])]),
        ("Clip", 17, &[], vec![X, F(&[], &[-1.0])], vec![(&[4], &[-1.0, -0.5, 0.0, 3.0])]),
        ("Clip", 17, &[], vec![X, No, F(&[], &[1.0])], vec![(&[4], &[-2.0, -0.5, 0.0, 1.0])]),
        ("Clip", 9, &[AF("min", -1.0), AF("max", 1.0)], vec![X], vec![(&[4], &[-1.0, -0.5, 0.0, 1.0])]),
        ("Softplus", 17, &[], vec![F(&[2], &[-200.0, 200.0])], vec![(&[2], &[0.0, 200.0])]),
        ("Softmax", 17, &[], vec![F(&[1, 2], &[0.0, 0.0])], vec![(&[1, 2], &[0.5, 0.5])]),
        ("Softmax", 17, &[AI("axis", 0)], vec![F(&[1, 2], &[0.0, 9.0])], vec![(&[1, 2], &[1.0, 1.0])]),
        (
            "LogSoftmax",
            17,
            &[],
            vec![F(&[1, 2], &[0.0, 0.0])],
            vec![(&[1, 2], &[-std::f64::consts::LN_2, -std::f64::consts::LN_2])],
        ),
    ]);
}

#[test]
fn arithmetic() {
    let v = |values| F(&[3], values);
    check(vec![
        (
            "Sum",
            17,
            &[],
            vec![v(&[1.0, 2.0, 3.0]), F(&[1], &[1.0]), v(&[0.0, 1.0, 2.0])],
            vec![(&[3], &[2.0, 4.0, 6.0])],
        ),
        ("Mean", 17, &[], vec![v(&[1.0, 2.0, 3.0]), v(&[3.0, 2.0, 1.0])], vec![(&[3], &[2.0, 2.0, 2.0])]),
        ("Max", 17, &[], vec![v(&[1.0, 5.0, 3.0]), v(&[3.0, 2.0, 1.0])], vec![(&[3], &[3.0, 5.0, 3.0])]),
        ("Min", 17, &[], vec![v(&[1.0, 5.0, 3.0])], vec![(&[3], &[1.0, 5.0, 3.0])]),
        ("Pow", 17, &[], vec![v(&[1.0, 2.0, 3.0]), I(&[], &[3])], vec![(&[3], &[1.0, 8.0, 27.0])]),
        ("Pow", 17, &[], vec![I(&[2], &[4, 9]), F(&[], &[0.5])], vec![(&[2], &[2.0, 3.0])]),
        (
            "Pow",
            17,
            &[],
            vec![M, F(&[3], &[1.0, 2.0, 0.0])],
            vec![(&[2, 3], &[1.0, 4.0, 1.0, 4.0, 25.0, 1.0])],
        ),
        (
            "Mod",
            17,
            &[],
            vec![I(&[4], &[7, -7, 7, -7]), I(&[4], &[3, 3, -3, -3])],
            vec![(&[4], &[1.0, 2.0, -2.0, -1.0])],
        ),
        (
            "Mod",
            17,
            &[AI("fmod", 1)],
            vec![F(&[2], &[-7.5, 7.5]), F(&[], &[2.0])],
            vec![(&[2], &[-1.5, 1.5])],
        ),
        ("Round", 17, &[], vec![F(&[3], &[0.5, 1.5, -2.6])], vec![(&[3], &[0.0, 2.0, -3.0])]),
        ("IsNaN", 17, &[], vec![F(&[2], &[f32::NAN, 1.0])], vec![(&[2], &[1.0, 0.0])]),
        (
            "IsInf",
            17,
            &[AI("detect_negative", 0)],
            vec![F(&[2], &[f32::INFINITY, f32::NEG_INFINITY])],
            vec![(&[2], &[1.0, 0.0])],
        ),
        ("MatMul", 17, &[], vec![M, F(&[3], &[1.0, 0.0, -1.0])], vec![(&[2], &[-2.0, -2.0])]),
        (
            "Gemm",
            17,
            &[AF("alpha", 2.0), AF("beta", 0.5), AI("transB", 1)],
            vec![M, F(&[1, 3], &[1.0, 1.0, 0.0]), F(&[1], &[4.0])],
            vec![(&[2, 1], &[8.0, 20.0])],
        ),
        (
            "Gemm",
            17,
            &[AI("transA", 1)],
            vec![M, F(&[2, 1], &[1.0, 10.0])],
            vec![(&[3, 1], &[41.0, 52.0, 63.0])],
        ),
        (
            "Einsum",
            17,
            &[S("equation", "ij, kj -> ik")],
            vec![M, F(&[1, 3], &[1.0, 1.0, 0.0])],
            vec![(&[2, 1], &[3.0, 9.0])],
        ),
    ]);
}

#[test]
fn along_axes() {
    let reduced = |op, expected: &'static [f64]| -> Row {
        (op, 18, &[AI("keepdims", 0)], vec![M, I(&[1], &[-1])], vec![(&[2], expected)])
    };
    check(vec![
        reduced("ReduceSum", &[6.0, 15.0]),
        reduced("ReduceMean", &[2.0, 5.0]),
        reduced("ReduceMax", &[3.0, 6.0]),
        reduced("ReduceMin", &[1.0, 4.0]),
        reduced("ReduceProd", &[6.0, 120.0]),
        reduced("ReduceL1", &[6.0, 15.0]),
        reduced("ReduceL2", &[3.7416574, 8.7749644]),
        reduced("ReduceSumSquare", &[14.0, 77.0]),
        reduced("ReduceLogSum", &[1.7917595, 2.7080502]),
        reduced("ReduceLogSumExp", &[3.4076059, 6.4076059]),
        (
            "ReduceLogSumExp",
            18,
            &[AI("keepdims", 0)],
            vec![F(&[2], &[1000.0, 1000.0])],
            vec![(&[], &[1000.6931472])],
        ),
        ("ReduceSum", 13, &[], vec![M], vec![(&[1, 1], &[21.0])]),
        ("ReduceSum", 13, &[AI("noop_with_empty_axes", 1)], vec![F(&[1], &[2.0])], vec![(&[1], &[2.0])]),
        ("ReduceMean", 11, &[Is("axes", &[0])], vec![M], vec![(&[1, 3], &[2.5, 3.5, 4.5])]),
        ("ArgMax", 13, &[AI("axis", 1), AI("keepdims", 0)], vec![M], vec![(&[2], &[2.0, 2.0])]),
        ("ArgMin", 13, &[], vec![M], vec![(&[1, 3], &[0.0, 0.0, 0.0])]),
        ("Squeeze", 13, &[], vec![F(&[1, 2, 1], &[1.0, 2.0]), I(&[1], &[-1])], vec![(&[1, 2], &[1.0, 2.0])]),
        ("Squeeze", 11, &[Is("axes", &[0])], vec![F(&[1, 2, 1], &[1.0, 2.0])], vec![(&[2, 1], &[1.0, 2.0])]),
        ("Squeeze", 13, &[], vec![F(&[1, 2, 1], &[1.0, 2.0])], vec![(&[2], &[1.0, 2.0])]),
        (
            "Unsqueeze",
            13,
            &[],
            vec![F(&[2], &[1.0, 2.0]), I(&[2], &[0, -1])],
            vec![(&[1, 2, 1], &[1.0, 2.0])],
        ),
        ("Unsqueeze", 11, &[Is("axes", &[1])], vec![F(&[2], &[1.0, 2.0])], vec![(&[2, 1], &[1.0, 2.0])]),
        ("CumSum", 17, &[], vec![F(&[3], &[1.0, 2.0, 3.0]), I(&[], &[0])], vec![(&[3], &[1.0, 3.0, 6.0])]),
        (
            "GlobalAveragePool",
            17,
            &[],
            vec![F(&[1, 2, 2], &[1.0, 3.0, 5.0, 9.0])],
            vec![(&[1, 2, 1], &[2.0, 7.0])],
        ),
        (
            "GlobalMaxPool",
            17,
            &[],
            vec![F(&[1, 2, 2], &[1.0, 3.0, 5.0, 9.0])],
            vec![(&[1, 2, 1], &[3.0, 9.0])],
        ),
    ]);
}
