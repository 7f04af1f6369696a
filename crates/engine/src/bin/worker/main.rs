//! The browser's worker: messages in, messages out, one run at a time. Any panic is fatal for it.

#[cfg(target_arch = "wasm32")]
mod host;
#[cfg(any(target_arch = "wasm32", test))]
#[cfg_attr(test, allow(dead_code, reason = "the tests ask questions; runs are tested with the library"))]
mod task;

fn main() {
    #[cfg(target_arch = "wasm32")]
    host::start();
}
