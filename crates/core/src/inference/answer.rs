//! What comes back. Nothing of it is believed before it was checked.

use serde::Deserialize;
use serde_json::Value;

use super::data::Data;
use super::{MAX_ANSWER_BYTES, Tensor, shown, tensors};
use crate::contract::Contract;
use crate::kinds::Remote;

/// Types of values that are read: name, and the greatest number (whole numbers: of either sign).
const DATATYPES: [(&str, f64, bool); 4] = [
    ("FP64", f64::MAX, false),
    ("FP32", f32::MAX as f64, false),
    ("INT32", 2_147_483_648.0, true),
    ("INT64", 9_223_372_036_854_775_808.0, true),
];

#[derive(Deserialize)]
struct Answer {
    error: Option<Value>,
    model_name: Option<String>,
    model_version: Option<String>,
    outputs: Option<Vec<Output>>,
}

#[derive(Deserialize)]
struct Output {
    name: String,
    shape: Vec<u64>,
    datatype: String,
    data: Data,
}

/// Rows of outputs (contract order and units) from the text of an answer to as many rows of inputs.
///
/// Tensors that were not asked for are passed over.
///
/// # Errors
/// The server's own words where it answers with an error; else the first thing that is not as it must be: model,
/// version, names, datatypes, shapes, counts, numbers that are not finite.
#[inline]
pub fn read(contract: &Contract, remote: &Remote, text: &str, rows: usize) -> Result<Vec<Vec<f64>>, String> {
    let answer = parse(text)?;
    if let Some(error) = &answer.error {
        return Err(format!("the server says: {}", error_text(error)));
    }
    is_from(&answer, remote)?;
    let outputs = answer.outputs.ok_or("the answer has no `outputs`")?;
    let mut answered = vec![vec![0.0; contract.output_columns()]; rows];
    for tensor in tensors(&contract.outputs)? {
        let mut named = outputs.iter().filter(|output| output.name == tensor.name);
        let missing = || format!("the answer has no tensor `{}`", tensor.name);
        let output = named.next().ok_or_else(missing)?;
        if named.next().is_some() {
            return Err(format!("the answer has the tensor `{}` twice", tensor.name));
        }
        output.check(&tensor, rows).map_err(|why| format!("the tensor `{}` {why}", tensor.name))?;
        for (row, values) in answered.iter_mut().zip(output.data.values.chunks(tensor.columns)) {
            let places = tensor.parts.iter().cloned().flatten();
            places.zip(values).for_each(|(at, x)| {
                if let Some(place) = row.get_mut(at) {
                    *place = *x
                }
            });
        }
    }
    Ok(answered)
}

/// Why there is no answer, where a server answered with another status than 200; with its own words if it says any.
pub fn refusal(status: u16, body: &str) -> String {
    let said = parse(body).ok().and_then(|answer| answer.error);
    match said {
        Some(error) => format!("the server refused with status {status}: {}", error_text(&error)),
        None => format!("the server refused with status {status}"),
    }
}

#[inline]
fn parse(text: &str) -> Result<Answer, String> {
    if text.len() > MAX_ANSWER_BYTES {
        return Err(format!("the answer has more than {MAX_ANSWER_BYTES} bytes"));
    }
    if !text.trim_start().starts_with('{') {
        return Err("the answer is no JSON object".to_owned());
    }
    serde_json::from_str(text)
        .map_err(|e| format!("the answer is no inference answer: {}", shown(&e.to_string())))
}

fn error_text(error: &Value) -> String {
    match error {
        Value::String(text) => shown(text),
        other => shown(&other.to_string()),
    }
}

/// An answer of another model is not this model's, whatever the server was asked.
fn is_from(answer: &Answer, remote: &Remote) -> Result<(), String> {
    match &answer.model_name {
        Some(name) if *name == remote.model => {}
        Some(name) => return Err(format!("`{}` answered instead of `{}`", shown(name), remote.model)),
        None => return Err("the answer does not name its model".to_owned()),
    }
    match (&answer.model_version, &remote.version) {
        (Some(found), Some(wanted)) if found != wanted => {
            Err(format!("version {} answered instead of {wanted}", shown(found)))
        }
        _ => Ok(()),
    }
}

impl Output {
    fn check(&self, tensor: &Tensor<'_>, rows: usize) -> Result<(), String> {
        let known = DATATYPES.iter().find(|(name, ..)| *name == self.datatype);
        let Some((_, greatest, is_whole)) = known else {
            return Err(format!(
                "has values of type `{}`, not FP32, FP64, INT32 or INT64",
                shown(&self.datatype)
            ));
        };
        let (n, columns) = (rows as u64, tensor.columns as u64);
        let fits = self.shape == [n, columns] || (columns == 1 && self.shape == [n]);
        if !fits {
            let found = shown(&format!("{:?}", self.shape));
            return Err(format!("has the shape {found} instead of [{n}, {columns}]"));
        }
        let Data { values, widths, has_others } = &self.data;
        if *has_others || values.iter().any(|x| !x.is_finite()) {
            return Err("holds something else than finite numbers".to_owned());
        }
        let wide = |width: &usize| *width == tensor.columns;
        if values.len() as u64 != n * columns
            || !(widths.is_empty() || widths.len() == rows && widths.iter().all(wide))
        {
            return Err(format!("has {} values, which do not fill its shape", values.len()));
        }
        match values.iter().find(|x| x.abs() > *greatest || (*is_whole && libm::trunc(**x) != **x)) {
            Some(x) => Err(format!("holds {x}, which is no {}", self.datatype)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::testing::contract;
    use super::*;

    fn remote() -> Remote {
        serde_json::from_str(r#"{"protocol":"open_inference_v2","model":"m","version":"2"}"#).unwrap()
    }

    /// Two slots of one tensor and one of its own; two rows.
    fn asked(text: &str) -> Result<Vec<Vec<f64>>, String> {
        read(&contract(&["x x 0 1"], &["a y 0 2", "b z 0 1", "c y 2 1"]), &remote(), text, 2)
    }

    fn good() -> Value {
        json!({ "model_name": "m", "model_version": "2", "id": null, "parameters": {}, "outputs": [
            { "name": "more", "shape": [1], "datatype": "BYTES", "data": ["x", null, {"a": 1}, [[1]], true] },
            { "name": "z", "shape": [2], "datatype": "INT32", "data": [7, 8], "parameters": {} },
            { "name": "y", "shape": [2, 3], "datatype": "FP32", "data": [1, 2.5, 3, -4e0, 5, 6] } ] })
    }

    #[test]
    fn columns_go_where_the_contract_has_them() {
        let expected = vec![vec![1.0, 2.5, 7.0, 3.0], vec![-4.0, 5.0, 8.0, 6.0]];
        assert_eq!(asked(&good().to_string()), Ok(expected.clone()));
        let mut nested = good();
        nested["outputs"][2]["data"] = json!([[1, 2.5, 3], [-4, 5, 6]]);
        nested["outputs"][1]["shape"] = json!([2, 1]);
        nested["model_version"] = Value::Null;
        assert_eq!(asked(&nested.to_string()), Ok(expected));
    }

    #[test]
    fn hostile_answers_are_refused() {
        let cases: [(&str, Value, &str); 27] = [
            ("/model_name", json!("n"), "`n` answered instead of `m`"),
            ("/model_name", Value::Null, "does not name its model"),
            ("/model_name", json!(7), "no inference answer"),
            ("/model_version", json!("3"), "version 3 answered instead of 2"),
            ("/outputs", Value::Null, "has no `outputs`"),
            ("/outputs", json!([]), "has no tensor `y`"),
            ("/outputs", json!({}), "no inference answer"),
            ("/outputs/0/name", json!("y"), "has the tensor `y` twice"),
            ("/outputs/1/name", json!("Z"), "has no tensor `z`"),
            ("/outputs/2/datatype", json!("FP16"), "values of type `FP16`"),
            ("/outputs/2/datatype", json!("INT64"), "holds 2.5, which is no INT64"),
            ("/outputs/1/data", json!([7, 3_000_000_000_u64]), "holds 3000000000, which is no INT32"),
            ("/outputs/2/data/0", json!(1e39), "which is no FP32"),
            ("/outputs/2/shape", json!([3, 2]), "shape [3, 2] instead of [2, 3]"),
            ("/outputs/2/shape", json!([6]), "shape [6] instead of [2, 3]"),
            ("/outputs/2/shape", json!([2, 3, 1]), "shape [2, 3, 1]"),
            ("/outputs/2/shape", json!([-2, 3]), "no inference answer"),
            ("/outputs/2/shape", json!([u64::MAX, u64::MAX]), "instead of [2, 3]"),
            ("/outputs/2/data", json!([1, 2, 3, 4, 5]), "has 5 values"),
            ("/outputs/2/data", json!([1, 2, 3, 4, 5, 6, 7]), "has 7 values"),
            ("/outputs/2/data", json!([[1, 2], [3, 4], [5, 6]]), "do not fill its shape"),
            ("/outputs/2/data", json!([[1, 2, 3], 4, 5, 6]), "do not fill its shape"),
            ("/outputs/2/data", json!([[[1, 2, 3]], [4, 5, 6]]), "else than finite numbers"),
            ("/outputs/2/data/4", Value::Null, "else than finite numbers"),
            ("/outputs/2/data/4", json!("NaN"), "else than finite numbers"),
            ("/outputs/2/data/4", json!(true), "else than finite numbers"),
            ("/outputs/2/data", json!("AAAA"), "no inference answer"),
        ];
        for (at, value, why) in cases {
            let mut answer = good();
            *answer.pointer_mut(at).unwrap() = value;
            let said = asked(&answer.to_string()).unwrap_err();
            assert!(said.contains(why), "{at}: {said}");
        }
    }

    #[test]
    fn texts_that_are_no_answer() {
        let long = format!(r#"{{"error":"{}"}}"#, "ab\\n".repeat(300));
        let twice = good().to_string().replacen("{", r#"{"model_name":"m","#, 1);
        for (text, why) in [
            ("", "no JSON object"),
            ("<html>502</html>", "no JSON object"),
            ("[null,\"m\",\"2\",[]]", "no JSON object"),
            ("{", "no inference answer"),
            (&twice, "duplicate field `model_name`"),
            (
                r#"{"model_name":"m","outputs":[{"name":"y","shape":[2,3],"datatype":"FP64","data":[1e999]}]}"#,
                "number out of range",
            ),
            (
                r#"{"model_name":"m","outputs":[{"name":"y","shape":[2,3],"datatype":"FP64","data":[NaN]}]}"#,
                "no inference answer",
            ),
            (&format!(r#"{{"outputs":{}"#, "[".repeat(100_000)), "no inference answer"),
            (r#"{"error":"the model is busy"}"#, "the server says: the model is busy"),
            (r#"{"error":{"code":7}}"#, r#"the server says: {"code":7}"#),
            (&long, "the server says: abab"),
            (&format!("{{{}}}", " ".repeat(MAX_ANSWER_BYTES)), "more than 4194304 bytes"),
        ] {
            let said = asked(text).unwrap_err();
            assert!(said.contains(why) && said.chars().count() < 300, "{said}");
        }
    }

    #[test]
    fn a_refusal_has_the_servers_words() {
        for (body, said) in [
            (r#"{"error":"no\u0007 such model"}"#, "the server refused with status 404: no such model"),
            ("<html>", "the server refused with status 404"),
            (r#"{"detail":"x"}"#, "the server refused with status 404"),
        ] {
            assert_eq!(refusal(404, body), said);
        }
    }
}
