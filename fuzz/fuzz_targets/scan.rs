//! The walk over the bytes: any file is refused with a reason, or let through.
#![no_main]

use libfuzzer_sys::fuzz_target;
use twinlet_onnx::{Limits, fuzzing};

fuzz_target!(|bytes: &[u8]| {
    if let Err(refusal) = fuzzing::scan(bytes, &Limits::default()) {
        assert_eq!(refusal.code, "scan");
        assert!(!refusal.message.is_empty() && refusal.message.len() < 2_000 && !refusal.hint.is_empty());
    }
});
