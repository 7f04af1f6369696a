//! Other programs: run them in the workspace root, and say what to do when they fail.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, anyhow, bail};

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

/// Both at the same time; the first one's failure is reported when both fail.
pub fn at_once(one: impl FnOnce() -> Result<()> + Send, other: impl FnOnce() -> Result<()>) -> Result<()> {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        one.join().map_err(|_| anyhow!("a build ended with a panic; its message is above"))?.and(other)
    })
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
    fn of_two_at_once_each_failure_counts() {
        let table = [(true, true), (true, false), (false, true), (false, false)];
        let end = |good: bool| if good { Ok(()) } else { Err(anyhow!("failed")) };
        for (one, other) in table {
            assert_eq!(at_once(|| end(one), || end(other)).is_ok(), one && other);
        }
    }

    #[test]
    fn a_missing_program_has_no_output() {
        assert_eq!(output("no-such-program-here", &[]), None);
    }
}
