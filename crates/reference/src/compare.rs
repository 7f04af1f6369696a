//! A run beside the stored answers.

use serde::{Deserialize, Serialize};
use twinlet_onnx::{Data, Model, Value};

use crate::tie::ties;
use crate::{Folder, Result};

/// A number may be off by this times the larger of the reference's magnitude and the largest magnitude stored for that output:
/// 32-bit sums in another order differ by a few units in the last place of what was added up.
pub const TOLERANCE: f64 = 1e-5;
/// Where the stored answer is itself further from the exact one than the tolerance: so many times as far, at most.
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
    /// Where the exact answer is stored, [`Self::worst`] is the distance from that, and this is the stored answer's.
    pub stored: Option<f64>,
    /// Whole numbers and texts that differ.
    pub differing: usize,
    /// Further ones that differ where the reference is undecided: its two best classes are within the tolerance.
    pub ties: usize,
    /// Shape or type is another one: what it should be, and what it is.
    pub misshapen: Option<String>,
}

impl OutputError {
    /// Whether it is within the tolerance.
    pub fn holds(&self) -> bool {
        let limit = self.stored.map_or(1.0, |stored| (AS_FAR * stored).max(1.0));
        self.worst <= limit && self.differing == 0 && self.misshapen.is_none()
    }

    /// For people.
    pub fn in_words(&self) -> String {
        match (&self.misshapen, self.differing) {
            (Some(what), _) => what.clone(),
            (None, 0) => format!("is off by {:.2} of the tolerance", self.worst),
            (None, n) => format!("differs in {n} places"),
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
    let scales = scales(folder)?;
    let errors = model.outputs().iter().enumerate().map(|(k, port)| {
        let scale = scales.get(k).copied().unwrap_or_default();
        let mut error = output(expected.get(k), found.get(k), scale, &expected);
        if let (Some(exact), None) = (folder.exact(rows, k)?, &error.misshapen) {
            error.worst = found.get(k).map_or(f64::MAX, |found| apart(found, &exact, scale));
            error.stored = expected.get(k).map(|stored| apart(stored, &exact, scale));
        }
        Ok(OutputError { rows, output: port.name.clone(), ..error })
    });
    errors.collect()
}

/// The largest finite magnitude of each output, over all batches.
fn scales(folder: &Folder) -> Result<Vec<f64>> {
    let mut scales: Vec<f64> = Vec::new();
    for rows in folder.batches() {
        for (k, value) in folder.outputs(rows)?.iter().enumerate() {
            scales.resize(scales.len().max(k + 1), 0.0);
            scales[k] = scales[k].max(scale(&numbers(value)));
        }
    }
    Ok(scales)
}

fn output(expected: Option<&Value>, found: Option<&Value>, scale: f64, all: &[Value]) -> OutputError {
    let mut error = OutputError::default();
    let (Some(expected), Some(found)) = (expected, found) else {
        error.misshapen =
            Some(if found.is_some() { "has no reference" } else { "is not answered" }.to_owned());
        return error;
    };
    if expected.shape() != found.shape() || expected.data().kind() != found.data().kind() {
        error.misshapen = Some(format!("should be {}, is {}", describe(expected), describe(found)));
        return error;
    }
    error.worst = apart(found, expected, scale);
    let undecided = ties(all, expected.data().len());
    let differ = differences(found.data(), expected.data());
    let (ties, differing): (Vec<_>, Vec<_>) = differ.into_iter().partition(|i| undecided.contains(i));
    (error.ties, error.differing) = (ties.len(), differing.len());
    error
}

fn describe(value: &Value) -> String {
    format!("{} {:?}", value.data().kind().name(), value.shape())
}

/// The largest error of a number as a multiple of its tolerance; 0 where there are no numbers with a fraction.
fn apart(found: &Value, expected: &Value, scale: f64) -> f64 {
    let pairs = numbers(found).into_iter().zip(numbers(expected));
    pairs.map(|(a, b)| relative(a, b, scale)).fold(0.0, f64::max)
}

/// Numbers with a fraction; none of other elements.
pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    match value.data() {
        Data::F32(x) => x.iter().map(|x| f64::from(*x)).collect(),
        Data::F64(x) => x.clone(),
        _ => Vec::new(),
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

/// Where whole numbers, truth values and texts differ.
fn differences(found: &Data, expected: &Data) -> Vec<usize> {
    fn places<T: PartialEq>(a: &[T], b: &[T]) -> Vec<usize> {
        (0..a.len()).filter(|i| a[*i] != b[*i]).collect()
    }
    match (found, expected) {
        (Data::I32(a), Data::I32(b)) => places(a, b),
        (Data::I64(a), Data::I64(b)) => places(a, b),
        (Data::Bool(a), Data::Bool(b)) => places(a, b),
        (Data::Text(a), Data::Text(b)) => places(a, b),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(shape: &[usize], data: Data) -> Value {
        Value::new(shape.to_vec(), data).unwrap()
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
            let error = output(Some(&b), Some(&a), scale(&numbers(&b)), std::slice::from_ref(&b));
            let close = (error.worst - worst).abs() <= 1e-9 * worst;
            assert!(close && error.holds() == (worst <= 1.0), "{error:?}, not {worst}");
        }
    }

    #[test]
    fn labels_are_equal_unless_the_classes_are() {
        let labels = |all: &[i64]| value(&[3], Data::I64(all.to_vec()));
        let classes = value(&[3, 2], Data::F32(vec![0.9, 0.1, 0.500_001, 0.499_999, 0.2, 0.8]));
        for (found, differing, ties) in [([0, 0, 1], 0, 0), ([0, 1, 1], 0, 1), ([1, 1, 1], 1, 1)] {
            let (a, b) = (labels(&found), labels(&[0, 0, 1]));
            let error = output(Some(&b), Some(&a), 0.0, &[b.clone(), classes.clone()]);
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
            assert!(!output(Some(&b), a.as_ref(), 1.0, &[]).holds(), "{a:?}");
        }
    }

    #[test]
    fn where_32_bits_are_not_enough_the_exact_answer_counts() {
        for (worst, stored, holds) in [
            (1.5, None, false),
            (1.5, Some(0.9), true),
            (3.9, Some(2.0), true),
            (4.1, Some(2.0), false),
            (1.1, Some(0.1), false),
        ] {
            assert_eq!(
                OutputError { worst, stored, ..OutputError::default() }.holds(),
                holds,
                "{worst} {stored:?}"
            );
        }
    }
}
