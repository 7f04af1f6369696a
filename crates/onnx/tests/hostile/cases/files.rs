//! Files that are no models, and models that need what is not there.

use super::super::build::*;
use super::super::write::Message;
use super::*;

pub fn cases() -> Vec<Case> {
    let linear = linear();
    let cut = |length: usize| linear[..length].to_vec();
    let plus = |field: u32, message: &Message| Message(linear.clone()).message(field, message).0;
    let function =
        Message::default().text(1, "f").text(10, "own").messages(7, &[node("f", &["x"], &["y"], &[])]);
    let with_version = |version| {
        let graph = graph(&layer(), &weights(), &[value("x", F32, &[0, 4])], &[value("y", F32, &[0, 2])]);
        Message::default()
            .int(1, 8)
            .message(7, &graph)
            .message(8, &Message::default().text(1, "").int(2, version))
            .0
    };
    let notes = |count| (0..count).fold(Message(linear.clone()), |all, _| all.bytes(14, &[])).0;
    let long = |bytes| Message(linear.clone()).bytes(6, &vec![b'a'; bytes]).0;
    vec![
        case("a model that is in order", Expected::Runs, linear.clone()),
        case("an empty file", SCAN, vec![]),
        case("one byte", SCAN, vec![0x08]),
        case("a web page", SCAN, b"<!doctype html><html><body>404</body></html>".to_vec()),
        case("a JSON text", SCAN, b"{\"model\": 1}".to_vec()),
        case("a ZIP archive", SCAN, b"PK\x03\x04\x14\0\0\0\x08\0".to_vec()),
        case("a Python pickle", SCAN, b"\x80\x04\x95\x10\0\0\0\0\0\0\0".to_vec()),
        case("1 MiB of zeros", SCAN, vec![0; 1 << 20]),
        case("1 MiB of ones", SCAN, vec![0xff; 1 << 20]),
        case("cut off in the middle", SCAN, cut(linear.len() / 2)),
        case("cut off by one byte", SCAN, cut(linear.len() - 1)),
        case("a length that goes beyond the file", SCAN, vec![0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f, 0]),
        case("no graph", SCAN, Message::default().int(1, 8).message(8, &Message::default().int(2, 17)).0),
        case("two graphs", SCAN, plus(7, &graph(&[], &[], &[], &[]))),
        case("functions", SCAN, plus(25, &function)),
        case("training", SCAN, plus(20, &Message::default().message(1, &graph(&[], &[], &[], &[])))),
        case("opset 1", SCAN, with_version(1)),
        case("opset 99", SCAN, with_version(99)),
        case("opset -1", SCAN, with_version(-1)),
        case("no opset", SCAN, Message::default().int(1, 8).message(7, &graph(&[], &[], &[], &[])).0),
        case(
            "a node of an unknown set",
            SCAN,
            around(&[node("F", &["x"], &["y"], &[]).text(7, "evil")], &[]),
        ),
        case("a doc string of 7 MiB", Expected::Runs, long(7 << 20)),
        case("a doc string of 20 MiB", SCAN, long(20 << 20)),
        case("300,000 notes", Expected::Runs, notes(300_000)),
        case("2,000,000 notes", SCAN, notes(2_000_000)),
        case("groups 100,000 deep", SCAN, vec![0x0b; 100_000]),
    ]
}
