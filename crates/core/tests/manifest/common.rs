//! Manifests of the suite.

use std::path::{Path, PathBuf};

use twinlet_core::diag::Diagnostic;
use twinlet_core::manifest::{Compiled, CompiledApp, compile_app, compile_yaml};

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of golden manifests.
pub fn suite() -> PathBuf {
    root().join("tests/suite/manifests")
}

/// The minimal manifest as text.
pub fn minimal_text() -> String {
    std::fs::read_to_string(suite().join("good/minimal.yaml")).unwrap()
}

/// The what-if app as text.
pub fn whatif_text() -> String {
    std::fs::read_to_string(suite().join("good/whatif.yaml")).unwrap()
}

/// Compiles a text of either form whose files lie in a folder.
pub fn compile_any(text: &str, folder: &Path) -> Result<CompiledApp, Vec<Diagnostic>> {
    let read = |name: &str| std::fs::read(folder.join(name)).map_err(|_| "no such file".to_owned());
    compile_app(text, "twin.yaml", &read)
}

/// Compiles a text of a station whose files lie in a folder.
pub fn compile(text: &str, folder: &Path) -> Result<Compiled, Vec<Diagnostic>> {
    let read = |name: &str| std::fs::read(folder.join(name)).map_err(|_| "no such file".to_owned());
    compile_yaml(text, "twin.yaml", &read)
}

/// Diagnostics as the terminal shows them.
pub fn shown(diagnostics: &[Diagnostic]) -> String {
    diagnostics.iter().map(|d| format!("{d}\n")).collect()
}
