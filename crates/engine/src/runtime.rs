//! What opens an ONNX file: natively with tract in this program, in the browser's worker with tract in a module of its own.

use twinlet_onnx::{Model, Result};

/// Opens a file within the default limits.
///
/// # Errors
/// The refusal, with what to do.
#[cfg(any(feature = "tract", not(target_arch = "wasm32")))]
pub(crate) fn open(bytes: &[u8]) -> Result<Model> {
    Model::open(bytes)
}

/// Opens a file within the default limits.
///
/// # Errors
/// The refusal, with what to do.
#[cfg(not(any(feature = "tract", not(target_arch = "wasm32"))))]
pub(crate) fn open(bytes: &[u8]) -> Result<Model> {
    Model::open_with(bytes, &twinlet_onnx::Limits::default(), &crate::sandbox::Sandbox)
}

/// What a WebAssembly module that holds the engine calls first.
pub fn start() {
    #[cfg(feature = "tract")]
    twinlet_onnx::start();
}
