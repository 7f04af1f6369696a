//! Small models, part by part, with the field numbers of `onnx.proto`.

use super::write::Message;

pub const F32: i64 = 1;
pub const I64: i64 = 7;

/// A tensor with raw data.
pub fn tensor(name: &str, kind: i64, dims: &[i64], raw: &[u8]) -> Message {
    Message::default().packed(1, dims).int(2, kind).text(8, name).bytes(9, raw)
}

pub fn floats(name: &str, dims: &[i64], values: &[f32]) -> Message {
    tensor(name, F32, dims, &values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<_>>())
}

pub fn ints(name: &str, dims: &[i64], values: &[i64]) -> Message {
    tensor(name, I64, dims, &values.iter().flat_map(|v| v.to_le_bytes()).collect::<Vec<_>>())
}

/// A list of whole numbers, as shapes are given.
pub fn list(name: &str, values: &[i64]) -> Message {
    ints(name, &[values.len() as i64], values)
}

/// A declared tensor; a length of 0 is the free axis `N`.
pub fn value(name: &str, kind: i64, dims: &[i64]) -> Message {
    let dim = |n: &i64| if *n == 0 { Message::default().text(2, "N") } else { Message::default().int(1, *n) };
    let shape = Message::default().messages(1, &dims.iter().map(dim).collect::<Vec<_>>());
    typed(name, &Message::default().message(1, &Message::default().int(1, kind).message(2, &shape)))
}

/// A declared value of any type.
pub fn typed(name: &str, kind: &Message) -> Message {
    Message::default().text(1, name).message(2, kind)
}

pub fn node(op: &str, takes: &[&str], makes: &[&str], attributes: &[Message]) -> Message {
    let node = takes.iter().fold(Message::default(), |node, name| node.text(1, name));
    let node = makes.iter().fold(node, |node, name| node.text(2, name));
    node.text(4, op).messages(5, attributes)
}

/// A node of another set of operators.
pub fn ml(op: &str, takes: &[&str], makes: &[&str], attributes: &[Message]) -> Message {
    node(op, takes, makes, attributes).text(7, "ai.onnx.ml")
}

pub fn int(name: &str, value: i64) -> Message {
    Message::default().text(1, name).int(3, value).int(20, 2)
}

pub fn text(name: &str, value: &str) -> Message {
    Message::default().text(1, name).text(4, value).int(20, 3)
}

pub fn int_list(name: &str, values: &[i64]) -> Message {
    Message::default().text(1, name).packed(8, values).int(20, 7)
}

pub fn float_list(name: &str, values: &[f32]) -> Message {
    let packed: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
    Message::default().text(1, name).bytes(7, &packed).int(20, 6)
}

pub fn text_list(name: &str, values: &[&str]) -> Message {
    values.iter().fold(Message::default().text(1, name), |list, text| list.text(9, text)).int(20, 8)
}

pub fn tensor_attribute(name: &str, tensor: &Message) -> Message {
    Message::default().text(1, name).message(5, tensor).int(20, 4)
}

pub fn graph_attribute(name: &str, graph: &Message) -> Message {
    Message::default().text(1, name).message(6, graph).int(20, 5)
}

/// A graph; the parts in the order nodes, constants, inputs, outputs.
pub fn graph(nodes: &[Message], constants: &[Message], inputs: &[Message], outputs: &[Message]) -> Message {
    let graph = Message::default().messages(1, nodes).text(2, "g").messages(5, constants);
    graph.messages(11, inputs).messages(12, outputs)
}

/// A file with the sets of operators that most exports name.
pub fn file(graph: &Message) -> Message {
    let set = |name: &str, version| Message::default().text(1, name).int(2, version);
    let model = Message::default().int(1, 8).message(7, graph);
    model.messages(8, &[set("", 17), set("ai.onnx.ml", 3)])
}

/// A file around nodes that take `x` (any rows, four columns) and make `y`.
pub fn around(nodes: &[Message], constants: &[Message]) -> Vec<u8> {
    file(&graph(nodes, constants, &[value("x", F32, &[0, 4])], &[value("y", F32, &[0, 2])])).0
}

/// The constants of [`linear`].
pub fn weights() -> [Message; 2] {
    [floats("w", &[4, 2], &[0.5, -1.0, 0.25, 2.0, 1.0, 0.0, -0.5, 1.5]), floats("b", &[2], &[0.1, 0.2])]
}

/// The nodes of [`linear`].
pub fn layer() -> [Message; 2] {
    [node("MatMul", &["x", "w"], &["p"], &[]), node("Add", &["p", "b"], &["y"], &[])]
}

/// `y = x w + b`, which is in order.
pub fn linear() -> Vec<u8> {
    around(&layer(), &weights())
}
