//! `cargo xtask tidy`: the rules that no compiler checks.

use anyhow::{Result, bail};

use crate::tidy;

/// Prints every broken rule, then fails if there was one.
pub fn run() -> Result<()> {
    let broken = tidy::check_workspace()?;
    for line in &broken {
        eprintln!("tidy: {line}");
    }
    match broken.len() {
        0 => Ok(()),
        count => bail!("{count} broken rules, listed above; each line says what to do"),
    }
}
