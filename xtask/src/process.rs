//! Other programs: run them in the workspace root, and say what to do when they fail.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::files::workspace_root;

/// A command in the workspace root, free of the variables that would change a build.
///
/// `RUSTFLAGS` would replace the flags of `.cargo/config.toml` (no SIMD); Trunk 0.21 reads `NO_COLOR=1` as an
/// invalid value and stops.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(workspace_root());
    for variable in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_TARGET", "NO_COLOR"] {
        command.env_remove(variable);
    }
    command
}

/// Runs a program to its end; failing is an error that shows the command line.
pub fn run(program: &str, arguments: &[&str]) -> Result<()> {
    finish(&mut command(program, arguments))
}

/// Runs a prepared command to its end.
pub fn finish(command: &mut Command) -> Result<()> {
    let line = describe(command);
    let status = command.status().with_context(|| format!("cannot start `{line}`: is it installed?"))?;
    match status.success() {
        true => Ok(()),
        false => bail!("`{line}` failed ({status}); its own message is above"),
    }
}

/// What a program prints, or `None` when it is missing or fails.
pub fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = command(program, arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Cargo itself: the one that started us, so that the toolchain stays the same.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let parts = std::iter::once(program).chain(command.get_args());
    parts.map(|part| part.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_shows_the_command_line() {
        let error = run("false", &["--really"]).map_err(|error| error.to_string());
        assert!(error.is_err_and(|text| text.contains("`false --really` failed")));
    }

    #[test]
    fn a_missing_program_has_no_output() {
        assert_eq!(output("no-such-program-here", &[]), None);
    }
}
