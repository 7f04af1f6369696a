//! What is sent.

use serde::Serialize;

use super::{Tensor, tensors};
use crate::contract::Contract;
use crate::kinds::{Datatype, Remote};

#[derive(Serialize)]
struct Request<'a> {
    inputs: Vec<Input<'a>>,
    outputs: Vec<Wanted<'a>>,
}

#[derive(Serialize)]
struct Input<'a> {
    name: &'a str,
    shape: [usize; 2],
    datatype: Datatype,
    data: Data,
}

#[derive(Serialize)]
struct Wanted<'a> {
    name: &'a str,
}

/// Values, row by row. Each is written with the digits that its type needs.
#[derive(Serialize)]
#[serde(untagged)]
enum Data {
    Fp32(Vec<f32>),
    Fp64(Vec<f64>),
}

/// The body of an inference request: rows of inputs (contract order and units) as tensors, and the tensors of all
/// outputs asked for by name. The same rows give the same bytes.
///
/// # Errors
/// That there are no rows, or the first value that is missing, superfluous or not finite in its type.
pub fn request(contract: &Contract, remote: &Remote, rows: &[Vec<f64>]) -> Result<String, String> {
    let columns = contract.input_columns();
    if rows.is_empty() {
        return Err("there are no rows to ask for".to_owned());
    }
    if let Some(row) = rows.iter().find(|row| row.len() != columns) {
        return Err(format!("a row has {} values, the model takes {columns}", row.len()));
    }
    let (inputs, outputs) = (tensors(&contract.inputs)?, tensors(&contract.outputs)?);
    let inputs: Result<Vec<Input<'_>>, String> =
        inputs.iter().map(|tensor| input(tensor, rows, remote.datatype)).collect();
    let outputs = outputs.iter().map(|tensor| Wanted { name: tensor.name }).collect();
    serde_json::to_string(&Request { inputs: inputs?, outputs }).map_err(|e| e.to_string())
}

fn input<'a>(tensor: &Tensor<'a>, rows: &[Vec<f64>], datatype: Datatype) -> Result<Input<'a>, String> {
    let not_finite = || format!("a value for `{}` is not a finite number of its type", tensor.name);
    let data = data(values(tensor, rows), datatype).ok_or_else(not_finite)?;
    Ok(Input { name: tensor.name, shape: [rows.len(), tensor.columns], datatype, data })
}

/// The tensor's values, row by row.
fn values<'a>(tensor: &'a Tensor<'_>, rows: &'a [Vec<f64>]) -> impl Iterator<Item = f64> + 'a {
    rows.iter()
        .flat_map(move |row| tensor.parts.iter().flat_map(|part| row.get(part.clone()).unwrap_or(&[])))
        .copied()
}

/// `None` when a value is not finite in the type.
fn data(values: impl Iterator<Item = f64>, datatype: Datatype) -> Option<Data> {
    match datatype {
        Datatype::Fp32 => {
            values.map(|x| Some(x as f32).filter(|x| x.is_finite())).collect::<Option<_>>().map(Data::Fp32)
        }
        Datatype::Fp64 => {
            values.map(|x| Some(x).filter(|x| x.is_finite())).collect::<Option<_>>().map(Data::Fp64)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::contract;
    use super::*;

    fn remote(datatype: &str) -> Remote {
        serde_json::from_str(&format!(
            r#"{{"protocol":"open_inference_v2","model":"m","datatype":"{datatype}"}}"#
        ))
        .unwrap()
    }

    #[test]
    fn one_tensor_or_several() {
        let rows = [vec![0.1, 2.0, 3.0], vec![4.0, 5.0, 1e-9]];
        let shared = contract(&["a x 0 2", "b x 2 1"], &["c y 0 1", "d y 1 1"]);
        let apart = contract(&["a a 0 2", "b b 0 1"], &["c c 0 1", "d d 0 1"]);
        for (contract, datatype, expected) in [
            (
                &shared,
                "FP64",
                r#"{"inputs":[{"name":"x","shape":[2,3],"datatype":"FP64","data":[0.1,2.0,3.0,4.0,5.0,1e-9]}],"outputs":[{"name":"y"}]}"#,
            ),
            (
                &apart,
                "FP32",
                r#"{"inputs":[{"name":"a","shape":[2,2],"datatype":"FP32","data":[0.1,2.0,4.0,5.0]},{"name":"b","shape":[2,1],"datatype":"FP32","data":[3.0,1e-9]}],"outputs":[{"name":"c"},{"name":"d"}]}"#,
            ),
        ] {
            assert_eq!(request(contract, &remote(datatype), &rows).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn what_cannot_be_sent_is_named() {
        let contract = contract(&["a x 0 1"], &["c y 0 1"]);
        for (datatype, rows, why) in [
            ("FP64", vec![], "no rows"),
            ("FP64", vec![vec![1.0, 2.0]], "a row has 2 values, the model takes 1"),
            ("FP64", vec![vec![f64::NAN]], "`x` is not a finite number"),
            ("FP32", vec![vec![1e39]], "`x` is not a finite number"),
        ] {
            let said = request(&contract, &remote(datatype), &rows).unwrap_err();
            assert!(said.contains(why), "{said}");
        }
    }
}
