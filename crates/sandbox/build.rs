//! The memory that a model may have: the browser enforces it.

/// 256 MiB, the promise of `docs/hostile-models.md`.
const MOST_BYTES: u32 = 256 << 20;

fn main() {
    let is_wasm = std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32");
    if is_wasm {
        println!("cargo::rustc-link-arg=--max-memory={MOST_BYTES}");
    }
    println!("cargo::rerun-if-changed=build.rs");
}
