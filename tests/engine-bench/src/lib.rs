//! Real exports in a browser: checked against their references, and timed beside onnxruntime-web.
//!
//! `cargo xtask corpus` and `cargo xtask bench engines` build it, serve `page/` beside it and drive a browser there.

#[cfg(target_arch = "wasm32")]
mod bindings;
