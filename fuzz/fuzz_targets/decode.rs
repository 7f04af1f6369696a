//! What the scan lets through is decoded, and its inputs and outputs are read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use twinlet_onnx::{Limits, fuzzing};

fuzz_target!(|bytes: &[u8]| {
    if let Err(refusal) = fuzzing::decode(bytes, &Limits::default()) {
        assert!(["scan", "decode", "load"].contains(&refusal.code), "{refusal}");
    }
});
