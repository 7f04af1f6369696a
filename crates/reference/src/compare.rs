//! A run beside the stored answers.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use twinlet_onnx::{Data, Model, Value};

use crate::tie::ties;
use crate::{Folder, Result};

/// A number may be off by this times the larger of the reference's magnitude and the output's scale, the largest magnitude
/// stored for it at any batch: 32-bit sums in another order differ by a few units in the last place of what was added up.
pub const TOLERANCE: f64 = 1e-5;
/// Where the reference itself misses the exact answer by more than the tolerance, an answer may be so many times as far
/// from it as the reference is: neither is right, and chance decides who is nearer.
const AS_FAR: f64 = 2.0;

/// How far an output is from its reference.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OutputError {
    /// Rows of the batch.
    pub rows: usize,
    /// The output's name in the file.
    pub output: String,
    /// The largest error of a number, as a multiple of its tolerance: at most 1 is within it.
    pub worst: f64,
    /// Whole numbers and texts that differ.
    pub differing: usize,
    /// Further ones that differ where the reference is undecided: its two best classes are within the tolerance.
    pub ties: usize,
    /// The exact answer is stored too: how far the reference is from it, as a multiple of the tolerance. Then `worst` is
    /// meant from the exact answer as well.
    pub reference: Option<f64>,
    /// Shape or type is another one: what it should be, and what it is.
    pub misshapen: Option<String>,
}

impl OutputError {
    /// Whether it is within the tolerance.
    pub fn holds(&self) -> bool {
        let allowed = self.reference.map_or(1.0, |theirs| (AS_FAR * theirs).max(1.0));
        self.worst <= allowed && self.differing == 0 && self.misshapen.is_none()
    }

    /// For people.
    pub fn in_words(&self) -> String {
        match (&self.misshapen, self.differing, self.reference) {
            (Some(what), _, _) => what.clone(),
            (None, 0, None) => format!("is off by {:.2} of the tolerance", self.worst),
            (None, 0, Some(theirs)) => format!(
                "is off by {:.2} of the tolerance from the exact answer, the reference by {theirs:.2}",
                self.worst
            ),
            (None, n, _) => format!("differs in {n} places"),
        }
    }
}

/// Runs every stored batch.
///
/// # Errors
/// When a file cannot be read or the model fails; a wrong answer is no error.
pub fn compare(model: &Model, folder: &Folder) -> Result<Vec<OutputError>> {
    let batches = folder.batches().into_iter().map(|rows| compare_batch(model, folder, rows));
    batches.collect::<Result<Vec<_>>>().map(|all| all.into_iter().flatten().collect())
}

/// Runs one stored batch.
///
/// # Errors
/// When a file cannot be read or the model fails; a wrong answer is no error.
pub fn compare_batch(model: &Model, folder: &Folder, rows: usize) -> Result<Vec<OutputError>> {
    let expected = folder.outputs(rows)?;
    let found = model.run(folder.inputs(rows)?)?;
    let mut errors = Vec::new();
    for (k, port) in model.outputs().iter().enumerate() {
        let stored = Stored {
            expected: expected.get(k),
            exact: folder.exact(rows, k)?,
            scale: folder.scale(k)?,
            ties: &ties(&expected, rows),
        };
        errors.push(output(rows, &port.name, &stored, found.get(k)));
    }
    Ok(errors)
}

/// What is stored about an output.
struct Stored<'a> {
    expected: Option<&'a Value>,
    exact: Option<Value>,
    scale: f64,
    /// Rows at which the reference is undecided between classes.
    ties: &'a BTreeSet<usize>,
}

fn output(rows: usize, name: &str, stored: &Stored<'_>, found: Option<&Value>) -> OutputError {
    let mut error = OutputError { rows, output: name.to_owned(), ..OutputError::default() };
    let (Some(expected), Some(found)) = (stored.expected, found) else {
        error.misshapen =
            Some(if found.is_some() { "has no reference" } else { "is not answered" }.to_owned());
        return error;
    };
    if expected.shape() != found.shape() || expected.data().kind() != found.data().kind() {
        error.misshapen = Some(format!("should be {}, is {}", describe(expected), describe(found)));
        return error;
    }
    match (numbers(expected), numbers(found)) {
        (Some(theirs), Some(ours)) => match stored.exact.as_ref().and_then(numbers) {
            Some(exact) => {
                error.worst = worst(&ours, &exact, stored.scale);
                error.reference = Some(worst(&theirs, &exact, stored.scale));
            }
            None => error.worst = worst(&ours, &theirs, stored.scale),
        },
        _ => {
            let places = differences(found.data(), expected.data());
            error.ties = places.iter().filter(|place| stored.ties.contains(place)).count();
            error.differing = places.len() - error.ties;
        }
    }
    error
}

fn describe(value: &Value) -> String {
    format!("{} {:?}", value.data().kind().name(), value.shape())
}

/// The largest error as a multiple of its tolerance.
fn worst(found: &[f64], expected: &[f64], scale: f64) -> f64 {
    let error = |(a, b): (&f64, &f64)| relative(*a, *b, scale);
    found.iter().zip(expected).map(error).fold(0.0, f64::max)
}

/// The numbers of a tensor of numbers with a fraction.
pub(crate) fn numbers(value: &Value) -> Option<Vec<f64>> {
    match value.data() {
        Data::F32(x) => Some(x.iter().copied().map(f64::from).collect()),
        Data::F64(x) => Some(x.clone()),
        _ => None,
    }
}

/// The largest magnitude that is finite.
pub(crate) fn scale(values: &[f64]) -> f64 {
    values.iter().map(|x| x.abs()).filter(|x| x.is_finite()).fold(0.0, f64::max)
}

/// No number must be none, and infinite the same infinite.
fn relative(found: f64, expected: f64, scale: f64) -> f64 {
    if found == expected || (found.is_nan() && expected.is_nan()) {
        return 0.0;
    }
    let error = (found - expected).abs() / (TOLERANCE * expected.abs().max(scale));
    if error.is_finite() { error } else { f64::MAX }
}

fn differences(found: &Data, expected: &Data) -> Vec<usize> {
    fn places<T: PartialEq>(a: &[T], b: &[T]) -> Vec<usize> {
        (0..a.len()).filter(|i| a[*i] != b[*i]).collect()
    }
    match (found, expected) {
        (Data::I32(a), Data::I32(b)) => places(a, b),
        (Data::I64(a), Data::I64(b)) => places(a, b),
        (Data::Bool(a), Data::Bool(b)) => places(a, b),
        (Data::Text(a), Data::Text(b)) => places(a, b),
        _ => (0..expected.len()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(shape: &[usize], data: Data) -> Value {
        Value::new(shape.to_vec(), data).unwrap()
    }

    fn stored<'a>(expected: &'a Value, ties: &'a BTreeSet<usize>) -> Stored<'a> {
        let scale = numbers(expected).map_or(0.0, |x| scale(&x));
        Stored { expected: Some(expected), exact: None, scale, ties }
    }

    #[test]
    fn numbers_are_held_against_the_scale_of_their_output() {
        for (found, expected, worst) in [
            (vec![100.0, 0.0], vec![100.0, 0.0], 0.0),
            (vec![100.0, 5e-4], vec![100.0, 0.0], 0.5),
            (vec![100.0, 2e-3], vec![100.0, 0.0], 2.0),
            (vec![f64::NAN, 1.0], vec![f64::NAN, 1.0], 0.0),
            (vec![f64::INFINITY], vec![f64::INFINITY], 0.0),
            (vec![f64::INFINITY], vec![f64::NEG_INFINITY], f64::MAX),
            (vec![1.0], vec![f64::NAN], f64::MAX),
            (vec![f64::NAN], vec![1.0], f64::MAX),
            (vec![1e-30], vec![0.0], f64::MAX),
        ] {
            let shape = [found.len()];
            let (a, b) = (value(&shape, Data::F64(found)), value(&shape, Data::F64(expected)));
            let error = output(1, "y", &stored(&b, &BTreeSet::new()), Some(&a));
            let close = (error.worst - worst).abs() <= 1e-9 * worst;
            assert!(close && error.holds() == (worst <= 1.0), "{error:?}, not {worst}");
        }
    }

    #[test]
    fn where_the_reference_misses_the_exact_answer_so_may_we() {
        for (found, theirs, holds) in
            [(3e-3, 2e-3, true), (5e-3, 2e-3, false), (9e-4, 1e-4, true), (2e-3, 1e-4, false)]
        {
            let number = |x: f64| value(&[1], Data::F64(vec![100.0 + x]));
            let (reference, none) = (number(theirs), BTreeSet::new());
            let stored = Stored { exact: Some(number(0.0)), ..stored(&reference, &none) };
            let error = output(1, "y", &stored, Some(&number(found)));
            assert_eq!(error.holds(), holds, "{error:?}");
        }
    }

    #[test]
    fn labels_are_equal_unless_the_classes_are() {
        let labels = |all: &[i64]| value(&[3], Data::I64(all.to_vec()));
        let classes = value(&[3, 2], Data::F32(vec![0.9, 0.1, 0.500_001, 0.499_999, 0.2, 0.8]));
        for (found, differing, ties) in [([0, 0, 1], 0, 0), ([0, 1, 1], 0, 1), ([1, 1, 1], 1, 1)] {
            let (a, b) = (labels(&found), labels(&[0, 0, 1]));
            let undecided = super::ties(&[b.clone(), classes.clone()], 3);
            let error = output(3, "label", &stored(&b, &undecided), Some(&a));
            assert_eq!((error.differing, error.ties), (differing, ties), "{found:?}");
            assert_eq!(error.holds(), differing == 0);
        }
    }

    #[test]
    fn another_shape_or_type_or_nothing_does_not_hold() {
        let b = value(&[2], Data::F32(vec![1.0; 2]));
        for a in
            [Some(value(&[2, 1], Data::F32(vec![1.0; 2]))), Some(value(&[2], Data::F64(vec![1.0; 2]))), None]
        {
            assert!(!output(2, "y", &stored(&b, &BTreeSet::new()), a.as_ref()).holds(), "{a:?}");
        }
    }
}
