//! The browser's worker: messages in, messages out, one run at a time. Any panic is fatal for it.

#[cfg(target_arch = "wasm32")]
mod host;
#[cfg(target_arch = "wasm32")]
mod task;

fn main() {
    #[cfg(target_arch = "wasm32")]
    host::start();
}
