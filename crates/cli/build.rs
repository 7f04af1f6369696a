//! Puts the runtime into the command: the pack that `TWINLET_RUNTIME` names, or nothing.
//!
//! `cargo xtask dist` makes the pack and sets the variable. Without it everything but `build` and `serve` works.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const VARIABLE: &str = "TWINLET_RUNTIME";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-env-changed={VARIABLE}");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("runtime.pack");
    match env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
        Some(pack) => embed(Path::new(&pack), &out),
        None => fs::write(out, []),
    }
}

fn embed(pack: &Path, out: &Path) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", pack.display());
    fs::copy(pack, out).map(drop).map_err(|error| {
        let what = format!("{VARIABLE} names `{}`, which cannot be read: {error}", pack.display());
        io::Error::new(error.kind(), format!("{what}; unset it, or give an absolute path"))
    })
}
