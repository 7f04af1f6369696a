//! The browser's worker: messages in, messages out, one run at a time. Any panic is fatal for it.
//!
//! Its program is the crate `twinlet-worker`, which only calls [`start`].

#[cfg(target_arch = "wasm32")]
mod host;
#[cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, reason = "the tests ask questions; runs are tested with the library")
)]
mod task;

#[cfg(target_arch = "wasm32")]
pub use host::start;
