//! What the scan lets through is opened and answers one row. Tight limits, so that a slow file is a finding.
#![no_main]

use libfuzzer_sys::fuzz_target;
use twinlet_onnx::{Limits, Model, fuzzing};

fuzz_target!(init: quiet(), |bytes: &[u8]| {
    let limits = Limits { nodes: 64, tensor: 1 << 16, constants: 1 << 17, tensors: 1 << 18, work: 1 << 22, ..Limits::default() };
    if let Ok(model) = Model::open_within(bytes, &limits) {
        let _ = model.run(fuzzing::row(&model));
    }
});

/// The crate turns a panic of the engine into an error; libFuzzer's hook would end the process before.
fn quiet() {
    std::panic::set_hook(Box::new(|_| {}));
}
