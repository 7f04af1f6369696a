//! A what-if app with a remote model: asked at `twinlet serve`, at nothing, and at a server that answers nonsense.
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod support;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use support::{Service, twinlet};
use tempfile::TempDir;
use twinlet_core::bundle::{INDEX, Index, MODEL, MODEL_JSON};

/// Mean load in per cent and highest ambient temperature of days like the first held-out one.
const DAYS: [(&str, &str); 4] = [("81", "36.5"), ("80", "35"), ("79", "34"), ("78", "33.5")];

/// Folder of the local bundle.
fn local() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/transformer/bundle")
}

/// The same contract, domain and intervals, evaluated elsewhere: each slot a tensor, as `twinlet serve` takes them.
fn write_remote_bundle(folder: &Path) {
    let mut files = std::collections::BTreeMap::new();
    for entry in std::fs::read_dir(local()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        files.insert(name, std::fs::read(path).unwrap());
    }
    files.retain(|name, _| name != MODEL && name != INDEX);
    let mut contract: Value = serde_json::from_slice(&files["contract.json"]).unwrap();
    contract["model"]["kind"] = json!("remote");
    for side in ["inputs", "outputs"] {
        for slot in contract[side].as_array_mut().unwrap() {
            (slot["tensor"], slot["slot"]) = (slot["name"].clone(), json!(0));
        }
    }
    let model =
        json!({ "protocol": "open_inference_v2", "model": contract["model"]["id"], "version": "1.0.0" });
    files.insert("contract.json".into(), contract.to_string().into_bytes());
    files.insert(MODEL_JSON.into(), model.to_string().into_bytes());
    let index = Index::over("distribution-transformer", "1.0.0", &files);
    files.insert(INDEX.into(), serde_json::to_vec(&index).unwrap());
    std::fs::create_dir_all(folder).unwrap();
    files.iter().for_each(|(name, bytes)| std::fs::write(folder.join(name), bytes).unwrap());
}

/// Inputs of the first held-out day.
fn day() -> Value {
    let text = std::fs::read_to_string(local().join("heldout.json")).unwrap();
    serde_json::from_str::<Value>(&text).unwrap()["days"][0]["inputs"].clone()
}

/// A folder with the remote bundle and an app whose `detailed` model is asked at an address.
fn app(address: &str, fallback: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    write_remote_bundle(&folder.path().join("remote"));
    let text = format!(
        r#"
twinlet: 1
app: {{ id: loading, title: Loading, version: 1.0.0, summary: How hot a transformer gets. }}
models:
  detailed: {{ bundle: remote, version: 1.0.0, remote: {{ url: "http://{address}", timeout_s: 2 }}{fallback} }}
  quick: {{ bundle: {:?}, version: 1.0.0 }}
inputs:
  load: {{ title: Load, unit: "%", range: {{ min: 0, max: 150 }}, step: 1, default: 81, profile: {{ file: load.json, normalisation: mean }} }}
  ambient: {{ title: Ambient, unit: Cel, range: {{ min: -20, max: 40 }}, step: 0.5, default: 36.5, profile: {{ file: ambient.json, normalisation: peak_offset }} }}
graph:
  nodes:
    far:
      model: detailed
      inputs: {{ load: {{ input: load }}, ambient: {{ input: ambient }}, initial_top_oil: {{ value: 72.9 }} }}
    near:
      model: quick
      inputs: {{ load: {{ input: load }}, ambient: {{ input: ambient }}, initial_top_oil: {{ value: 72.9 }} }}
outputs:
  far: {{ node: far, output: hot_spot }}
  near: {{ node: near, output: hot_spot }}
"#,
        local()
    );
    for input in ["load", "ambient"] {
        let profile = json!({ "values": day()[input], "source": "the first held-out day" });
        std::fs::write(folder.path().join(format!("{input}.json")), profile.to_string()).unwrap();
    }
    std::fs::write(folder.path().join("twin.yaml"), text).unwrap();
    folder
}

/// The answer to a load and an ambient temperature.
fn ask(app: &TempDir, (load, ambient): (&str, &str), more: &[&str]) -> Value {
    let (load, ambient) = (format!("load={load}"), format!("ambient={ambient}"));
    let run = ["run", app.path().to_str().unwrap(), "--format", "json", "--set", &load, "--set", &ambient];
    let output = twinlet(&[&run, more].concat(), "");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The worst relative difference between the remote and the local answer, over values and both ends.
fn difference(answer: &Value) -> f64 {
    let list = |i: usize, part: &str| -> Vec<f64> {
        let values = answer["outputs"][i]["series"][part].as_array().unwrap_or_else(|| panic!("{answer}"));
        values.iter().map(|x| x.as_f64().unwrap()).collect()
    };
    let of = |part| {
        let (far, near) = (list(0, part), list(1, part));
        assert_eq!((far.len(), near.len()), (24, 24));
        far.iter().zip(&near).map(|(a, b)| (a - b).abs() / b.abs().max(1.0)).fold(0.0, f64::max)
    };
    ["values", "low", "high"].map(of).into_iter().fold(0.0, f64::max)
}

fn node(answer: &Value) -> (&str, &str) {
    let node = answer["nodes"].as_array().unwrap().iter().find(|node| node["id"] == "far").unwrap();
    (node["model"].as_str().unwrap(), node["notice"].as_str().unwrap_or_default())
}

#[test]
fn a_server_answers_with_the_local_digits_and_the_local_model_when_it_is_gone() {
    let service = Service::of(&local(), &[]);
    let app = app(&service.address, ", fallback: quick");
    for case in DAYS {
        let answer = ask(&app, case, &[]);
        assert_eq!(node(&answer), ("detailed", ""));
        assert!(difference(&answer) < 1e-6, "{case:?}: {}", difference(&answer));
    }
    let offline = ask(&app, DAYS[0], &["--offline"]);
    let said = "`detailed` did not answer (`--offline`); the local model `quick` answered";
    assert_eq!(node(&offline), ("quick", said));
    drop(service);
    let answer = ask(&app, DAYS[1], &[]);
    let (model, notice) = node(&answer);
    assert_eq!((model, difference(&answer)), ("quick", 0.0));
    assert!(notice.starts_with("`detailed` did not answer (nothing listens there)"), "{notice}");
    let text = twinlet(&["run", app.path().to_str().unwrap()], "");
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("Notice: `detailed` did not answer"), "{text}");
}

/// A server that gives the same bytes to every request, or nothing at all.
fn nonsense(reply: Option<String>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        let mut open = Vec::new();
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let Some(reply) = &reply else {
                open.push(stream);
                continue;
            };
            let _ = stream.read(&mut [0; 1 << 16]);
            let _ = stream.write_all(reply.as_bytes());
        }
    });
    address
}

fn http(status: &str, more: &str, body: &str) -> Option<String> {
    Some(format!(
        "HTTP/1.1 {status}\r\n{more}content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    ))
}

#[test]
fn nonsense_is_refused_and_the_local_model_answers() {
    let tensor = |name: &str, x: f64| json!({ "name": name, "shape": [1, 24], "datatype": "FP64", "data": vec![x; 24] });
    let hot = |model: &str, x: f64| {
        json!({ "model_name": model, "outputs": [tensor("hot_spot", x), tensor("top_oil", x)] }).to_string()
    };
    let cases = [
        (http("200 OK", "", "<html>"), "gave no usable answer (the answer is no JSON object)"),
        (http("200 OK", "", r#"{"error":"out of memory"}"#), "(the server says: out of memory)"),
        (
            http("200 OK", "", &hot("another", 80.0)),
            "(`another` answered instead of `distribution-transformer`)",
        ),
        (http("200 OK", "", &hot("distribution-transformer", 1e6)), "outside its plausible"),
        (http("503 Busy", "", r#"{"error":"later"}"#), "(the server refused with status 503: later)"),
        (http("307 Go", "location: http://127.0.0.1:9/\r\n", ""), "(the server refused with status 307)"),
        (Some("garbage\r\n\r\n".into()), "did not answer"),
        (None, "did not answer (timed out after 2 s)"),
    ];
    for (reply, why) in cases {
        let answer = ask(&app(&nonsense(reply), ", fallback: quick"), DAYS[0], &[]);
        let (model, notice) = node(&answer);
        assert!(notice.contains(why) && notice.ends_with("; the local model `quick` answered"), "{notice}");
        assert_eq!((model, difference(&answer)), ("quick", 0.0));
    }
}

#[test]
fn without_a_stand_in_there_is_no_number() {
    let answer = ask(&app(&nonsense(http("200 OK", "", "[]")), ""), DAYS[0], &[]);
    assert_eq!(node(&answer), ("detailed", ""));
    assert_eq!(
        (&answer["outputs"][0]["series"], &answer["outputs"][0]["state"]),
        (&Value::Null, &json!("out"))
    );
    let reason = "No answer from far: `detailed` gave no usable answer (the answer is no JSON object).";
    assert_eq!(answer["domain"]["reasons"], json!([reason]));
}

#[test]
fn predict_asks_a_remote_bundle() {
    let service = Service::of(&local(), &[]);
    let app = app(&service.address, "");
    let (remote, url) = (app.path().join("remote"), format!("http://{}", service.address));
    let mut outside = day();
    outside["load"][3] = json!(9.0);
    let lines = format!("{}\n{outside}\n{}\n", day(), day());
    let there = twinlet(&["predict", remote.to_str().unwrap(), "--url", &url], &lines);
    let here = twinlet(&["predict", local().to_str().unwrap()], &lines);
    let (there, here) = (String::from_utf8(there.stdout).unwrap(), String::from_utf8(here.stdout).unwrap());
    assert_eq!((here.matches("hot_spot").count(), &there), (2, &here));
    for (arguments, why) in [
        (vec!["predict", remote.to_str().unwrap()], "is evaluated elsewhere"),
        (vec!["predict", local().to_str().unwrap(), "--url", &url], "is evaluated here"),
        (
            vec!["predict", remote.to_str().unwrap(), "--url", "http://models.plant.example"],
            "is another machine",
        ),
    ] {
        let output = twinlet(&arguments, "");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(why), "{said}");
    }
}
