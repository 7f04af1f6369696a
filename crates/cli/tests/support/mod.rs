//! The built command, the example bundle, and requests to a running service.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]
#![allow(dead_code, reason = "each test file uses a part of this")]

pub mod document;
pub mod follow;
pub mod manifests;
pub mod onnx;
pub mod site;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

pub const MODEL: &str = "/v2/models/pump-station-hydraulics";
pub const INFER: &str = "/v2/models/pump-station-hydraulics/infer";
pub const INPUTS: [&str; 9] = [
    "wet_well_level",
    "head_tank_level",
    "water_temperature",
    "run_1",
    "run_2",
    "run_3",
    "wear_1",
    "wear_2",
    "wear_3",
];

/// Folder of the example bundle.
pub fn bundle() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/pump-station/bundle")
}

/// Row `i`: no two of the first 2000 are the same, all lie in the domain.
pub fn row(i: usize) -> [f64; 9] {
    let x = (i % 2000) as f64;
    let on = |k: usize| (i / k % 2) as f64;
    [0.7 + x / 1000.0, 0.5 + x / 500.0, 2.0 + x / 150.0, on(1), on(2), on(4), x / 20_000.0, 0.05, 0.1]
}

/// A row as `twinlet predict` takes it.
pub fn line(row: &[f64]) -> Value {
    INPUTS
        .iter()
        .zip(row)
        .map(|(name, x)| ((*name).to_owned(), json!(x)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// Rows as an inference request.
pub fn request(rows: &[[f64; 9]]) -> Value {
    let tensor = |(i, name): (usize, &&str)| {
        let data: Vec<f64> = rows.iter().map(|row| row[i]).collect();
        json!({ "name": name, "shape": [rows.len(), 1], "datatype": "FP64", "data": data })
    };
    json!({ "inputs": INPUTS.iter().enumerate().map(tensor).collect::<Vec<_>>() })
}

/// The same request with one field of the tensor of an input changed.
pub fn with(input: &str, field: &str, value: Value) -> Value {
    let mut request = request(&[row(0), row(1)]);
    let i = INPUTS.iter().position(|name| *name == input).unwrap();
    request["inputs"][i][field] = value;
    request
}

/// Runs the command with a text as its standard input.
pub fn twinlet(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twinlet"));
    let piped = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_owned());
    // A command that refuses its bundle closes its input unread.
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).is_ok());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// A service on a free port, ended with the test.
pub struct Service {
    pub child: Child,
    pub address: String,
    agent: ureq::Agent,
}

/// A status and the body as JSON, or as text where it is none.
pub type Reply = (u16, Value);

impl Service {
    pub fn start(arguments: &[&str]) -> Self {
        Self::of(&bundle(), arguments)
    }

    /// A service of another bundle.
    pub fn of(bundle: &Path, arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_twinlet"));
        let command = command.arg("serve").arg("--api").arg(bundle).args(["--port", "0"]).args(arguments);
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split("http://").nth(1).unwrap_or_else(|| panic!("no address in `{line}`"));
        let address = address.split(' ').next().unwrap().to_owned();
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Self { child, address, agent }
    }

    pub fn get(&self, path: &str) -> Reply {
        reply(self.agent.get(format!("http://{}{path}", self.address)).call().unwrap())
    }

    pub fn delete(&self, path: &str) -> Reply {
        reply(self.agent.delete(format!("http://{}{path}", self.address)).call().unwrap())
    }

    pub fn post(&self, path: &str, content_type: &str, body: &[u8]) -> Reply {
        let request = self.agent.post(format!("http://{}{path}", self.address)).content_type(content_type);
        reply(request.send(body).unwrap())
    }

    pub fn infer(&self, request: &Value) -> Reply {
        self.post(INFER, "application/json", request.to_string().as_bytes())
    }

    /// What comes back to bytes on a bare connection, up to its end.
    pub fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = std::net::TcpStream::connect(&self.address).unwrap();
        stream.write_all(bytes).unwrap();
        let mut back = Vec::new();
        std::io::Read::read_to_end(&mut stream, &mut back).unwrap();
        String::from_utf8_lossy(&back).into_owned()
    }
}

fn reply(mut response: ureq::http::Response<ureq::Body>) -> Reply {
    let text = response.body_mut().with_config().limit(100 << 20).read_to_string().unwrap();
    (response.status().as_u16(), serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The data of an output tensor.
pub fn data(reply: &Value, name: &str) -> Vec<f64> {
    let outputs = reply["outputs"].as_array().unwrap();
    let tensor = outputs.iter().find(|tensor| tensor["name"] == name).unwrap_or_else(|| panic!("no {name}"));
    tensor["data"].as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}
