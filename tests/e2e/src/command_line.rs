//! The command line, for what it answers to the same question.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow, ensure};
use xtask::files::workspace_root;

/// The variable that names a program that is built already: the run of all tests has one.
const PROGRAM: &str = "TWINLET";

/// What `twinlet` prints with these arguments, in the folder of the repository; an error if it fails.
///
/// # Errors
/// When the program cannot be built or run, or fails.
pub fn twinlet(arguments: &[&str]) -> Result<Vec<u8>> {
    let output = twinlet_output(arguments)?;
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}

/// The same where failing is an answer too.
///
/// # Errors
/// When the program cannot be built or run.
pub fn twinlet_output(arguments: &[&str]) -> Result<Output> {
    let program = twinlet_program()?;
    let output = Command::new(program).current_dir(workspace_root()).args(arguments).output();
    output.with_context(|| format!("cannot run `{}`", program.display()))
}

/// The program itself, of the source as it is: built once for all tests.
///
/// # Errors
/// When it does not build.
pub fn twinlet_program() -> Result<&'static Path> {
    static BUILT: OnceLock<Result<PathBuf, String>> = OnceLock::new();
    let built = BUILT.get_or_init(|| build().map_err(|error| format!("{error:#}")));
    built.as_deref().map_err(|error| anyhow!("{error}"))
}

fn build() -> Result<PathBuf> {
    if let Some(program) = std::env::var_os(PROGRAM) {
        return Ok(program.into());
    }
    xtask::process::run(&xtask::process::cargo(), &["build", "--quiet", "-p", "twinlet"])?;
    let test = std::env::current_exe()?;
    let folder = test.parent().and_then(Path::parent).context("the folder of built programs")?;
    Ok(folder.join("twinlet"))
}
