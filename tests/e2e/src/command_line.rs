//! The command line, for what it answers to the same question.

use anyhow::{Result, ensure};
use xtask::files::workspace_root;

/// What `twinlet` prints with these arguments, in the folder of the repository; an error if it fails.
pub fn twinlet(arguments: &[&str]) -> Result<Vec<u8>> {
    let mut command = std::process::Command::new(std::env::var("CARGO").unwrap_or("cargo".into()));
    command.current_dir(workspace_root()).args(["run", "--quiet", "-p", "twinlet", "--"]);
    let output = command.args(arguments).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}
