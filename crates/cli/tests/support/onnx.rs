//! The smallest ONNX files: `y = x W`, written by hand so that every answer is known.

/// A field of a message: its number and its bytes.
fn message(field: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![field << 3 | 2];
    bytes.extend(varint(content.len()));
    bytes.extend(content);
    bytes
}

fn number(field: u8, value: usize) -> Vec<u8> {
    [vec![field << 3], varint(value)].concat()
}

fn varint(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

/// A tensor of floats with a name and a shape; 0 is a free axis.
fn tensor(name: &str, shape: &[usize]) -> Vec<u8> {
    let dim = |n: &usize| message(1, &if *n == 0 { message(2, b"batch") } else { number(1, *n) });
    let shape: Vec<u8> = shape.iter().flat_map(dim).collect();
    let of = [number(1, 1), message(2, &shape)].concat();
    [message(1, name.as_bytes()), message(2, &message(1, &of))].concat()
}

/// A model that multiplies its input with a matrix, given by its columns' weights row by row.
pub fn product(input: &str, shape: &[usize], weights: &[f32], columns: usize) -> Vec<u8> {
    let node = [message(1, input.as_bytes()), message(1, b"w"), message(2, b"y"), message(4, b"MatMul")];
    let raw: Vec<u8> = weights.iter().flat_map(|w| w.to_le_bytes()).collect();
    let dims = [number(1, weights.len() / columns), number(1, columns)].concat();
    let matrix = [dims, number(2, 1), message(8, b"w"), message(9, &raw)].concat();
    let answer = [&shape[..shape.len() - 1], &[columns]].concat();
    let graph = [
        message(1, &node.concat()),
        message(2, b"g"),
        message(5, &matrix),
        message(11, &tensor(input, shape)),
        message(12, &tensor("y", &answer)),
    ];
    [number(1, 8), message(7, &graph.concat()), message(8, &number(2, 13))].concat()
}
