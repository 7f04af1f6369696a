//! `twinlet explain`: what a diagnostic asks for, why, and how to mend it.

mod pages;

use std::process::ExitCode;

use anyhow::bail;
use twinlet_core::diag::Code;
use twinlet_core::manifest::structure::did_you_mean;

/// What to explain.
#[derive(clap::Args)]
pub struct Args {
    /// Code of a diagnostic, for example `unknown-key`; all of them in a line each when absent
    code: Option<String>,
}

/// Prints the page of a code, or the list.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    match &args.code {
        None => list(),
        Some(code) => print!("{}", page(code)?),
    }
    Ok(ExitCode::SUCCESS)
}

fn list() {
    let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
    Code::ALL.iter().for_each(|code| println!("{:width$}  {}", code.name(), code.explanation()));
}

/// The page of a code, also as it stands in a message: `error[unknown-key]`.
fn page(typed: &str) -> anyhow::Result<&'static str> {
    let inner = typed.split_once('[').and_then(|(_, rest)| rest.strip_suffix(']'));
    let name = inner.unwrap_or(typed);
    if let Some((_, page)) = pages::PAGES.iter().find(|(known, _)| *known == name) {
        return Ok(page);
    }
    let near = did_you_mean(name, Code::ALL.iter().map(|code| code.name()));
    let near = if near.starts_with("did you") { near } else { "`twinlet explain` lists all".into() };
    bail!("there is no code `{name}`\nhint: {near}")
}
