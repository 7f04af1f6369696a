//! The files of a reference, by their names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value as Json;
use twinlet_onnx::{Data, Value};

use crate::compare::{numbers, scale};
use crate::{Result, bad, npy};

const MODEL: &str = "model.onnx";
const NAMES: &str = "name the files `b{rows}.in{k}.npy` and `b{rows}.out{k}.npy`, in the order of the model's inputs and outputs";

/// A model with stored inputs and answers.
pub struct Folder {
    files: BTreeMap<String, Vec<u8>>,
}

impl Folder {
    /// Reads the files of a folder, without those of folders inside.
    ///
    /// # Errors
    /// What cannot be read, and why.
    pub fn open(folder: &Path) -> Result<Self> {
        let unreadable = |path: &Path, error: std::io::Error| {
            bad(&path.display().to_string(), format!("cannot be read: {error}"))
        };
        let mut files = BTreeMap::new();
        for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
            let path = entry.map_err(|error| unreadable(folder, error))?.path();
            if let (true, Some(name)) = (path.is_file(), path.file_name()) {
                let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, error))?;
                files.insert(name.to_string_lossy().into_owned(), bytes);
            }
        }
        Ok(Self::of(files))
    }

    /// The same from bytes by file name.
    pub fn of(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self { files }
    }

    /// The bytes of `model.onnx`.
    ///
    /// # Errors
    /// When there is none.
    pub fn model(&self) -> Result<&[u8]> {
        let model = self.files.get(MODEL).map(Vec::as_slice);
        model.ok_or_else(|| bad(MODEL, "is not in the folder; put the model there under this name"))
    }

    /// Numbers of rows for which there are inputs, ascending.
    pub fn batches(&self) -> Vec<usize> {
        let rows = |name: &String| name.strip_prefix('b')?.split_once(".in")?.0.parse().ok();
        self.files.keys().filter_map(rows).collect::<BTreeSet<usize>>().into_iter().collect()
    }

    /// The stored inputs of a batch, in the model's order.
    ///
    /// # Errors
    /// When a file cannot be read as a tensor, or there is none.
    pub fn inputs(&self, rows: usize) -> Result<Vec<Value>> {
        self.tensors(rows, "in")
    }

    /// The stored answers to a batch, in the model's order.
    ///
    /// # Errors
    /// When a file cannot be read as a tensor, or there is none.
    pub fn outputs(&self, rows: usize) -> Result<Vec<Value>> {
        self.tensors(rows, "out")
    }

    /// What an output is exactly, where that is stored.
    ///
    /// # Errors
    /// When the file cannot be read as a tensor.
    pub fn exact(&self, rows: usize, output: usize) -> Result<Option<Value>> {
        self.tensor(&format!("b{rows}.exact{output}"))
    }

    /// The largest magnitude of an output in everything that is stored for it; 0 for texts and whole numbers.
    ///
    /// # Errors
    /// When a file cannot be read as a tensor.
    pub fn scale(&self, output: usize) -> Result<f64> {
        let stored = self.batches().into_iter().map(|rows| self.tensor(&format!("b{rows}.out{output}")));
        let scales =
            stored.map(|value| Ok(value?.and_then(|value| numbers(&value)).map_or(0.0, |x| scale(&x))));
        Ok(scales.collect::<Result<Vec<f64>>>()?.into_iter().fold(0.0, f64::max))
    }

    /// A file by its name without ending.
    fn tensor(&self, name: &str) -> Result<Option<Value>> {
        let npy = self.files.get_key_value(&format!("{name}.npy"));
        let Some((name, bytes)) = npy.or_else(|| self.files.get_key_value(&format!("{name}.json"))) else {
            return Ok(None);
        };
        let value = if name.ends_with(".npy") { npy::read(bytes) } else { texts(bytes) };
        value.map(Some).map_err(|problem| bad(name, problem))
    }

    fn tensors(&self, rows: usize, side: &str) -> Result<Vec<Value>> {
        let numbered = (0..).map(|k| self.tensor(&format!("b{rows}.{side}{k}")).transpose());
        let tensors = numbered.map_while(|tensor| tensor).collect::<Result<Vec<_>>>()?;
        match tensors.is_empty() {
            true => Err(bad(&format!("b{rows}.{side}0.npy"), format!("is not in the folder; {NAMES}"))),
            false => Ok(tensors),
        }
    }
}

fn texts(bytes: &[u8]) -> std::result::Result<Value, String> {
    let json: Json = serde_json::from_slice(bytes).map_err(|error| format!("is no JSON: {error}"))?;
    let list = |key: &str| json[key].as_array().map(Vec::as_slice);
    let shape = list("shape").map(|all| all.iter().map(|n| n.as_u64().map(|n| n as usize)).collect());
    let data = list("data").map(|all| all.iter().map(|text| text.as_str().map(str::to_owned)).collect());
    let (Some(Some(shape)), Some(Some(data))) = (shape, data) else {
        return Err("is not of the form {\"shape\": [1, 1], \"data\": [\"a\"]}".to_owned());
    };
    Value::new(shape, Data::Text(data)).map_err(|refusal| format!("does not fit: {}", refusal.message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> Folder {
        Folder::of(files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect())
    }

    #[test]
    fn finds_batches_and_reads_texts() {
        let text = r#"{"shape": [2, 1], "data": ["a", "b"]}"#;
        let folder =
            folder(&[("b256.in0.npy", ""), ("b7.in0.json", text), ("b7.in1.json", text), ("meta.json", "")]);
        assert_eq!(folder.batches(), [7, 256]);
        let value = Value::new(vec![2, 1], Data::Text(vec!["a".into(), "b".into()])).unwrap();
        assert_eq!(folder.inputs(7).unwrap(), [value.clone(), value]);
    }

    #[test]
    fn says_which_file_is_wrong() {
        let folder = folder(&[
            ("b1.in0.npy", "x"),
            ("b2.in0.json", "{}"),
            ("b3.in0.json", r#"{"shape":[3],"data":["a"]}"#),
        ]);
        let said = |result: Result<Vec<Value>>| result.unwrap_err().to_string();
        assert!(said(folder.inputs(1)).starts_with("`b1.in0.npy` is not in NumPy's format"));
        assert!(said(folder.inputs(2)).starts_with("`b2.in0.json` is not of the form"));
        assert!(said(folder.inputs(3)).starts_with("`b3.in0.json` does not fit"));
        assert!(said(folder.outputs(1)).starts_with("`b1.out0.npy` is not in the folder"));
        assert!(folder.model().unwrap_err().to_string().contains("model.onnx"));
    }
}
