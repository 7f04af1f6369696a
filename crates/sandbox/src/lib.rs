//! tract in a WebAssembly module of its own. It imports nothing: a model that goes wrong can spend its instance's time and
//! memory, which the host takes away, and nothing else.
//!
//! One instance holds one model. The host asks for room, writes a message there, calls, and reads the answer from the same room;
//! [`twinlet_onnx::message`] has the form of both. After a trap the instance is dropped; `reason` still says why.

#[cfg(target_arch = "wasm32")]
mod exports;
