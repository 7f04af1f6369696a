//! Layers that go through a sequence, against the standard's formulas in 64 bits.

use super::build::*;
use crate::proto::{AttributeProto, ModelProto};

const STEPS: usize = 3;
const INPUTS: usize = 2;
/// More than a row alone goes through at a time.
const SIZE: usize = 11;

/// Numbers without a pattern, between -1 and 1.
fn made(count: usize, seed: u64) -> Vec<f32> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / 8_388_608.0 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

/// A layer as exporters write it, beginning with zeros of a shape that is calculated, or with `h` and `c`.
struct Layer {
    op: &'static str,
    gates: usize,
    direction: &'static str,
    begins: bool,
}

impl Layer {
    fn directions(&self) -> usize {
        if self.direction == "bidirectional" { 2 } else { 1 }
    }

    fn constants(&self) -> [Vec<f32>; 4] {
        let (d, g) = (self.directions(), self.gates);
        [
            made(d * g * SIZE * INPUTS, 1),
            made(d * g * SIZE * SIZE, 2),
            made(d * 2 * g * SIZE, 3),
            made(d * SIZE, 4),
        ]
    }

    fn model(&self) -> ModelProto {
        let (d, gates) = (self.directions() as i64, (self.gates * SIZE) as i64);
        let [w, r, b, h] = self.constants();
        let constants = vec![
            floats("w", &[d, gates, INPUTS as i64], &w),
            floats("r", &[d, gates, SIZE as i64], &r),
            floats("b", &[d, 2 * gates], &b),
            floats("h", &[d, 1, SIZE as i64], &h),
            ints("d", &[d]),
            ints("n", &[SIZE as i64]),
        ];
        let mut attributes = vec![int("hidden_size", SIZE as i64), text("direction", self.direction)];
        if self.op == "GRU" {
            attributes.push(int("linear_before_reset", 1));
        }
        let said = match (self.op, self.begins) {
            ("GRU", _) => "GRU s w r b - z > y e",
            (_, true) => "LSTM s w r b - z z > y e m",
            (_, false) => "LSTM s w r b > y e m",
        };
        let order = |list: &[i64]| vec![int_list("perm", list)];
        let nodes = vec![
            node("Transpose x > s", order(&[1, 0, 2])),
            node("Shape x > q", vec![int("start", 0), int("end", 1)]),
            node("Concat d q n > l", vec![int("axis", 0)]),
            node("ConstantOfShape l > o", vec![]),
            node("Add o h > z", vec![]),
            node(said, attributes),
            node("Transpose y > a", order(&[2, 0, 1, 3])),
            node("Transpose e > f", order(&[1, 0, 2])),
        ];
        model(17, &[STEPS, INPUTS], nodes, constants, "a f")
    }

    /// Hidden columns of all steps, by step and direction, and those after the last, of one row.
    fn exact(&self, x: &[f32]) -> (Vec<f64>, Vec<f64>) {
        let [w, r, b, h] = self.constants();
        let (mut all, mut last) = (vec![0.0; STEPS * self.directions() * SIZE], vec![]);
        for d in 0..self.directions() {
            let begins = self.begins || self.op == "GRU";
            let start = |at: usize| if begins { f64::from(h[d * SIZE + at]) } else { 0.0 };
            let mut hidden: Vec<f64> = (0..SIZE).map(start).collect();
            let mut memory = hidden.clone();
            for step in 0..STEPS {
                let step = if self.direction == "reverse" || d == 1 { STEPS - 1 - step } else { step };
                let dot = |weights: &[f32], values: &[f64]| -> f64 {
                    weights.iter().zip(values).map(|(w, x)| f64::from(*w) * x).sum()
                };
                let row: Vec<f64> = x[step * INPUTS..][..INPUTS].iter().map(|x| f64::from(*x)).collect();
                let part = |gate: usize, at: usize| {
                    let line = d * self.gates * SIZE + gate * SIZE + at;
                    let bias = d * 2 * self.gates * SIZE + gate * SIZE + at;
                    let of_hidden = f64::from(b[bias + self.gates * SIZE]);
                    (
                        dot(&w[line * INPUTS..][..INPUTS], &row) + f64::from(b[bias]),
                        dot(&r[line * SIZE..][..SIZE], &hidden) + of_hidden,
                    )
                };
                let sigmoid = |(a, b): (f64, f64)| 1.0 / (1.0 + (-a - b).exp());
                let next: Vec<f64> = (0..SIZE)
                    .map(|at| {
                        if self.op == "GRU" {
                            let (z, r, n) = (sigmoid(part(0, at)), sigmoid(part(1, at)), part(2, at));
                            return (1.0 - z) * (n.0 + r * n.1).tanh() + z * hidden[at];
                        }
                        let (i, o, f) = (sigmoid(part(0, at)), sigmoid(part(1, at)), sigmoid(part(2, at)));
                        let candidate = part(3, at);
                        memory[at] = f * memory[at] + i * (candidate.0 + candidate.1).tanh();
                        o * memory[at].tanh()
                    })
                    .collect();
                hidden = next;
                all[(step * self.directions() + d) * SIZE..][..SIZE].copy_from_slice(&hidden);
            }
            last.extend(hidden);
        }
        (all, last)
    }
}

fn close(found: &[f32], exact: &[f64]) {
    assert_eq!(found.len(), exact.len());
    for (found, exact) in found.iter().zip(exact) {
        assert!((f64::from(*found) - exact).abs() <= 2e-6, "{found} for {exact}");
    }
}

#[test]
fn each_cell_in_each_direction() {
    for direction in ["forward", "reverse", "bidirectional"] {
        for (op, gates, begins) in [("GRU", 3, true), ("LSTM", 4, true), ("LSTM", 4, false)] {
            let layer = Layer { op, gates, direction, begins };
            let width = STEPS * INPUTS;
            let rows = made(9 * width, 7);
            let together = answers(&layer.model(), &[STEPS, INPUTS], &rows).unwrap();
            assert_eq!(together[0].0, [9, STEPS, layer.directions(), SIZE]);
            assert_eq!(together[1].0, [9, layer.directions(), SIZE]);
            for (row, x) in rows.chunks_exact(width).enumerate() {
                let (all, last) = layer.exact(x);
                let alone = answers(&layer.model(), &[STEPS, INPUTS], x).unwrap();
                close(&alone[0].1, &all);
                close(&alone[1].1, &last);
                for (alone, together) in alone.iter().zip(&together) {
                    let own = &together.1[row * alone.1.len()..][..alone.1.len()];
                    assert!(alone.1.iter().zip(own).all(|(a, b)| a.to_bits() == b.to_bits()));
                }
            }
        }
    }
}

#[test]
fn layers_that_are_left_to_the_general_engine() {
    let layer = Layer { op: "LSTM", gates: 4, direction: "forward", begins: true };
    let why = |change: &dyn Fn(&mut ModelProto)| {
        let mut model = layer.model();
        change(&mut model);
        super::super::Program::read(&model).err().unwrap_or_else(|| "nothing".into())
    };
    let says = |attribute: AttributeProto| {
        why(&|model: &mut ModelProto| {
            let all = &mut model.graph.as_mut().unwrap().node[5].attribute;
            all.retain(|one| one.name != attribute.name);
            all.push(attribute.clone());
        })
    };
    let takes = |index: usize, name: &str| {
        why(&|model: &mut ModelProto| {
            let input = &mut model.graph.as_mut().unwrap().node[5].input;
            input.resize(input.len().max(index + 1), String::new());
            input[index] = name.into();
        })
    };
    let gru = |attributes: Vec<AttributeProto>| {
        let constants = layer.model().graph.unwrap().initializer;
        let nodes = vec![
            node("Transpose x > s", vec![int_list("perm", &[1, 0, 2])]),
            node("GRU s w r b > y", attributes),
        ];
        let model = model(17, &[STEPS, INPUTS], nodes, constants, "y");
        super::super::Program::read(&model).err().unwrap()
    };
    let size = int("hidden_size", SIZE as i64);
    for (found, expected) in [
        (says(int("input_forget", 1)), "couples its gates"),
        (says(int("layout", 1)), "rows come first"),
        (says(int("hidden_size", 0)), "how many columns"),
        (says(int("hidden_size", i64::MAX)), "how many columns"),
        (says(int("hidden_size", 4)), "of the shape"),
        (says(text("direction", "sideways")), "direction"),
        (says(text("direction", "bidirectional")), "of the shape"),
        (says(float("clip", 1.0)), "`clip` is not known"),
        (says(float_list("activation_alpha", &[1.0])), "`activation_alpha` is not known"),
        (takes(0, "x"), "steps of rows"),
        (takes(0, "w"), "steps of rows"),
        (takes(1, "r"), "of the shape"),
        (takes(1, "s"), "of the shape"),
        (takes(2, "w"), "of the shape"),
        (takes(3, "w"), "of the shape"),
        (takes(4, "d"), "different lengths"),
        (takes(5, "w"), "begins with the shape"),
        (takes(6, "s"), "begins with the shape"),
        (takes(7, "b"), "couples its gates"),
        (gru(vec![size.clone()]), "resets before"),
        (gru(vec![size, int("linear_before_reset", 1)]), "of the shape"),
    ] {
        assert!(found.contains(expected), "{found} is not {expected}");
    }
}
