//! The operators that are known.

use std::rc::Rc;

use super::super::element::Binary;
use super::super::row::Row;
use super::super::unary::Unary;
use super::node::Node;
use super::reader::Reader;
use super::tensor::{Held, Tensor};
use super::{broadcast, conv, dense, lengths, pad, recurrent, reduce, shape};

/// Adds the steps of a node.
///
/// # Errors
/// Why it cannot be done here.
pub(super) fn apply(reader: &mut Reader, node: &Node) -> Result<Vec<Tensor>, String> {
    let name = node.proto.op_type.as_str();
    if node.proto.domain == "ai.onnx.ml" {
        return learned(reader, node, name).map(|one| vec![one]);
    }
    match name {
        "Split" => return shape::split(reader, node),
        "LSTM" => return recurrent::lstm(reader, node),
        "GRU" => return recurrent::gru(reader, node),
        _ => {}
    }
    if let Some(function) = pair(name) {
        return broadcast::pair(reader, node, function).map(|one| vec![one]);
    }
    if let Some(function) = unary(node, name)? {
        return broadcast::single(reader, node, function).map(|one| vec![one]);
    }
    other(reader, node, name).map(|one| vec![one])
}

const UNKNOWN: &str = "the operator is not known here";

fn learned(reader: &mut Reader, node: &Node, name: &str) -> Result<Tensor, String> {
    match name {
        "Scaler" => dense::scaler(reader, node),
        "LinearRegressor" => dense::linear(reader, node),
        "Imputer" => dense::imputer(reader, node),
        "ArrayFeatureExtractor" => shape::gather(reader, node),
        "FeatureVectorizer" => shape::concat(reader, node),
        _ => Err(UNKNOWN.into()),
    }
}

fn pair(name: &str) -> Option<Binary> {
    Some(match name {
        "Add" => Binary::Add,
        "Sub" => Binary::Sub,
        "Mul" => Binary::Mul,
        "Div" => Binary::Div,
        "Less" => Binary::Less,
        "Greater" => Binary::Greater,
        "LessOrEqual" => Binary::LessOrEqual,
        "GreaterOrEqual" => Binary::GreaterOrEqual,
        "PRelu" => Binary::PRelu,
        _ => return None,
    })
}

fn unary(node: &Node, name: &str) -> Result<Option<Unary>, String> {
    Ok(Some(match name {
        "Neg" => Unary::Neg,
        "Abs" => Unary::Abs,
        "Sqrt" => Unary::Sqrt,
        "Reciprocal" => Unary::Reciprocal,
        "Exp" => Unary::Exp,
        "Log" => Unary::Log,
        "Tanh" => Unary::Tanh,
        "Sigmoid" => Unary::Sigmoid,
        "Softplus" => Unary::Softplus,
        "Erf" => Unary::Erf,
        "Gelu" => match node.text("approximate", "none")? {
            b"none" => Unary::Gelu,
            b"tanh" => Unary::GeluTanh,
            _ => return Err("its way to approximate is not known here".into()),
        },
        "Softsign" => Unary::Softsign,
        "Relu" => Unary::Relu,
        "HardSwish" => Unary::HardSwish,
        "LeakyRelu" => Unary::LeakyRelu(node.float("alpha", 0.01)?),
        "HardSigmoid" => Unary::HardSigmoid(node.float("alpha", 0.2)?, node.float("beta", 0.5)?),
        "Elu" => Unary::Elu { negative: node.float("alpha", 1.0)?, scale: 1.0, positive: 1.0 },
        "Selu" => {
            let (alpha, gamma) = (node.float("alpha", 1.673_263_2)?, node.float("gamma", 1.050_701)?);
            Unary::Elu { negative: alpha * gamma, scale: 1.0, positive: gamma }
        }
        "Celu" => {
            let alpha = node.float("alpha", 1.0)?;
            if alpha.is_nan() || alpha <= 0.0 {
                return Err("its `alpha` is not positive".into());
            }
            Unary::Elu { negative: alpha, scale: alpha, positive: 1.0 }
        }
        _ => return Ok(None),
    }))
}

fn other(reader: &mut Reader, node: &Node, name: &str) -> Result<Tensor, String> {
    match name {
        "Gemm" => dense::gemm(reader, node),
        "MatMul" => dense::matmul(reader, node),
        "BatchNormalization" => dense::normalized(reader, node),
        "Sum" => broadcast::many(reader, node, Binary::Add),
        "Min" => broadcast::many(reader, node, Binary::Min),
        "Max" => broadcast::many(reader, node, Binary::Max),
        "Pow" => broadcast::power(reader, node),
        "Clip" => broadcast::clip(reader, node),
        "Where" => broadcast::choose(reader, node),
        "Not" => broadcast::not(reader, node),
        "Softmax" => reduce::softmax(reader, node, Row::Softmax),
        "LogSoftmax" => reduce::softmax(reader, node, Row::LogSoftmax),
        "ReduceSum" => reduce::reduce(reader, node, Row::Sum, 13),
        "ReduceMean" => reduce::reduce(reader, node, Row::Mean, 18),
        "ReduceSumSquare" => reduce::reduce(reader, node, Row::SumSquare, 18),
        "ReduceProd" => reduce::reduce(reader, node, Row::Product, 18),
        "ReduceMax" => reduce::reduce(reader, node, Row::Max, 18),
        "ReduceMin" => reduce::reduce(reader, node, Row::Min, 18),
        "Conv" => conv::conv(reader, node),
        "Pad" => pad::pad(reader, node),
        "Shape" => lengths::shape(node),
        "ConstantOfShape" => lengths::constant(reader, node),
        "Expand" => lengths::expand(reader, node),
        "ReduceLogSumExp" => reduce::reduce(reader, node, Row::LogSumExp, 18),
        "ArgMax" => reduce::place(reader, node, Row::ArgMax),
        "ArgMin" => reduce::place(reader, node, Row::ArgMin),
        "Concat" => shape::concat(reader, node),
        "Slice" => shape::slice(reader, node),
        "Gather" => shape::gather(reader, node),
        "Transpose" => shape::transpose(reader, node),
        "Flatten" => shape::flatten(node),
        "Squeeze" => shape::squeeze(node),
        "Unsqueeze" => shape::unsqueeze(node),
        "Reshape" => shape::reshape(node),
        "Cast" => shape::cast(node),
        "Identity" => node.input(0).cloned(),
        "Dropout" => dropout(node),
        "Constant" => constant(node),
        _ => Err(UNKNOWN.into()),
    }
}

/// Nothing is dropped but in training.
fn dropout(node: &Node) -> Result<Tensor, String> {
    match node.maybe(2) {
        Some(_) => Err("it may be in training".into()),
        None => node.input(0).cloned(),
    }
}

fn constant(node: &Node) -> Result<Tensor, String> {
    if let Some(tensor) = node.tensor("value")? {
        return Tensor::constant(tensor);
    }
    if let Some(all) = node.ints("value_ints")? {
        return Tensor::holding(vec![all.len()], Held::Ints(all.into()));
    }
    if node.has("value_floats") {
        let all = node.floats("value_floats")?;
        return Tensor::holding(vec![all.len()], Held::Floats(all.into()));
    }
    if node.has("value_int") {
        return Tensor::holding(vec![], Held::Ints(Rc::new([node.int("value_int", 0)?])));
    }
    match node.has("value_float") {
        true => Tensor::holding(vec![], Held::Floats(Rc::new([node.float("value_float", 0.0)?]))),
        false => Err("its value is of a type that is not read here".into()),
    }
}
