//! Requests that `twinlet serve --api` does not answer, and that none of them does harm.

mod support;

use serde_json::{Value, json};
use support::{INFER, MODEL, Service, request, row, with};

fn check(service: &Service, body: &Value, status: u16, expected: &str) {
    let reply = service.infer(body);
    let text = reply.1["error"].as_str().unwrap_or_default();
    assert!(reply.0 == status && text.contains(expected), "{body:.200}: {reply:?}");
}

#[test]
fn addresses_methods_and_types() {
    let service = Service::start(&[]);
    let good = request(&[row(0)]).to_string();
    let typed = |kind: &str| service.post(INFER, kind, good.as_bytes());
    for (reply, status, expected) in [
        (service.get("/v2/models/other"), 404, "no model `other` here, only `pump-station-hydraulics`"),
        (service.get("/v2/models/other/ready"), 404, "no model `other`"),
        (service.get("/v2/models/%ff"), 404, "cannot be read"),
        (service.get(&format!("{MODEL}/versions/2.0.0")), 404, "no version `2.0.0`"),
        (
            service.post("/v2/models/other/infer", "application/json", good.as_bytes()),
            404,
            "no model `other`",
        ),
        (
            service.post(&format!("{MODEL}/versions/9/infer"), "application/json", good.as_bytes()),
            404,
            "no version `9`",
        ),
        (service.get("/v3"), 404, "nothing at `/v3`"),
        (service.get(INFER), 405, "takes no GET"),
        (service.delete(MODEL), 405, "takes no DELETE"),
        (typed("text/plain"), 415, "content-type: application/json"),
        (typed("application/octet-stream"), 415, "content-type: application/json"),
        (typed("application/json; charset=utf-8"), 200, ""),
        (
            service.post(&format!("{MODEL}/versions/1.1.0/infer"), "application/json", good.as_bytes()),
            200,
            "",
        ),
    ] {
        let text = reply.1["error"].as_str().unwrap_or_default();
        assert!(reply.0 == status && text.contains(expected), "{expected}: {reply:?}");
    }
    let head = |more: &str| {
        format!(
            "POST {INFER} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {}\r\n{more}\r\n{good}",
            good.len()
        )
    };
    assert!(
        service.raw(head("").as_bytes()).starts_with("HTTP/1.1 200"),
        "no content type is taken for JSON"
    );
    assert!(service.raw(head("inference-header-content-length: 9\r\n").as_bytes()).contains("415"));
    let allow =
        service.raw(format!("GET {INFER} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").as_bytes());
    assert!(allow.to_lowercase().contains("allow: post"), "{allow}");
}

#[test]
fn bodies_that_are_no_request() {
    let service = Service::start(&[]);
    for body in [
        json!([]),
        json!(7),
        json!({}),
        json!({ "inputs": {} }),
        json!({ "inputs": [["wear_1", [1], "FP64", null, [0]]] }),
    ] {
        check(&service, &body, 400, "the body is no inference request");
    }
    for (field, value, expected) in [
        ("name", json!(3), "expected a string"),
        ("shape", json!([-2]), "whole number"),
        ("shape", json!("2"), "expected a sequence"),
        ("datatype", json!("BYTES"), "send one of FP64, FP32, BOOL"),
        ("datatype", Value::Null, "expected a string"),
        ("data", json!(["NaN", 1]), "expected a finite number"),
        ("data", json!([null, 1]), "expected a finite number"),
        ("data", json!([[[1]], [[1]]]), "nested deeper"),
        ("data", json!([[1], 1]), "mixes"),
        ("parameters", json!([]), "expected an object"),
    ] {
        check(&service, &with("wear_1", field, value), 400, expected);
    }
    let mut parameters = request(&[row(0)]);
    parameters["parameters"] = json!({ "allow_out_of_domain": "yes" });
    check(&service, &parameters, 400, "expected a boolean");
}

#[test]
fn requests_that_the_contract_does_not_take() {
    let service = Service::start(&[]);
    for (input, field, value, expected) in [
        ("wear_1", "name", json!("speed"), "`speed` is no input of this model; it has wet_well_level"),
        ("wear_1", "name", json!("wear_2"), "`wear_2` is given twice"),
        ("wear_1", "shape", json!([2, 2]), "the model takes [rows, 1] or [rows]"),
        ("wear_1", "shape", json!([]), "the model takes [rows, 1]"),
        ("wear_1", "shape", json!([0, 1]), "at least one row"),
        ("wear_1", "shape", json!([3, 1]), "2 values"),
        ("wear_1", "shape", json!([u64::MAX, 1]), "2 values"),
        ("wear_1", "shape", json!([1e300, 1]), "2 values"),
        ("wear_1", "data", json!([[0.1, 0.1]]), "a row of 2 values"),
        ("wear_1", "data", json!([0.1, true]), "mixes true or false"),
        ("wear_1", "data", json!([1e300, 0.1]), "lies outside"),
        ("wear_1", "datatype", json!("INT8"), "no INT8"),
        ("run_1", "data", json!([0.5, 1]), "row 0 (counted from 0): `run_1` is 0.5; it is on (1) or off (0)"),
    ] {
        check(&service, &with(input, field, value), 422, expected);
    }
    let mut missing = request(&[row(0)]);
    missing["inputs"].as_array_mut().unwrap().pop();
    check(&service, &missing, 422, "`wear_3` is missing");
    let mut uneven = request(&[row(0), row(1)]);
    (uneven["inputs"][8]["shape"], uneven["inputs"][8]["data"]) = (json!([1]), json!([0.1]));
    check(&service, &uneven, 422, "`wet_well_level` has 2 rows and `wear_3` has 1");
    let mut wanted = request(&[row(0)]);
    wanted["outputs"] = json!([{ "name": "flow_1.mean" }]);
    check(&service, &wanted, 422, "`flow_1.mean` is no output");
}

#[test]
fn hostile_bodies_do_no_harm() {
    let service = Service::start(&["--deadline-s", "1"]);
    let good = request(&[row(0)]).to_string();
    let post = |body: &[u8]| service.post(INFER, "application/json", body);
    let deep = "[".repeat(1 << 20);
    for body in [
        &deep,
        &format!("{{\"x\": {deep}"),
        &format!("{{\"inputs\": {deep}"),
        &good.replace("0.05", "1e999"),
        &good.replace("0.05", "NaN"),
        &good.replace("0.05", "-Infinity"),
        &good.replace("\"inputs\"", "\"inputs\": [], \"inputs\""),
        &format!("{good}{good}"),
    ] {
        assert_eq!(post(body.as_bytes()).0, 400, "{body:.80}");
    }
    assert_eq!(post(b"\xff\xfe{}").0, 400);
    for end in (0..good.len()).step_by(17) {
        assert_eq!(post(&good.as_bytes()[..end]).0, 400, "the first {end} bytes");
    }
    let huge = format!("1{}", "0".repeat(400));
    assert_eq!(post(good.replace("0.05", &huge).as_bytes()).0, 400);
    let slow =
        service.raw(format!("POST {INFER} HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n\r\n{{").as_bytes());
    assert!(slow.starts_with("HTTP/1.1 408"), "{slow}");
    assert_eq!(post(good.as_bytes()).0, 200, "and it still answers");
}

#[test]
fn other_pages_ask_only_when_named() {
    let ask = |service: &Service, method: &str, origin: &str| {
        let request =
            format!("{method} /v2 HTTP/1.1\r\nhost: x\r\nconnection: close\r\norigin: {origin}\r\n\r\n");
        service.raw(request.as_bytes()).to_lowercase()
    };
    let closed = Service::start(&[]);
    assert!(!ask(&closed, "GET", "https://plant.example").contains("access-control"));
    assert!(ask(&closed, "OPTIONS", "https://plant.example").starts_with("http/1.1 405"));
    let open = Service::start(&["--allow-origin", "https://plant.example"]);
    let allowed = "access-control-allow-origin: https://plant.example";
    assert!(ask(&open, "GET", "https://plant.example").contains(allowed));
    assert!(ask(&open, "OPTIONS", "https://plant.example").starts_with("http/1.1 204"));
    assert!(!ask(&open, "GET", "https://other.example").contains("access-control"));
    assert!(ask(&open, "OPTIONS", "https://other.example").starts_with("http/1.1 405"));
}
