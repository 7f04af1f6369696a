//! Leaves the functions' names out of the worker. `strip = true` of the profile should, but Cargo forgets it for a package that
//! has an `opt-level` of its own.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        println!("cargo::rustc-link-arg-bins=--strip-all");
    }
}
