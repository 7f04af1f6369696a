//! Inputs and outputs of types and shapes that no surrogate has.

use super::super::build::*;
use super::super::write::Message;
use super::*;

pub fn cases() -> Vec<Case> {
    let with = |input: Message| file(&graph(&layer(), &weights(), &[input], &[value("y", F32, &[0, 2])])).0;
    let of = |kind: u32, inner: &Message| with(typed("x", &Message::default().message(kind, inner)));
    let float = Message::default().message(1, &Message::default().int(1, F32));
    let sequence = Message::default().message(4, &Message::default().message(1, &float));
    let output = |kind: &Message| {
        file(&graph(&layer(), &weights(), &[value("x", F32, &[0, 4])], &[typed("y", kind)])).0
    };
    let named = |text: &str| {
        let dims = [Message::default().text(2, text), Message::default().int(1, 4)];
        let shape = Message::default().messages(1, &dims);
        with(typed("x", &Message::default().message(1, &Message::default().int(1, F32).message(2, &shape))))
    };
    vec![
        case("an input that is a sequence", SCAN, of(4, &Message::default().message(1, &float))),
        case("an input that is a map", SCAN, of(5, &Message::default().int(1, I64))),
        case("an input that is a sparse tensor", SCAN, of(8, &Message::default().int(1, F32))),
        case("an input that is optional", SCAN, of(9, &Message::default().message(1, &float))),
        case("an input without a type", SCAN, with(Message::default().text(1, "x"))),
        case("an output that is a sequence without a ZipMap", SCAN, output(&sequence)),
        case("an input of complex numbers", SCAN, with(value("x", 15, &[0, 4]))),
        case("an input of the type 1,000", SCAN, with(value("x", 1000, &[0, 4]))),
        case("an input of texts for a network of numbers", LOAD, with(value("x", 8, &[0, 4]))),
        case(
            "an input of double precision for single weights",
            Expected::Either,
            with(value("x", 11, &[0, 4])),
        ),
        case("an input of a negative length", SCAN, with(value("x", F32, &[0, -4]))),
        case("an input of 2^40 columns", SCAN, with(value("x", F32, &[0, 1 << 40]))),
        case("an input of 2^62 rows and columns", SCAN, with(value("x", F32, &[1 << 62, 1 << 62]))),
        case("an input of 10 Mi columns", SCAN, with(value("x", F32, &[0, 10 << 20]))),
        case("an input of 50 axes", SCAN, with(value("x", F32, &[1; 50]))),
        case("an axis named by 1,000 brackets", SCAN, named(&("(".repeat(1000) + &")".repeat(1000)))),
        case(
            "an axis named by 16 brackets",
            Expected::Either,
            named(&("(".repeat(16) + "N" + &")".repeat(16))),
        ),
        case("an axis named by a division by zero", Expected::Either, named("N/0")),
        case("an axis named by a number that overflows", Expected::Either, named("99999999999999999999*N")),
        case(
            "an axis named by a product that overflows",
            Expected::Either,
            named("9223372036854775807*9223372036854775807*N"),
        ),
        case(
            "an output declared with another shape",
            Expected::Runs,
            file(&graph(&layer(), &weights(), &[value("x", F32, &[0, 4])], &[value("y", F32, &[7, 7])])).0,
        ),
        case(
            "an output declared with 2^40 columns",
            SCAN,
            file(&graph(
                &layer(),
                &weights(),
                &[value("x", F32, &[0, 4])],
                &[value("y", F32, &[0, 1 << 40])],
            ))
            .0,
        ),
    ]
}
