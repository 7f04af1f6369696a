//! `twinlet completions`: what a shell proposes at the tab key.

use std::process::ExitCode;

use clap_complete::{Shell, generate};

/// For which shell.
#[derive(clap::Args)]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script to stdout; the shell's manual says where it belongs.
pub fn run(args: &Args, mut command: clap::Command) -> anyhow::Result<ExitCode> {
    let name = command.get_name().to_owned();
    generate(args.shell, &mut command, name, &mut std::io::stdout());
    Ok(ExitCode::SUCCESS)
}
