//! `twinlet serve --api` as it is built: what it says, answers and keeps to.

mod support;

use serde_json::{Value, json};
use support::{INFER, INPUTS, MODEL, Service, bundle, data, line, request, row, twinlet, with};

#[test]
fn metadata_is_the_contract() {
    let service = Service::start(&[]);
    let (status, model) = service.get(MODEL);
    assert_eq!((status, &model["versions"]), (200, &json!(["1.1.0"])));
    let names: Vec<&Value> = model["inputs"].as_array().unwrap().iter().map(|t| &t["name"]).collect();
    assert_eq!(names, INPUTS);
    assert_eq!(
        (model["inputs"][0]["datatype"].as_str(), &model["inputs"][0]["shape"]),
        (Some("FP64"), &json!([-1, 1]))
    );
    assert_eq!(
        (model["inputs"][2]["parameters"]["unit"].as_str(), model["outputs"].as_array().unwrap().len()),
        (Some("Cel"), 36)
    );
    for (path, expected) in [
        ("/v2/health/live", json!({ "live": true })),
        ("/v2/health/ready", json!({ "ready": true })),
        (&format!("{MODEL}/ready"), json!({ "name": "pump-station-hydraulics", "ready": true })),
        (&format!("{MODEL}/versions/1.1.0"), model),
    ] {
        assert_eq!(service.get(path), (200, expected), "{path}");
    }
    assert_eq!(service.get("/v2").1["name"], "twinlet");
    let page = service.get("/").1;
    assert!(page.as_str().unwrap().contains("Hydraulics of a three-pump station"), "{page}");
}

#[test]
fn the_digits_are_those_of_predict() {
    let service = Service::start(&[]);
    let rows: Vec<[f64; 9]> = (0..40).map(row).collect();
    let lines: String = rows.iter().map(|row| format!("{}\n", line(row))).collect();
    let output = twinlet(&["predict", bundle().to_str().unwrap()], &lines);
    let (status, reply) = service.infer(&request(&rows));
    assert_eq!(status, 200, "{reply}");
    for (i, line) in String::from_utf8(output.stdout).unwrap().lines().enumerate() {
        let answer: Value = serde_json::from_str(line).unwrap();
        for (name, series) in answer["outputs"].as_object().unwrap() {
            for (part, list) in [("", "values"), (".low", "low"), (".high", "high")] {
                let served = data(&reply, &format!("{name}{part}"))[i];
                assert_eq!(
                    served.to_bits(),
                    series[list][0].as_f64().unwrap().to_bits(),
                    "{name}{part} row {i}"
                );
            }
        }
    }
    let flow = &reply["outputs"][0];
    assert_eq!(flow["parameters"], json!({ "unit": "m3/h", "coverage": 0.9, "interval": "pointwise" }));
    assert_eq!(reply["parameters"]["domain"], json!(vec!["in"; 40]));
}

#[test]
fn every_form_of_the_same_rows_gives_the_same_answer() {
    let service = Service::start(&[]);
    let (_, expected) = service.infer(&request(&[row(0), row(1)]));
    let mut reversed = request(&[row(0), row(1)]);
    reversed["inputs"].as_array_mut().unwrap().reverse();
    let mut null = request(&[row(0), row(1)]);
    (null["id"], null["parameters"], null["outputs"]) = (Value::Null, Value::Null, Value::Null);
    let cases = [
        reversed,
        null,
        with("wear_2", "data", json!([[0.05], [0.05]])),
        with("wear_2", "shape", json!([2])),
        with("wear_2", "shape", json!([2.0, 1.0])),
        with("wear_2", "parameters", json!({ "content_type": "np" })),
        with("run_1", "data", json!([0, 1])),
    ];
    for case in cases {
        assert_eq!(service.infer(&case), (200, expected.clone()), "{case}");
    }
    for (datatype, values) in
        [("BOOL", json!([false, true])), ("INT32", json!([0, 1])), ("UINT8", json!([0, 1.0]))]
    {
        let mut case = with("run_1", "data", values);
        case["inputs"][3]["datatype"] = json!(datatype);
        assert_eq!(service.infer(&case), (200, expected.clone()), "{case}");
    }
    let mut highest = with("wear_1", "data", json!([0.200_000_002_980_232_24, 0.2]));
    highest["inputs"][6]["datatype"] = json!("FP32");
    assert_eq!(service.infer(&highest).0, 200, "the FP32 value of 0.2 is 0.2");
    let mut named = request(&[row(0), row(1)]);
    (named["id"], named["outputs"]) = (json!("a-7"), json!([{ "name": "head_2" }]));
    let (_, reply) = service.infer(&named);
    let names: Vec<&Value> = reply["outputs"].as_array().unwrap().iter().map(|t| &t["name"]).collect();
    assert_eq!(names, ["head_2", "head_2.low", "head_2.high"]);
    assert_eq!(reply["id"], "a-7");
    assert_eq!(data(&reply, "head_2"), data(&expected, "head_2"));
}

#[test]
fn outside_the_domain_there_is_no_value() {
    let service = Service::start(&[]);
    let (mut rows, expected) = ([row(0), row(1), row(2)], service.infer(&request(&[row(0), row(2)])).1);
    rows[1][6] = 0.9;
    let (status, reply) = service.infer(&request(&rows));
    let text = reply["error"].as_str().unwrap();
    assert_eq!(status, 422);
    assert!(text.contains("1 of 3 rows") && text.contains("Row 1: Wear of pump 1"), "{text}");
    let mut allowed = request(&rows);
    allowed["parameters"] = json!({ "allow_out_of_domain": true });
    let (status, reply) = service.infer(&allowed);
    assert_eq!((status, &reply["parameters"]["rows"]), (200, &json!([0, 2])));
    assert_eq!(reply["parameters"]["domain"], json!(["in", "out", "in"]));
    assert!(reply["parameters"]["reasons"][1][0].as_str().unwrap().contains("0.9"), "{reply}");
    assert_eq!((&reply["outputs"], &reply["outputs"][0]["shape"]), (&expected["outputs"], &json!([2, 1])));
    rows = rows.map(|_| rows[1]);
    let mut none = request(&rows);
    none["parameters"] = json!({ "allow_out_of_domain": true });
    let (status, reply) = service.infer(&none);
    assert_eq!(
        (status, &reply["outputs"][0]["shape"], &reply["outputs"][0]["data"]),
        (200, &json!([0, 1]), &json!([]))
    );
}

#[test]
fn ten_thousand_rows_and_no_more_than_the_limits() {
    let service = Service::start(&["--max-rows", "10000", "--max-body-mib", "2", "--deadline-s", "120"]);
    let rows: Vec<[f64; 9]> = (0..10_001).map(row).collect();
    let (status, reply) = service.infer(&request(&rows[..10_000]));
    assert_eq!(status, 200, "{}", reply["error"]);
    let flow = data(&reply, "flow_1");
    assert_eq!(flow.len(), 10_000);
    assert_eq!(flow[..2000], flow[8000..]);
    assert_eq!(data(&service.infer(&request(&rows[4321..4322])).1, "flow_1")[0], flow[4321]);
    let (status, reply) = service.infer(&request(&rows));
    assert!(status == 413 && reply["error"].as_str().unwrap().contains("10001 rows"), "{reply}");
    let (status, reply) = service.post(INFER, "application/json", &vec![b' '; (2 << 20) + 1]);
    assert!(status == 413 && reply["error"].as_str().unwrap().contains("2097152 bytes"), "{reply}");
}

#[test]
fn the_openapi_examples_are_answered() {
    let service = Service::start(&[]);
    let (_, document) = service.get("/openapi.json");
    assert_eq!(document["openapi"], "3.1.0");
    let body =
        &document["paths"]["/v2/models/{name}/infer"]["post"]["requestBody"]["content"]["application/json"];
    let examples = body["examples"].as_object().unwrap();
    assert_eq!(examples.len(), 2);
    for (name, example) in examples {
        assert_eq!(service.infer(&example["value"]).0, 200, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn it_ends_when_told() {
    let mut service = Service::start(&[]);
    let process = service.child.id().to_string();
    assert!(std::process::Command::new("kill").args(["-TERM", &process]).status().unwrap().success());
    assert!(service.child.wait().unwrap().success());
}
