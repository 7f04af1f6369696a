//! Constants that are not what they say.

use super::super::build::*;
use super::super::write::Message;
use super::*;

pub fn cases() -> Vec<Case> {
    let bias = |tensor: Message| around(&layer(), &[weights()[0].clone(), tensor]);
    let entry = |key: &str, value: &str| Message::default().text(1, key).text(2, value);
    let empty = |dims: &[i64]| Message::default().packed(1, dims).int(2, F32).text(8, "b");
    let outside = |place: &str| bias(empty(&[2]).message(13, &entry("location", place)).int(14, 1));
    let nan = f32::NAN;
    let denormal = f32::from_bits(1);
    vec![
        case("raw data that are too short", SCAN, bias(tensor("b", F32, &[2], &[0; 7]))),
        case("raw data that are too long", SCAN, bias(tensor("b", F32, &[2], &[0; 9]))),
        case("no data", SCAN, bias(empty(&[2]))),
        case("a list of another length", SCAN, bias(empty(&[2]).bytes(4, &[0; 12]))),
        case("a list of another type", SCAN, bias(empty(&[2]).packed(5, &[1, 2]))),
        case("raw data and a list", SCAN, bias(empty(&[2]).bytes(4, &[0; 8]).bytes(9, &[0; 8]))),
        case("a negative length", SCAN, bias(tensor("b", F32, &[-2], &[]))),
        case("the most negative length", SCAN, bias(tensor("b", F32, &[i64::MIN], &[]))),
        case("a length of zero among others", SCAN, bias(tensor("b", F32, &[0, 1 << 40], &[]))),
        case("a length of 2^62", SCAN, bias(tensor("b", F32, &[1 << 62], &[0; 8]))),
        case("lengths whose product overflows to 0", SCAN, bias(tensor("b", F32, &[1 << 32, 1 << 32], &[]))),
        case(
            "lengths whose product overflows to 2",
            SCAN,
            bias(tensor("b", F32, &[i64::MAX, i64::MAX, 2], &[0; 8])),
        ),
        case("100 axes", SCAN, bias(tensor("b", F32, &[1; 100], &[0; 4]))),
        case("1 Mi axes", SCAN, bias(tensor("b", F32, &vec![1; 1 << 20], &[0; 4]))),
        case("an element type of 0", SCAN, bias(tensor("b", 0, &[2], &[0; 8]))),
        case("an element type of 99", SCAN, bias(tensor("b", 99, &[2], &[0; 8]))),
        case("complex numbers", SCAN, bias(tensor("b", 14, &[2], &[0; 16]))),
        case("4-bit numbers", SCAN, bias(tensor("b", 22, &[2], &[0; 1]))),
        case(
            "weights of another type than the input",
            Expected::Either,
            bias(tensor("b", 11, &[2], &[0; 16])),
        ),
        case("whole numbers as weights", Expected::Either, bias(ints("b", &[2], &[1, 2]))),
        case(
            "texts as weights",
            Expected::Either,
            bias(Message::default().packed(1, &[2]).int(2, 8).text(6, "a").text(6, "b").text(8, "b")),
        ),
        case("texts in raw form", SCAN, bias(tensor("b", 8, &[2], b"ab"))),
        case(
            "texts that are not UTF-8",
            LOAD,
            bias(Message::default().packed(1, &[1]).int(2, 8).bytes(6, &[0xff]).text(8, "b")),
        ),
        case("data in another file", SCAN, outside("weights.bin")),
        case("data in `../../etc/passwd`", SCAN, outside("../../etc/passwd")),
        case("data in `/dev/zero`", SCAN, outside("/dev/zero")),
        case(
            "data in another file, not said so",
            SCAN,
            bias(empty(&[2]).message(13, &entry("location", "../x")).bytes(9, &[0; 8])),
        ),
        case(
            "segments",
            SCAN,
            bias(empty(&[2]).message(3, &Message::default().int(1, 0).int(2, 9)).bytes(9, &[0; 8])),
        ),
        case("weights that are not numbers", SCAN, bias(floats("b", &[2], &[nan, 1.0]))),
        case(
            "infinite weights",
            Expected::Either,
            bias(floats("b", &[2], &[f32::INFINITY, f32::NEG_INFINITY])),
        ),
        case("denormal weights", Expected::Runs, bias(floats("b", &[2], &[denormal, -denormal]))),
        case("the largest weights", Expected::Either, bias(floats("b", &[2], &[f32::MAX, f32::MAX]))),
    ]
}
