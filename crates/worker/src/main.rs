//! The program of the browser's worker. A crate of its own: what is linked last decides whether loops become vectors, so it
//! is compiled for speed, and what serde generates in the engine's crate for size (docs/size-and-start.md).

fn main() {
    #[cfg(target_arch = "wasm32")]
    twinlet_engine::worker::start();
}
